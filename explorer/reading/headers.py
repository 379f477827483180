"""What the lines above, and just below, a release say of it: one small finder each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from explorer.model import Part
from explorer.reading.boilerplate import is_caption
from explorer.reading.datelines import CAPITAL, is_bare_dateline, match_dateline
from explorer.reading.sentences import find_sentences

MOST_HEADER_LINES = 25
FEWEST_SPEAKERS = 4
MOST_DERIVED_TITLE = 90  # [characters]

# What publishers call their texts, and the kind that it is.
KINDS = {
    **{kind: kind for kind in ("press release", "news", "statement", "transcript", "feature", "photo release")},
    "media advisory": "media advisory",
    "nieuwsbericht": "news",
} | dict.fromkeys(
    (
        "news release",
        "media release",
        "release",
        "immediate release",
        "communiqué de presse",
        "pressemitteilung",
        "persbericht",
        "comunicato stampa",
        "nota de prensa",
        "comunicado de prensa",
        "nota à imprensa",
        "komunikat prasowy",
        "basın açıklaması",
    ),
    "press release",
)
KIND = re.compile(rf"(?P<kind>{'|'.join(KINDS)})?\s*\|\s*", re.IGNORECASE)
RELEASE_NUMBER = re.compile(
    r"(?:\bRelease\s*(?:#|No[.:]*|Number:?)|\bرقم)\s*#?\s*(?P<number>\d{2,8}(?:\s*-\s*\d{1,3})?)(?!\d)", re.IGNORECASE
)
RELEASE_SIGNS = ("elease", "ELEASE", "رقم")
BYLINE = re.compile(
    rf"(?:By:?|Story by|Presenters?:|Auth?ora?:|Auteur ?:|(?:Par|Por|Von|Door)(?=(?: [{CAPITAL}][\w.'’-]+){{2,4}}$))\s+"
    r"(?P<who>\S.{1,110}?)(?:\s*\|.*|,?\s+DoD News, Defense.*)?$"
    r"|(?:From an? (?=.*(?:News|Media) Release$)|(?=.*(?:Public Affairs|Communication Integration)$))(?P<from>.+)$",
)
FOLLOW = re.compile(r"Follow (?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}) on (?:Twitter|X)\b")
HANDLE = re.compile(r"@\w{1,30}")  # a line of its own under the name of an account, in a post
SPEAKER = re.compile(r"(?P<tag>(?:Q|A|Moderator|MODERATOR|[A-Z][A-Z.'’ -]{3,40}):)(?:\s|$)")
SENTENCE_ENDS, CLOSING_MARKS = (".", "!", "?", "…", ":", "؟", "।"), "\"”’')]"
# Where a long sentence can be cut: before another clause, but not within "Iraq and Syria".
CLAUSE_END = re.compile(
    r"(?:,|;|:| –| —) | (?=(?:and|but) (?:the|a|an|that|they|it|he|is|are|has|have|will) )"
    r"| (?=(?:as|after|when|while|because|which|who|where|said|told) )"
)
WORD = re.compile(r"\w[\w'’.-]*")
BYLINE_LABELS = frozenset({"by", "written by"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the clean text, `text == clean[start:start + len(text)]`."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the line ends in the clean text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the stretch of the clean text that states it."""

    value: str
    start: int
    end: int


def clean_lines(text: str) -> list[Line]:
    """The lines of a clean text that are not blank."""
    lines, start = [], 0
    for content in text.split("\n"):
        if content:
            lines.append(Line(start, content))
        start += len(content) + 1
    return lines


def is_prose(line: str) -> bool:
    """Whether a line is running text: a dateline opens it, or it is long and ends as a sentence does."""
    if match_dateline(line) or SPEAKER.match(line):
        return True
    return len(line) > 300 or (line.rstrip(CLOSING_MARKS).endswith(SENTENCE_ENDS) and line.count(" ") >= 7)


def header_lines(lines: list[Line]) -> list[Line]:
    """The lines before the running text, and the first of that."""
    for number, line in enumerate(lines[:MOST_HEADER_LINES]):
        if is_prose(line.text) and not is_caption(line.text) and not is_bare_dateline(line.text):
            return lines[: number + 1]
    return lines[:MOST_HEADER_LINES]


def find_release_number(lines: list[Line]) -> Found | None:
    """The number that the publisher gave; of two, the one that begins with a date."""
    found = list(_release_numbers(lines))
    found.sort(key=lambda pair: len(pair[0]["number"]) < 8)
    for match, line in found:
        return Found(re.sub(r"\s", "", match["number"]), line.start + match.start(), line.start + match.end())
    return None


def find_doubts(lines: list[Line]) -> tuple[str, ...]:
    """Whether several releases seem to stand in one file: each has a number that begins with its date."""
    found = (match["number"] for match, _ in _release_numbers(lines))
    numbers = list(dict.fromkeys(number for number in found if len(number) >= 8))
    if len(numbers) < 2:
        return ()
    return (f"it names the release numbers {', '.join(numbers)}; several releases may stand in this file",)


def _release_numbers(lines: list[Line]) -> Iterator[tuple[re.Match, Line]]:
    for line in lines:
        if any(sign in line.text for sign in RELEASE_SIGNS):  # most lines have none
            yield from ((match, line) for match in RELEASE_NUMBER.finditer(line.text))


def find_dateline(lines: list[Line]) -> Found | None:
    """The place where the publisher sits, before the first sentence."""
    for line in lines:
        if match := match_dateline(line.text):
            return Found(match["place"].strip(), line.start, line.start + match.end("place"))
    return None


def find_byline(lines: list[Line]) -> Found | None:
    """Who wrote it; the name can stand on the line after the words "Written by", or above a "@name"."""
    for line, following in pairwise([*lines, Line(0, "")]):
        if HANDLE.fullmatch(following.text):
            return Found(line.text, line.start, line.end)
        if line.text.lower() in BYLINE_LABELS and following.text:
            return Found(following.text, following.start, following.end)
        match = BYLINE.match(line.text) if len(line.text) <= 140 else None
        if match and (match["from"] or not is_prose(line.text)):
            group = "who" if match["who"] else "from"
            return Found(match[group].strip().rstrip("."), line.start, line.start + match.end(group))
    return None


def find_title(lines: list[Line], taken: Iterable[Part]) -> Found | None:
    """The first line above the running text that has no other duty; one of three words or more before a shorter one.

    A line of one or two words is mostly the name of a section of the site ("DoD Transcripts", "RAF News").
    """
    taken = list(taken)
    candidates = []
    for line in lines:
        if dated := _before_date(line, taken):
            return dated
        if is_prose(line.text):
            break
        if sum(map(str.isalpha, line.text)) > len(line.text) / 2:
            candidates.append(line)
    candidates = [line for line in _free_lines(candidates, taken) if _has_words(line.text)]
    best = max(candidates, key=lambda line: _count_words(line.text, 3), default=None)
    return Found(best.text, best.start, best.end) if best else None


def _has_words(text: str) -> bool:
    return _count_words(text, 2) > 1 and text.lower() not in BYLINE_LABELS


def _count_words(text: str, most: int) -> int:
    return sum(1 for _ in islice(WORD.finditer(text), most))


def _before_date(line: Line, taken: Iterable[Part]) -> Found | None:
    """The title of "Briefing by a colonel; June 15, 2016"."""
    dates = [part.start - line.start for part in taken if part.name == "date" and line.start < part.start < line.end]
    before = line.text[: dates[0]].rstrip() if dates else ""
    title = before.removesuffix(";")
    return Found(title, line.start, line.start + len(title)) if before.endswith(";") else None


def find_named_title(lines: list[Line], title: str | None) -> Found | None:
    """The line that is the title which the file's metadata name, perhaps with the site's name after it there."""
    for line in lines[:MOST_HEADER_LINES] if title else []:
        if title.startswith(line.text) and len(line.text) >= min(15, len(title)):
            return Found(line.text, line.start, line.end)
    return None


def derive_title(lines: list[Line], taken: Iterable[Part], file_name: str) -> str:
    """The beginning of the first sentence, cut where a clause ends; the file's name when there is no sentence."""
    taken = [part for part in taken if part.name not in ("dateline", "date")]
    for line in _free_lines(lines, taken):
        opening = match_dateline(line.text)
        body = line.text[opening.end() :] if opening else line.text
        if is_prose(body):
            sentences = [body[start:end] for start, end in islice(find_sentences(body), 3)]
            return _cut(max(sentences, key=lambda sentence: sentence.count(" ") >= 3))
    return file_name


def find_subheads(lines: list[Line], header_length: int, taken: Iterable[Part]) -> list[Part]:
    """What stands under the title, and the short lines that head the paragraphs after them."""
    free = {line.start for line in _free_lines(lines, taken)}
    return [
        Part(line.start, line.end, "subhead")
        for number, (line, following) in enumerate(pairwise(lines))
        if line.start in free
        and (number < header_length or (_is_subhead(line.text) and is_prose(following.text)))
        and not is_prose(line.text)
    ]


def _free_lines(lines: list[Line], taken: Iterable[Part]) -> list[Line]:
    """The lines in which no part begins."""
    starts = sorted(part.start for part in taken)
    return [line for line in lines if bisect_left(starts, line.start) == bisect_left(starts, line.end)]


def find_speakers(lines: list[Line]) -> list[Part]:
    """The tags that say who speaks, in a transcript."""
    found = [(line.start, match.end("tag")) for line in lines if (match := SPEAKER.match(line.text))]
    return [Part(start, start + length, "speaker") for start, length in found] if len(found) >= FEWEST_SPEAKERS else []


def _is_subhead(text: str) -> bool:
    return len(text) <= 70 and text[:1].isupper() and text[-1].isalnum() and not SPEAKER.match(text)


def _cut(sentence: str) -> str:
    sentence = sentence.rstrip(".")
    if len(sentence) <= MOST_DERIVED_TITLE:
        return sentence
    ends = [match.start() for match in CLAUSE_END.finditer(sentence, 30, MOST_DERIVED_TITLE)]
    end = ends[-1] if ends else sentence.rfind(" ", 0, MOST_DERIVED_TITLE)
    return sentence[: end if end > 0 else MOST_DERIVED_TITLE] + "…"
