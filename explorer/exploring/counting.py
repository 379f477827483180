"""Counting releases and mentions by a value, over a million mentions."""

from __future__ import annotations

import numpy as np

from explorer.exploring.columns import Coded, Columns

FEW = 64  # values up to which a table of releases × values is faster than neighbours


def count_mentions(column: Coded, inside: np.ndarray) -> np.ndarray:
    """Mentions by value (int, one per value), of those inside (bool, one per mention)."""
    return np.bincount(column.codes[inside], minlength=len(column.values))


def count_releases(columns: Columns, column: Coded, inside: np.ndarray) -> np.ndarray:
    """Releases by value (int, one per value) that have a mention of it inside (bool, one per mention)."""
    values = len(column.values)
    if values <= FEW:
        seen = np.zeros(columns.release_total * values, bool)
        seen[columns.release[inside] * np.int64(values) + column.codes[inside]] = True
        return seen.reshape(columns.release_total, values).sum(axis=0)
    _releases, codes = distinct_pairs(columns, column, inside)
    return np.bincount(codes, minlength=values)


def count_values(columns: Columns, column: Coded, inside: np.ndarray) -> np.ndarray:
    """Distinct values by release (int, one per release) among the mentions inside."""
    releases, _codes = distinct_pairs(columns, column, inside)
    return np.bincount(releases, minlength=columns.release_total)


def distinct_pairs(columns: Columns, column: Coded, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each pair of a release and a place, or a dot, once: the releases' positions and the values' codes.

    Equal pairs stand side by side in `Tables.mentions`. (Two places that give one exact dot within one release would
    count it twice in that release's number of places.)
    """
    releases, codes = columns.release[inside], column.codes[inside]
    is_new = np.ones(len(codes), bool)
    is_new[1:] = (releases[1:] != releases[:-1]) | (codes[1:] != codes[:-1])
    return releases[is_new], codes[is_new]
