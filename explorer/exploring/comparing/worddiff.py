"""Two releases, word by word: what both say, and what only one of them says.

Words are compared within sentences that are alike; any other sentence is whole on its side. So two versions show each
word that changed, and two releases on one matter show what one took over from the other, and no chance words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, groupby, pairwise
from typing import Literal

import numpy as np

from explorer.exploring.comparing.matching import Matching, Stretch, match_tokens
from explorer.exploring.comparing.sides import Span
from explorer.model import Release
from explorer.reading.sentences import find_sentences

KEEP = 12  # words beside a change that "changes only" still shows
ALIKE = 0.6  # share of the words of the shorter of two sentences that both must have, in order

_DASH = r"[-‐‑‒–—―−]+"
# A word or a mark with the white space around it: the tokens of a text, joined, are the text.
_WORD = re.compile(rf"\s*(?:\w+|{_DASH}|''|``|[^\w\s])\s*|\s+")
_CHARACTERS = re.compile(r"\w+|\s|[^\w\s]")
_FORMS = (
    (re.compile(r"[“”„‟«»″]|''|``"), '"'),
    (re.compile(r"[‘’‚‛‹›′´`ʼ]"), "'"),
    (re.compile(_DASH), "-"),
)
_STOPS = frozenset(".!?")
_ISLAND = re.compile(r"\W*(?:\w{1,3}\W*)?")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of two texts, half-open spans: in both, or only in one, where the span of the other is empty.

    "folded" is a stretch of both that `fold` leaves out. `is_whole` tells sentences that only one text has from words
    that changed within one.
    """

    kind: Literal["equal", "a", "b", "folded"]
    a: Span
    b: Span
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """How two texts differ.

    Attributes:
        runs: In order; together they cover both texts.
        skipped: How many pairs of stretches are too long to be compared word by word, and have no sentence alike.
    """

    runs: tuple[Run, ...]
    skipped: int


_Stretch = tuple[bool, Span, Span]  # whether it is equal, and where it is in both texts


def diff_words(a: Release, b: Release, alike: Iterable[tuple[Span, Span]] = ()) -> Difference:
    """How the clean texts of two releases differ; white space and the forms of quotation marks and dashes do not count.

    Args:
        a, b: The releases.
        alike: Passages that say the same, a span of either text.
    """
    return _diff(a.text, b.text, _WORD, _plain, alike)


def diff_originals(a: Release, b: Release) -> Difference:
    """How the originals of two releases differ, to the character."""
    return _diff(a.original, b.original, _CHARACTERS, str)


def _diff(
    a: str, b: str, token: re.Pattern[str], form: Callable[[str], str], alike: Iterable[tuple[Span, Span]] = ()
) -> Difference:
    texts = _Texts(a, b, token, form)
    sentences = [list(find_sentences(text)) for text in (a, b)]
    found = texts.match(alike)
    is_alike = texts.are_alike(found, sentences)
    stretches = _joined(texts.stretches(found.a[is_alike], found.b[is_alike]))
    clear = _joined(_without_islands(list(stretches), a))
    return Difference(tuple(_runs(clear, sentences)), len(found.skipped))


class _Texts:
    """Two texts, cut into tokens that are compared in the form that counts.

    Attributes:
        tokens: By side, the form of each token as a number.
        ends: By side, where each token ends, and before all of them 0.
        is_word: By number of a form, whether it is a word and no mark.
        stops: The numbers of the marks that end a sentence.
    """

    def __init__(self, a: str, b: str, token: re.Pattern[str], form: Callable[[str], str]) -> None:
        cut = [token.findall(text) for text in (a, b)]
        forms: dict[str, int] = {}
        written = {each: forms.setdefault(form(each), len(forms)) for each in dict.fromkeys(chain(*cut))}
        self.tokens = [[written[each] for each in tokens] for tokens in cut]
        self.ends = [np.array([0, *accumulate(map(len, tokens))]) for tokens in cut]
        self.is_word = np.array([each[:1].isalnum() for each in forms], dtype=float)
        self.stops = frozenset(forms[stop] for stop in _STOPS & forms.keys())

    def match(self, alike: Iterable[tuple[Span, Span]] = ()) -> Matching:
        """The tokens that are the same."""
        known = [
            Stretch(*(tuple(np.searchsorted(ends, span).tolist()) for ends, span in zip(self.ends, pair, strict=True)))
            for pair in alike
        ]
        return match_tokens(*self.tokens, self.stops, known)

    def are_alike(self, found: Matching, sentences: Sequence[Sequence[Span]]) -> np.ndarray:
        """Of each token that is the same (bool): whether the two sentences that it stands in are alike."""
        if not len(found.a):
            return np.zeros(0, dtype=bool)
        words = [self.is_word[tokens] for tokens in self.tokens]
        where = [
            np.maximum(np.searchsorted([start for start, _ in spans], ends[:-1], side="right") - 1, 0)
            for ends, spans in zip(self.ends, sentences, strict=True)
        ]
        lengths = [np.bincount(*each) for each in zip(where, words, strict=True)]
        in_a, in_b = where[0][found.a], where[1][found.b]
        first, pair = np.unique(in_a * len(lengths[1]) + in_b, return_index=True, return_inverse=True)[1:]
        shared = np.bincount(pair, words[0][found.a])
        shorter = np.minimum(lengths[0][in_a[first]], lengths[1][in_b[first]])
        return (shared >= ALIKE * shorter)[pair]

    def stretches(self, a: np.ndarray, b: np.ndarray) -> Iterator[_Stretch]:
        """What both say and what they do not, in turn, given which tokens are the same."""
        breaks = np.flatnonzero((np.diff(a) != 1) | (np.diff(b) != 1)) + 1
        position = 0, 0
        for first, end in pairwise([0, *breaks.tolist(), len(a)] if len(a) else []):
            start = int(a[first]), int(b[first])
            stop = start[0] + end - first, start[1] + end - first
            yield from self._stretch(False, position, start)
            yield from self._stretch(True, start, stop)
            position = stop
        yield from self._stretch(False, position, (len(self.tokens[0]), len(self.tokens[1])))

    def _stretch(self, is_equal: bool, start: tuple[int, int], stop: tuple[int, int]) -> Iterator[_Stretch]:
        if start != stop:
            a, b = ((int(ends[i]), int(ends[j])) for ends, i, j in zip(self.ends, start, stop, strict=True))
            yield is_equal, a, b


def fold(runs: Sequence[Run], a: str, b: str, *, keep: int = KEEP) -> tuple[Run, ...]:
    """The runs of two texts with the inside of each long equal one folded; `keep` words stay beside every change."""
    folded: list[Run] = []
    for number, run in enumerate(runs):
        before, after = keep * (number > 0), keep * (number < len(runs) - 1)
        folded.extend(_folded(run, a, b, before, after) if run.kind == "equal" else [run])
    return tuple(folded)


def _folded(run: Run, a: str, b: str, before: int, after: int) -> Iterator[Run]:
    """An equal run in up to three: its first words, what is folded, its last words."""
    ends_a, ends_b = (
        list(accumulate(map(len, _WORD.findall(text[start:end])), initial=start))
        for text, (start, end) in ((a, run.a), (b, run.b))
    )
    last = len(ends_a) - 1
    if last - before - after < max(before, after, 1):
        yield run
        return
    for kind, first, end in (("equal", 0, before), ("folded", before, last - after), ("equal", last - after, last)):
        if first < end:
            yield Run(kind, (ends_a[first], ends_a[end]), (ends_b[first], ends_b[end]))


def trim(runs: Iterable[Run], a: str, b: str) -> Iterator[Run]:
    """The runs of two texts, without the white space round what only one of them says: that did not change."""
    for run in runs:
        if run.kind == "a":
            yield replace(run, a=_trimmed(run.a, a))
        elif run.kind == "b":
            yield replace(run, b=_trimmed(run.b, b))
        else:
            yield run


def _trimmed(span: Span, text: str) -> Span:
    """The span without white space at its ends; one of white space alone as it is."""
    said = text[slice(*span)]
    start = span[0] + len(said) - len(said.lstrip())
    return (start, start + len(said.strip())) if said.strip() else span


def _plain(token: str) -> str:
    token = token.strip()
    for pattern, form in _FORMS:
        token = pattern.sub(form, token)
    return token


def _joined(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Neighbours that are both equal, or both not, as one."""
    for is_equal, group in groupby(stretches, key=lambda stretch: stretch[0]):
        spans = [(a, b) for _, a, b in group]
        (first_a, first_b), (last_a, last_b) = spans[0], spans[-1]
        yield is_equal, (first_a[0], last_a[1]), (first_b[0], last_b[1])


def _without_islands(stretches: Sequence[_Stretch], text: str) -> Iterator[_Stretch]:
    """What both say counts as changed where it says nothing: a mark or a short word between two replacements."""
    for number, (is_equal, a, b) in enumerate(stretches):
        beside = [*stretches[max(0, number - 1) : number], *stretches[number + 1 : number + 2]]
        is_island = len(beside) == 2 and all(map(_is_replaced, beside)) and _ISLAND.fullmatch(text, *a)
        yield is_equal and not is_island, a, b


def _is_replaced(stretch: _Stretch) -> bool:
    is_equal, a, b = stretch
    return not is_equal and a[0] < a[1] and b[0] < b[1]


def _runs(stretches: Iterable[_Stretch], sentences: Sequence[Sequence[Span]]) -> Iterator[Run]:
    """The stretches as runs; what only one text says is cut where whole sentences begin and end."""
    for is_equal, a, b in stretches:
        if is_equal:
            yield Run("equal", a, b)
            continue
        for span, is_whole in _cut(a, sentences[0]):
            yield Run("a", span, (b[0], b[0]), is_whole)
        for span, is_whole in _cut(b, sentences[1]):
            yield Run("b", (a[1], a[1]), span, is_whole)


def _cut(span: Span, sentences: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """A stretch in up to three: the end of a sentence, whole sentences, the beginning of one."""
    start, stop = span
    first = bisect_left(sentences, start, key=lambda each: each[0])
    last = bisect_right(sentences, stop, key=lambda each: each[1])
    whole = (stop, stop)
    if first < last:
        whole = (
            sentences[first][0] if first else start,
            min(sentences[last][0], stop) if last < len(sentences) else stop,
        )
    for piece, is_whole in (((start, whole[0]), False), (whole, True), ((whole[1], stop), False)):
        if piece[0] < piece[1]:
            yield piece, is_whole
