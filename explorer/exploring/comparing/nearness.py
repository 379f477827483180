"""How far apart in time releases were published, when their dates may be no more precise than a month or a year."""

from __future__ import annotations

import numpy as np
import pandas as pd


def days_of(days: pd.Series) -> np.ndarray:
    """Days since 1970-01-01 (float, NaN where unknown) of a column such as `Tables.releases["first_day"]`."""
    whole = pd.to_datetime(days).to_numpy("datetime64[D]")
    return np.where(np.isnat(whole), np.nan, whole.astype(np.int64).astype(float))


def most_days_apart(first: float, last: float, firsts: np.ndarray, lasts: np.ndarray) -> np.ndarray:
    """The most days [float, NaN when one is undated] that can lie between one publication and others.

    Each lies between its first and last possible day, given as days since 1970-01-01.
    """
    return np.maximum(last - firsts, lasts - first)


def say_distance(one: tuple[float, float], other: tuple[float, float]) -> str:
    """How far another publication is from one, in words; each is given by its first and last possible day."""
    days = float(most_days_apart(*one, *map(np.array, other)))
    if np.isnan(days):
        return "no date to compare"
    if one[0] != one[1] or other[0] != other[1]:
        return f"at most {_count(days)} apart"
    return f"{_count(days)} {'later' if other > one else 'earlier'}" if days else "the same day"


def _count(days: float) -> str:
    return "1 day" if days == 1 else f"{days:.0f} days"
