"""Spans that are read together: one place written as two, a list of nations, "between A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from explorer.geoparsing import offsets
from explorer.geoparsing.resolution import Resolution
from explorer.model import Point

_NATIONS = 3  # countries in a row that make a list of nations
_LONGEST_LIST_GAP = len(", and the ") + 1  # characters between two of them
_LIST_GAP = re.compile(r"(?:and|the|[ ,\n])*")
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
    """The point half way between the points of each pair, by the index of either."""
    middles: dict[int, Point] = {}
    for index in pairs:
        first, second = resolutions[index].chosen, resolutions[index + 1].chosen
        if first.is_point and second.is_point:
            middles[index] = middles[index + 1] = offsets.middle(first.place, second.place)
    return middles


def find_nations(text: str, resolutions: Sequence[Resolution], pairs: Iterable[int]) -> set[int]:
    """The indexes of countries that act together: at least three in a list, or a pair."""
    countries = [
        index
        for index, found in enumerate(resolutions)
        if found.chosen and found.chosen.place.feature_class == "country"
    ]
    nations = {at for index in pairs for at in (index, index + 1) if index in countries and index + 1 in countries}
    row: list[int] = []
    for index in countries:
        if row and not _continues(text, resolutions[row[-1]], resolutions[index]):
            row = []
        row.append(index)
        if len(row) == _NATIONS:
            nations.update(row)
        elif len(row) > _NATIONS:
            nations.add(index)
    return nations


def _is_same(first: Resolution, second: Resolution) -> bool:
    return bool(first.chosen and second.chosen) and first.chosen.place is second.chosen.place


def _continues(text: str, first: Resolution, second: Resolution) -> bool:
    """Whether nothing but commas, "and" and "the" stands between two spans."""
    start, end = first.span.end, second.span.start
    return end - start <= _LONGEST_LIST_GAP and bool(_LIST_GAP.fullmatch(text, start, end))
