"""Chains: "al-Thakana neighborhood, Raqqah, Syria" puts each name into the area after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from explorer.geoparsing.geography import LEVELS, Areas, distance_km, is_city_part, is_home, level
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.spans import Span
from explorer.model import Place

_LONGEST_GAP = 40  # characters
_ELSEWHERE_KM = 150.0  # a town this far from the city after it is not listed beside it
_LONGEST_LIST_GAP = len(", and the ") + 1  # characters between two of a list
_LIST_GAP = re.compile(r"(?=[ \n]*(?:,|and\b))(?:and|the|[ ,\n])*")
_GAP_STARTS = frozenset(", ([\n")
_SIDE = r"(?:north|south)?(?:east|west|north|south)(?:ern)?"
_LINK = re.compile(
    rf"(?P<comma>\s*,\s*(?:{_SIDE}\s+)?)|(?P<bracket>\s*[(\[]\s*)|(?P<of>\s+of\s+(?:the\s+)?)|"
    r"(?P<inside>(?:\s++[a-z-]++){0,2}\s+(?:of|in)\s+(?:the\s+)?"
    rf"(?:(?:city|town|province|governorate|{_SIDE}|central)\s+(?:of\s+)?)*)"
)


def find_parents(
    text: str, spans: Sequence[Span], rules: Rules, areas: Areas, quarters: Set[int] = frozenset()
) -> list[int | None]:
    """For each span the index of the span after it that contains it by the form of the text, None without one.

    `quarters` are the indexes of those called neighbourhoods; a list of these lies in one city.
    """
    parents: list[int | None] = [None] * len(spans)
    for index in reversed(range(len(spans) - 1)):
        inner, outer = spans[index], spans[index + 1]
        if outer.start - inner.end > _LONGEST_GAP:
            continue
        if index in quarters and index + 1 in quarters and continues(text, inner, outer):
            parents[index] = parents[index + 1]
            continue
        if not outer.candidates:
            continue
        gap = gap_after(text, inner, outer, rules)
        if gap[:1] not in _GAP_STARTS:
            continue
        link = _LINK.fullmatch(gap)
        if not link:
            continue
        explicit = link.lastgroup in ("bracket", "of") or (link.lastgroup == "comma" and parents[index + 1] is not None)
        is_in = gap.lstrip().startswith("in ")
        explicit |= is_in and (bool(rules.buildings.at_start(inner.after)) or _may_be_part(inner, outer))
        if _may_contain(outer, inner, areas, explicit=explicit):
            parents[index] = index + 1
    return parents


def continues(text: str, first: Span, second: Span) -> bool:
    """Whether a comma or "and", and nothing but these and "the", stands between two spans."""
    start, end = first.end, second.start
    return end - start <= _LONGEST_LIST_GAP and bool(_LIST_GAP.fullmatch(text, start, end))


def find_called(text: str, spans: Sequence[Span], nouns: Set[str], feature_class: str) -> frozenset[int]:
    """The indexes of those that a list calls by a noun: "Kirkuk and Erbil provinces", "the provinces of Homs, Hama",
    "Governorates: Homs, Hama".

    A name that nothing of the feature class has ends the list.
    """
    found: set[int] = set()
    for index, span in enumerate(spans):
        after, before = span.after, span.before
        if after and after[0] in nouns:
            found.update(_row(text, spans, range(index, -1, -1), feature_class))
        last = before[-1] if before else ""
        if (last == "of" and len(before) > 1 and before[-2] in nouns) or (last[-1:] == ":" and last[:-1] in nouns):
            found.update(_row(text, spans, range(index, len(spans)), feature_class))
    return frozenset(found)


def _row(text: str, spans: Sequence[Span], indexes: range, feature_class: str) -> Iterator[int]:
    """The indexes, until one is nothing of the class or no part of the list that the first is in."""
    for at in indexes:
        first, second = sorted((at, at - indexes.step))
        if not any(option.place.feature_class == feature_class for option in spans[at].candidates):
            return
        if at != indexes.start and not continues(text, spans[first], spans[second]):
            return
        yield at


def gap_after(text: str, inner: Span, outer: Span, rules: Rules) -> str:
    """What stands between two spans, without the noun that may belong to the first: "X village, Y"."""
    gap = text[inner.end : outer.start]
    if gap[:1] == " ":
        noun = rules.settlements.at_start(inner.after)
        return gap.lstrip()[len(noun) :] if noun else gap
    return gap


def is_misplaced(place: Place, ancestor: Place, areas: Areas, *, is_building: bool = False) -> bool:
    """Whether the area that the text puts a place into rules the place out; a wrong country alone does not.

    If it `is_building` of the place's name that the text puts there, it is in no other city: "Jala Bridge in Hasakah".
    """
    if is_building and level(ancestor) <= LEVELS["city"]:
        return ancestor.place_id != place.place_id and not areas.contains(ancestor, place)
    if (
        ancestor.feature_class == "country"
        or areas.contains(ancestor, place)
        or level(place) > 1
        or place.geometry != "point"
    ):
        return False
    is_small = level(place) == 0
    return is_small or ancestor.feature_class == "governorate" or distance_km(place, ancestor) > _ELSEWHERE_KM


def _may_be_part(inner: Span, outer: Span) -> bool:
    """Whether all readings of the inner name are of what contains nothing, or some is a part of a city."""
    places = [option.place for option in inner.candidates]
    return any(map(is_city_part, places)) or not any(map(level, places))


def _may_contain(outer: Span, inner: Span, areas: Areas, *, explicit: bool) -> bool:
    """Whether some reading of the outer name contains some reading of the inner one."""
    if not inner.is_known:
        return any(level(area.place) > 1 for area in outer.candidates)
    return any(
        level(area.place) > level(part.place)
        and (explicit or areas.contains(area.place, part.place) or (level(area.place) > 2 and not is_home(area.place)))
        for area in outer.candidates
        for part in inner.candidates
    )
