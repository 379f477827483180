"""People and organisations in a text: known names, names after a rank, names that begin with a given name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from explorer.exploring.comparing.details import Detail, without_overlaps
from explorer.exploring.comparing.lexicon import Lexicon, find_from, first_words
from explorer.geoparsing.names import fold

_NAME = r"(?:(?:al|el|bin|ibn|de|van|von)[ -])?[A-Z][\w’'-]*[a-zà-ÿ](?<!['’]s)"
_INITIALS = r"(?:[ \xa0](?:[A-Z]\.)+)*"
_NAMES = rf"{_NAME}{_INITIALS}(?:[ \xa0]{_NAME}){{0,2}}"
_LEAST_SURNAME = 4  # letters of a surname that alone is taken for the person


def find_names(text: str, lexicon: Lexicon, taken: Iterable[Detail] = ()) -> list[Detail]:
    """The people and organisations of a text that do not touch the details `taken`, in its order."""
    taken = list(taken)
    known = list(without_overlaps(find_known(text, lexicon), taken))
    people = list(without_overlaps(_find_people(text, lexicon), [*taken, *known]))
    alone = without_overlaps(_find_surnames(text, people), [*taken, *known, *people])
    return sorted([*known, *people, *alone], key=lambda detail: detail.start)


def find_known(text: str, lexicon: Lexicon) -> Iterator[Detail]:
    """The people and organisations that the lexicon knows."""
    for match in find_from(lexicon.known_begin, lexicon.known, text):
        kind, name = lexicon.names[fold(match[0])]
        yield Detail(*match.span(), kind, fold(name), name)


def _find_people(text: str, lexicon: Lexicon) -> Iterator[Detail]:
    for begin, pattern in _person_patterns(lexicon):
        for match in find_from(begin, pattern, text):
            if not _is_office(match["name"], lexicon):
                yield Detail(*match.span("name"), "person", _key(match["name"]), match["name"])


def _find_surnames(text: str, people: Iterable[Detail]) -> Iterator[Detail]:
    """Where a person who was named in full, or after a rank, is named by the surname alone."""
    by_surname = {person.name.split()[-1]: person for person in sorted(people, key=lambda each: len(each.key))}
    surnames = [name for name in by_surname if len(name) >= _LEAST_SURNAME]
    pattern = re.compile(rf"\b(?:{_any_of(surnames)})\b")
    for match in find_from(first_words(surnames), pattern, text):
        person = by_surname[match[0]]
        yield Detail(*match.span(), "person", person.key, person.name)


@cache
def _person_patterns(lexicon: Lexicon) -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    """The patterns of people, each with the words that it begins with."""
    titles = [form for title in lexicon.words["title"] for form in (title.title(), title.upper())]
    given = [name.title() for name in lexicon.words["given name"]]
    after_title = rf"\b(?:(?:{_any_of(titles)})\b\.?[ \xa0]+)+(?P<name>{_NAMES})"
    after_given = rf"\b(?P<name>(?:{_any_of(given)}){_INITIALS}[ \xa0]{_NAME}(?:[ \xa0]{_NAME})?)"
    return (first_words(titles), re.compile(after_title)), (first_words(given), re.compile(after_given))


def _is_office(name: str, lexicon: Lexicon) -> bool:
    """Whether a capitalised word after a rank shows that no person follows: "General Command", "Officer Training"."""
    words = set(fold(name).split())
    kinds = ("title", "organisation tail", "stock word", "function word", "saying verb")
    return any(words & lexicon.words[kind] for kind in kinds)


def _key(name: str) -> str:
    """First name and surname, or the surname alone: "Ryan S. Dillon" and "Ryan Dillon" are one."""
    words = [fold(word) for word in name.split() if not word.endswith(".")]
    return " ".join(dict.fromkeys([words[0], words[-1]]))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))
