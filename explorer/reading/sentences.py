"""Sentences, for titles and for the evidence of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop after these ends no sentence; nor does one after a single capital ("U.S.", "Robert B. Neller").
ABBREVIATION = re.compile(
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Lt|Col|Maj|Brig|Adm|Capt|Cmdr|Sgt|Spc|Cpl|Pfc|Pvt|Mr|Mrs|Ms"
    r"|Dr|St|No|vs|Inc|Fla|Va|Ky|Rep|Sen|Gov|approx|Mass|Calif|Tenn|Pa|Md|(?:[A-Z]\.)*[A-Z])\."
)
BOUNDARY = re.compile(r"[.!?…][\"”’')\]]*(?=\s)|\n")


def find_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of `text`; a line break always ends one."""
    start = 0
    for found in BOUNDARY.finditer(text):
        if text[found.start()] == "." and _is_abbreviation(text, found):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def sentence_around(text: str, offset: int) -> str:
    """The sentence of `text` in which `offset` stands."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line = text[line_start : len(text) if line_end < 0 else line_end]
    spans = list(find_sentences(line))
    start, end = next((span for span in spans if offset - line_start < span[1]), (0, len(line)))
    return line[start:end]


def _is_abbreviation(text: str, found: re.Match) -> bool:
    word_start = max(text.rfind(" ", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
    word = text[word_start : found.start() + 1].lstrip("(“\"'")
    following = text[found.end() :][:3].lstrip()
    return ABBREVIATION.fullmatch(word) is not None or following[:1].islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    content = text[start:end]
    left = start + len(content) - len(content.lstrip())
    if content.strip():
        yield left, left + len(content.strip())
