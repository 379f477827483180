"""Releases by time of publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from explorer.exploring.columns import NO_DAY

# The finest unit that leaves at most this many days to draw, and the width [days] a date may have to stand in one bar.
UNITS = (("day", "D", 92, 1), ("week", "W", 550, 7), ("month", "M", 5500, 31), ("year", "Y", 1 << 30, 366))
PLACED = 0.75  # of the dated releases must have a bar, or the unit is too fine for them
MONDAY = {"week": 3}  # days by which numpy's weeks, which begin on a Thursday, are late
MOST_STEPS = 400  # on the way through time, empty units among them; beyond, it goes from bar to bar


@dataclass(frozen=True, eq=False)
class Histogram:
    """Bars that are not empty, in order of time; what lies between them is a gap.

    unit: day, week (from Monday, as in ISO 8601), month or year.
    first_days, last_days: the days each bar spans, both included (datetime64[D]).
    releases: how many each holds (int).
    heights: what each counts (int): its releases, or their mentions.
    unplaced: releases whose date is wider than a bar.
    """

    unit: str
    first_days: np.ndarray
    last_days: np.ndarray
    releases: np.ndarray
    heights: np.ndarray
    unplaced: int

    def days_of(self, position: int) -> tuple[dt.date, dt.date]:
        """The first and last day of a bar."""
        return self.first_days[position].item(), self.last_days[position].item()

    def steps(self) -> tuple[np.ndarray, np.ndarray]:
        """The first and last days (datetime64[D]) of all units from the first bar to the last, empty ones too.

        Of more than `MOST_STEPS` only those with a bar.
        """
        if not len(self.first_days):
            return self.first_days, self.last_days
        first, last = (_units(self.first_days[end : end + 1 or None], self.unit)[0] for end in (0, -1))
        if (last - first).astype(int) >= MOST_STEPS:
            return self.first_days, self.last_days
        return _days(np.arange(first, last + 1), self.unit)

    def bar_of(self, first_days: np.ndarray, last_days: np.ndarray) -> np.ndarray:
        """The position (int) of the bar that holds each date [days since 1970-01-01]; -1 where none does."""
        bars = np.searchsorted(self.first_days.astype(int), first_days, side="right") - 1
        if not len(self.first_days):
            return bars
        return np.where((bars >= 0) & (last_days <= self.last_days.astype(int)[bars]), bars, -1)


def count_by_time(
    first_days: np.ndarray, last_days: np.ndarray, *, mentions: np.ndarray | None = None, unit: str = "auto"
) -> Histogram:
    """Count releases by time.

    Args:
        first_days: the earliest day each date can mean, in days since 1970-01-01, NO_DAY when undated.
        last_days: the latest.
        mentions: how many each release has, to count these instead of releases.
        unit: day, week, month, year, or auto for the one that fits their span.
    """
    is_dated = first_days != NO_DAY
    first_days, last_days = first_days[is_dated], last_days[is_dated]
    span = int(last_days.max() - first_days.min()) + 1 if len(first_days) else 0
    widths = last_days - first_days
    fitting = (
        each
        for each in UNITS
        if unit == each[0] or (unit == "auto" and span <= each[2] and (widths < each[3]).sum() >= PLACED * len(widths))
    )
    unit, _code, _most, width = next(fitting, UNITS[-1])
    is_placed = widths < width
    # Days are counted first: there are few of them, and dates are slow to turn into units and to sort.
    earliest = first_days.min() if len(first_days) else 0
    days = first_days[is_placed] - earliest
    by_day = np.bincount(days)
    held = np.flatnonzero(by_day)
    found, bar = np.unique(_units((held + earliest).astype("datetime64[D]"), unit), return_inverse=True)

    def sum_up(counts: np.ndarray) -> np.ndarray:
        return np.bincount(bar, counts[held], len(found)).astype(int)

    releases = sum_up(by_day)
    heights = releases if mentions is None else sum_up(np.bincount(days, mentions[is_dated][is_placed]))
    first, last = _days(found, unit)
    return Histogram(
        unit=unit,
        first_days=first,
        last_days=last,
        releases=releases,
        heights=heights,
        unplaced=int((~is_placed).sum()),
    )


def _units(days: np.ndarray, unit: str) -> np.ndarray:
    """The unit each day lies in, as datetime64 of that unit."""
    code = next(code for name, code, *_ in UNITS if name == unit)
    return (days + MONDAY.get(unit, 0)).astype(f"datetime64[{code}]")


def _days(units: np.ndarray, unit: str) -> tuple[np.ndarray, np.ndarray]:
    """The first and last day of each unit (datetime64[D])."""
    first, after = (each.astype("datetime64[D]") - MONDAY.get(unit, 0) for each in (units, units + 1))
    return first, after - 1
