"""Runs: the stretches of capitalised or Arabic words that names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explorer.geoparsing.names import APOSTROPHES, ARTICLES, ENGLISH_ARTICLES, fold_word

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


def build_run_pattern(nouns: str) -> re.Pattern[str]:
    """The pattern of a run, to which the `nouns` (alternatives) may belong in lower case: "al-Nuri mosque"."""
    return re.compile(rf"{_BODY}(?:[ \xa0\n](?:{nouns})\b){{0,2}}")


def find_runs(text: str, pattern: re.Pattern[str]) -> Iterator[list[Word]]:
    """The runs of the text, each as its words without the articles."""
    for run in pattern.finditer(text):
        words = _words(text, run.start(), run.end())
        if words:
            yield words


def run_at(text: str, start: int, pattern: re.Pattern[str]) -> list[Word]:
    """The words of the run that begins at `start`, none if no run begins there."""
    run = pattern.match(text, start)
    return _words(text, run.start(), run.end()) if run else []


def _words(text: str, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    article = _ARTICLE_BEFORE.search(text, max(0, start - 5), start)
    outer = article.start() if article else None
    for match in _WORD.finditer(text, start, end):
        key = fold_word(match[0])
        if key in ARTICLES:
            outer = match.start() if outer is None else outer
        elif key:
            words.append(Word(key, match.start(), match.end(), match.start() if outer is None else outer))
            outer = None
    return words
