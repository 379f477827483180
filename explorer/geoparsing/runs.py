"""Runs: the stretches of capitalised or Arabic words that names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from explorer.geoparsing.names import APOSTROPHES, ARTICLES, ENGLISH_ARTICLES, word_key

LINKERS = frozenset({"of", "and", "the", "in", "is", "for"})
_CUTS = frozenset({"at", "as", "an"})  # articles that, in lower case or in a text in capitals, are English words
_LONGEST_WORD = 60  # characters; what is longer is no word
_MOST_NOUNS = 3  # after a run
_LONGEST_LOOK = 80  # characters that one look ahead takes

_LETTER = "\\w\u0300-\u036f\u064b-\u065f"
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ſḀ-ỿ\u0620-\u064a\u066e-\u06d3"
_INNER = rf"[{_LETTER}]*+(?:[{APOSTROPHES}](?!s\b)[{_LETTER}]++)*+"
_ELISION = rf"(?<=[LD])[{APOSTROPHES}][{_UPPER}]"  # "L'Irak"
_INITIALS = r"[A-Z]\.(?:(?:[A-Z]\.)+|(?=\s+[A-Z]))"
_MOUNT = r"Mt\.(?=\s+[A-Z])"
_DOTTED = r"(?<=[A-Z])(?=\.)\.(?:(?:[A-Z]\.)+|(?=\s+[A-Z]))|(?<=M)t\.(?=\s+[A-Z])"
# Most names go on with a small letter: these need no look at what is rare.
_NAME = rf"(?:[{_UPPER}](?:[a-su-z]{_INNER}|(?!{_ELISION})(?:{_DOTTED}|{_INNER})))"
_LINKS = sorted(ARTICLES | LINKERS | {"abd", "abu", "umm", "bin", "ibn", "bint", "wa"})
_LINK = rf"(?=[{''.join(sorted({link[0] for link in _LINKS}))}])(?:{'|'.join(_LINKS)})"  # most words begin otherwise
_GAP = r"(?:[ \xa0\t]+(?:\r?\n[ \xa0\t]*)?|[ \xa0\t]?[-‐‑/]|[-‐‑][ \xa0\t]?|\r?\n[ \xa0\t]*)"
# What begins a word inside a name: "Tall ʿAfar"; a quotation mark only after what goes on: "Tall ‘Afar", "Al-‘Asad".
_AYN = r"(?:[ʻʿʼ'’‘`](?:(?<=[ʻʿʼ])|(?<=[Tt]al .)|(?<=[Tt]el .)|(?<=[Tt]all .)|(?<=[Tt]ell .)|(?<=[lL]-.)))"
_NAMES = rf"{_NAME}(?:{_GAP}(?:{_LINK}{_GAP}){{0,3}}(?:{_AYN}?{_NAME}|\d{{1,3}}\b))*+"
_TAIL = r"[ \xa0\n]([a-z]++)\b"  # a word in lower case, which may belong to the names: "al-Nuri mosque"
_RUN = re.compile(rf"({_NAMES})(?:{_TAIL})?")  # nothing optional before the first letter, or it is slow
_NOUN = re.compile(_TAIL)
_WORD = re.compile(rf"{_INITIALS}|{_MOUNT}|[{_LETTER}]{_INNER}")
# What tells an address or the name of a file, and what neither holds. A search for one letter is the fastest.
_ADDRESS_DOT = re.compile(r"\.(?:(?<=www\.)|mil/|jpg|JPG|png|pdf|mp4)")
_ADDRESS_MARKS = (("@", re.compile("@")), ("/", re.compile("://")), (".", _ADDRESS_DOT))
_ADDRESS_ENDS = frozenset(' \t\r\n\xa0<>()[]{}"“”,;')
# The four characters before a name that has an article in lower case before it, three at the start of a text; they
# tell what most names stand after.
_ARTICLE_ENDS = frozenset(
    (opening + article + mark)[-4:]
    for article in ARTICLES
    for opening in ("", " ")
    for mark in (("-", "- ") if article in ENGLISH_ARTICLES else ("-", "- ", " "))
)


class Word(NamedTuple):
    """One word of a run: its folded form, its span, and where its article begins (its own start without one).

    `is_cut` says that an English word stands before it that no name goes on over: "Battery E at Al Qaim".
    """

    key: str
    start: int
    end: int
    outer: int
    is_cut: bool = False

    @property
    def has_article(self) -> bool:
        """Whether an article stands before it."""
        return self.outer < self.start


def find_runs(text: str, nouns: Set[str]) -> Iterator[tuple[int, int]]:
    """The spans of the runs; an article before and up to three of the `nouns` after in lower case belong to them."""
    for match in _RUN.finditer(text):
        start, end = match.span(1)
        if text[start - 4 if start > 4 else 0 : start] in _ARTICLE_ENDS:
            start = _article_start(text, start)
        yield start, _noun_end(text, end, nouns) if match[2] in nouns else end


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """The spans of web and mail addresses and of names of files."""
    for letter, mark in _ADDRESS_MARKS:
        match = mark.search(text) if letter in text else None
        while match:
            start, end = match.span()
            while start and text[start - 1] not in _ADDRESS_ENDS:
                start -= 1
            while end < len(text) and text[end] not in _ADDRESS_ENDS:
                end += 1
            yield start, end
            match = mark.search(text, end)


def run_at(text: str, start: int, nouns: Set[str]) -> tuple[int, int] | None:
    """The span of the run that begins at `start`, None if none begins there."""
    match = _RUN.match(text, start, start + _LONGEST_LOOK)
    return (start, _noun_end(text, match.end(1), nouns)) if match else None


def split_run(run: str) -> list[Word]:
    """The words of a run without its articles."""
    words: list[Word] = []
    outer, is_cut, may_be_english = None, False, False
    is_capitals = run.isupper()
    for found in _WORD.finditer(run):
        key, start = word_key(found[0]) if len(found[0]) <= _LONGEST_WORD else "", found.start()
        if key in ARTICLES:
            is_apart = run[found.end() : found.end() + 1] != "-"
            is_english = is_apart and found[0] in ENGLISH_ARTICLES
            if not is_english and (outer is None or may_be_english):
                outer, is_cut = start, is_cut or may_be_english  # "At Al-Asad": no name has two articles
            may_be_english = key in _CUTS and is_apart
            is_cut = is_cut or (may_be_english and (is_capitals or is_english))
        elif key:
            words.append(Word(key, start, found.end(), start if outer is None else outer, is_cut))
            outer, is_cut, may_be_english = None, False, False
    return words


def _noun_end(text: str, end: int, nouns: Set[str]) -> int:
    """Where the nouns end that follow a run."""
    for _ in range(_MOST_NOUNS):
        match = _NOUN.match(text, end)
        if not match or match[1] not in nouns:
            break
        end = match.end()
    return end


def _article_start(text: str, start: int) -> int:
    """Where a run begins with the article in lower case before it, if there is one."""
    before = text[max(0, start - 5) : start]
    bare = before.rstrip(" ")
    word = bare.rstrip("-").rpartition(" ")[2]
    if word not in ARTICLES or len(before) - len(bare) > 1 or (word in ENGLISH_ARTICLES and bare[-1] != "-"):
        return start
    return start - len(before) + bare.rfind(word)
