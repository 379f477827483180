"""A view cut into the units of its timeline, so that the map can follow a play through time without asking again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.exploring.columns import Named
from explorer.exploring.counting import of_codes, repeated
from explorer.exploring.histogram import Histogram
from explorer.exploring.view import View


@dataclass(frozen=True, eq=False)
class Frames:
    """Counts by dot and bar. A release lies in one bar, so the counts of several bars add up.

    dots: three rows (int): the dot's position in `View.spots`, the bar's in the histogram, the count; none is zero.
    governorates: the same, with the position of the governorate in `governorate_names`.
    releases: shown releases by bar (int).
    left_out: shown releases that lie in no bar, their dates being unknown or wider than a bar.
    """

    dots: np.ndarray
    governorates: np.ndarray
    governorate_names: tuple[str, ...]
    releases: np.ndarray
    left_out: int


def cut_by_time(view: View, histogram: Histogram, counted: str) -> Frames:
    """Count releases or mentions (`counted`) of each dot, and releases of each governorate, in each bar."""
    columns, codes = view.tables.columns, view.tables.spot_codes
    bars = len(histogram.first_days)
    bar = histogram.bar_of(columns.first_day, columns.last_day)
    inside = view.counted
    inside = inside[bar.take(columns.release.take(inside)) >= 0]
    with_dot = inside[columns.has_dot.take(inside)]

    def count(column: Named, inside: np.ndarray, counted: str) -> np.ndarray:
        if counted == "releases":
            inside = np.delete(inside, repeated(column, inside))
        cells = column.codes.take(inside).astype(np.int64) * bars + bar.take(columns.release.take(inside))
        return np.bincount(cells, minlength=bars * len(column.values)).reshape(len(column.values), bars)

    counts = of_codes(count(columns.spot, with_dot, counted).T, codes["spot"]).T
    for name, column in (("place", columns.place), ("city", columns.city)):
        wider = of_codes(count(column, inside, counted).T, codes[name]).T
        counts = np.where(wider.any(axis=1, keepdims=True), wider, counts)
    counts = counts[view.spots["position"].to_numpy()] if bars else counts[:0]
    governorate = columns.facets["governorate"]
    shown_bars = bar[view.shown]
    return Frames(
        dots=_cells(counts),
        governorates=_cells(_count_governorates(view, bar, bars)),
        governorate_names=governorate.values,
        releases=np.bincount(shown_bars[shown_bars >= 0], minlength=bars),
        left_out=int((shown_bars < 0).sum()),
    )


def _count_governorates(view: View, bar: np.ndarray, bars: int) -> np.ndarray:
    """Releases that name a governorate or a place in it, by governorate and bar (int)."""
    columns = view.tables.columns
    governorate = columns.facets["governorate"]
    inside = view.masks.inside(except_for="governorate")
    inside = inside[bar.take(columns.release.take(inside)) >= 0]
    pairs = np.unique(
        columns.release.take(inside).astype(np.int64) * len(governorate.values) + governorate.codes[inside]
    )
    release, code = np.divmod(pairs, max(len(governorate.values), 1))
    cells = code * bars + bar[release]
    return np.bincount(cells, minlength=bars * len(governorate.values)).reshape(len(governorate.values), bars)


def _cells(counts: np.ndarray) -> np.ndarray:
    rows, bars = np.nonzero(counts)
    return np.array([rows, bars, counts[rows, bars]])
