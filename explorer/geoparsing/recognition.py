"""Toponym recognition: text in, spans out.

Each run of capitalised or Arabic words is read from the left, the longest known phrase first, so that organisations,
people, units, operations and ships win over the places in their names. What stays unknown becomes a span only in a
slot that asks for a place ("near X", "in X, Syria").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from explorer.geoparsing.gazetteer import Entry, Gazetteer
from explorer.geoparsing.names import ENGLISH_ARTICLES
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.runs import LINKERS, Word, find_runs, run_at
from explorer.model import AREA_CLASSES, Place

REACH = 40  # characters before a span in which its cue must begin
_LONGEST_PERSON = 3  # words after a title
_PARENT_GAP = re.compile(r"\s*,\s*|\s*[(\[]\s*")
_SLOT_END = re.compile(r"\s*(?:[,.;:)\]”\"]|$|\n|and\b)")
_LISTED = re.compile(r"\s*(?:,|,?\s*(?:and|or)|[(\[/&])\s*(?:the\s+)?")
_CLAUSE_START = re.compile(r"(?:^|\n|[.!?:]\s|\d{4},?\s|\s(?:and|or)\s|\()\s*$")
_MAJOR_CLASSES = AREA_CLASSES | {"city", "town", "river"}
_LIKELY = 0.85  # similarity of an unknown spelling to a known one that makes it a likely place after "in"


@dataclass(frozen=True, slots=True)
class Span:
    """A toponym as written, half-open, and its known spellings; none for an unknown name in a slot for a place."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The words of a run from `first` to before `last`: a known phrase (`entries`), or unknown ones."""

    first: int
    last: int
    entries: tuple[Entry, ...] = ()


def recognise(text: str, gazetteer: Gazetteer, rules: Rules) -> list[Span]:
    """The spans that name a place, or may, in the order of the text; they do not overlap."""
    reader = _Reader(text, gazetteer, rules)
    spans = [span for words in find_runs(text, rules.run) for span in reader.spans(words)]
    spans.extend(_lower_case_spans(text, gazetteer))
    return _without_overlaps(sorted(spans, key=lambda span: (span.start, -span.end)))


class _Reader:
    """Reads the runs of one text."""

    def __init__(self, text: str, gazetteer: Gazetteer, rules: Rules) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.rules = rules
        self.last_end = -10  # of the span before

    def spans(self, words: list[Word]) -> Iterator[Span]:
        """The spans of one run."""
        for piece in self._pieces(words):
            start, end = self._outer_start(words[piece.first], piece.entries), words[piece.last - 1].end
            listed = bool(_LISTED.fullmatch(self.text, self.last_end, start)) if start - self.last_end < 10 else False
            if piece.entries:
                accepted = self._is_plausible(words, piece, start, end, listed=listed)
            else:
                accepted = self._asks_for_place(start, end, listed=listed)
            if accepted:
                yield Span(start, end, piece.entries)
                self.last_end = end

    def _pieces(self, words: list[Word]) -> Iterator[_Piece]:
        """The run cut into known phrases and stretches of unknown words; people and organisations are left out."""
        keys = [word.key for word in words]
        unknown: int | None = None
        position = self._person(words, 0) if self._title_before(words[0].start) else 0
        while position < len(words):
            length, entries = self.gazetteer.longest(keys, position)
            if entries and self._is_part_of_longer_name(words, position, length, unknown):
                unknown, position = (position if unknown is None else unknown), position + length
                continue
            skipped = 0 if entries else self._skipped(words, position)
            if not (entries or skipped or keys[position] in self.rules.sentence_words or keys[position] in LINKERS):
                unknown, position = (position if unknown is None else unknown), position + 1
                continue
            if unknown is not None:
                yield _Piece(unknown, position)
                unknown = None
            if any(entry.place for entry in entries):
                yield _Piece(position, position + length, entries)
            position += length or skipped or 1
        if unknown is not None:
            yield _Piece(unknown, len(words))

    def _skipped(self, words: list[Word], position: int) -> int:
        """How many words to leave out here: a person after a title, or what an operation or a ship is called."""
        key = words[position].key
        if key in self.rules.titles:
            return self._person(words, position + 1) - position
        if key in self.rules.heads:
            last = position
            while last < len(words) and words[last].key != "and":
                last += 1
            return last - position
        return 0

    def _person(self, words: list[Word], first: int) -> int:
        """Where the name of a person that begins at `first` ends."""
        last = first
        while last < min(len(words), first + _LONGEST_PERSON) and words[last].key not in LINKERS:
            last += 1
        return last

    def _title_before(self, start: int) -> bool:
        before = self.text[max(0, start - 12) : start]
        if not before.endswith(". "):
            return False
        return before[:-2].rpartition(" ")[2].lower() in self.rules.titles

    def _is_part_of_longer_name(self, words: list[Word], position: int, length: int, unknown: int | None) -> bool:
        """Whether a known phrase is only a piece of a longer unknown name: "Tal Majdal", "Raqqa al-Samra"."""
        if length == 1 and words[position].key in self.rules.name_parts and not words[position].has_article:
            return True
        if unknown is not None and self._joined(words, position):
            before = words[position - 1].key
            if before in self.rules.name_parts or before in self.rules.given_names or len(before) == 1:
                return True
            if words[position].has_article:
                return True
        after = position + length
        if after < len(words) and words[after].has_article and self._joined(words, after):
            return not self.gazetteer.longest([word.key for word in words], after)[0]
        return False

    def _joined(self, words: list[Word], position: int) -> bool:
        """Whether a word stands right after the one before it, on the same line."""
        return position > 0 and "\n" not in self.text[words[position - 1].end : words[position].start]

    def _outer_start(self, word: Word, entries: tuple[Entry, ...]) -> int:
        """Where the toponym begins: with its article, unless that is the English word "at", "as", "an"."""
        if not word.has_article:
            return word.start
        article = self.text[word.outer : word.start].rstrip(" -\n").lower()
        if article not in ENGLISH_ARTICLES or self.text[word.start - 1] == "-":
            return word.outer
        known = any(entry.folded.startswith(article + " ") for entry in entries)
        return word.outer if known else word.start

    def _is_plausible(self, words: list[Word], piece: _Piece, start: int, end: int, *, listed: bool) -> bool:
        """Whether a known phrase is used as a place here."""
        if self.rules.organisation_after.match(self.text, end):
            return False
        places = [entry.place for entry in piece.entries if entry.place]
        if len(places) < len(piece.entries):  # also the name of a person or an organisation
            return bool(self.rules.inside_before.search(self.text, max(0, start - REACH), start)) or self._has_parent(
                end
            )
        if piece.last - piece.first > 1:
            return True
        key, classes = words[piece.first].key, {place.feature_class for place in places}
        if classes == {"city"} and not any(map(is_local, places)) and self._has_unknown_neighbour(words, piece):
            return False
        if key in self.rules.common_words or len(key) < 3:
            return listed or self._asks(start, end)
        if not classes.isdisjoint(_MAJOR_CLASSES) or key in self.rules.seats:
            return True
        return self._asks(start, end) or (self.has_anchor and (listed or not self._starts_sentence(start)))

    def _asks(self, start: int, end: int) -> bool:
        return (
            bool(self.rules.in_before.search(self.text, max(0, start - REACH), start))
            or bool(self.rules.settlement_after.match(self.text, end))
            or self._has_parent(end)
        )

    def _has_unknown_neighbour(self, words: list[Word], piece: _Piece) -> bool:
        """Whether a capitalised word that is no common one stands right beside: "Jordan Paris", "London Calling"."""
        for position, gap in ((piece.first - 1, piece.first), (piece.last, piece.last)):
            if 0 <= position < len(words) and words[position].key not in LINKERS | self.rules.sentence_words:
                between = self.text[words[gap - 1].end : words[gap].start]
                if between == " ":
                    return True
        return False

    def _starts_sentence(self, start: int) -> bool:
        before = self.text[max(0, start - 3) : start].rstrip(" \"“‘'")
        return not before or before[-1] in ".!?\n"

    @cached_property
    def has_anchor(self) -> bool:
        """Whether the text speaks of Iraq or Syria at all."""
        return bool(self.rules.anchor.search(self.text))

    def _asks_for_place(self, start: int, end: int, *, listed: bool) -> bool:
        """Whether an unknown name stands where a place must: "near X,", "in X village", "2019, X, Syria"."""
        reach = max(0, start - REACH)
        settled = bool(self.rules.settlement_after.match(self.text, end))
        if self.rules.near_before.search(self.text, reach, start) and (settled or _SLOT_END.match(self.text, end)):
            return True
        if self.rules.in_before.search(self.text, reach, start):
            return settled or self._has_parent(end) or self._is_likely(start, end)
        clause = listed or bool(_CLAUSE_START.search(self.text, max(0, start - 8), start))
        return clause and self._has_parent(end)

    def _is_likely(self, start: int, end: int) -> bool:
        similar = self.gazetteer.similar(self.text[start:end])
        return bool(similar) and similar[0].similarity >= _LIKELY

    def _has_parent(self, end: int, depth: int = 2) -> bool:
        """Whether ", Syria" or "(Raqqah)" follows, or that after one name more: an area or a city around the place."""
        gap = _PARENT_GAP.match(self.text, end)
        words = run_at(self.text, gap.end(), self.rules.run) if gap else []
        if not words:
            return False
        length, entries = self.gazetteer.longest([word.key for word in words], 0)
        if any(entry.place and entry.place.feature_class in _MAJOR_CLASSES for entry in entries):
            return True
        return depth > 1 and self._has_parent(words[length - 1].end, depth - 1)


def _lower_case_spans(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Names that are written without capitals, as the gazetteer writes them: "the old city"."""
    if gazetteer.lower_case:
        for match in gazetteer.lower_case.finditer(text):
            _, entries = gazetteer.longest(match[0].split(), 0)
            yield Span(match.start(), match.end(), entries)


def is_local(place: Place) -> bool:
    """Whether a place lies in Iraq or Syria, or in both."""
    return place.country_code in ("IQ", "SY", "")


def _without_overlaps(spans: list[Span]) -> list[Span]:
    """The spans in order, of two that overlap the earlier or longer."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
