"""The index of places by every spelling of their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz

from explorer.geoparsing.geography import is_in_theatre
from explorer.geoparsing.names import fold, skeleton, strip_articles
from explorer.model import Place

_ARABIC_PREFIXES = frozenset("وبلف")  # "and", "in", "to", "then" are written onto the word
_MOST_ARABIC_WORDS = 5

Tier = Literal["exact", "folded", "article-stripped", "skeleton"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of one place, or a phrase that is no place (`place` None, `kind` says what it is)."""

    spelling: str
    folded: str
    place: Place | None
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may name, and how its spelling fits (similarity 0 to 1)."""

    place: Place
    spelling: str
    tier: Tier
    similarity: float = 1.0


class Gazetteer:
    """Places and phrases by the article-free folded form of their spellings.

    Args:
        places: The places; the order decides between otherwise equal candidates.
        spellings: Other spellings, each with the identifiers of the places it names, the likeliest first.
        phrases: What looks like a place and is none, with its kind ("Islamic State of Iraq and Syria": organisation).
    """

    def __init__(
        self, places: Iterable[Place], spellings: Mapping[str, Iterable[str]], phrases: Mapping[str, str]
    ) -> None:
        self.places = {place.place_id: place for place in places}
        index: dict[str, list[Entry]] = defaultdict(list)
        for phrase, kind in phrases.items():
            _add(index, Entry(phrase, fold(phrase), None, kind))
        for place in self.places.values():
            for name in filter(None, (place.name, place.arabic_name)):
                _add(index, Entry(name, fold(name), place))
        for spelling, place_ids in spellings.items():
            folded = fold(spelling)
            for place_id in place_ids:
                if place_id in self.places:
                    _add(index, Entry(spelling, folded, self.places[place_id]))
        self.index: dict[str, tuple[Entry, ...]] = {key: tuple(entries) for key, entries in index.items()}
        self.lengths = _lengths_by_first_word(self.index)
        self.lower_case = _lower_case_pattern(entry.spelling for entries in index.values() for entry in entries)

    def longest(self, words: list[str], first: int) -> tuple[int, tuple[Entry, ...]]:
        """How many words from `first` on make the longest known spelling, and its entries; (0, ()) if none does."""
        for length in self.lengths.get(words[first], ()):
            entries = self.index.get(" ".join(words[first : first + length]))
            if entries and first + length <= len(words):
                return length, entries
        if words[first][0] in _ARABIC_PREFIXES and len(words[first]) > 3:
            return self.longest([words[first][1:], *words[first + 1 : first + _MOST_ARABIC_WORDS]], 0)
        return 0, ()

    @cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        keys: dict[str, list[str]] = defaultdict(list)
        for key in self.index:
            keys[skeleton(key)].append(key)
        return keys

    def similar(self, name: str) -> tuple[Candidate, ...]:
        """Places whose consonants are those of `name`, the most similar first; a guess that needs support."""
        key = strip_articles(fold(name))
        best: dict[str, Candidate] = {}
        for other in self._by_skeleton.get(skeleton(key), ()):
            similarity = fuzz.ratio(key, other) / 100
            for entry in self.index[other]:
                if entry.place is None or not is_in_theatre(entry.place):
                    continue
                if entry.place.place_id not in best or best[entry.place.place_id].similarity < similarity:
                    best[entry.place.place_id] = Candidate(entry.place, entry.spelling, "skeleton", similarity)
        return tuple(sorted(best.values(), key=lambda candidate: -candidate.similarity))


def candidates(entries: Iterable[Entry], written: str) -> tuple[Candidate, ...]:
    """The places of the entries, each by the tier in which its best spelling fits what is `written`."""
    folded = fold(written)
    best: dict[str, Candidate] = {}
    for entry in entries:
        if entry.place is None:
            continue
        candidate = Candidate(entry.place, entry.spelling, _tier(entry, written, folded))
        known = best.get(entry.place.place_id)
        if known is None or TIERS.index(candidate.tier) < TIERS.index(known.tier):
            best[entry.place.place_id] = candidate
    return tuple(best.values())


TIERS: tuple[Tier, ...] = ("exact", "folded", "article-stripped", "skeleton")


def _tier(entry: Entry, written: str, folded: str) -> Tier:
    if entry.spelling == written:
        return "exact"
    return "folded" if entry.folded == folded else "article-stripped"


def _add(index: dict[str, list[Entry]], entry: Entry) -> None:
    key = strip_articles(entry.folded)
    if key:
        index[key].append(entry)


def _lower_case_pattern(spellings: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for the Latin spellings that have no capital letter ("old city", "17 tammuz"), None without any."""
    plain = sorted((name for name in spellings if name.isascii() and name.islower()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, plain))})\b") if plain else None


def _lengths_by_first_word(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each first word of a key, the lengths [words] of the keys that begin with it, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        words = key.split(" ")
        lengths[words[0]].add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
