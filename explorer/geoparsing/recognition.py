"""Toponym recognition: text in, spans out.

A known name becomes a span unless it is used otherwise; an unknown one only in a slot that asks for a place ("near X",
"in X, Syria").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.geoparsing.context import is_among_tribes, words_after, words_before
from explorer.geoparsing.gazetteer import Candidate, Gazetteer
from explorer.geoparsing.names import fold
from explorer.geoparsing.pieces import Piece
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.run_reader import RunReader
from explorer.geoparsing.runs import find_runs
from explorer.geoparsing.slots import LONGEST_LIST_GAP, LONGEST_NAME, Slots
from explorer.geoparsing.spans import Span, joined, lower_case_spans, numbered_span, with_other_names, without_overlaps
from explorer.geoparsing.unasked import Unasked, may_name_place

_LIST_GOES_ON = re.compile(r"\s*(?:,|&|and\b|or\b)")
_AFTER_NATION = re.compile(r"\s*(?:$|['’\-–—]|[,;:.)”\"](?!\w))")
_SENTENCE_END = re.compile(r"\s*(?:[.;)\]]|$|\n)")
_ISSUES = (["issue"], ["edition"], ["volume"], ["number"])
_GUESSES = 8  # similar spellings that are candidates


def recognise(text: str, reader: RunReader, gazetteer: Gazetteer, rules: Rules) -> list[Span]:
    """The spans that name a place, or may, in the order of the text; they do not overlap."""
    recogniser = _Recogniser(text, reader, gazetteer, rules)
    for start, end in find_runs(text, rules.nouns):
        if text[start - 2 : start - 1].isdigit() and (numbered := numbered_span(text, start, gazetteer)):
            recogniser.take(numbered)
        is_person = text[start - 2 : start] == ". " and _is_after_title(text, start, rules)
        # Most runs, like "The" or "ISIS", hold nothing; they are told by this look-up alone.
        for piece in (reader.pieces_of_people if is_person else reader.pieces)[text[start:end]]:
            recogniser.read(piece, start + piece.start, start + piece.end)
    others = [*recogniser.named_elsewhere(), *lower_case_spans(text, gazetteer)]
    spans = without_overlaps([*recogniser.spans, *others]) if others else recogniser.spans
    return with_other_names(text, joined(text, spans, gazetteer))


class _Recogniser:
    """Finds the spans in the runs of one text."""

    def __init__(self, text: str, reader: RunReader, gazetteer: Gazetteer, rules: Rules) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.rules = rules
        self.last_end = -LONGEST_LIST_GAP  # of the span before
        self.spans: list[Span] = []
        self.accepted: set[str] = set()  # the words that are names of places in this text
        self.slots = Slots(text, reader, gazetteer, rules)
        self.unasked = Unasked(text, rules)
        self.in_full: list[tuple[Candidate, ...]] = []  # the places that this text names in several words
        self.namesakes: list[Span] = []  # names that places share with people and organisations

    def read(self, piece: Piece, start: int, end: int) -> None:
        """Take a piece, which stands at `start`, for a span if it names a place, or may."""
        if start < self.last_end:
            return
        before = words_before(self.text, start)
        more = piece.longer_end - piece.end
        if more and self._makes_longer_name(piece, start, end + more, before):
            span = self._unknown_span(start, end + more, before)
        elif piece.candidates:
            span = self._known_span(piece, start, end, before)
        else:
            is_asked = self.slots.asks_for_unknown(start, end, before, self.last_end)
            is_near = start - self.last_end < LONGEST_LIST_GAP and bool(self.spans)
            if not is_asked and is_near and (is_asked := self._is_in_named_list(start, end)):
                before = self.spans[-1].before
            span = self._unknown_span(start, end, before) if is_asked else None
        if span:
            self.take(span)

    def take(self, span: Span) -> None:
        """Take a span that begins after the one before."""
        self.last_end = span.end
        self.spans.append(span)

    def _known_span(self, piece: Piece, start: int, end: int, before: list[str]) -> Span | None:
        span = Span(start, end, piece.candidates, True, before, words_after(self.text, end))
        if self._is_in_name(span):
            return None
        if piece.is_ambiguous and self._is_used_otherwise(piece, span):
            if piece.is_other_too:
                self.namesakes.append(span)
            elif piece.is_word and may_name_place(piece.word, span, self.rules):
                says = self.rules.predicates.at_start(span.after)
                self.unasked.add(span, piece.word if says else "")
            return None
        if not piece.word:
            self.in_full.append(piece.candidates)
        elif piece.is_sure or self._is_sure(span, goes_on=piece.longer_end > piece.end):
            self.accepted.add(piece.word)
        else:
            self.unasked.add(span, piece.word)
            return None
        return span

    def _is_in_named_list(self, start: int, end: int) -> bool:
        """Whether an unknown name goes on a list of places: "the villages of Foo and Bar", "Hajin, Susah and Bar"."""
        if not self.slots.is_listed(start, self.last_end) or self.rules.speech.at_start(words_after(self.text, end)):
            return False
        if self.rules.near.at_end(self.spans[-1].before) in self.rules.lists:
            return True
        if len(self.spans) < 2 or not self.text[self.last_end : start].endswith("and "):
            return False
        if self.rules.organisation_tails.at_end(self.text[start:end].lower().split()):
            return False
        two = self.spans[-2:]
        are_places = all(span.is_known and any(o.is_home and o.is_point for o in span.candidates) for span in two)
        return are_places and self.slots.is_listed(two[1].start, two[0].end)

    def _ends_list_of_places(self, span: Span) -> bool:
        """Whether a name that people share ends a list of places: "in Hit and Baghdadi.", "near Hit and Baghdadi".

        "Retook Mosul, and Baghdadi fled" and "retook Mosul and Baghdadi, the leader, fled" are none.
        """
        if not (self.slots.is_listed(span.start, self.last_end) and span.before[-1:] == ["and"]):
            return False
        last = self.spans[-1]
        if not (last.is_known and any(option.is_home and option.is_point for option in last.candidates)):
            return False
        if self.rules.near.at_end(last.before):
            return not (self.rules.predicates.at_start(span.after) or self.rules.speech.at_start(span.after))
        return bool(_SENTENCE_END.match(self.text, span.end))

    def _is_in_name(self, span: Span) -> bool:
        """Whether the words around a name make it that of something else: "Raqqa Civil Council", "call sign Mosul"."""
        before = span.before
        if before and before[-1] == "of" and before[-3:-2] in _ISSUES and before[-2].isdigit():  # "Issue 14 of Dabiq"
            return True
        if self.rules.name_heads.at_end(before) or self.rules.organisation_tails.at_start(span.after):
            return True
        if not span.after and self.text[span.end : span.end + 6] == "-class":  # of ships
            return True
        is_capitalised = self.text[span.end + 1 : span.end + 2].isupper()
        return is_capitalised and bool(self.rules.name_tails.at_start(span.after))

    def named_elsewhere(self) -> Iterator[Span]:
        """The spans that are mentions by what the text says elsewhere: "Al-Asad" and "Al Asad Air Base"."""
        if self.unasked:
            is_home = any(option.is_home for span in self.spans for option in span.candidates[:1])
            yield from self.unasked.spans(self.accepted, is_about_theatre=is_home or self.slots.has_anchor)
        if self.namesakes:
            in_full = {candidate.place.place_id for candidates in self.in_full for candidate in candidates}
            for span in self.namesakes:
                if any(candidate.place.place_id in in_full for candidate in span.candidates):
                    yield span

    def _unknown_span(self, start: int, end: int, before: list[str]) -> Span:
        if base := self.rules.bases.at_end(before):  # "Camp" belongs to the name of a camp
            at = start - len(base) - 1
            if self.text[at : start - 1].lower() == base and self.text[at].isupper() and at >= self.last_end:
                start, before = at, words_before(self.text, at)
        written = self.text[start:end]
        similar = () if fold(written) in self.rules.name_parts else self.gazetteer.similar(written)[:_GUESSES]
        return Span(start, end, similar, False, before, words_after(self.text, end))

    def _makes_longer_name(self, piece: Piece, start: int, end: int, before: list[str]) -> bool:
        """Whether the unknown words beside a small place belong to its name: "in Hamra Balasem"."""
        if end - start > LONGEST_NAME:
            return False
        if self.slots.asks_for_unknown(start, end, before, self.last_end):
            return True
        return bool(piece.candidates and self.rules.around.at_end(before))

    def _is_used_otherwise(self, piece: Piece, span: Span) -> bool:
        """Whether a known phrase names something else here: an organisation, a person, a nation, a common word."""
        if piece.is_other_too:
            cue = self.rules.around.at_end(span.before)
            is_asked = cue in self.rules.of_places or (cue in self.rules.near and cue not in self.rules.of_people)
            if is_asked or self.rules.place_verbs.at_start(span.after):
                return False
            is_listed = self.slots.is_between_places(span, self.last_end) or self._ends_list_of_places(span)
            return not (is_listed or self.slots.has_parent(span.end))
        if piece.is_tribe and not self.rules.settlements.at_start(span.after):
            return is_among_tribes(self.text, span.start, span.end)
        if piece.word in self.rules.adjectival:
            return not (_AFTER_NATION.match(self.text, span.end) or self.rules.nation_words.at_start(span.after))
        if piece.is_word:
            is_listed = self.slots.is_listed(span.start, self.last_end) and not self.rules.speech.at_start(span.after)
            is_listed = is_listed or self.slots.begins_list(span)
            return not (is_listed or self.slots.asks(span) or self._is_acting_country(span))
        return not piece.is_tribe

    def _is_acting_country(self, span: Span) -> bool:
        """Whether a country acts by what follows its name, which may also be that of a person: "Jordan's king"."""
        if all(candidate.place.feature_class != "country" for candidate in span.candidates):
            return False
        if span.after[:1] in (["'s"], ["’s"]):
            return bool(self.rules.governments.at_start(span.after[1:]))
        return "its" in span.after and bool(self.rules.metonym_verbs.at_start(span.after))

    def _is_sure(self, span: Span, *, goes_on: bool) -> bool:
        """Whether a single known word is the name of a place without being named as one elsewhere in the text.

        If it `goes_on` with an unknown word, it may be a person: "the meeting with Awja Hobi".
        """
        slots = self.slots
        if slots.has_anchor and not goes_on and not slots.starts_sentence(span.start):
            return True
        if slots.is_listed(span.start, self.last_end) and (slots.has_anchor or self._is_in_list_at_home(span)):
            return True
        return slots.asks(span) or slots.is_in_governorate(span)

    def _is_in_list_at_home(self, span: Span) -> bool:
        """Whether the place listed before may lie in Iraq or Syria, which says as much of this one.

        After a comma alone the list must go on: "In Tikrit, Basir spoke" is none.
        """
        is_list = self.text[self.last_end : span.start] != ", " or _LIST_GOES_ON.match(self.text, span.end)
        return bool(is_list) and any(candidate.is_home for candidate in self.spans[-1].candidates)


def _is_after_title(text: str, start: int, rules: Rules) -> bool:
    """Whether a title stands before the ". " in which the text before `start` ends."""
    return text[max(0, start - 12) : start - 2].rpartition(" ")[2].lower() in rules.titles
