"""A second, plain look at PDF and Word files, so that what their parser loses is named; run in a limited process only.

It reads no layout and decodes no font: it counts what a file shows, by means that share nothing with the parser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from xml.parsers import expat

from explorer.reading.page import EDGES, RUNNING

LEAST_READ = 0.9  # of the letters that a Word file holds
LEAST_DECODED = 0.25  # of the codes that a PDF shows: a letter takes one or two of them, a blank one
FEW_CODES = 40  # a stamp or a page number
SHOWN = re.compile(
    rb"\(((?:[^()\\]|\\.)*)\)?|<([0-9A-Fa-f\s]+)>?", re.DOTALL
)  # closed or not, so that none is read twice
ESCAPED = re.compile(rb"\\(?:[0-7]{1,3}|.)", re.DOTALL)
SELF_DATED = re.compile(rb'(?:instrText[^>]{0,100}>|:instr=")\s*\\?"?\s*(?:(?:PRINT|SAVE|CREATE)?DATE|TIME)\b')
ASIDE = {  # parts of a Word file beside its body, by how their names begin
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "data": "drawings",
}
OLDER_COPY = frozenset({"Fallback", "moveFrom"})


def count_letters(text: str) -> int:
    """The characters of a text that are no white space."""
    return sum(map(len, text.split()))


def find_lost_in_word(parts: Mapping[str, bytes], body_name: str, read: str) -> tuple[str, ...]:
    """What a Word file holds and `read`, the text that was read from its body, has not.

    Args:
        parts: the XML of the parts, by their names in the archive.
        body_name: the name of the part that is its body.
        read: the text that was read.
    """
    aside: Counter[str] = Counter()
    for name, xml in parts.items():
        stem = name.rpartition("/")[2]
        kind = next((kind for start, kind in ASIDE.items() if stem.startswith(start)), None)
        if kind and name.startswith("word/") and name != body_name:
            aside[kind] += len(_word_text(xml).split())
    held, has = count_letters(_word_text(parts.get(body_name, b""))), count_letters(read)
    lost = [f"only {has} of the {held} letters that it holds could be read"] if has < LEAST_READ * held else []
    left = ", ".join(f"{kind} ({count} words)" for kind, count in aside.items() if count)
    return (*lost, *([f"what stands beside its text was left out: {left}"] if left else []))


def find_edges(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The different lines of the page headers and footers of a Word file, each with its reason to be left out."""
    found: dict[str, str] = {}
    for name, xml in parts.items():
        kind = next((kind for start, kind in EDGES.items() if name.startswith(f"word/{start}")), None)
        if kind:
            reason = RUNNING if SELF_DATED.search(xml) else kind
            found |= {line.strip(): reason for line in _word_text(xml).splitlines() if line.strip()} | found
    return found


def find_lost_in_pdf(pages: Iterable[tuple[str, bytes, bool]]) -> tuple[str, ...]:
    """What a PDF shows and its text has not.

    Args:
        pages: of each page the text that was read, its content stream, and whether it shows pictures.
    """
    silent, letters, codes = [], 0, 0
    for number, (text, content, has_pictures) in enumerate(pages, start=1):
        read, shown = count_letters(text), _count_codes(content)
        if not read and (has_pictures or shown > FEW_CODES):
            silent.append(str(number))
        letters, codes = letters + read, codes + shown
    warnings = []
    if silent:
        warnings.append(f"no text could be read from page {', '.join(silent)}; a scan needs character recognition")
    if codes > FEW_CODES and letters < LEAST_DECODED * codes:
        warnings.append(f"only {letters} letters could be read of the {codes} that it shows")
    return tuple(warnings)


def _count_codes(content: bytes) -> int:
    """How many codes of letters stand in the strings of a content stream; a zero is half of a code of two bytes."""
    shown = SHOWN.findall(content)
    literal = b"".join(ESCAPED.sub(b"x", string) for string, _ in shown).replace(b"\0", b"")
    return len(b"".join(literal.split())) + sum(len(hexadecimal) // 2 for _, hexadecimal in shown)


def _word_text(xml: bytes) -> str:
    """All text of a part, whatever kind of element shows it: of Word, of its drawings, of its formulas."""
    found: list[str] = []
    within = Counter[str]()

    def begin(name: str, _: object) -> None:
        within[_local(name)] += 1

    def end(name: str) -> None:
        within[_local(name)] -= 1
        if _local(name) == "p":
            found.append("\n")

    def take(text: str) -> None:
        if within["t"] and not any(within[name] for name in OLDER_COPY):
            found.append(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, take
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return ""  # the parser proper says what is wrong with it
    return "".join(found)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
