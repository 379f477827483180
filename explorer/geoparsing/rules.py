"""The rule data in the forms that the steps look up: sets of folded words and compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explorer.geoparsing.names import fold
from explorer.geoparsing.runs import LINKERS, build_run_pattern


@dataclass(frozen=True)
class Rules:
    """Cue words, folded; the patterns of words are matched against running text, case ignored."""

    titles: frozenset[str]
    given_names: frozenset[str]
    heads: frozenset[str]
    place_heads: frozenset[str]
    name_parts: frozenset[str]
    common_words: frozenset[str]
    sentence_words: frozenset[str]
    linkers: frozenset[str]
    breakers: frozenset[str]
    seats: frozenset[str]
    adjectival: frozenset[str]
    run: re.Pattern[str]
    near_before: re.Pattern[str]
    inside_before: re.Pattern[str]
    in_before: re.Pattern[str]
    settlement_after: re.Pattern[str]
    building_after: re.Pattern[str]
    governorate_after: re.Pattern[str]
    organisation_after: re.Pattern[str]
    nation_after: re.Pattern[str]
    metonym_after: re.Pattern[str]
    government_before: re.Pattern[str]
    government_after: re.Pattern[str]
    briefing_before: re.Pattern[str]
    anchor: re.Pattern[str]


def build_rules(cues: Mapping[str, Iterable[str]]) -> Rules:
    """The rules from the words of each kind of cue."""

    def words(kind: str) -> frozenset[str]:
        return frozenset(map(fold, cues[kind]))

    def pattern(form: str, *kinds: str) -> re.Pattern[str]:
        return re.compile(form % _any_of(word for kind in kinds for word in cues[kind]), re.IGNORECASE)

    sentence_words = words("sentence word") | words("settlement") | words("governorate")
    before = r"(?<!\w)(%s)(?:\s+the)?\s+[\"“‘'(]?$"
    return Rules(
        titles=words("title"),
        given_names=words("given name"),
        heads=words("head"),
        place_heads=words("place head"),
        name_parts=words("name part"),
        common_words=words("common word"),
        sentence_words=sentence_words,
        linkers=LINKERS,
        breakers=sentence_words | LINKERS,
        seats=words("seat"),
        adjectival=words("adjectival"),
        nation_after=pattern(r"\s*(?:$|['’\-–—]|[,;:.)”\"](?!\w)|\s(?:%s)\b)", "nation verb"),
        run=build_run_pattern(_any_of(cues["settlement"])),
        near_before=pattern(before, "near"),
        inside_before=pattern(before, "near", "in"),
        in_before=pattern(before, "near", "in", "loosely in"),
        settlement_after=pattern(r"\s+(%s)\b", "settlement", "governorate"),
        building_after=pattern(r"\s+(%s)\b", "building"),
        governorate_after=pattern(r"\s+(%s)\b", "governorate"),
        organisation_after=pattern(r"\s+(?:%s)\b", "organisation tail"),
        metonym_after=pattern(r"\s+(?:also\s+)?(%s)\b", "metonym verb"),
        government_before=pattern(r"\b(%s)\s+of\s+(?:the\s+)?$", "country noun"),
        government_after=pattern(r"(?:['’]s?)?\s+(%s)\b", "country noun"),
        briefing_before=pattern(r"\b(%s)\b(?:(?!\bthat\b)[^.!?\n]){0,60}\b(?:from|in)\s+$", "briefing"),
        anchor=pattern(r"(?<!\w)(?:%s)(?!\w)", "anchor"),
    )


def _any_of(words: Iterable[str]) -> str:
    """The words as alternatives, the longest first, any white space between their parts."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)
