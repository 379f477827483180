"""The values of several facets as bits of a few words: one pass over a million mentions then counts all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

WORD = 64  # bits
# By byte (0 to 255), which of its bits are set, the lowest first.
BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, np.newaxis], axis=1, bitorder="little").astype(np.int64)


@dataclass(frozen=True, eq=False)
class Marks:
    """One bit per value of each facet, all facets one after the other.

    words: little-endian uint64; a row per 64 bits, a column per mention.
    spans: by facet, the half-open range of its bits.
    """

    words: np.ndarray
    spans: dict[str, tuple[int, int]]

    def words_of(self, facet: str) -> range:
        """The rows of `words` that have bits of a facet."""
        first, end = self.spans[facet]
        return range(first // WORD, end // WORD + 1)

    def cut(self, facet: str, counts: np.ndarray) -> np.ndarray:
        """A facet's own part of the counts of every bit in `words_of`."""
        first, end = self.spans[facet]
        return counts[first % WORD :][: end - first]


def build_marks(facets: Mapping[str, tuple[np.ndarray, int]]) -> Marks:
    """Make the marks of facets: by name, each mention's code, and how many values there are."""
    spans, end = {}, 0
    for name, (_codes, total) in facets.items():
        spans[name] = (end, end := end + total)
    mentions = max((len(codes) for codes, _total in facets.values()), default=0)
    words = np.zeros((end // WORD + 1, mentions), "<u8")
    for name, (codes, _total) in facets.items():
        row, bit = np.divmod(codes + spans[name][0], WORD)
        words[row, np.arange(mentions)] |= np.uint64(1) << bit.astype(np.uint64)
    return Marks(words, spans)


def count_bits(words: np.ndarray) -> np.ndarray:
    """In how many of the words (little-endian uint64) each of the 64 bits is set (int), the lowest first."""
    counts = [np.bincount(pair, minlength=1 << 16).reshape(256, 256) for pair in words.view("<u2").reshape(-1, 4).T]
    return np.concatenate([octet @ BITS for pair in counts for octet in (pair.sum(axis=0), pair.sum(axis=1))])
