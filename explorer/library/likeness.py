"""How alike two texts are, and short keys under which like texts meet: pure.

The keys are min-hashes in bands (Broder 1997, Leskovec et al., "Mining of Massive Datasets", chapter 3): two texts
with nine tenths of their runs of five words in common share a key with a chance of 99.98 %, with eight tenths 98.7 %.
"""

from __future__ import annotations

import itertools
import re
import zlib
from functools import lru_cache

import numpy as np

from explorer.model import Release

RUN_WORDS = 5
MOST_CHARACTERS = 200_000
BANDS, ROWS = 6, 3
PRIME = np.uint64((1 << 31) - 1)
HASHES = BANDS * ROWS
# Any fixed numbers would do; they must never change, because the keys are stored.
FACTORS = np.array([[zlib.crc32(b"factor %d" % number)] for number in range(HASHES)], dtype=np.uint64) % PRIME
TERMS = np.array([[zlib.crc32(b"term %d" % number)] for number in range(HASHES)], dtype=np.uint64) % PRIME

HEADER_PARTS = frozenset({"title", "date", "release number", "byline", "dateline", "caption"})


def running_text(release: Release) -> str:
    """The clean text without its header: what a reprint repeats. Of a very long one, its beginning.

    A text that is nothing but its header is compared by that: else all such would be alike.
    """
    pieces, end = [], 0
    for part in sorted(release.parts, key=lambda part: part.start):
        if part.name in HEADER_PARTS:
            pieces.append(release.text[end : part.start])
            end = max(end, part.end)
    running = "".join([*pieces, release.text[end:]])
    return (running if running.strip() else release.text)[:MOST_CHARACTERS]


# Two: the text at hand stays, while those it is compared with come and go.
@lru_cache(maxsize=2)
def word_runs(text: str) -> frozenset[int]:
    """A number for each run of five words; a shorter text is one run."""
    spaced = " ".join(re.findall(r"\w+", text.casefold())).encode()
    blanks = np.flatnonzero(np.frombuffer(spaced, dtype=np.uint8) == ord(" ")).tolist()
    starts, ends = [0, *(blank + 1 for blank in blanks)], [*blanks, len(spaced)]
    if len(starts) <= RUN_WORDS:
        return frozenset([zlib.crc32(spaced)])
    runs = itertools.starmap(slice, zip(starts, ends[RUN_WORDS - 1 :], strict=False))
    return frozenset(map(zlib.crc32, map(spaced.__getitem__, runs)))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of all their runs that two texts have in common, 0 to 1."""
    return len(one & other) / len(one | other)


def band_keys(runs: frozenset[int]) -> list[int]:
    """Keys of which two like texts share at least one, almost always."""
    numbers = np.fromiter(runs, dtype=np.uint64, count=len(runs)) % PRIME
    lowest = ((numbers * FACTORS + TERMS) % PRIME).min(axis=1).astype("<u8").reshape(BANDS, ROWS)
    return [zlib.crc32(band.tobytes(), number) for number, band in enumerate(lowest)]
