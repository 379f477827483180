"""The index of places by every spelling of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from rapidfuzz import fuzz

from explorer.geoparsing.geography import is_home, is_in_theatre
from explorer.geoparsing.names import fold, skeleton, strip_articles
from explorer.model import Place

_ARABIC_PREFIXES = frozenset("وبلف")  # "and", "in", "to", "then" are written onto the word
_SHORTEST_FEMININE = 5  # letters; without the last one shorter names are anybody's
_GUESSES_KEPT = 5_000

Tier = Literal["exact", "folded", "article-stripped", "skeleton"]


@dataclass(frozen=True, slots=True)
class Entry:
    """The spellings of one place that share a key, or a phrase that is no place (`place` None, `kind` says what)."""

    spellings: tuple[str, ...]
    folded: frozenset[str]
    place: Place | None
    kind: str = "place"

    def candidate(self, written: str) -> Candidate:
        """The place as a candidate for what is `written`, by the tier in which a spelling fits best."""
        if written in self.spellings:
            return Candidate(self.place, written, "exact")
        folded = fold(written)
        is_folded = folded in self.folded or any(folded == _other_ending(known) for known in self.folded)
        tier = "folded" if is_folded else "article-stripped"
        return Candidate(self.place, self.spellings[0], tier)


@dataclass(frozen=True, eq=False)
class Candidate:
    """A place that a mention may name, and how its spelling fits (similarity 0 to 1).

    Compared by identity: mentions of one name share their candidates, so that what is told of them is kept.
    """

    place: Place
    spelling: str
    tier: Tier
    similarity: float = 1.0

    @cached_property
    def is_point(self) -> bool:
        """Whether its place can be a dot."""
        return self.place.geometry == "point"

    @cached_property
    def is_home(self) -> bool:
        """Whether its place lies in Iraq or Syria."""
        return is_home(self.place)

    @cached_property
    def is_in_theatre(self) -> bool:
        """Whether its place lies in or around Iraq and Syria."""
        return is_in_theatre(self.place)

    @cached_property
    def told(self) -> str:
        """What it says, in words."""
        return f"“{self.spelling}” ({self.tier}) is {self.place.name}"


class Gazetteer:
    """Places and phrases by the article-free folded form of their spellings.

    Args:
        places: The places; the order decides between otherwise equal candidates.
        spellings: Other spellings, each with the identifiers of the places it names, the likeliest first. Those
            without any capital letter ("old city", "17 tammuz") are also found in lower case.
        phrases: What looks like a place and is none, with its kind ("Islamic State of Iraq and Syria": organisation).
    """

    def __init__(
        self, places: Iterable[Place], spellings: Mapping[str, Iterable[str]], phrases: Mapping[str, str]
    ) -> None:
        self.places = {place.place_id: place for place in places}
        named = [
            (name, place_id) for place_id, place in self.places.items() for name in (place.name, place.arabic_name)
        ]
        named.extend((spelling, place_id) for spelling, place_ids in spellings.items() for place_id in place_ids)
        named = [(name, place_id) for name, place_id in named if name and place_id in self.places]
        self.index = self._entries_by_key((name, place_id) for name, place_id in named if "," not in name)
        # Found with their comma alone, or "Palmyra in Syria" would be "Palmyra, IN".
        self._comma_index = self._entries_by_key((name, place_id) for name, place_id in named if "," in name)
        for phrase, kind in phrases.items():
            key = _key(fold(phrase))
            self.index[key] = (Entry((phrase,), frozenset({fold(phrase)}), None, kind), *self.index.get(key, ()))
        self._spelt = tuple(self.index)
        for key in self._spelt:  # "Amara" is Amarah unless it is another place
            if _other_ending(key) and any(entry.place and is_home(entry.place) for entry in self.index[key]):
                self.index.setdefault(_other_ending(key), self.index[key])
        self.lengths = _lengths_by_first_word(self.index)
        self.similar = lru_cache(maxsize=_GUESSES_KEPT)(self._similar)
        self.with_comma = lru_cache(maxsize=_GUESSES_KEPT)(self._with_comma)
        # Names that no run begins with. Those in lower case or with an ordinal number stand by their last words, which
        # are few: a text without the word has none of them; "17 Tammuz" stands by its number.
        self.uncapitalised: dict[str, dict[str, tuple[Candidate, ...]]] = defaultdict(dict)
        self.numbered: dict[str, dict[str, tuple[Candidate, ...]]] = defaultdict(dict)
        for name, _ in named:
            if name.isascii() and "," not in name and (name.islower() or name[0].isdigit()):
                first, *rest = name.split()
                called = tuple(entry.candidate(name) for entry in self.index[_key(fold(name))] if entry.place)
                if first.isdigit() and not name.islower():
                    self.numbered[first][name] = called
                else:
                    self.uncapitalised[rest[-1] if rest else first][name] = called

    def _entries_by_key(self, named: Iterable[tuple[str, str]]) -> dict[str, tuple[Entry, ...]]:
        """The entries of spellings, each with the identifier of its place."""
        groups: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        for name, place_id in named:
            folded = fold(name)
            groups[_key(folded)][place_id][name] = folded
        return {
            key: tuple(
                Entry(tuple(names), frozenset(names.values()), self.places[place_id])
                for place_id, names in group.items()
            )
            for key, group in groups.items()
            if key
        }

    def _with_comma(self, written: str) -> tuple[Candidate, ...]:
        """The places that are written with a comma, as "Lebanon, Ohio" is, none if there is no such place."""
        return tuple(entry.candidate(written) for entry in self._comma_index.get(_key(fold(written)), ()))

    def longest(self, words: list[str], first: int) -> tuple[int, tuple[Entry, ...]]:
        """How many words from `first` on make the longest known spelling, and its entries; (0, ()) if none does."""
        found = self._longest(words, first, words[first])
        if not found[0] and words[first][0] in _ARABIC_PREFIXES and len(words[first]) > 3:
            return self._longest(words, first, words[first][1:])
        return found

    def _longest(self, words: list[str], first: int, head: str) -> tuple[int, tuple[Entry, ...]]:
        for length in self.lengths.get(head, ()):
            entries = self.index.get(" ".join([head, *words[first + 1 : first + length]]))
            if entries and first + length <= len(words):
                return length, entries
        return 0, ()

    @cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        keys: dict[str, list[str]] = defaultdict(list)
        for key in self._spelt:
            keys[skeleton(key)].append(key)
        return keys

    def _similar(self, name: str) -> tuple[Candidate, ...]:
        """Places whose consonants are those of `name`, the most similar first; a guess that needs support."""
        key = strip_articles(fold(name))
        best: dict[str, Candidate] = {}
        for other in self._by_skeleton.get(skeleton(key), ()):
            similarity = fuzz.ratio(key, other) / 100
            for entry in self.index[other]:
                if entry.place is None or not is_in_theatre(entry.place):
                    continue
                if entry.place.place_id not in best or best[entry.place.place_id].similarity < similarity:
                    best[entry.place.place_id] = Candidate(entry.place, entry.spellings[0], "skeleton", similarity)
        return tuple(sorted(best.values(), key=lambda candidate: -candidate.similarity))


def _other_ending(folded: str) -> str:
    """A folded name with the other way to write its feminine ending, "" if it has none: "amarah" and "amara"."""
    if folded.endswith("ah"):
        return folded[:-1] if len(folded) > _SHORTEST_FEMININE else ""
    return f"{folded}h" if folded.endswith("iya") else ""


def _key(folded: str) -> str:
    """What a folded name is looked up by: its words without articles, English or Arabic."""
    return strip_articles(folded.removeprefix("the "))


def _lengths_by_first_word(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each first word of a key, the lengths [words] of the keys that begin with it, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        words = key.split(" ")
        lengths[words[0]].add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
