"""When a release was published: what it states, else what its own sentences let one infer, always with the passage."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from explorer.model import UNKNOWN_DATE, PublicationDate
from explorer.reading.boilerplate import is_caption
from explorer.reading.dates import (
    SMALL_NUMBERS,
    WrittenDate,
    day_of,
    day_of_month_pattern,
    find_dates,
    month_and_day,
    small_number,
)
from explorer.reading.headers import AGENCY_DATELINE, DATELINE, KIND, RELEASE_NUMBER, Line
from explorer.reading.page import Page
from explorer.reading.sentences import find_sentences

ANCHOR_EVENTS = Path(__file__).with_name("anchor_events.csv")
TAIL_LINES = 6
FIRST_YEAR_OF_OPERATION = 2014
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*)?"
TIME = r"(?:[\s,|at-]*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?"
# Lines that state the day of publication; § stands for the date. Any other date in a release is of something else.
HEADER_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{WEEKDAY}§{TIME}[.,]?",
        rf"(?i:(?:{KIND.pattern}))§{TIME}",
        r"By:?\s.{2,100}\|\s*§",
        r"(?i:Release\s*(?:No|#|Number).{2,40})\s§.{0,30}",
        r".{10,200};\s*§",
    )
)
LABELLED_FORM = re.compile(
    r"(?i:(?:Date|Published|Posted|Issued|Updated|Publié(?: le)?|Mise à jour)\s*(?:on\b)?\s*:?)"
    rf"\s*{WEEKDAY}§{TIME}[.,]?"
)
ISSUED = re.compile(r"^\(?Sources?:.*\bissued\b|^\s*date \d{4}-", re.IGNORECASE)
RECENT = re.compile(r"\b(?:today|yesterday|this (?:week|morning|afternoon|evening))\b", re.IGNORECASE)
HALF_YEAR = dt.timedelta(days=183)
YEARS_AFTER = re.compile(
    rf"\b(?P<years>\d{{1,2}}|{'|'.join(SMALL_NUMBERS)}) years? (?:after|since)\b(?P<event>[^.!?;]{{5,200}}?)"
    r"(?=\band (?:\w+) years? (?:after|since)\b|[.!?;,]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AnchorEvent:
    """A happening of a known year, and how texts name it."""

    event: str
    year: int
    pattern: re.Pattern


@dataclass(frozen=True, slots=True)
class Statement:
    """A date that a line, or the file's metadata, states as that of publication; the span is in the clean text."""

    written: WrittenDate
    start: int | None
    end: int | None
    evidence: str

    @property
    def published(self) -> PublicationDate:
        """The date with its evidence."""
        return PublicationDate(self.written.iso, self.written.iso_precision, "stated", self.evidence)


@cache
def anchor_events() -> tuple[AnchorEvent, ...]:
    """The events of known years that ship with the package."""
    with ANCHOR_EVENTS.open(encoding="utf-8", newline="") as file:
        return tuple(
            AnchorEvent(row["event"], int(row["year"]), re.compile(row["pattern"], re.IGNORECASE))
            for row in csv.DictReader(file)
        )


def find_in_metadata(page: Page) -> list[Statement]:
    """The date that the file's metadata state."""
    return [Statement(written, None, None, page.date_evidence) for written in find_dates(page.date or "")[:1]]


def find_in_sources(passages: Iterable[str]) -> list[Statement]:
    """The date in what was left out: a line that says who issued a text and when, or a date stamp."""
    issued = [passage for passage in passages if ISSUED.search(passage)]
    return [
        Statement(written, None, None, passage.strip()) for passage in issued for written in find_dates(passage)[:1]
    ]


def find_statements(header: list[Line], elsewhere: list[Statement], tail: list[Line]) -> list[Statement]:
    """The dates of publication that are stated, strongest first; impossible ones too."""
    stated = [found for line in header for found in _header_dates(line)] + elsewhere
    stated += [found for line in tail for found in _dates_in_form(line, (LABELLED_FORM,))]
    return stated + [found for line in header for found in _release_number_date(line)]


def choose(statements: list[Statement]) -> PublicationDate:
    """The date that most lines state, the first of equals; an ambiguous one only when there is no other."""
    sure = [found for found in statements if len(found.written.readings) == 1]
    candidates = sure or [found for found in statements if found.written.readings]
    if not candidates:
        return UNKNOWN_DATE
    winner = Counter(found.written.iso for found in candidates).most_common(1)[0][0]
    return next(found.published for found in candidates if found.written.iso == winner)


def find_others(statements: list[Statement], published: PublicationDate) -> tuple[PublicationDate, ...]:
    """The dates that lines state and that cannot be the one chosen; of an ambiguous one, both readings."""
    others = {
        iso: PublicationDate(iso, found.written.precision, "stated", found.evidence)
        for found in statements
        if published.precision == "year" or not any(_agree(iso, published.date) for iso in found.written.readings_iso)
        for iso in found.written.readings_iso
    }
    return tuple(others.values())


def find_doubts(statements: list[Statement], published: PublicationDate) -> tuple[str, ...]:
    """What is wrong with the dates stated: impossible ones, and ones that disagree."""
    doubts = [f"the date in {found.evidence!r} is impossible" for found in statements if not found.written.readings]
    if published.last_day and published.last_day.year < FIRST_YEAR_OF_OPERATION:
        doubts.append(f"the date {published.date} lies before the operation, which began in {FIRST_YEAR_OF_OPERATION}")
    others = find_others(statements, published)
    if others and published.precision == "year":
        readings = " or ".join(other.date for other in others)
        return (*doubts, f"the date in {published.evidence!r} can be {readings}")
    return (*doubts, *(_disagreement(other, published) for other in others))


def _disagreement(other: PublicationDate, published: PublicationDate) -> str:
    return f"{other.date} ({other.evidence!r}) disagrees with the date {published.date} ({published.evidence!r})"


def _agree(one: str, other: str | None) -> bool:
    """Whether two ISO dates, perhaps of different precision, can be the same day."""
    return other is not None and (one.startswith(other) or other.startswith(one))


def infer(text: str, lines: list[Line]) -> PublicationDate:
    """The month or year that the release's own sentences give away, or unknown."""
    body = [line for line in lines if not is_caption(line.text)]
    return _month_of_recent_days(text, body) or _year_after_events(body) or UNKNOWN_DATE


def _header_dates(line: Line) -> list[Statement]:
    if opening := AGENCY_DATELINE.match(line.text) or DATELINE.match(line.text):
        return _dateline_dates(line, opening)
    return _dates_in_form(line, (*HEADER_FORMS, LABELLED_FORM)) if len(line.text) <= 250 else []


def _dateline_dates(line: Line, opening: re.Match) -> list[Statement]:
    """The date within a dateline, or right after the agency's name."""
    limit = opening.end() + (25 if "agency" in opening.groupdict() else 0)
    found = [date for date in find_dates(line.text[:limit]) if opening.start() <= date.start]
    return [
        Statement(date, line.start + date.start, line.start + date.end, line.text[:limit].strip(" -–—"))
        for date in found[:1]
    ]


def _dates_in_form(line: Line, forms: tuple[re.Pattern, ...]) -> list[Statement]:
    for date in find_dates(line.text):
        around = line.text[: date.start] + "§" + line.text[date.end :]
        if any(form.fullmatch(around.strip()) for form in forms):
            return [Statement(date, line.start + date.start, line.start + date.end, line.text)]
    return []


def _release_number_date(line: Line) -> list[Statement]:
    match = RELEASE_NUMBER.search(line.text)
    digits = re.match(r"(\d{4})(\d\d)(\d\d)", match["number"]) if match else None
    if not digits:
        return []
    dates = find_dates("-".join(digits.groups()))
    return [Statement(date, line.start + match.start(), line.start + match.end(), match[0]) for date in dates]


def _month_of_recent_days(text: str, body: list[Line]) -> PublicationDate | None:
    """The month of the latest day that stands beside "today" or "this week", soon after the latest date with a year."""
    days = [found for line in body for found in _recent_days(line)]
    dates = [date for date in find_dates(text) if date.precision == "day" and len(date.readings) == 1] if days else []
    if not dates:
        return None
    (month, day), evidence = max(days)
    known = max(dates, key=lambda date: date.readings[0])
    year = _year_soon_after(known.readings[0], month, day)
    said = f"“{evidence}” The year is that of the latest date named: “{_around(text, known)}”"
    return PublicationDate(f"{year}-{month:02}", "month", "inferred", said) if year else None


def _year_soon_after(known: dt.date, month: int, day: int) -> int | None:
    """The year in which a day without one is no more than half a year after a known day, if it is the same year."""
    found = day_of(known.year, month, day)
    return known.year if found and dt.timedelta(0) <= found - known <= HALF_YEAR else None


def _recent_days(line: Line) -> Iterator[tuple[tuple[int, int], str]]:
    """Month and day of each date beside a word like "today", with its sentence."""
    if not RECENT.search(line.text):
        return
    for start, end in find_sentences(line.text):
        sentence = line.text[start:end]
        if RECENT.search(sentence):
            yield from ((month_and_day(match), sentence) for match in day_of_month_pattern().finditer(sentence))


def _around(text: str, date: WrittenDate) -> str:
    """A date with a few words before it, within its line."""
    before = text[max(0, date.start - 30) : date.start].split("\n")[-1]
    return before[before.find(" ") + 1 :] + text[date.start : date.end]


def _year_after_events(body: list[Line]) -> PublicationDate | None:
    """The year that "seven years after" events of known years lead to, if all lead to the same."""
    found = [
        (year, said, line.text[start:end])
        for line in body
        if YEARS_AFTER.search(line.text)
        for start, end in find_sentences(line.text)
        for match in YEARS_AFTER.finditer(line.text, start, end)
        for year, said in _anchored(match)
    ]
    if len({year for year, *_ in found}) != 1:
        return None
    year, _, sentence = found[0]
    reckoning = "; ".join(dict.fromkeys(said for _, said, _ in found))
    return PublicationDate(str(year), "year", "inferred", f"{sentence} [{reckoning}]")


def _anchored(match: re.Match) -> list[tuple[int, str]]:
    years = small_number(match["years"])
    return [
        (event.year + years, f"{event.event} in {event.year}; {event.year} + {years} = {event.year + years}")
        for event in anchor_events()
        if event.pattern.search(match["event"])
    ]
