"""A release as the reader shows it: paragraphs of plain text and marked mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from explorer.model import Part, Release

Certainty = Literal["sure", "doubtful", "unresolved"]
SURE = 0.8  # scores below: a spelling that only sounds alike, or another place of the name and nothing that decides


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the clean text, half-open, to mark: its place or None, its role, and what to say about it."""

    start: int
    end: int
    spot_id: str | None
    role: str
    on_map: bool
    note: str
    place: str = ""
    certainty: Certainty = "sure"


def certainty_of(place_id: str | None, score: float) -> Certainty:
    """How sure a mention's place is, by its score (`explorer.model.Mention`)."""
    if not isinstance(place_id, str):
        return "unresolved"
    return "sure" if score >= SURE else "doubtful"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the clean text: its duty ("title", "caption", … or "text") and its runs, plain or marked."""

    start: int
    duty: str
    runs: tuple[tuple[str, Mark | None], ...]


def build_paragraphs(release: Release, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """Cut the clean text at its lines and marks; joined again, the runs are the clean text without blank lines.

    A mark that crosses a line end is shown on the line where it starts. `marks` do not overlap.
    """
    marks = sorted(marks, key=lambda mark: mark.start)
    starts = [mark.start for mark in marks]
    return tuple(
        Paragraph(start, _duty(release.parts, start, end), tuple(_runs(release.text, start, end, inside)))
        for start, end in _lines(release.text)
        for inside in [marks[bisect_left(starts, start) : bisect_left(starts, end)]]
    )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _duty(parts: Iterable[Part], start: int, end: int) -> str:
    """The part that covers the whole line; a dateline within a paragraph leaves it text."""
    return next((part.name for part in parts if part.start <= start and end <= part.end), "text")


def _runs(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[tuple[str, Mark | None]]:
    position = start
    for mark in marks:
        if mark.start > position:
            yield text[position : mark.start], None
        position = min(mark.end, end)
        yield text[mark.start : position], mark
    if position < end:
        yield text[position:end], None
