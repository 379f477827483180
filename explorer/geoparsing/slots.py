"""Slots: where a text asks for a place: "near X", "X village", "X, Syria", "X, north of Y"."""

from __future__ import annotations

import re
from functools import cached_property

from explorer.geoparsing.bearings import is_told
from explorer.geoparsing.context import words_after
from explorer.geoparsing.gazetteer import Gazetteer
from explorer.geoparsing.names import fold
from explorer.geoparsing.pieces import Piece
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.run_reader import RunReader
from explorer.geoparsing.runs import run_at
from explorer.geoparsing.spans import Span

_PARENT_GAP = re.compile(r"\s*,\s*|\s*[(\[]\s*")
_SLOT_END = re.compile(r"\s*(?:[,.;:)\]”\"]|$|\n|(?:and|or)\b)")
_LISTED = re.compile(r"\s*(?:,|,?\s*(?:and|or)|[(\[/&]|[,:]?\s*\d{1,3}\s*[,;](?:\s*and)?)\s*(?:the\s+)?")
LONGEST_LIST_GAP = 10  # characters
_CLAUSE_START = re.compile(r"(?:^|\n|[.!?:]\s|\d{4},?\s|\s(?:and|or)\s|\()\s*$")
_WITHIN_CLAUSE = re.compile(r"(?<=[a-ce-qs-zA-Z,’”\"] )(?<!\d, )")  # after what ends neither a clause nor "and", "or"
_ARABIC_NAME = re.compile(
    r"(?:a[lrstdnz]|ash|abu|albu|umm|t[ae]ll?|kafr|khan|a[iy]n|deir|dayr|wadi|jabal|bani|khirbat)[ -]", re.IGNORECASE
)
_IN, _AND = " in ", " and "
_LIKELY = 0.85  # similarity of an unknown spelling to a known one that makes it a likely place after "in"
LONGEST_NAME = 60  # characters of an unknown name
_LONGEST_SIDE = len("Northeastern ")  # what may stand between the comma and an area


class Slots:
    """What the words around the names of one text ask for."""

    def __init__(self, text: str, reader: RunReader, gazetteer: Gazetteer, rules: Rules) -> None:
        self.text = text
        self.reader = reader
        self.gazetteer = gazetteer
        self.rules = rules

    def asks(self, span: Span) -> bool:
        """Whether the words around a known name ask for a place."""
        return bool(
            self.rules.around.at_end(span.before)
            or self.rules.settlements.at_start(span.after)
            or self.rules.place_verbs.at_start(span.after)
            or self.has_parent(span.end)
            or is_told(self.text, span.end)
        )

    def asks_for_unknown(self, start: int, end: int, before: list[str], last_end: int) -> bool:
        """Whether an unknown name stands where a place must: "near X,", "X village", "2019, X, Syria"."""
        if end - start > LONGEST_NAME:
            return False
        cue = self.rules.around.at_end(before)
        if not (cue or self._starts_clause(start, last_end) or self.text[start - 2 : start] == "s "):
            return self.text[end + 1 : end + 4] in self.rules.sort_starts and self._is_called_place(end)
        noun = self.rules.settlements.at_start(words_after(self.text, end))
        if self.has_parent(end + len(noun) + 1 if noun else end):
            return True
        if not cue:
            is_owned = self.text[last_end:start] in ("'s ", "’s ")  # "Nasiriyah's Haboubi Square"
            return bool(noun) and (is_owned or (noun in self.rules.sorts and self.has_anchor))
        if noun or cue in self.rules.bases:
            return True
        may_be = cue in self.rules.near or (cue in ("in", "at") and self._may_be_place(start, end))
        if may_be and (_SLOT_END.match(self.text, end) or not self.rules.events.isdisjoint(before[-2:-1])):
            return True
        if cue in ("in", "at") and _ARABIC_NAME.match(self.text, start):
            return True
        similar = self.gazetteer.similar(self.text[start:end])
        return bool(similar) and similar[0].similarity >= _LIKELY

    def _is_called_place(self, end: int) -> bool:
        """Whether "village" or the like follows an unknown name where nothing else asks for a place."""
        return self.has_anchor and bool(self.rules.sorts.at_start(words_after(self.text, end)))

    def _may_be_place(self, start: int, end: int) -> bool:
        """Whether an unknown word after "in" may be a place: no abbreviation, language or festival."""
        written = self.text[start:end]
        return self.has_anchor and written.isalpha() and not written.isupper() and fold(written) not in self.rules.never

    def _starts_clause(self, start: int, last_end: int) -> bool:
        if self.is_listed(start, last_end):
            return True
        if _WITHIN_CLAUSE.match(self.text, start):  # most are; a search takes longer
            return False
        return bool(_CLAUSE_START.search(self.text, max(0, start - 8), start))

    def is_listed(self, start: int, last_end: int) -> bool:
        """Whether only a comma, "and" or a bracket stands between a name and the span before it."""
        if not 0 <= start - last_end < LONGEST_LIST_GAP:
            return False
        return bool(_LISTED.fullmatch(self.text, last_end, start))

    def starts_sentence(self, start: int) -> bool:
        before = self.text[max(0, start - 3) : start].rstrip(" \"“‘'")
        return (not before or before[-1] in ".!?\n") and self.text[start] < "\u0600"  # Arabic has no capitals

    @cached_property
    def has_anchor(self) -> bool:
        """Whether the text speaks of Iraq or Syria at all."""
        return bool(self.rules.anchor.search(self.text))

    def has_parent(self, end: int, depth: int = 2) -> bool:
        """Whether ", Syria" or "(Raqqah)" follows, or that after one name more: an area or a city around the place."""
        gap = _PARENT_GAP.match(self.text, end)
        piece = self._first_piece(gap.end()) if gap else None
        if piece is None or piece.start > _LONGEST_SIDE:
            return False
        return piece.is_major or (depth > 1 and self.has_parent(gap.end() + piece.end, depth - 1))

    def is_in_governorate(self, span: Span) -> bool:
        """Whether the text puts a name into the governorate that its place lies in: "Dabiq in Aleppo province"."""
        piece = self._first_piece(span.end + len(_IN)) if self.text.startswith(_IN, span.end) else None
        if piece is None or piece.start:
            return False
        around = (option.place for option in piece.candidates)
        within = {place.admin1 for place in around if place.feature_class == "governorate"}
        return any(option.place.admin1 in within for option in span.candidates)

    def is_between_places(self, span: Span, last_end: int) -> bool:
        """Whether a name stands in a list between places: "Hit, Baghdadi and Haditha"."""
        if not (self.is_listed(span.start, last_end) and self.text.startswith(_AND, span.end)):
            return False
        return self._is_place_at(span.end + len(_AND))

    def begins_list(self, span: Span) -> bool:
        """Whether a sentence begins with a name and another place: "Hit and Haditha were cleared"."""
        if not (self.starts_sentence(span.start) and self.text.startswith(_AND, span.end)):
            return False
        return self._is_place_at(span.end + len(_AND))

    def _is_place_at(self, start: int) -> bool:
        """Whether the run that begins at `start` begins with the name of a place, not of an area, at home."""
        piece = self._first_piece(start)
        return piece is not None and any(option.is_home and option.is_point for option in piece.candidates)

    def _first_piece(self, start: int) -> Piece | None:
        """The first piece of the run that begins at `start`, None if none begins there."""
        run = run_at(self.text, start, self.rules.nouns)
        pieces = self.reader.pieces[self.text[run[0] : run[1]]] if run else ()
        return pieces[0] if pieces else None
