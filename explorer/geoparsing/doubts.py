"""When the likeliest candidate is still not taken: a dot in the wrong place is worse than none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explorer.geoparsing.gazetteer import Candidate
from explorer.geoparsing.geography import LEVELS, Areas, distance_km, is_home, level
from explorer.geoparsing.names import fold, skeleton, strip_articles
from explorer.model import Place

SAME_KM = 25.0  # two candidates this close are one answer
TIE = 0.15  # a difference of weights that decides nothing
RIVAL = 0.05  # a difference of similarity that decides nothing
LEAST_SIMILARITY = 0.8  # of a spelling that shares its consonants; 94 of 100 pairs of spellings of one place reach it
SURE_SIMILARITY = 0.86  # enough where fewer than three consonants are shared, or where only the country supports


class Support(NamedTuple):
    """What speaks for a candidate, in words; `is_close` says that it is more than the country."""

    words: tuple[str, ...]
    is_close: bool


class Weighed(NamedTuple):
    """A candidate, how well it fits (higher is better), and what supports it."""

    weight: float
    support: Support
    candidate: Candidate


def tell_misplaced(place: Place, ancestors: Sequence[Place]) -> str:
    """Why a place is not where the text puts it."""
    km = min(distance_km(place, area) for area in ancestors)
    return f"the text puts it in {ancestors[0].name}, and the place known by this name is {km:.0f} km away"


def doubt_tie(weighed: Sequence[Weighed], others: Sequence[Candidate]) -> str:
    """Why none of several places of one name that lie far apart is taken, "" if the first is.

    Small ones fit alike, or nothing supports one that the gazetteer tells apart by an addition to its name.
    """
    if not others:
        return ""
    first, second = weighed[0].candidate.place, others[0].place
    is_tie = len(weighed) > 1 and weighed[0].weight - weighed[1].weight <= TIE and not (level(first) or level(second))
    is_one_of_many = first.name.endswith(")") and level(first) < LEVELS["city"] and is_home(first) and is_home(second)
    if not (is_tie or (is_one_of_many and not weighed[0].support.words)):
        return ""
    km = distance_km(first, second)
    if km <= SAME_KM:
        return ""
    return f"several places have this name, {km:.0f} km apart, and nothing decides"


def doubt_spelling(
    weighed: Sequence[Weighed], ancestors: Sequence[Place], areas: Areas, *, is_about_theatre: bool
) -> str:
    """Why a place whose spelling only shares its consonants is not taken, "" if it is.

    Args:
        weighed: The candidates, the likeliest first.
        ancestors: The areas that the text puts the name into.
        areas: What lies in which area.
        is_about_theatre: Whether the text speaks of Iraq or Syria at all.
    """
    _, support, best = weighed[0]
    is_short = len(skeleton(strip_articles(fold(best.spelling)))) < 3
    if best.similarity < (SURE_SIMILARITY if is_short else LEAST_SIMILARITY):
        return "the nearest spelling that the gazetteer has is too different"
    if any(not areas.contains(area, best.place) and area.place_id != best.place.place_id for area in ancestors):
        return "the place of a similar spelling lies elsewhere"
    is_supported = bool(support.words) or (best.place.feature_class in LEVELS and is_about_theatre)
    if not (support.is_close or (best.similarity >= SURE_SIMILARITY and is_supported)):
        return "the gazetteer has only a similar spelling, and nothing near by supports it"
    if any(_is_rival(other.candidate, best, ancestors, areas) for other in weighed[1:]):
        return "several places of similar spelling fit"
    return ""


def _is_rival(other: Candidate, best: Candidate, ancestors: Sequence[Place], areas: Areas) -> bool:
    if other.similarity <= best.similarity - RIVAL or distance_km(other.place, best.place) <= SAME_KM:
        return False
    return all(areas.contains(area, other.place) for area in ancestors)
