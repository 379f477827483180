"""Spans that are read together: one place written as two, a list of nations, "between A and B"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from explorer.geoparsing import offsets
from explorer.geoparsing.chains import continues
from explorer.geoparsing.geography import distance_km
from explorer.geoparsing.resolution import Resolution
from explorer.geoparsing.rules import Rules
from explorer.model import Point

_NATIONS = 3  # countries in a row that make a list of nations
_BETWEEN_KM = 150.0  # places farther apart than this have no point between them that says where
_LONGEST_AND = len(" and the ") + 2  # characters between the two names of "between A and B"


def merge_same(text: str, resolutions: Sequence[Resolution]) -> list[Resolution]:
    """The resolutions, "Washington, D.C." being one and not two of the same place."""
    merged: list[Resolution] = []
    for found in resolutions:
        last = merged[-1] if merged else None
        if last and found.span.start - last.span.end == 2 and _is_same(last, found) and text[last.span.end] == ",":
            merged[-1] = replace(last, span=replace(last.span, end=found.span.end))
        else:
            merged.append(found)
    return merged


def find_pairs(text: str, resolutions: Sequence[Resolution]) -> list[int]:
    """Where two places stand as "between A and B": the indexes of the first."""
    if not offsets.has_between(text):
        return []
    return [
        index
        for index, (first, second) in enumerate(pairwise(resolutions))
        if second.span.start - first.span.end <= _LONGEST_AND
        and first.chosen
        and second.chosen
        and offsets.is_between(text, first.span.start, first.span.end, second.span.start)
    ]


def find_middles(resolutions: Sequence[Resolution], pairs: Iterable[int]) -> dict[int, Point]:
    """The point half way between the points of each pair that lie near each other in the theatre, by either index."""
    middles: dict[int, Point] = {}
    for index in pairs:
        first, second = resolutions[index].chosen, resolutions[index + 1].chosen
        if not all(chosen.is_point and chosen.is_in_theatre for chosen in (first, second)):
            continue
        if distance_km(first.place, second.place) <= _BETWEEN_KM:
            middles[index] = middles[index + 1] = offsets.middle(first.place, second.place)
    return middles


def find_countries(resolutions: Sequence[Resolution]) -> list[int]:
    """The indexes of the countries."""
    return [
        index
        for index, found in enumerate(resolutions)
        if found.chosen and found.chosen.place.feature_class == "country"
    ]


def find_lists(text: str, resolutions: Sequence[Resolution], countries: Iterable[int]) -> list[list[int]]:
    """The indexes of the countries that stand in a row: "Iraq, Syria and Jordan"."""
    rows: list[list[int]] = []
    for index in countries:
        if rows and continues(text, resolutions[rows[-1][-1]].span, resolutions[index].span):
            rows[-1].append(index)
        else:
            rows.append([index])
    return [row for row in rows if len(row) > 1]


def find_nations(
    resolutions: Sequence[Resolution], rows: Iterable[list[int]], pairs: Iterable[int], rules: Rules
) -> set[int]:
    """The indexes of those that act together: countries in a row of three, two that "between" or a verb joins.

    Capitals are among them after "talks between".
    """
    nations: set[int] = set()
    for index in pairs:
        both = (index, index + 1)
        if any(index in row and index + 1 in row for row in rows):
            nations.update(both)
        elif rules.is_relation(resolutions[index].span.before):
            nations.update(at for at in both if rules.may_act(resolutions[at].chosen.place))
    for row in rows:
        first, last = resolutions[row[0]], resolutions[row[-1]]
        if rules.where.at_end(first.span.before):
            continue
        if len(row) >= _NATIONS or _act(first, last, rules):
            nations.update(row)
    return nations


def share_words(resolutions: Sequence[Resolution], rows: Iterable[list[int]], rules: Rules) -> None:
    """Let what says where the first of a row is say it of the whole row: "in Iraq, Syria and Jordan"."""
    for row in rows:
        first = resolutions[row[0]].span
        if rules.where.at_end(first.before):
            for index in row:
                resolutions[index].span.before = first.before


def _act(first: Resolution, last: Resolution, rules: Rules) -> bool:
    """Whether the first of a list of countries to the last are who does something: "US, Iraq Hold Talks"."""
    if rules.around.at_end(first.span.before):
        return False
    return bool(rules.metonym_verbs.at_start(last.span.after) or rules.joint_verbs.at_start(last.span.after))


def _is_same(first: Resolution, second: Resolution) -> bool:
    return bool(first.chosen and second.chosen) and first.chosen.place is second.chosen.place
