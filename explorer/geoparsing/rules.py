"""The rule data in the forms that the steps look up: sets of words and phrases, and a few compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.geoparsing.context import Phrases
from explorer.geoparsing.names import fold
from explorer.geoparsing.runs import LINKERS
from explorer.model import Place

_RELATION_REACH = 4  # words, "between" among them


@dataclass(frozen=True)
class Rules:
    """Words of names are folded; phrases that stand around names are in lower case."""

    titles: frozenset[str]
    given_names: frozenset[str]
    heads: frozenset[str]
    name_parts: frozenset[str]
    common_words: frozenset[str]
    english_words: frozenset[str]
    sentence_words: frozenset[str]
    breakers: frozenset[str]
    seats: frozenset[str]
    adjectival: frozenset[str]
    near: Phrases
    inside: Phrases
    where: Phrases
    around: Phrases
    bases: Phrases
    events: frozenset[str]
    settlements: Phrases
    sorts: Phrases
    sort_starts: frozenset[str]
    lists: frozenset[str]
    buildings: Phrases
    governorates: Phrases
    lists_of_governorates: frozenset[str]
    quarters: Phrases
    lists_of_quarters: frozenset[str]
    common_names: frozenset[str]
    governments: Phrases
    organisation_tails: Phrases
    relations: frozenset[str]
    name_heads: Phrases
    name_tails: Phrases
    place_verbs: Phrases
    predicates: Phrases
    metonym_verbs: Phrases
    metonym_objects: Phrases
    joint_verbs: Phrases
    nation_words: Phrases
    of_people: frozenset[str]
    of_places: frozenset[str]
    nouns: frozenset[str]
    speech: Phrases
    never: frozenset[str]
    briefing: re.Pattern[str]
    anchor: re.Pattern[str]

    def may_act(self, place: Place) -> bool:
        """Whether a place may be the name of those who act: a country, or the seat of a government."""
        return place.feature_class == "country" or place.name.lower() in self.seats

    def is_relation(self, before: Sequence[str]) -> bool:
        """Whether the words before a name say that those who follow deal with each other: "talks held between"."""
        if not before or before[-1] != "between":
            return False
        return not self.relations.isdisjoint(before[-_RELATION_REACH:-1])


def build_rules(cues: Mapping[str, Iterable[str]]) -> Rules:
    """The rules from the words of each kind of cue."""

    def words(*kinds: str) -> frozenset[str]:
        return frozenset(fold(written) for kind in kinds for word in cues[kind] for written in _with_and(word))

    def phrases(*kinds: str) -> Phrases:
        return Phrases(written for kind in kinds for word in cues[kind] for written in _with_and(word))

    sentence_words = words("sentence word", "settlement", "name noun", "governorate", "governorates")
    return Rules(
        titles=words("title"),
        given_names=words("given name"),
        heads=words("head"),
        name_parts=words("name part"),
        common_words=words("common word", "english word"),
        english_words=words("english word"),
        sentence_words=sentence_words,
        breakers=sentence_words | LINKERS,
        seats=words("seat"),
        adjectival=words("adjectival"),
        near=phrases("near"),
        inside=phrases("near", "in"),
        where=Phrases({word for word in (*cues["near"], *cues["in"], "across") if word not in ("from", "to")}),
        around=phrases("near", "in", "loosely in", "base"),
        bases=phrases("base"),
        events=frozenset(cues["event"]),
        sorts=phrases("sort"),
        sort_starts=frozenset(word[:3] for word in cues["sort"]),
        lists=frozenset(cue for cue in cues["near"] if cue.endswith("s of")),
        settlements=phrases("settlement", "governorate", "governorates"),
        buildings=phrases("building", "quarter", "quarters"),
        governorates=phrases("governorate", "governorates"),
        lists_of_governorates=frozenset(cues["governorates"]),
        quarters=phrases("quarter", "quarters"),
        lists_of_quarters=frozenset(cues["quarters"]),
        common_names=words("common name"),
        governments=phrases("country noun"),
        organisation_tails=phrases("organisation tail"),
        relations=frozenset(cues["relation"]),
        name_heads=phrases("name head"),
        name_tails=phrases("name tail"),
        place_verbs=phrases("place verb"),
        predicates=phrases("predicate", "place verb"),
        metonym_verbs=phrases("metonym verb"),
        metonym_objects=phrases("metonym object"),
        joint_verbs=phrases("joint verb"),
        nation_words=phrases("nation verb"),
        of_people=frozenset(cues["near a person"]),
        of_places=frozenset(written for cue in cues["in a place"] for written in _with_and(cue)),
        nouns=frozenset(
            word for kind in ("settlement", "name noun") for phrase in cues[kind] for word in phrase.lower().split()
        ),
        speech=phrases("speech verb"),
        never=words("never a place", "given name"),
        briefing=re.compile(
            rf"\b({_any_of(cues['briefing'])})\b(?:(?!\bthat\b)[^.!?\n]){{0,60}}\b(?:from|in)\s+$", re.IGNORECASE
        ),
        anchor=re.compile(rf"(?<!\w)(?:{_any_of(cues['anchor'])})(?!\w)", re.IGNORECASE),
    )


def _with_and(word: str) -> tuple[str, ...]:
    """A word as it is written, which in Arabic "and" may stand onto."""
    return (word, f"و{word}") if word >= "\u0600" else (word,)


def _any_of(words: Iterable[str]) -> str:
    """The words as alternatives, the longest first, any white space between their parts."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)
