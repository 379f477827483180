"""Whether two texts of nearly the same words say something else: pure."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from explorer.reading.dates import SMALL_NUMBERS

DAYS = [*calendar.month_name[1:], *calendar.month_abbr[1:], *calendar.day_name, *calendar.day_abbr]
# "Aug." is August, and "three" is 3.
PLAIN_FACTS = {
    **{word: str(number) for number, word in enumerate(SMALL_NUMBERS, start=1)},
    **{day.lower(): day[:3] for day in DAYS},
}

Facts = Mapping[str, Collection[str]]


def differ_in_facts(one: str, other: str, places: Facts) -> bool:
    """Whether one text has a number, a day or a place where the other has another one.

    Daily reports follow a template: "killed 3" and "killed 5", "near Mosul" and "near Raqqa" are two reports, however
    much else they share. A wrapper adds words, and an editor may write "several" for "three"; neither counts.
    """
    words = [re.findall(r"\w+", text.casefold()) for text in (one, other)]
    for step in Levenshtein.opcodes(*words):
        if step.tag == "replace":
            replaced = words[0][step.src_start : step.src_end], words[1][step.dest_start : step.dest_end]
            if any(_is_other(*pair, places) for pair in zip(*replaced, strict=True)):
                return True
    return False


def has_same_numbers(one: str, other: str) -> bool:
    """Whether one text says no number that the other does not say too: a wrapper may add some, never change one."""
    return any(_says_numbers_of(*pair) for pair in ((one, other), (other, one)))


def _says_numbers_of(one: str, other: str) -> bool:
    # Where many reports follow one template, their first number tells them apart: the rest is then not read.
    is_likely = all(found[0] in one for found in re.finditer(r"\d+", other))
    return is_likely and _numbers_in(other) <= _numbers_in(one)


def place_facts(named: Iterable[tuple[str, str | None]]) -> Facts:
    """The places that each word of some toponyms may stand for; of (toponym, place_id), which None leaves open."""
    facts = defaultdict(set)
    for toponym, place_id in named:
        for word in re.findall(r"\w+", toponym.casefold()):
            facts[word].add(place_id or toponym.casefold())
    return facts


# Two: the text at hand stays, while those it is compared with come and go.
@lru_cache(maxsize=2)
def _numbers_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", text))


def _is_other(one: str, other: str, places: Facts) -> bool:
    facts = _facts(one, places), _facts(other, places)
    return all(facts) and facts[0].isdisjoint(facts[1])


def _facts(word: str, places: Facts) -> set[str]:
    plain = word.lstrip("0") if word.isdecimal() else PLAIN_FACTS.get(word)
    return {*places.get(word, ()), *([plain] if plain is not None else ())}
