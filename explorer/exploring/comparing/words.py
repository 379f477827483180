"""What a sentence says, as a set of words of several sorts: plain and stock words, phrases, details by their keys."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from Stemmer import Stemmer

from explorer.exploring.comparing.details import Detail
from explorer.exploring.comparing.lexicon import Lexicon
from explorer.exploring.comparing.sides import Side, Span

Word = tuple[str, str]  # sort and stem, or sort and key
Words = frozenset[Word]

LEAST_WORDS = 3  # with full weight; a shorter sentence says too little to have a counterpart: "Dillon said:"

_WORD = re.compile(r"[^\W_]{3,}|\d+")
_WIDE = frozenset({"country", "region", "unresolved"})


@dataclass(frozen=True, slots=True)
class Sort:
    """How much a word of this sort weighs beside a plain one, and how many points of evidence it gives when shared."""

    weight: float
    points: int


SORTS = {
    "plain": Sort(1.0, 4),
    "stock": Sort(0.4, 1),
    "wide": Sort(0.4, 0),  # countries and regions: nearly every sentence has one
    "person": Sort(0.4, 0),
    "organisation": Sort(0.4, 0),
    "place": Sort(1.5, 8),
    "date": Sort(1.5, 8),
    "number": Sort(2.0, 8),
    "phrase": Sort(0.6, 1),
}


def words_by_sentence(side: Side, lexicon: Lexicon) -> list[Words]:
    """The words of each sentence; none for one that says too little."""
    starts = [start for start, _ in side.sentences]
    details: dict[int, list[Detail]] = defaultdict(list)
    for detail in side.details:
        details[bisect_right(starts, detail.start) - 1].append(detail)
    reader = _Reader(side.text, lexicon)
    sentences = (list(reader.words(span, details[at])) for at, span in enumerate(side.sentences))
    return [frozenset([*words, *_phrases(words)]) if _says_enough(words) else frozenset() for words in sentences]


class _Reader:
    """Reads the words of one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.sorts = _sorts_of_stems(lexicon)
        self.stem = Stemmer("english").stemWord  # one for each text: it keeps state, and visitors run side by side
        self.known: dict[str, Word | None] = {}  # by word as it is written; None for a function word

    def words(self, span: Span, details: Sequence[Detail]) -> Iterator[Word]:
        """The words of a sentence in their order, its details among them."""
        position, end = span
        for detail in details:
            yield from self._written(position, detail.start)
            yield ("wide" if detail.note in _WIDE else detail.kind), detail.key
            position = detail.start if detail.kind == "number" else detail.end  # what is counted are words too
        yield from self._written(position, end)

    def _written(self, start: int, end: int) -> Iterator[Word]:
        """The words between two details; a detail that goes on into the next sentence leaves none."""
        for match in _WORD.finditer(self.text, start, max(start, end)):
            written = match[0]
            if written not in self.known:
                stem = self.stem(written.casefold())
                sort = self.sorts.get(stem, "plain")
                self.known[written] = (sort, stem) if sort != "function" else None
            if word := self.known[written]:
                yield word


@cache
def _sorts_of_stems(lexicon: Lexicon) -> dict[str, str]:
    """The stems that are not plain: of stock words, and of function words, which count for nothing."""
    stem = Stemmer("english").stemWord
    stock = lexicon.words["stock word"] | lexicon.words["title"]
    function = lexicon.words["function word"] | lexicon.words["saying verb"]
    return {stem(word): "stock" for word in stock} | {stem(word): "function" for word in function}


def _phrases(words: Sequence[Word]) -> Iterator[Word]:
    """Each two words that stand side by side, function words aside."""
    for (_, first), (_, second) in pairwise(words):
        yield "phrase", f"{first} {second}"


def _says_enough(words: Sequence[Word]) -> bool:
    return sum(SORTS[sort].weight >= 1 for sort, _ in words) >= LEAST_WORDS
