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

from explorer.geoparsing.context import words_after, words_before
from explorer.geoparsing.gazetteer import Entry, Gazetteer
from explorer.geoparsing.geography import is_home
from explorer.geoparsing.names import ENGLISH_ARTICLES
from explorer.geoparsing.pieces import Piece, find_pieces
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.runs import Run, Word, find_runs, run_at
from explorer.model import AREA_CLASSES

_PARENT_GAP = re.compile(r"\s*,\s*|\s*[(\[]\s*")
_SLOT_END = re.compile(r"\s*(?:[,.;:)\]”\"]|$|\n|and\b)")
_LISTED = re.compile(r"\s*(?:,|,?\s*(?:and|or)|[(\[/&])\s*(?:the\s+)?")
_LONGEST_LIST_GAP = 10  # characters
_CLAUSE_START = re.compile(r"(?:^|\n|[.!?:]\s|\d{4},?\s|\s(?:and|or)\s|\()\s*$")
_AFTER_NATION = re.compile(r"\s*(?:$|['’\-–—]|[,;:.)”\"](?!\w))")
_MAJOR_CLASSES = AREA_CLASSES | {"city", "town", "river"}
_LARGE_CLASSES = AREA_CLASSES | {"city", "river"}
_LIKELY = 0.85  # similarity of an unknown spelling to a known one that makes it a likely place after "in"


@dataclass(frozen=True, slots=True)
class Span:
    """A toponym as written, half-open, and its known spellings; none for an unknown name in a slot for a place."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def recognise(text: str, gazetteer: Gazetteer, rules: Rules) -> list[Span]:
    """The spans that name a place, or may, in the order of the text; they do not overlap."""
    reader = _Reader(text, gazetteer, rules)
    spans = [span for run in find_runs(text, rules.nouns, rules.breakers) for span in reader.spans(run)]
    spans.extend(_lower_case_spans(text, gazetteer))
    return _without_overlaps(sorted(spans, key=lambda span: (span.start, -span.end)))


class _Reader:
    """Reads the runs of one text."""

    def __init__(self, text: str, gazetteer: Gazetteer, rules: Rules) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.rules = rules
        self.last_end = -_LONGEST_LIST_GAP  # of the span before

    def spans(self, run: Run) -> Iterator[Span]:
        """The spans of one run."""
        for piece in find_pieces(self.text, run, self.gazetteer, self.rules):
            start, end = self._outer_start(run.words[piece.first], piece.entries), run.words[piece.last - 1].end
            if start < self.last_end:
                continue
            entries, end = self._accepted(run, piece, start, end)
            if end:
                yield Span(start, end, entries)
                self.last_end = end

    def _accepted(self, run: Run, piece: Piece, start: int, end: int) -> tuple[tuple[Entry, ...], int]:
        """The entries of a piece and where its toponym ends, 0 if it is none."""
        if not piece.entries:
            return (), end if self._asks_for_place(start, end) else 0
        if piece.tail > piece.last and not _is_large(piece.entries):
            longer = run.words[piece.tail - 1].end
            if self._asks_for_place(start, longer):
                return (), longer
        return piece.entries, end if self._is_plausible(run, piece, start, end) else 0

    def _outer_start(self, word: Word, entries: tuple[Entry, ...]) -> int:
        """Where the toponym begins: with its article, unless that is the English word "at", "as", "an"."""
        if not word.has_article:
            return word.start
        article = self.text[word.outer : word.start].rstrip(" -\n").lower()
        if article not in ENGLISH_ARTICLES or self.text[word.start - 1] == "-":
            return word.outer
        known = any(name.startswith(article + " ") for entry in entries for name in entry.folded)
        return word.outer if known else word.start

    def _is_plausible(self, run: Run, piece: Piece, start: int, end: int) -> bool:
        """Whether a known phrase is used as a place here."""
        after = words_after(self.text, end)
        if self.rules.organisation_tails.at_start(after):
            return False
        places = [entry.place for entry in piece.entries if entry.place]
        if len(places) < len(piece.entries):  # also the name of a person or an organisation
            cue = self.rules.around.at_end(words_before(self.text, start))
            return cue in ("in", "at") or cue in self.rules.near or self._has_parent(end)
        if piece.last - piece.first > 1:
            return True
        key, classes = run.keys[piece.first], {place.feature_class for place in places}
        if key in self.rules.adjectival:
            return bool(_AFTER_NATION.match(self.text, end) or self.rules.nation_words.at_start(after))
        if classes == {"city"} and not any(map(is_home, places)) and self._has_unknown_neighbour(run, piece):
            return False
        if key in self.rules.common_words or len(key) < 3:
            return self._is_listed(start) or self._asks(start, end, after)
        if not classes.isdisjoint(_MAJOR_CLASSES) or key in self.rules.seats:
            return True
        if self.has_anchor and (self._is_listed(start) or not self._starts_sentence(start)):
            return True
        return self._asks(start, end, after)

    def _asks(self, start: int, end: int, after: list[str]) -> bool:
        """Whether the words around a known name ask for a place."""
        return bool(
            self.rules.around.at_end(words_before(self.text, start))
            or self.rules.settlements.at_start(after)
            or self._has_parent(end)
        )

    def _asks_for_place(self, start: int, end: int) -> bool:
        """Whether an unknown name stands where a place must: "near X,", "in X village", "2019, X, Syria"."""
        cue = self.rules.around.at_end(words_before(self.text, start))
        if not cue:
            clause = self._is_listed(start) or _CLAUSE_START.search(self.text, max(0, start - 8), start)
            return bool(clause) and self._has_parent(end)
        if self.rules.settlements.at_start(words_after(self.text, end)) or self._has_parent(end):
            return True
        if cue in self.rules.near and _SLOT_END.match(self.text, end):
            return True
        similar = self.gazetteer.similar(self.text[start:end])
        return bool(similar) and similar[0].similarity >= _LIKELY

    def _is_listed(self, start: int) -> bool:
        """Whether only a comma, "and" or a bracket stands between a name and the span before it."""
        if not 0 <= start - self.last_end < _LONGEST_LIST_GAP:
            return False
        return bool(_LISTED.fullmatch(self.text, self.last_end, start))

    def _has_unknown_neighbour(self, run: Run, piece: Piece) -> bool:
        """Whether a capitalised word that is no common one stands right beside: "Jordan Paris", "London Calling"."""
        for position, gap in ((piece.first - 1, piece.first), (piece.last, piece.last)):
            if 0 <= position < len(run.keys) and run.keys[position] not in self.rules.breakers:
                between = self.text[run.words[gap - 1].end : run.words[gap].start]
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

    def _has_parent(self, end: int, depth: int = 2) -> bool:
        """Whether ", Syria" or "(Raqqah)" follows, or that after one name more: an area or a city around the place."""
        gap = _PARENT_GAP.match(self.text, end)
        run = run_at(self.text, gap.end(), self.rules.nouns) if gap else None
        if run is None:
            return False
        length, entries = self.gazetteer.longest(run.keys, 0)
        if any(entry.place and entry.place.feature_class in _MAJOR_CLASSES for entry in entries):
            return True
        return depth > 1 and self._has_parent(run.words[length - 1].end, depth - 1)


def _is_large(entries: tuple[Entry, ...]) -> bool:
    """Whether a name can be of a city or an area: "Raqqa Offensive" is about Raqqa, "Hamra Balasem" not about Hamra."""
    return any(entry.place and entry.place.feature_class in _LARGE_CLASSES for entry in entries)


def _lower_case_spans(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Names that are written without capitals, as the gazetteer writes them: "the old city"."""
    for match in gazetteer.lower_case.finditer(text) if gazetteer.lower_case else ():
        _, entries = gazetteer.longest(match[0].split(), 0)
        yield Span(match.start(), match.end(), entries)


def _without_overlaps(spans: list[Span]) -> list[Span]:
    """The spans in order, of two that overlap the earlier or longer."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
