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


def tell(resolution: Resolution, cue: str) -> tuple[str, float]:
    """The mention's reason in one sentence, and how sure its place is, 0 to 1.

    The sentence says spelling and tier, cue, support, and what else it may name, how far off; the tier, the support and
    the others make the score.
    """
    chosen, others, support = resolution.chosen, resolution.others, resolution.support
    if chosen is None:
        why = "; ".join(filter(None, [f"Unresolved: {resolution.note}", cue]))
        return (why + _candidates(others), 0.2) if others else (f"{why}.", 0.1)
    why = "; ".join([chosen.told, cue, *support]) if support else f"{chosen.told}; {cue}"
    if resolution.note:
        why = f"{why}; but {resolution.note}"
        return why + (_rivals(chosen, others) if others else "."), round(_score(chosen, ()) - _UNDECIDED, 2)
    if not others:
        return f"{why}.", _score(chosen, ())
    return why + _rivals(chosen, others), _score(chosen, () if support else others)


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
