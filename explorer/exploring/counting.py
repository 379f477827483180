"""Counting releases and mentions by a value, over a million mentions.

Positions of mentions are much faster to pick by than masks: a mask of a million takes ten times as long.
"""

from __future__ import annotations

import numpy as np

from explorer.exploring.columns import Coded, Columns, Named
from explorer.exploring.marks import WORD, count_bits


def count_mentions(column: Coded, inside: np.ndarray) -> np.ndarray:
    """Mentions by value (int, one per value), of those at the positions inside."""
    return np.bincount(column.codes.take(inside), minlength=len(column.values))


def count_named(column: Named, inside: np.ndarray) -> np.ndarray:
    """By value, releases that have a mention of it inside, and its mentions there (int, two rows)."""
    mentions = count_mentions(column, inside)
    again = inside[repeated(column, inside)]
    return np.array([mentions - count_mentions(column, again), mentions])


def count_uses(columns: Columns, inside: np.ndarray) -> np.ndarray:
    """By place, its mentions at the positions inside (int): neither on the map nor a location, one, the other, both."""
    counts = np.bincount(columns.uses.take(inside), minlength=4 * len(columns.place.values))
    return counts.reshape(-1, 4).T


def count_values(columns: Columns, column: Named, inside: np.ndarray) -> np.ndarray:
    """Distinct values by release (int, one per release) among the mentions at the positions inside."""
    releases = columns.release.take(inside)
    again = releases[repeated(column, inside)]
    return np.bincount(releases, minlength=columns.release_total) - np.bincount(again, minlength=columns.release_total)


def repeated(column: Named, inside: np.ndarray) -> np.ndarray:
    """Which of the positions name a place, or give a dot, that their release has before (their indices).

    Equal pairs of a release and a value stand side by side in `Tables.mentions`. (Two places that give one exact dot
    within one release would count it twice in that release's number of places.)
    """
    pairs = column.pairs.take(inside)
    return np.flatnonzero(pairs[1:] == pairs[:-1]) + 1


def count_marks(columns: Columns, word: int, passing: np.ndarray) -> np.ndarray:
    """Releases that have a mention which passes and has a bit set, by the bits of a word of `Columns.marks` (int, 64).

    `passing` is bool, one per mention: here a mask is the faster, since no release need be looked up.
    """
    if not len(passing):
        return np.zeros(WORD, int)
    return count_bits(np.bitwise_or.reduceat(columns.marks.words[word] * passing, columns.first_mentions))


def of_codes(counts: np.ndarray, codes: np.ndarray, *, none: int = 0) -> np.ndarray:
    """The counts of codes, from those of all values along the last axis; the code -1 counts none."""
    with_none = np.concatenate([counts, np.full((*counts.shape[:-1], 1), none, counts.dtype)], axis=-1)
    return with_none[..., codes]
