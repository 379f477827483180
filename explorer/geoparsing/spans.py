"""Spans: the toponyms of a text, and those of them that capitals alone do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from explorer.geoparsing.context import words_after, words_before
from explorer.geoparsing.gazetteer import Candidate, Gazetteer
from explorer.geoparsing.names import fold, strip_articles

_LOWER_CASE_COUNTRY = re.compile(r"(?<![\w'’-])((?:[a-z'’-]+ )?([a-z'’-]+)), (iraq|syria)\b")
_STATE = re.compile(r", [A-Z]{2}(?=[,.;:)\n]|$| [a-z(])")
_LONGEST_JOIN = len(" / ")  # characters between two names of one place
_LONGEST_NUMBER = 5  # characters, with the blanks around it
_OPENINGS = frozenset({" (", " /"})
_NAMES_KEPT = 1_000  # in lower case


@dataclass(slots=True)
class Span:
    """A toponym as written, half-open, and the places it may name; those of an unknown name are only similar.

    Not frozen: every name makes one, and freezing takes three times as long.

    `before` and `after` are the words around it, as `words_before` and `words_after` give them. `doubt` says why none
    of its candidates may be taken, "" if one may.
    """

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    is_known: bool
    before: list[str]
    after: list[str]
    doubt: str = ""


def lower_case_spans(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Names that are written without a capital in front, as the gazetteer writes them: "the old city"."""
    flat = text.replace("\n", " ")
    named = {
        name: candidates
        for word, names in gazetteer.uncapitalised.items()
        if word in flat
        for name, candidates in names.items()
        if name in flat
    }
    for name, candidates in named.items():
        for match in _whole_words(name).finditer(flat):
            start, end = match.span()
            yield Span(start, end, candidates, True, words_before(text, start), words_after(text, end))
    if ", iraq" in text or ", syria" in text:
        yield from _before_lower_case_country(text, gazetteer)


def numbered_span(text: str, start: int, gazetteer: Gazetteer) -> Span | None:
    """The name that begins with the number before the word at `start`, as "17 Tammuz" does, None without one."""
    number = text[max(0, start - _LONGEST_NUMBER) : start - 1].rpartition(" ")[2].lstrip('(“"\n')
    start -= len(number) + 1
    for name, candidates in gazetteer.numbered.get(number, {}).items():
        if match := _whole_words(name).match(text, start):
            end = match.end()
            return Span(start, end, candidates, True, words_before(text, start), words_after(text, end))
    return None


@lru_cache(maxsize=_NAMES_KEPT)
def _whole_words(name: str) -> re.Pattern[str]:
    """Finds a name that is no part of a longer word."""
    written = re.escape(name)
    return re.compile(rf"{written}(?<!\w{written})(?!\w)")  # the name first: a fast search


def _before_lower_case_country(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Names in lower case with their country, and the country: "near kobani, syria"."""
    for match in _LOWER_CASE_COUNTRY.finditer(text):
        names = (_whole_name(text, start, match.end(1), gazetteer) for start in (match.start(1), match.start(2)))
        if name := next(filter(None, names), None):
            yield name
            yield from filter(None, [_whole_name(text, *match.span(3), gazetteer)])


def _whole_name(text: str, start: int, end: int, gazetteer: Gazetteer) -> Span | None:
    """The span of words that are as a whole the name of a place, None if they are not."""
    words = fold(text[start:end]).split()
    length, entries = gazetteer.longest(words, 0) if words else (0, ())
    candidates = tuple(entry.candidate(text[start:end]) for entry in entries if entry.place)
    if not candidates or length < len(words):
        return None
    return Span(start, end, candidates, True, words_before(text, start), words_after(text, end))


def joined(text: str, spans: list[Span], gazetteer: Gazetteer) -> list[Span]:
    """The spans, those being one that the gazetteer writes with a comma: "Lebanon, Ohio"."""
    commas = [index for index, span in enumerate(spans) if text[span.end : span.end + 1] == ","]
    pairs = {
        index: candidates
        for index in commas
        if index + 1 < len(spans)
        and spans[index + 1].start - spans[index].end == 2
        and (candidates := gazetteer.with_comma(text[spans[index].start : spans[index + 1].end]))
    }
    for span in map(spans.__getitem__, commas):
        match = _STATE.match(text, span.end)
        if match and (candidates := gazetteer.with_comma(text[span.start : match.end()])):
            span.end, span.candidates, span.after = match.end(), candidates, words_after(text, match.end())
    if not pairs:
        return spans
    kept: list[Span] = []
    for index, span in enumerate(spans):
        if index in pairs and index - 1 not in pairs:
            after = spans[index + 1]
            span = Span(span.start, after.end, pairs[index], True, span.before, after.after)
        if index - 1 not in pairs:
            kept.append(span)
    return kept


def with_other_names(text: str, spans: list[Span]) -> list[Span]:
    """The spans, a place with its other name beside it being one: "Kobani (Ayn al-Arab)", "Mosul/Al Mawsil".

    The same name again is the governorate: "Raqqa (Raqqa)".
    """
    if not [
        span for span in spans if text[span.end : span.end + 2] in _OPENINGS or text[span.end : span.end + 1] == "/"
    ]:
        return spans
    kept: list[Span] = []
    for span in spans:
        first = kept[-1] if kept else None
        if first and span.start - first.end <= _LONGEST_JOIN and (end := _end_of_both(text, first, span)):
            names = {option.place.place_id for option in span.candidates}
            both = tuple(option for option in first.candidates if option.place.place_id in names and first.is_known)
            candidates = both or span.candidates
            span = Span(first.start, end, candidates, True, first.before, words_after(text, end))
            kept.pop()
        kept.append(span)
    return kept


def _end_of_both(text: str, first: Span, second: Span) -> int:
    """Where a place ends that is written by two names, 0 if it is not."""
    gap, end = text[first.end : second.start], second.end
    if gap == " (" and text[end : end + 1] == ")":
        end += 1
    elif gap.strip() != "/":
        return 0
    if not second.is_known or _name(text, first) == _name(text, second):
        return 0
    if not first.is_known:  # "Tuz (Tuz Khurmatu)"
        return end if _name(text, second).startswith(f"{_name(text, first)} ") else 0
    names = {option.place.place_id for option in second.candidates if option.is_point}
    return end if any(option.place.place_id in names for option in first.candidates) else 0


def _name(text: str, span: Span) -> str:
    return strip_articles(fold(text[span.start : span.end]))


def without_overlaps(spans: list[Span]) -> list[Span]:
    """The spans in order, of two that overlap the earlier or longer."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
