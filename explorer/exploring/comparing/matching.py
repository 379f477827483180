"""Which tokens of two texts are the same, in order, so that texts of 1 MB need no longer than a short wait."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import LCSseq, Levenshtein

MOST_CELLS = 20_000**2  # tokens of one stretch times those of the other, up to which they are compared one by one
LEAST_UNIT = 5  # tokens of a sentence that is looked for as a whole; shorter ones stand everywhere

Two = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one sequence beside one of another, half-open."""

    a: Two
    b: Two

    @property
    def cells(self) -> int:
        """The tokens of one times those of the other: what comparing them one by one takes."""
        return (self.a[1] - self.a[0]) * (self.b[1] - self.b[0])


@dataclass(frozen=True, slots=True)
class Matching:
    """The same tokens of two texts.

    Attributes:
        a, b: Their positions in either text (int), both growing: token `a[n]` of the one is token `b[n]` of the other.
        skipped: The stretches that are too long to be compared token by token.
    """

    a: np.ndarray
    b: np.ndarray
    skipped: tuple[Stretch, ...]


def match_tokens(a: Sequence[int], b: Sequence[int], stops: frozenset[int], alike: Iterable[Stretch] = ()) -> Matching:
    """Match whole sentences that are the same, then what is known to be alike, then single tokens between them.

    Args:
        a, b: The tokens of two texts, as numbers of at least 0.
        stops: The tokens that end a sentence.
        alike: Stretches that say the same; of those that cross each other some play no part.
    """
    blocks: list[tuple[int, int, int]] = []
    skipped = []
    known = sorted(alike, key=lambda each: (each.a, each.b))
    for gap in _between_same(a, b, stops, blocks):
        for stretch in _cut(gap, known):
            if stretch.cells > MOST_CELLS:
                stretch = _without_ends(a, b, stretch, blocks)
            if stretch.cells > MOST_CELLS:
                skipped.append(stretch)
            elif stretch.cells:
                blocks.extend(_same_tokens(a, b, stretch))
    starts_a, starts_b, lengths = np.array(sorted(blocks), dtype=np.int64).reshape(-1, 3).T
    within = np.arange(lengths.sum()) - np.repeat(lengths.cumsum() - lengths, lengths)
    return Matching(np.repeat(starts_a, lengths) + within, np.repeat(starts_b, lengths) + within, tuple(skipped))


def longest_chain(points: Iterable[Two]) -> list[Two]:
    """The most of the points that grow in both numbers from one to the next."""
    ends: list[Two] = []  # by length less one, the last point of the chain that leaves most room
    before: dict[Two, Two | None] = {}
    for point in sorted(set(points), key=lambda point: (point[0], -point[1])):
        length = bisect_left(ends, point[1], key=lambda end: end[1])
        before[point] = ends[length - 1] if length else None
        ends[length : length + 1] = [point]
    chain = []
    last = ends[-1] if ends else None
    while last:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _same_tokens(a: Sequence[int], b: Sequence[int], stretch: Stretch) -> Iterator[tuple[int, int, int]]:
    (first_a, end_a), (first_b, end_b) = stretch.a, stretch.b
    for code in Levenshtein.opcodes(a[first_a:end_a], b[first_b:end_b]):
        if code.tag == "equal":
            yield first_a + code.src_start, first_b + code.dest_start, code.src_end - code.src_start


def _without_ends(a: Sequence[int], b: Sequence[int], stretch: Stretch, blocks: list[tuple[int, int, int]]) -> Stretch:
    """A stretch without the tokens that both begin and end with, which go into `blocks`."""
    (first_a, end_a), (first_b, end_b) = stretch.a, stretch.b
    lead = _common(a[first_a:end_a], b[first_b:end_b])
    tail = _common(a[first_a + lead : end_a][::-1], b[first_b + lead : end_b][::-1])
    blocks += [(first_a, first_b, lead), (end_a - tail, end_b - tail, tail)]
    return Stretch((first_a + lead, end_a - tail), (first_b + lead, end_b - tail))


def _common(a: Sequence[int], b: Sequence[int]) -> int:
    """How many tokens both begin with."""
    differ = (number for number, (one, other) in enumerate(zip(a, b, strict=False)) if one != other)
    return next(differ, min(len(a), len(b)))


def _between_same(
    a: Sequence[int], b: Sequence[int], stops: frozenset[int], blocks: list[tuple[int, int, int]]
) -> Iterator[Stretch]:
    """What stands between the sentences that both have, which go into `blocks`.

    Sentences are cut at their stops alone: white space, which versions lay out anew, plays no part.
    """
    position = 0, 0
    for span_a, span_b in _same_units(a, b, list(_units(a, stops)), list(_units(b, stops))):
        blocks.append((span_a[0], span_b[0], span_a[1] - span_a[0]))
        yield Stretch((position[0], span_a[0]), (position[1], span_b[0]))
        position = span_a[1], span_b[1]
    yield Stretch((position[0], len(a)), (position[1], len(b)))


def _units(tokens: Sequence[int], stops: frozenset[int]) -> Iterator[Two]:
    """The sentences that are long enough to be looked for."""
    ends = [0, *(at for at, token in enumerate(tokens, 1) if token in stops), len(tokens)]
    return ((start, stop) for start, stop in pairwise(ends) if stop - start >= LEAST_UNIT)


def _same_units(
    a: Sequence[int], b: Sequence[int], units_a: Sequence[Two], units_b: Sequence[Two]
) -> Iterator[tuple[Two, Two]]:
    if len(units_a) * len(units_b) > MOST_CELLS:
        return
    numbers: dict[tuple[int, ...], int] = {}
    coded = [
        [numbers.setdefault(tuple(side[slice(*unit)]), len(numbers)) for unit in units]
        for side, units in ((a, units_a), (b, units_b))
    ]
    for code in LCSseq.opcodes(*coded):
        if code.tag == "equal":
            same = slice(code.src_start, code.src_end), slice(code.dest_start, code.dest_end)
            yield from zip(units_a[same[0]], units_b[same[1]], strict=True)


def _cut(gap: Stretch, alike: Sequence[Stretch]) -> Iterator[Stretch]:
    """A gap, cut round the stretches in it that are alike; `alike` is sorted."""
    first = bisect_left(alike, gap.a[0], key=lambda each: each.a[0])
    end = bisect_left(alike, gap.a[1], key=lambda each: each.a[0])
    inside = {
        (each.a[0], each.b[0]): each
        for each in alike[first:end]
        if each.a[1] <= gap.a[1] and gap.b[0] <= each.b[0] and each.b[1] <= gap.b[1]
    }
    position = gap.a[0], gap.b[0]
    for point in longest_chain(inside):
        each = inside[point]
        yield Stretch((position[0], each.a[0]), (position[1], each.b[0]))
        yield each
        position = each.a[1], each.b[1]
    yield Stretch((position[0], gap.a[1]), (position[1], gap.b[1]))
