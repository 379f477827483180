"""Sentences, for titles and for the evidence of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop after these ends no sentence; nor does one after a single capital ("U.S.", "Robert B. Neller").
ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Lt|Col|Maj|Brig|Adm|Capt|Cmdr|Sgt|Spc|Cpl"
    r"|Pfc|Pvt|Mr|Mrs|Ms|Dr|St|No|vs|Inc|Fla|Va|Ky|Rep|Sen|Gov|approx|Mass|Calif|Tenn|Pa|Md|(?:[A-Z]\.){0,3}[A-Z])$"
)
BOUNDARY = re.compile(r"[.!?…؟।][\"”’')\]]{0,4}(?=\s)|\n")
LONGEST_ABBREVIATION = 8  # [characters]


def find_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of `text`; a line break always ends one."""
    start = 0
    for found in BOUNDARY.finditer(text):
        if found[0][0] == "." and _goes_on(text, found.start(), found.end()):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, or a small letter follows."""
    before = text[max(0, stop - LONGEST_ABBREVIATION) : stop]
    return ABBREVIATION.search(before) is not None or text[end : end + 2].strip()[:1].islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    content = text[start:end]
    if content.strip():
        left = start + len(content) - len(content.lstrip())
        yield left, left + len(content.strip())
