"""When a release was published, if it does not say so: what its own sentences let one infer, with the passage."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from explorer.model import UNKNOWN_DATE, PublicationDate
from explorer.reading.boilerplate import has_any, is_caption
from explorer.reading.dates import (
    SMALL_NUMBERS,
    WrittenDate,
    day_of,
    day_of_month_pattern,
    find_dates,
    month_and_day,
    small_number,
)
from explorer.reading.headers import Line
from explorer.reading.sentences import find_sentences

ANCHOR_EVENTS = Path(__file__).with_name("anchor_events.csv")
# One of these is in every text in which the pattern finds something; most texts have none, which is told fast.
RECENT_SIGNS = ("today", "yesterday", "this ")
YEARS_SIGNS = (" year after", " years after", " year since", " years since")
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


@cache
def anchor_events() -> tuple[AnchorEvent, ...]:
    """The events of known years that ship with the package."""
    with ANCHOR_EVENTS.open(encoding="utf-8", newline="") as file:
        return tuple(
            AnchorEvent(row["event"], int(row["year"]), re.compile(row["pattern"], re.IGNORECASE))
            for row in csv.DictReader(file)
        )


def infer_date(text: str, lines: list[Line]) -> PublicationDate:
    """The month or year that the release's own sentences give away, or unknown."""
    body = [line for line in lines if not is_caption(line.text)]
    return _month_of_recent_days(text, body) or _year_after_events(body) or UNKNOWN_DATE


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
    if not has_any(RECENT_SIGNS, line.text) or not RECENT.search(line.text):
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
        if has_any(YEARS_SIGNS, line.text) and YEARS_AFTER.search(line.text)
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
