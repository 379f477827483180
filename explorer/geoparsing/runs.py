"""Runs: the stretches of capitalised or Arabic words that names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from explorer.geoparsing.names import APOSTROPHES, ARTICLES, ENGLISH_ARTICLES, word_key

LINKERS = frozenset({"of", "and", "the", "in", "is", "for"})
_LONGEST_LOOK = 80  # characters that one look ahead takes

_LETTER = "\\w\u0300-\u036f\u064b-\u065f"
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ſḀ-ỿ\u0620-\u064a\u066e-\u06d3"
_INNER = rf"[{_LETTER}]*(?:[{APOSTROPHES}](?!s\b)[{_LETTER}]+)*"
_INITIALS = r"[A-Z]\.(?:(?:[A-Z]\.)+|(?=\s+[A-Z]))"
_NAME = rf"(?:[{_UPPER}](?:(?<=[A-Z])(?=\.)\.(?:(?:[A-Z]\.)+|(?=\s+[A-Z]))|{_INNER}))"
_LINK = rf"(?:{'|'.join(sorted(ARTICLES | LINKERS))}|abd|abu|umm|bin|ibn|bint|wa)"
_GAP = r"(?:[ \xa0\t]?[-‐‑/]|[-‐‑][ \xa0\t]?|[ \xa0\t]+(?:\r?\n[ \xa0\t]*)?|\r?\n[ \xa0\t]*)"
# After the names up to three words in lower case, which may belong to the last: "al-Nuri mosque".
_RUN = re.compile(rf"({_NAME}(?:{_GAP}(?:{_LINK}{_GAP}){{0,3}}(?:{_NAME}|\d{{1,3}}\b))*)((?:[ \xa0\n][a-z]+\b){{0,3}})")
_WORD = re.compile(rf"{_INITIALS}|[{_LETTER}]{_INNER}")


class Word(NamedTuple):
    """One word of a run: its folded form, its span, and where its article begins (its own start without one)."""

    key: str
    start: int
    end: int
    outer: int

    @property
    def has_article(self) -> bool:
        """Whether an article stands before it."""
        return self.outer < self.start


class Run(NamedTuple):
    """The words of a run without the articles, and their folded forms."""

    words: list[Word]
    keys: list[str]

    def is_joined(self, text: str, position: int) -> bool:
        """Whether a word stands on the line of the word before it."""
        return position > 0 and "\n" not in text[self.words[position - 1].end : self.words[position].start]


def find_runs(text: str, nouns: Set[str], idle: Set[str]) -> Iterator[Run]:
    """The runs of the text that may hold a name.

    Args:
        text: Any text.
        nouns: Words that may end a name in lower case.
        idle: The keys of words that are no name alone.
    """
    for match in _RUN.finditer(text):
        if word_key(match[1]) in idle:
            continue
        run = _run(text, match, nouns)
        if run.words:
            yield run


def run_at(text: str, start: int, nouns: Set[str]) -> Run | None:
    """The run that begins at `start`, None if none begins there."""
    match = _RUN.match(text, start, start + _LONGEST_LOOK)
    run = _run(text, match, nouns) if match else None
    return run if run and run.words else None


def _run(text: str, match: re.Match[str], nouns: Set[str]) -> Run:
    words: list[Word] = []
    outer = _article_before(text, match.start()) if text[match.start() - 1 : match.start()] in (" ", "-") else None
    for found in _WORD.finditer(text, match.start(), match.end(1)):
        key = word_key(found[0])
        if key in ARTICLES:
            outer = found.start() if outer is None else outer
        elif key:
            start = found.start()
            words.append(Word(key, start, found.end(), start if outer is None else outer))
            outer = None
    start = match.end(1) + 1
    for noun in match[2].split():
        if noun not in nouns:
            break
        words.append(Word(noun, start, start + len(noun), start))
        start += len(noun) + 1
    return Run(words, [word.key for word in words])


def _article_before(text: str, start: int) -> int | None:
    """Where the article in lower case that stands right before a run begins, None if none does."""
    before = text[max(0, start - 5) : start]
    bare = before.rstrip(" ")
    has_hyphen = bare.endswith("-")
    word = bare.rstrip("-").rpartition(" ")[2]
    if word not in ARTICLES or len(before) - len(bare) > 1 or not (has_hyphen or word not in ENGLISH_ARTICLES):
        return None
    return start - len(before) + bare.rfind(word)
