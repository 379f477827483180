"""A run cut into pieces: known phrases, the longest first, and stretches of unknown words.

People after their titles, organisations, operations and ships are left out, so that no place is found in their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.geoparsing.gazetteer import Entry, Gazetteer
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.runs import LINKERS, Run

_LONGEST_PERSON = 3  # words after a title
_LONGEST_TITLE = 10  # words of the name of an operation or a ship
_LONGEST_TAIL = 6  # unknown words after a known name that may belong to it


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of a run from `first` to before `last`, with the entries of a known phrase, none for unknown words.

    `tail` is where the unknown words right after a known phrase end.
    """

    first: int
    last: int
    entries: tuple[Entry, ...] = ()
    tail: int = 0


def find_pieces(text: str, run: Run, gazetteer: Gazetteer, rules: Rules) -> Iterator[Piece]:
    """The pieces of a run that may name places, in order."""
    unknown: int | None = None
    position = _person(run, 0, rules) if _has_title_before(text, run, rules) else 0
    while position < len(run.keys):
        length, entries = _known(run, position, gazetteer, rules)
        if entries and _is_part_of_longer_name(text, run, position, length, unknown, gazetteer, rules):
            unknown, position = (position if unknown is None else unknown), position + length
            continue
        skipped = 0 if entries else _skipped(run, position, rules)
        if not (entries or skipped or run.keys[position] in rules.breakers):
            unknown, position = (position if unknown is None else unknown), position + 1
            continue
        if unknown is not None:
            yield Piece(unknown, position)
            unknown = None
        if any(entry.place for entry in entries):
            last = position + length
            yield Piece(position, last, entries, _tail(text, run, last, gazetteer, rules))
        position += length or skipped or 1
    if unknown is not None:
        yield Piece(unknown, len(run.keys))


def _known(run: Run, position: int, gazetteer: Gazetteer, rules: Rules) -> tuple[int, tuple[Entry, ...]]:
    length, entries = gazetteer.longest(run.keys, position)
    if length == 1 and run.keys[position] in rules.sentence_words and not run.words[position].has_article:
        return 0, ()
    return length, entries


def _skipped(run: Run, position: int, rules: Rules) -> int:
    """How many words to leave out here: a person after a title, or what an operation or a ship is called."""
    if run.keys[position] in rules.titles:
        return _person(run, position + 1, rules) - position
    if run.keys[position] in rules.heads or " ".join(run.keys[position : position + 2]) in rules.heads:
        named = run.keys[position : position + _LONGEST_TITLE]
        return named.index("and") if "and" in named else len(named)
    return 0


def _person(run: Run, first: int, rules: Rules) -> int:
    """Where the name of a person that begins at `first` ends."""
    last = first
    while last < min(len(run.keys), first + _LONGEST_PERSON) and run.keys[last] not in LINKERS:
        last += 1
    return last


def _has_title_before(text: str, run: Run, rules: Rules) -> bool:
    before = text[max(0, run.words[0].start - 12) : run.words[0].start]
    return before.endswith(". ") and before[:-2].rpartition(" ")[2].lower() in rules.titles


def _is_part_of_longer_name(
    text: str, run: Run, position: int, length: int, unknown: int | None, gazetteer: Gazetteer, rules: Rules
) -> bool:
    """Whether a known phrase is only a piece of a longer unknown name: "Tal Majdal", "Raqqa al-Samra"."""
    word, after = run.words[position], position + length
    if length == 1 and word.key in rules.name_parts and not word.has_article:
        return True
    if unknown is not None and run.is_joined(text, position):
        before = run.keys[position - 1]
        if word.has_article or len(before) == 1 or before in rules.name_parts or before in rules.given_names:
            return True
    if after < len(run.keys) and run.words[after].has_article and run.is_joined(text, after):
        return not gazetteer.longest(run.keys, after)[0]
    return False


def _tail(text: str, run: Run, first: int, gazetteer: Gazetteer, rules: Rules) -> int:
    """Where the unknown words from `first` on end that stand on the line of the word before them."""
    last = first
    while last < min(len(run.keys), first + _LONGEST_TAIL):
        if run.keys[last] in rules.breakers or not run.is_joined(text, last) or gazetteer.longest(run.keys, last)[0]:
            break
        last += 1
    return last
