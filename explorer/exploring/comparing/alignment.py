"""Passages of two releases that repeat each other, or say the same in other words.

Sentences are compared by the words they share, rare ones above common ones (inverse sentence frequency, Spärck Jones
1972; cosine of vectors that say which words are there). A place, person, organisation, date or number is one word
however it is written.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from rapidfuzz.distance import Indel

from explorer.exploring.comparing.lexicon import Lexicon
from explorer.exploring.comparing.sides import Side, Span
from explorer.exploring.comparing.words import SORTS, Word, Words, words_by_sentence

# Tried on the project's releases and on sixty others: below these, pairs had no more in common than their subject.
LEAST_SCORE = 0.1
LEAST_EVIDENCE = 11  # points of `SORTS`: two plain words and three stock words, or a place and a plain word
REPEATS = 0.9  # share of their words, in order, that two sentences have in common
MOST_CANDIDATES = 3  # for each sentence
HUNDREDTHS = 100  # weights are whole numbers, so that sums do not depend on their order
_POINT = 2.0**36  # a point of evidence, above any sum of squared weights: one sum has both, and is exact


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of each of two releases, half-open spans into their clean texts.

    `score` is 0 to 1; `kind` is "repeats" when nine tenths of their words are the same, in order.
    """

    a: Span
    b: Span
    score: float
    kind: Literal["repeats", "similar"]


class _Sentences:
    """The sentences of one side as squared weights, to be looked up by word; those of the same words are one.

    Args:
        words: The words of each sentence.
        weights: The weight of each word.
    """

    def __init__(self, words: Sequence[Words], weights: Mapping[Word, int]) -> None:
        self.total = len(words)
        groups: dict[Words, list[int]] = defaultdict(list)
        for number, each in enumerate(words):
            if each:
                groups[each].append(number)
        self.words = list(groups)
        self.members = [np.array(each) for each in groups.values()]  # by group, the numbers of its sentences
        self.sizes = np.array([len(each) for each in self.members])
        squares = {word: float(weight**2) for word, weight in weights.items()}
        self.norms = np.array([sum(squares[word] for word in each) for each in self.words])
        self.values = {word: square + SORTS[word[0]].points * _POINT for word, square in squares.items()}
        where: dict[Word, list[int]] = defaultdict(list)
        for group, each in enumerate(self.words):
            for word in each:
                where[word].append(group)
        self.where = {word: np.array(found) for word, found in where.items()}

    def likeness(self, words: Words, norm: float) -> tuple[np.ndarray, np.ndarray]:
        """The groups that share enough with another sentence, and how like they are, 0 to 1."""
        shared = [word for word in words if word in self.where]
        if not shared:
            return np.zeros(0, dtype=int), np.zeros(0)
        groups = np.concatenate([self.where[word] for word in shared])
        counts = [len(self.where[word]) for word in shared]
        sums = np.bincount(groups, np.repeat([self.values[word] for word in shared], counts))
        enough = np.flatnonzero(sums >= LEAST_EVIDENCE * _POINT)
        return enough, sums[enough] % _POINT / np.sqrt(self.norms[enough] * norm)

    def likest(self, words: Words, norm: float) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the sentences most like another one, at least `MOST_CANDIDATES`, and how like they are."""
        groups, scores = self.likeness(words, norm)
        order = np.argsort(-scores, kind="stable")
        groups, scores = groups[order], scores[order]
        enough = np.searchsorted(np.cumsum(self.sizes[groups]), MOST_CANDIDATES)
        least = max(LEAST_SCORE, scores[enough] if enough < len(groups) else 0.0)
        groups, scores = groups[scores >= least], scores[scores >= least]
        if not len(groups):
            return groups, scores
        numbers = np.concatenate([self.members[group] for group in groups])
        return numbers, np.repeat(scores, self.sizes[groups])


def align(a: Side, b: Side, lexicon: Lexicon) -> tuple[Pair, ...]:
    """The pairs of sentences that say the same, in the order of `a`; a sentence is in at most one pair.

    Exchanging the two releases exchanges the sides of the same pairs.
    """
    words = [words_by_sentence(side, lexicon) for side in (a, b)]
    weights = _weights([*words[0], *words[1]])
    ours, theirs = (_Sentences(each, weights) for each in words)
    found = {(score, i, j) for i, j, score in _nearest(ours, theirs)}
    found |= {(score, i, j) for j, i, score in _nearest(theirs, ours)}
    pairs = _one_to_one(found, len(a.sentences), len(b.sentences))
    return tuple(sorted((_pair(a, b, *pair) for pair in pairs), key=lambda pair: pair.a))


def _weights(sentences: Sequence[Words]) -> dict[Word, int]:
    counts = Counter(word for words in sentences for word in words)
    return {
        word: round(HUNDREDTHS * SORTS[word[0]].weight * math.log(1 + len(sentences) / count))
        for word, count in counts.items()
    }


def _nearest(ours: _Sentences, theirs: _Sentences) -> Iterator[tuple[int, int, float]]:
    """For each of our sentences, by number, the few of theirs that are most like it, and how like."""
    for words, norm, members in zip(ours.words, ours.norms, ours.members, strict=True):
        others, scores = theirs.likest(words, norm)
        places = others / theirs.total
        for number in members.tolist():
            gaps = np.abs(number / ours.total - places)
            for each in np.lexsort((others, gaps, -scores))[:MOST_CANDIDATES]:
                yield number, int(others[each]), float(scores[each])


def _one_to_one(found: set[tuple[float, int, int]], length_a: int, length_b: int) -> Iterator[tuple[float, int, int]]:
    """The best pair, then the best of what that leaves, and so on; of equals those at like places in their texts."""

    def rank(pair: tuple[float, int, int]) -> tuple[float, float, int, int]:
        score, i, j = pair
        return -score, abs(i / length_a - j / length_b), i + j, abs(i - j)

    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for score, i, j in sorted(found, key=rank):
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            yield score, i, j


def _pair(a: Side, b: Side, score: float, i: int, j: int) -> Pair:
    spans = a.sentences[i], b.sentences[j]
    words = [side.text[slice(*span)].casefold().split() for side, span in zip((a, b), spans, strict=True)]
    is_repeated = Indel.normalized_similarity(*words) >= REPEATS
    return Pair(*spans, round(score, 3), "repeats" if is_repeated else "similar")
