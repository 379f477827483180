"""Who is said to have said something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from explorer.exploring.comparing.details import Detail, without_overlaps
from explorer.exploring.comparing.lexicon import Lexicon
from explorer.geoparsing.names import fold

_TAG = re.compile(r"^(?P<who>[A-Z][A-Z.'’ -]{2,40}):(?=\s|$)", re.MULTILINE)  # "COL. WARREN:" in a transcript
_RANK = r"(?:(?:[A-Z][\w.-]*|the|an?|spokes(?:man|woman|person))[ \xa0]+){0,6}"
_ATTRIBUTE = re.compile(
    r"[ \xa0](?!in\b|on\b|last\b)[a-z]"
)  # in "said the CJTF chief of staff" it is not CJTF that said it
_REACH = 80  # characters before a name in which "said" and the rank begin


def find_speakers(text: str, details: Iterable[Detail], lexicon: Lexicon) -> Iterator[Detail]:
    """The speakers of a text, in its order.

    "He" and "the colonel" are taken for whoever spoke before; the note then says so.

    Args:
        text: The clean text.
        details: What it names; people and organisations can speak.
        lexicon: The saying verbs, and the nouns for those who speak.
    """
    patterns = _patterns(lexicon)
    names = [detail for detail in details if detail.kind in ("person", "organisation")]
    found = without_overlaps([*_tagged(text), *_named(text, names, patterns), *_described(text, patterns)])
    person: Detail | None = None
    for speaker in sorted(found, key=lambda detail: detail.start):
        if _is_reference(speaker.name) and person:
            note = f"“{speaker.name}” is taken for whoever spoke before"
            yield replace(speaker, key=person.key, name=person.name, note=note)
            continue
        person = speaker if speaker.kind == "person" else person
        yield replace(speaker, kind="speaker")


def _tagged(text: str) -> Iterator[Detail]:
    for match in _TAG.finditer(text):
        yield Detail(*match.span("who"), "person", fold(match["who"].split()[-1]), match["who"].title())


def _named(text: str, names: Iterable[Detail], patterns: dict[str, re.Pattern[str]]) -> Iterator[Detail]:
    for name in names:
        before = text[max(0, name.start - _REACH) : name.start]
        is_after = patterns["said"].search(before) and not _ATTRIBUTE.match(text, name.end)
        is_before = patterns[f"{name.kind} says"].match(text, name.end)
        if is_before or is_after:
            yield name


def _described(text: str, patterns: dict[str, re.Pattern[str]]) -> Iterator[Detail]:
    for match in patterns["described"].finditer(text):
        group = "before" if match["before"] else "after"
        yield Detail(*match.span(group), "person", fold(match[group]), match[group])


def _is_reference(name: str) -> bool:
    return name.split()[0].lower() in ("he", "she", "the")


@cache
def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    """What follows a speaker, what comes before one, and a speaker without a name."""
    verbs = "|".join(sorted(lexicon.words["saying verb"]))
    nouns = "|".join(sorted(lexicon.words["speaker noun"], key=len, reverse=True))
    says = rf"[ \xa0]+(?:also[ \xa0]+|then[ \xa0]+)?(?:{verbs})\b"
    noun = rf"(?:[Tt]he|[Aa]n?)[ \xa0](?:[\w.-]+[ \xa0]){{0,4}}?(?:{nouns})\b"
    return {
        "organisation says": re.compile(says),
        "person says": re.compile(rf"(?:,[^,.\n]{{3,100}},)?{says}"),
        "said": re.compile(rf"(?:[,?!][\"”’']*[ \xa0]+(?:{verbs})|[Aa]ccording to)[ \xa0]+{_RANK}$"),
        "described": re.compile(
            rf"\b(?P<before>[Hh]e|[Ss]he|{noun})(?={says})"
            rf"|(?:[,?!][\"”’']*[ \xa0]+(?:{verbs})|\b[Aa]ccording to)[ \xa0]+(?P<after>{noun})"
        ),
    }
