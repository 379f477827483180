"""Original text to clean text: a concatenation of slices, so that every character knows where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from explorer.model import Kept, Removed

LINE_BREAK = re.compile(r"\r\n|\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")  # a class within would be found ten times slower
SPACE = re.compile(r"[^\S\n ]")
BULLET = re.compile(r"[-*•·#>]|\d+[.)] ")
LEAST_WRAPPED, MOST_WRAPPED = 50, 100  # [characters] the line lengths at which mail programs and printers wrap
MOST_CONTINUED = 130  # [characters] PDF lines are longer


class Line(NamedTuple):
    """One line of the original without the white space around it; its break stands at `line_break`."""

    start: int
    end: int
    line_break: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text and the runs of the original it is made of."""

    text: str
    kept: tuple[Kept, ...]


@lru_cache(maxsize=1)  # what is left out and what is kept are both told by the lines
def split_lines(original: str) -> tuple[Line, ...]:
    """The lines of `original`, blank ones with `start == end`."""
    lines, start = [], 0
    for found in LINE_BREAK.finditer(original):
        lines.append(_stripped(original, start, found.start()))
        start = found.end()
    lines.append(_stripped(original, start, len(original)))
    return tuple(lines)


def clean(original: str, removed: Iterable[Removed]) -> Cleaned:
    """Leave out `removed` (sorted, not overlapping), collapse blank lines, undo hard line wraps."""
    pieces = _end_to_end(original, list(_kept_lines(original, list(removed))))
    runs, texts, length = [], [], 0
    for start, end, text in pieces:
        if runs and runs[-1].original_start + runs[-1].length == start:
            runs[-1] = Kept(runs[-1].start, runs[-1].original_start, runs[-1].length + end - start)
        else:
            runs.append(Kept(length, start, end - start))
        texts.append(text)
        length += end - start
    return Cleaned("".join(texts), tuple(runs))


def _stripped(original: str, start: int, end: int) -> Line:
    content = original[start:end]
    left = start + len(content) - len(content.lstrip())
    return Line(left, max(left, start + len(content.rstrip())), end)


def _kept_lines(original: str, removed: list[Removed]) -> Iterator[tuple[list[tuple[int, int]], int]]:
    """Each line that stays, as its slices and the place of its break; one blank line for a run of them."""
    blank_before, index = True, 0
    for line in split_lines(original):
        if line.start == line.end:
            if not blank_before:
                yield [], line.line_break
            blank_before = True
            continue
        while index < len(removed) and removed[index].end <= line.start:
            index += 1
        slices = _without(original, line, removed, index)
        if slices:
            yield slices, line.line_break
            blank_before = False


def _without(original: str, line: Line, removed: list[Removed], index: int) -> list[tuple[int, int]]:
    slices, start = [], line.start
    while index < len(removed) and removed[index].start < line.end:
        slices.append((start, removed[index].start))
        start = removed[index].end
        index += 1
    slices.append((start, line.end))
    return _trimmed(original, [(a, b) for a, b in slices if a < b])


def _trimmed(original: str, slices: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without white space at either end of the line, which a removal can leave there."""
    said = [number for number, (start, end) in enumerate(slices) if original[start:end].strip()]
    if not said:
        return []
    slices = slices[said[0] : said[-1] + 1]
    start, end = slices[0]
    slices[0] = (end - len(original[start:end].lstrip()), end)
    start, end = slices[-1]
    slices[-1] = (start, start + len(original[start:end].rstrip()))
    return slices


def _end_to_end(original: str, lines: list) -> Iterator[tuple[int, int, str]]:
    """Slices of the original in order with the text that stands for each; breaks become line feeds or blanks."""
    while lines and not lines[-1][0]:
        lines.pop()
    wrapped = _hard_wraps(original, lines)
    for number, (slices, line_break) in enumerate(lines):
        for start, end in slices:
            text = original[start:end]
            yield start, end, text if text.isprintable() else SPACE.sub(" ", text)  # no other blank is printable
        if number + 1 < len(lines):
            yield line_break, line_break + 1, " " if number in wrapped else "\n"


def _hard_wraps(original: str, lines: list) -> set[int]:
    """Numbers of lines that were broken only because the next word did not fit."""
    texts = ["".join(original[a:b] for a, b in slices) for slices, _ in lines]
    pairs = [number for number in range(len(texts) - 1) if texts[number] and texts[number + 1]]
    continued = {number for number in pairs if _goes_on(texts[number], texts[number + 1])}
    widths = [len(text) for text in texts if text]
    width = max((width for width in widths if width <= MOST_WRAPPED), default=0)
    if width < LEAST_WRAPPED or sum(w > MOST_WRAPPED for w in widths) > 0.1 * len(widths):
        return continued
    wrapped = {number for number in pairs if _did_not_fit(texts[number], texts[number + 1], width)}
    return wrapped | continued if len(wrapped) >= 0.5 * len(pairs) and len(wrapped) > 2 else continued


def _did_not_fit(line: str, following: str, width: int) -> bool:
    first_word = following.split(maxsplit=1)[0]
    return not BULLET.match(following) and len(line) <= width <= len(line) + len(first_word)


def _goes_on(line: str, following: str) -> bool:
    """Whether a long line without an end goes on in small letters: a wrap, however the other lines are."""
    return LEAST_WRAPPED <= len(line) <= MOST_CONTINUED and line[-1] not in ".:;!?|" and following[0].islower()
