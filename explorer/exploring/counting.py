"""Counting releases and mentions by a value, over a million mentions.

Positions of mentions are much faster here than masks: picking by a mask of a million takes ten times as long.
"""

from __future__ import annotations

import numpy as np

from explorer.exploring.columns import Coded, Columns
from explorer.exploring.marks import any_of_each, count_bits


def positions_inside(columns: Columns, mentions: np.ndarray, releases: np.ndarray) -> np.ndarray:
    """The positions (int, ascending) of the mentions that pass (bool, one per mention) in releases that do."""
    return np.flatnonzero(mentions & releases.take(columns.release))


def count_mentions(column: Coded, inside: np.ndarray) -> np.ndarray:
    """Mentions by value (int, one per value), of those at the positions inside."""
    return np.bincount(column.codes.take(inside), minlength=len(column.values))


def count_named(columns: Columns, column: Coded, inside: np.ndarray) -> np.ndarray:
    """By value, releases that have a mention of it inside, and its mentions there (int, two rows)."""
    mentions = count_mentions(column, inside)
    again = inside[_again(columns, column, inside)]
    return np.array([mentions - count_mentions(column, again), mentions])


def count_values(columns: Columns, column: Coded, inside: np.ndarray) -> np.ndarray:
    """Distinct values by release (int, one per release) among the mentions at the positions inside."""
    releases = columns.release.take(inside)
    again = releases[_again(columns, column, inside)]
    return np.bincount(releases, minlength=columns.release_total) - np.bincount(again, minlength=columns.release_total)


def _again(columns: Columns, column: Coded, inside: np.ndarray) -> np.ndarray:
    """Which of the positions name a place, or give a dot, that their release has before (their indices).

    Equal pairs of a release and a value stand side by side in `Tables.mentions`. (Two places that give one exact dot
    within one release would count it twice in that release's number of places.)
    """
    releases, codes = columns.release.take(inside), column.codes.take(inside)
    return np.flatnonzero((releases[1:] == releases[:-1]) & (codes[1:] == codes[:-1])) + 1


def count_marks(columns: Columns, word: int, mentions: np.ndarray, releases: np.ndarray) -> np.ndarray:
    """Releases (int, one per bit of a word of `Columns.marks`) that pass, and have a mention with it that passes.

    Args:
        columns: the columns.
        word: which row of the words.
        mentions: which mentions pass (bool, one per mention).
        releases: which releases pass (bool, one per release).
    """
    found = any_of_each(columns.marks.words[word] * mentions, columns.first_mentions)
    return count_bits(found * releases.take(columns.naming))
