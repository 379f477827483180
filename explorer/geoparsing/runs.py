"""Runs: the stretches of capitalised or Arabic words that names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explorer.geoparsing.names import APOSTROPHES, ARTICLES, ENGLISH_ARTICLES, fold_word, strip_arabic_article

_MARKS = "\u0300-\u036f\u064b-\u065f"
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ſḀ-ỿ\u0620-\u064a\u066e-\u06d3"
_INNER = rf"(?:[\w{_MARKS}]|[{APOSTROPHES}](?!s\b)(?=\w))*"
_NAME = rf"(?:(?:[A-Z]\.){{2,}}|[A-Z]\.(?=\s+[A-Z])|[{_UPPER}]{_INNER})"
_LINK = rf"(?:{'|'.join(sorted(ARTICLES))}|of|and|the|abd|abu|umm|bin|ibn|bint|wa|in|is|for)"
_GAP = r"(?:[ \t\xa0]?[-‐‑/]|[-‐‑][ \t\xa0]?|[ \t\xa0]+(?:\r?\n[ \t\xa0]*)?|\r?\n[ \t\xa0]*)"
_BODY = rf"{_NAME}(?:{_GAP}(?:{_LINK}{_GAP}){{0,3}}(?:{_NAME}|\d{{1,3}}\b))*"
_WORD = re.compile(rf"(?:[A-Z]\.){{2,}}|[A-Z]\.|\w{_INNER}")
_ARTICLE_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(sorted(ARTICLES - ENGLISH_ARTICLES))})[- ]|(?:{'|'.join(sorted(ENGLISH_ARTICLES))})-) ?$"
)
_LONGEST_LOOK = 80  # characters that one look ahead takes
LINKERS = frozenset({"of", "and", "the", "in", "is", "for"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a run: its folded form, its span, and where its article begins (its own start without one)."""

    key: str
    start: int
    end: int
    outer: int

    @property
    def has_article(self) -> bool:
        """Whether an article stands before it."""
        return self.outer < self.start


@dataclass(frozen=True, slots=True)
class Run:
    """The words of a run, and their folded forms."""

    words: list[Word]
    keys: list[str]

    def is_joined(self, text: str, position: int) -> bool:
        """Whether a word stands on the line of the word before it."""
        return position > 0 and "\n" not in text[self.words[position - 1].end : self.words[position].start]


def build_run_pattern(nouns: str) -> re.Pattern[str]:
    """The pattern of a run, to which the `nouns` (alternatives) may belong in lower case: "al-Nuri mosque"."""
    return re.compile(rf"{_BODY}(?:[ \xa0\n](?:{nouns})\b){{0,2}}")


def find_runs(text: str, pattern: re.Pattern[str]) -> Iterator[Run]:
    """The runs of the text that have any word besides articles."""
    for match in pattern.finditer(text):
        words = _words(text, match.start(), match.end())
        if words:
            yield Run(words, [word.key for word in words])


def run_at(text: str, start: int, pattern: re.Pattern[str]) -> Run | None:
    """The run that begins at `start`, None if none begins there."""
    match = pattern.match(text, start, start + _LONGEST_LOOK)
    words = _words(text, match.start(), match.end()) if match else []
    return Run(words, [word.key for word in words]) if words else None


def _words(text: str, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    article = _ARTICLE_BEFORE.search(text, max(0, start - 5), start)
    outer = article.start() if article else None
    for match in _WORD.finditer(text, start, end):
        key = strip_arabic_article(fold_word(match[0]))
        if key in ARTICLES:
            outer = match.start() if outer is None else outer
        elif key:
            words.append(Word(key, match.start(), match.end(), match.start() if outer is None else outer))
            outer = None
    return words
