"""How often each place is named over time: small charts for the table of places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.exploring.columns import NO_DAY, Coded
from explorer.exploring.view import View

BARS = 24
WIDEST = 31  # [days] a date known by month is placed by its middle, one known by year is left out


def count_trends(view: View, place_ids: Sequence[str], bars: int = BARS) -> np.ndarray:
    """Mentions in the shown releases by place and time of publication (int, a row per place, a column per bar).

    The places are some of `View.places`, and a city counts its parts too. The bars are equally long, from the first
    to the last publication shown. What is undated, or dated less exactly than by month, is left out.
    """
    columns = view.tables.columns
    bar = _bars(np.where(view.shown, columns.first_day, NO_DAY), columns.last_day, bars)
    of_mentions = bar.take(columns.release)
    inside = np.flatnonzero(of_mentions >= 0)
    by_place, by_city = (_count(column, of_mentions, inside, bars) for column in (columns.place, columns.city))
    places, cities = (column.codes_of(place_ids) for column in (columns.place, columns.city))
    return np.where((cities >= 0)[:, np.newaxis], by_city[cities], by_place[places])


def _bars(first_day: np.ndarray, last_day: np.ndarray, bars: int) -> np.ndarray:
    """The bar of each release (int), -1 for none."""
    is_placed = (first_day != NO_DAY) & (last_day - first_day < WIDEST)
    if not is_placed.any():
        return np.full(len(first_day), -1)
    middle = (first_day.astype(np.int64) + last_day) // 2
    first, last = middle[is_placed].min(), middle[is_placed].max()
    return np.where(is_placed, (middle - first) * bars // (last - first + 1), -1)


def _count(column: Coded, bar: np.ndarray, inside: np.ndarray, bars: int) -> np.ndarray:
    cells = column.codes.take(inside).astype(np.int64) * bars + bar.take(inside)
    return np.bincount(cells, minlength=len(column.values) * bars).reshape(-1, bars)
