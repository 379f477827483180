"""Two versions of one release, word by word: what both say, and what only one of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Literal

from rapidfuzz.distance import Levenshtein

from explorer.exploring.comparing.sides import Span
from explorer.model import Release

KEEP = 12  # words beside a change that "changes only" still shows

_DASH = r"[-‐‑‒–—―−]+"
# A word or a mark with the white space around it: the tokens of a text, joined, are the text.
_WORD = re.compile(rf"\s*(?:\w+|{_DASH}|''|``|[^\w\s])\s*|\s+")
_CHARACTERS = re.compile(r"\w+|\s|[^\w\s]")
_FORMS = (
    (re.compile(r"[“”„‟«»″]|''|``"), '"'),
    (re.compile(r"[‘’‚‛‹›′´`ʼ]"), "'"),
    (re.compile(_DASH), "-"),
)
_ISLAND = re.compile(r"\W*(?:\w{1,3}\W*)?")
_FEW_WORDS = re.compile(r"\W*(?:\w+\W+){0,3}\w*\W*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of two texts, half-open spans: in both, or only in one, where the span of the other is empty.

    "folded" is a stretch of both that `fold` leaves out.
    """

    kind: Literal["equal", "a", "b", "folded"]
    a: Span
    b: Span


_Stretch = tuple[bool, Span, Span]  # whether it is equal, and where it is in both texts


def diff_words(a: Release, b: Release, *, everything: bool = False) -> tuple[Run, ...]:
    """The runs of two releases in order; together they cover both texts.

    The clean texts are compared, and white space and the forms of quotation marks and dashes make no difference;
    with `everything` the originals are, to the character.
    """
    if everything:
        return diff_texts(a.original, b.original, _CHARACTERS, str)
    return diff_texts(a.text, b.text, _WORD, _plain)


def diff_texts(a: str, b: str, token: re.Pattern[str], form: Callable[[str], str]) -> tuple[Run, ...]:
    """The runs of two texts of which the tokens are compared in the form that counts."""
    tokens = token.findall(a), token.findall(b)
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(form(each), len(numbers)) for each in side] for side in tokens]
    ends_a, ends_b = (list(accumulate(map(len, side), initial=0)) for side in tokens)
    stretches = (
        (
            code.tag == "equal",
            (ends_a[code.src_start], ends_a[code.src_end]),
            (ends_b[code.dest_start], ends_b[code.dest_end]),
        )
        for code in Levenshtein.opcodes(*coded)
    )
    return tuple(_runs(_joined(_without_islands(list(_joined(stretches)), a))))


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
    """What both say counts as changed where it says nothing: a mark or a short word between two replacements, or a few
    words, "he said.", between changes that are each longer."""
    for number, (is_equal, a, b) in enumerate(stretches):
        beside = [*stretches[max(0, number - 1) : number], *stretches[number + 1 : number + 2]]
        is_small = _ISLAND.fullmatch(text, *a) and all(map(_is_replaced, beside))
        is_lone = all(_length(each) > a[1] - a[0] for each in beside) and _FEW_WORDS.fullmatch(text, *a)
        yield is_equal and not (len(beside) == 2 and (is_small or is_lone)), a, b


def _length(stretch: _Stretch) -> int:
    """Characters of the longer side."""
    _, a, b = stretch
    return max(a[1] - a[0], b[1] - b[0])


def _is_replaced(stretch: _Stretch) -> bool:
    is_equal, a, b = stretch
    return not is_equal and a[0] < a[1] and b[0] < b[1]


def _runs(stretches: Iterable[_Stretch]) -> Iterator[Run]:
    for is_equal, a, b in stretches:
        if is_equal:
            yield Run("equal", a, b)
            continue
        if a[0] < a[1]:
            yield Run("a", a, (b[0], b[0]))
        if b[0] < b[1]:
            yield Run("b", (a[1], a[1]), b)
