"""Releases by time of publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from explorer.exploring.columns import NO_DAY

# The finest unit that leaves at most this many days to draw, and the width [days] a date may have to stand in one bar.
UNITS = (("day", "D", 92, 1), ("week", "W", 550, 7), ("month", "M", 5500, 31), ("year", "Y", 1 << 30, 366))
PLACED = 0.75  # of the dated releases must have a bar, or the unit is too fine for them


@dataclass(frozen=True, eq=False)
class Histogram:
    """Bars that are not empty, in order of time; what lies between them is a gap.

    unit: day, week (from Thursday, as ISO weeks centre on it), month or year.
    first_days, last_days: the days each bar spans, both included (datetime64[D]).
    releases: how many each holds (int).
    unplaced: releases whose date is wider than a bar.
    """

    unit: str
    first_days: np.ndarray
    last_days: np.ndarray
    releases: np.ndarray
    unplaced: int

    def days_of(self, position: int) -> tuple[dt.date, dt.date]:
        """The first and last day of a bar."""
        return self.first_days[position].item(), self.last_days[position].item()


def count_by_time(first_days: np.ndarray, last_days: np.ndarray) -> Histogram:
    """Count releases by the unit that fits their span.

    Args:
        first_days: the earliest day each date can mean, in days since 1970-01-01, NO_DAY when undated.
        last_days: the latest.
    """
    is_dated = first_days != NO_DAY
    first_days, last_days = first_days[is_dated], last_days[is_dated]
    span = int(last_days.max() - first_days.min()) + 1 if len(first_days) else 0
    widths = last_days - first_days
    fitting = (each for each in UNITS if span <= each[2] and (widths < each[3]).sum() >= PLACED * len(widths))
    unit, code, _most, width = next(fitting, UNITS[-1])
    is_placed = widths < width
    bars = first_days[is_placed].astype("datetime64[D]").astype(f"datetime64[{code}]")
    found, releases = np.unique(bars, return_counts=True)
    return Histogram(
        unit=unit,
        first_days=found.astype("datetime64[D]"),
        last_days=(found + 1).astype("datetime64[D]") - np.timedelta64(1, "D"),
        releases=releases,
        unplaced=int((~is_placed).sum()),
    )
