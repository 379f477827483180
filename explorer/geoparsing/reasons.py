"""Why a mention means its place, in one sentence, and how sure that is."""

from __future__ import annotations

from functools import lru_cache

from explorer.geoparsing.doubts import SAME_KM
from explorer.geoparsing.gazetteer import Candidate
from explorer.geoparsing.geography import distance_km
from explorer.geoparsing.resolution import Resolution

_RIVALS_TOLD = 3
_TIER_SCORES = {"exact": 0.95, "folded": 0.93, "article-stripped": 0.9, "skeleton": 0.6}
_UNDECIDED = 0.3  # off the score of a place that has rivals elsewhere and no support
_KEPT = 5_000  # candidates with their rivals; few fill all releases


def score(resolution: Resolution) -> float:
    """How sure the place is, 0 to 1: by the tier of its spelling, its rivals and its support."""
    if resolution.chosen is None:
        return 0.2 if resolution.others else 0.1
    return _score(resolution.chosen, () if resolution.support else resolution.others)


def reason(resolution: Resolution, cue: str) -> str:
    """The mention's reason in one sentence: spelling and tier, cue, support, and what else it may name, how far off."""
    chosen, others = resolution.chosen, resolution.others
    if chosen is None:
        return "; ".join([f"Unresolved: {resolution.note}", cue]) + (_candidates(others) if others else ".")
    support = "".join([f"; {words}" for words in resolution.support])
    return f"{chosen.told}; {cue}{support}{_rivals(chosen, others) if others else '.'}"


@lru_cache(maxsize=_KEPT)
def _score(chosen: Candidate, rivals: tuple[Candidate, ...]) -> float:
    is_undecided = any(distance_km(rival.place, chosen.place) > SAME_KM for rival in rivals)
    return round(_TIER_SCORES[chosen.tier] * chosen.similarity - _UNDECIDED * is_undecided, 2)


@lru_cache(maxsize=_KEPT)
def _candidates(others: tuple[Candidate, ...]) -> str:
    """What an unresolved name may mean, the likeliest first, and how far the others lie from it."""
    first, *rest = others[: _RIVALS_TOLD + 1]
    far = (f"{other.place.name}, {distance_km(other.place, first.place):.0f} km from it" for other in rest)
    return f"; candidates: {'; '.join([f'{first.place.name} by “{first.spelling}” ({first.tier})', *far])}."


@lru_cache(maxsize=_KEPT)
def _rivals(chosen: Candidate, others: tuple[Candidate, ...]) -> str:
    told = (
        f"{other.place.name}, {distance_km(other.place, chosen.place):.0f} km away" for other in others[:_RIVALS_TOLD]
    )
    return f"; not {' or '.join(told)}."
