"""A run cut into pieces: known phrases, the longest first, and stretches of unknown words.

People after their titles, organisations, operations and ships are left out, so that no place is found in their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.geoparsing.gazetteer import Candidate, Entry, Gazetteer
from explorer.geoparsing.geography import is_home
from explorer.geoparsing.names import ENGLISH_ARTICLES
from explorer.geoparsing.offsets import SIDE_LETTERS
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.runs import LINKERS, Word
from explorer.model import AREA_CLASSES

_LONGEST_PERSON = 3  # words after a title
_LONGEST_TITLE = 10  # words of the name of an operation or a ship
_TITLE_ENDS = frozenset({"and", "in", "is", "for"})  # "Operation Valley Wolf in Ramadi"; but "Heroes of Iraq"
_LONGEST_TAIL = 6  # unknown words after a known name that may belong to it
_KUNYAS = frozenset({"abu", "umm", "ابو"})
_FATHERS = frozenset({"bin", "ibn", "bint", "بن"})
_TRIBES = frozenset({"albu", "bu", "bani", "beni", "banu"})
_LARGE_CLASSES = AREA_CLASSES | {"city", "river"}
_MAJOR_CLASSES = _LARGE_CLASSES | {"town"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a run, half-open, that may name a place.

    Attributes:
        start: Where it begins in the run, with its article.
        end: Where it ends in the run.
        candidates: The places it may name, none if its words are unknown.
        word: Its folded form if it is a single known word, else "".
        longer_end: Where the words end that may make it a longer unknown name; its own end without any.
        is_large: Whether it can be an area, a city or a river: "Raqqa Offensive" is about Raqqa.
        is_other_too: Whether it is also the name of a person or an organisation.
        is_major: Whether it can be an area, a city, a town or a river.
        is_tribe: Whether tribes have such names too.
        is_sure: Whether it names a place even where nothing asks for one.
        is_ambiguous: Whether the words around it may make it something else than a place.
        is_word: Whether it is also a common word or a name of people.
    """

    start: int
    end: int
    candidates: tuple[Candidate, ...] = ()
    word: str = ""
    longer_end: int = 0
    is_large: bool = False
    is_other_too: bool = False
    is_major: bool = False
    is_tribe: bool = False
    is_sure: bool = False
    is_ambiguous: bool = False
    is_word: bool = False


def _has_place(entries: tuple[Entry, ...]) -> bool:
    return any(entry.place for entry in entries)


class Cutter:
    """Cuts one run."""

    def __init__(self, run: str, words: list[Word], gazetteer: Gazetteer, rules: Rules) -> None:
        self.run = run
        self.words = words
        self.keys = [word.key for word in words]
        self.gazetteer = gazetteer
        self.rules = rules

    def pieces(self, is_person: bool) -> Iterator[Piece]:
        """The pieces in order."""
        unknown: int | None = None
        position = self._person_end(0) if is_person else 0
        while position < len(self.keys):
            length, entries = self._known(position)
            if entries and self._is_part_of_longer_name(position, length, unknown):
                unknown, position = (position if unknown is None else unknown), position + length
                continue
            if unknown is not None and self._is_cut(position):
                yield self._unknown_piece(unknown, position, None)
                unknown = None
            skipped = 0 if entries else self._skipped(position)
            if not (entries or skipped or self.keys[position] in self.rules.breakers):
                unknown, position = (position if unknown is None else unknown), position + 1
                continue
            known = self._known_piece(position, position + length, entries) if _has_place(entries) else None
            if unknown is not None:
                yield self._unknown_piece(unknown, position, known)
                unknown = None
            if known:
                yield known
            position += length or skipped or 1
        if unknown is not None:
            yield self._unknown_piece(unknown, len(self.keys), None)

    def _known(self, position: int) -> tuple[int, tuple[Entry, ...]]:
        length, entries = self.gazetteer.longest(self.keys, position)
        if length == 1 and self.keys[position] in self.rules.sentence_words and not self.words[position].has_article:
            return 0, ()
        return length, entries

    def _known_piece(self, first: int, last: int, entries: tuple[Entry, ...]) -> Piece:
        start, end = self._outer_start(self.words[first], entries), self.words[last - 1].end
        places = [entry.place for entry in entries if entry.place]
        classes = {place.feature_class for place in places}
        word = self.keys[first] if last - first == 1 else ""
        is_man = self.keys[first] in _KUNYAS and last - first == 2 and self.keys[first + 1] in self.rules.given_names
        is_other_too, is_major = is_man or len(places) < len(entries), bool(classes & _MAJOR_CLASSES)
        is_tribe = self.keys[first] in _TRIBES
        is_abroad = bool(word) and classes == {"city"} and not any(map(is_home, places))
        is_word = word in self.rules.common_words or 0 < len(word) < 3
        is_beside_unknown = self._is_unknown(first - 1, first) or self._is_unknown(last, last)
        return Piece(
            start=start,
            end=end,
            candidates=tuple(entry.candidate(self.run[start:end]) for entry in entries if entry.place),
            word=word,
            longer_end=end if classes & _LARGE_CLASSES else self.words[self._tail(last) - 1].end,
            is_large=bool(classes & _LARGE_CLASSES),
            is_other_too=is_other_too,
            is_major=is_major,
            is_tribe=is_tribe,
            is_sure=not word or is_major or word in self.rules.seats,
            is_ambiguous=is_other_too
            or is_tribe
            or is_word
            or word in self.rules.adjectival
            or (is_abroad and is_beside_unknown),
            is_word=is_word,
        )

    def _unknown_piece(self, first: int, last: int, following: Piece | None) -> Piece:
        end = self.words[last - 1].end
        is_joined = following is not None and not following.is_large and self._is_joined(last)
        return Piece(self.words[first].outer, end, longer_end=following.longer_end if is_joined else end)

    def _skipped(self, position: int) -> int:
        """How many words to leave out here: a person after a title, or what an operation or a ship is called."""
        if self.keys[position] in self.rules.titles:
            end = self._person_end(position + 1)
            is_place = self.keys[position] in self.rules.name_parts and self.rules.settlements.at_start(self.keys[end:])
            return 0 if is_place else end - position  # "Sheikh Maqsood district"
        if self.keys[position] in self.rules.heads or " ".join(self.keys[position : position + 2]) in self.rules.heads:
            last = position + 1
            while last < min(len(self.keys), position + _LONGEST_TITLE) and not self._is_cut(last):
                if self.keys[last] in _TITLE_ENDS:
                    break
                last += 1
            return last - position
        return 0

    def _person_end(self, first: int) -> int:
        """Where the name of a person that begins at `first` ends."""
        last = first
        while last < min(len(self.keys), first + _LONGEST_PERSON) and not self._is_cut(last):
            if self.keys[last] in LINKERS:
                break
            last += 1
        return last

    def _is_part_of_longer_name(self, position: int, length: int, unknown: int | None) -> bool:
        """Whether a known phrase is only a piece of a longer unknown name: "Tal Majdal", "Raqqa al-Samra"."""
        word, after = self.words[position], position + length
        if length == 1 and word.key in self.rules.name_parts and not word.has_article:
            return True
        if self._is_in_person(position, length):
            return True
        if unknown is not None and self._is_joined(position) and word.key not in LINKERS:
            before = self.keys[position - 1]
            if word.has_article or (len(before) == 1 and not self._is_side(position)):
                return True
            if before in self.rules.name_parts or before in self.rules.given_names:
                return True
        if after < len(self.keys) and self.words[after].has_article and self._is_joined(after):
            return not self.gazetteer.longest(self.keys, after)[0]
        return False

    def _is_in_person(self, position: int, length: int) -> bool:
        """Whether a known phrase is in the name of a person: "Omar Sinjar", "Abu Hasan al-Raqqa"."""
        after = position + length
        goes_on = after < len(self.keys) and self.keys[after] not in self.rules.breakers and self._is_close(after)
        if length == 1 and goes_on and self.keys[position] in self.rules.given_names:
            return not self.words[position].has_article
        if length == 2 and goes_on and self.keys[position] in _KUNYAS:
            return self._has_article(after) or self.keys[position + 1] in self.rules.given_names
        if position and self.keys[position - 1] in _FATHERS:
            return True
        if position < 2 or not (self._has_article(position) and self._is_close(position)):
            return False
        return self.keys[position - 2] in _KUNYAS and self._is_close(position - 1)

    def _is_side(self, position: int) -> bool:
        """Whether the letter before a country is that of a side of it: "N. Syria"."""
        entries = self.gazetteer.longest(self.keys, position)[1]
        is_country = any(entry.place and entry.place.feature_class == "country" for entry in entries)
        return is_country and self.keys[position - 1] in SIDE_LETTERS

    def _has_article(self, position: int) -> bool:
        """Whether a word has an article, be it the Arabic one."""
        word = self.words[position]
        return word.has_article or self.run.startswith("ال", word.start)

    def _is_close(self, position: int) -> bool:
        """Whether one blank, and perhaps an article, stands between a word and the one before it."""
        return self._is_joined(position) and self.run[self.words[position - 1].end : self.words[position].outer] == " "

    def _tail(self, first: int) -> int:
        """Where the unknown words from `first` on end that stand on the line of the word before them."""
        last = first
        while last < min(len(self.keys), first + _LONGEST_TAIL):
            if self.keys[last] in self.rules.breakers or not self._is_joined(last):
                break
            if self.gazetteer.longest(self.keys, last)[0]:
                break
            last += 1
        return last

    def _is_joined(self, position: int) -> bool:
        """Whether a word may go on the name of the word before it, on whose line it stands."""
        return position > 0 and not self._is_cut(position) and "\n" not in self._gap(position)

    def _is_cut(self, position: int) -> bool:
        """Whether an English word stands before a word that is no part of a name, as "at" is in "Ayn at Tamr"."""
        return self.words[position].is_cut and position > 0 and self.keys[position - 1] not in self.rules.name_parts

    def _is_unknown(self, position: int, gap: int) -> bool:
        """Whether there is a word at `position` that is no common one, with one blank before the word at `gap`."""
        if not 0 <= position < len(self.keys) or self.keys[position] in self.rules.breakers:
            return False
        return self._gap(gap) == " "

    def _gap(self, position: int) -> str:
        return self.run[self.words[position - 1].end : self.words[position].start]

    def _outer_start(self, word: Word, entries: tuple[Entry, ...]) -> int:
        """Where the toponym begins: with its article, unless that is the English word "at", "as", "an"."""
        if not word.has_article:
            return word.start
        article = self.run[word.outer : word.start].rstrip(" -\n").lower()
        if article not in ENGLISH_ARTICLES or self.run[word.start - 1] == "-":
            return word.outer
        known = any(name.startswith(article + " ") for entry in entries for name in entry.folded)
        return word.outer if known else word.start
