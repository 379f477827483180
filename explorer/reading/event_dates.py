"""When the things in a release happened: days that it names, and days that follow from its publication date."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from explorer.model import EventDate, Part, PublicationDate
from explorer.reading.dates import (
    SMALL_NUMBERS,
    WrittenDate,
    day_of,
    day_of_month_pattern,
    find_dates,
    month_and_day,
    small_number,
)
from explorer.reading.sentences import find_sentences

Days = tuple[dt.date, dt.date]
Span = tuple[int, int]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOT_EVENTS = frozenset({"date", "release number"})
# "-20", "th – 5th", "/18", " and 20" after a first day; and "-Oct. 2" is a date of its own.
SECOND_DAY = re.compile(r"(?:st|nd|rd|th)?\s?(?:[-–—/]|and|to|through)\s?(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!:)")
YEAR_AFTER = re.compile(r",? (?P<year>(?:19|20)\d\d)\b")
PAST = re.compile(
    rf"\b(?:past|last|previous) (?P<number>\d{{1,3}}|{'|'.join(SMALL_NUMBERS)}) (?P<unit>hour|day|week|month)s?\b",
    re.IGNORECASE,
)
DAYS_AGO = re.compile(rf"\b(?P<number>\d{{1,2}}|{'|'.join(SMALL_NUMBERS)}) days? ago\b", re.IGNORECASE)
WEEKDAY = re.compile(rf"(?<!next )\b(?P<weekday>{'|'.join(WEEKDAYS)})\b(?! prayers?)(?!, [A-Z][a-z]{{2,8}}\.? \d)")
UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30}
MOST_AHEAD = dt.timedelta(days=60)  # a release announces little that is further off, and reports a whole year back


def find_event_dates(text: str, published: PublicationDate, *, parts: Iterable[Part] = ()) -> tuple[EventDate, ...]:
    """The dates of events in a clean text, in order; without the lines that `parts` marks as the release's own date.

    A day without its year is the latest before the publication, or soon after it. Words like "yesterday" need to know
    when that was, and give as many days as it leaves open.
    """
    own = [(part.start, part.end) for part in parts if part.name in NOT_EVENTS]
    found: list[tuple[Span, Days, str]] = []
    for span, days, basis in (*_with_year(text), *_without_year(text, published), *_relative(text, published)):
        if not any(start < span[1] and span[0] < end for start, end in own + [other for other, *_ in found]):
            found.append((span, days, basis))
    return tuple(_with_sentences(text, sorted(found)))


def _with_sentences(text: str, found: list[tuple[Span, Days, str]]) -> Iterator[EventDate]:
    sentences = list(find_sentences(text)) if found else []
    starts = [start for start, _ in sentences]
    for (start, end), days, basis in found:
        sentence = text[slice(*sentences[bisect_right(starts, start) - 1])]
        yield EventDate(start, end, *days, basis, sentence)


def _with_year(text: str) -> Iterator[tuple[Span, Days, str]]:
    """Dates that name their year, with the second day of "May 19-20, 2015"."""
    for match in day_of_month_pattern().finditer(text):
        second = SECOND_DAY.match(text, match.end())
        year = YEAR_AFTER.match(text, second.end()) if second else None
        if year and (days := _span_of_days(int(year["year"]), match, second)):
            yield (match.start(), year.end()), days, "stated"
    for written in find_dates(text):
        if len(written.readings) == 1:
            yield (written.start, written.end), _days_of(written), "stated"


def _days_of(written: WrittenDate) -> Days:
    day = written.readings[0]
    last = calendar.monthrange(day.year, day.month)[1] if written.precision == "month" else day.day
    return day, day.replace(day=last)


def _without_year(text: str, published: PublicationDate) -> Iterator[tuple[Span, Days, str]]:
    """Days like "June 6" and "May 19-20", if all days of publication agree on their year."""
    if published.first_day is None:
        return
    for match in day_of_month_pattern().finditer(text):
        second = SECOND_DAY.match(text, match.end())
        years = {_latest_year(month_and_day(match), day) for day in (published.first_day, published.last_day)}
        days = _span_of_days(years.pop(), match, second) if len(years) == 1 else None
        if days:
            yield (match.start(), second.end() if second else match.end()), days, "computed"


def _span_of_days(year: int, match: re.Match, second: re.Match | None) -> Days | None:
    month, day = month_and_day(match)
    first = day_of(year, month, day)
    last = day_of(year, month, int(second["day"])) if second else first
    return (first, last) if first and last and first <= last else None


def _latest_year(month_day: tuple[int, int], published: dt.date) -> int:
    limit = published + MOST_AHEAD
    years = (published.year + 1, published.year, published.year - 1)
    return next((year for year in years if (day := day_of(year, *month_day)) and day <= limit), published.year)


def _relative(text: str, published: PublicationDate) -> Iterator[tuple[Span, Days, str]]:
    """Words that count from the day of publication."""
    if published.first_day is None:
        return
    for pattern, resolve in _words():
        for match in pattern.finditer(text):
            first, last = resolve(match, published.first_day)[0], resolve(match, published.last_day)[1]
            yield match.span(), (first, last), "computed"


@cache
def _words() -> tuple[tuple[re.Pattern, Callable[[re.Match, dt.date], Days]], ...]:
    def word(pattern: str) -> re.Pattern:
        return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)

    return (
        (word("today|tonight|this (?:morning|afternoon|evening)"), lambda _, day: _back(day, 0, 0)),
        (word("yesterday"), lambda _, day: _back(day, 1, 1)),
        (word("last night|overnight"), lambda _, day: _back(day, 1, 0)),
        (word("this week"), lambda _, day: _back(day, day.weekday(), 0)),
        (word("last week"), lambda _, day: _back(day, day.weekday() + 7, day.weekday() + 1)),
        (word("this month"), lambda _, day: _back(day, day.day - 1, 0)),
        (word("last month"), lambda _, day: _last_month(day)),
        (PAST, lambda match, day: _back(day, _past_days(match), 0)),
        (DAYS_AGO, lambda match, day: _back(day, small_number(match["number"]), small_number(match["number"]))),
        (WEEKDAY, lambda match, day: _weekday_before(match, day)),
    )


def _back(day: dt.date, first: int, last: int) -> Days:
    return day - dt.timedelta(days=first), day - dt.timedelta(days=last)


def _past_days(match: re.Match) -> int:
    return max(1, round(small_number(match["number"]) * UNIT_DAYS[match["unit"].lower()]))


def _last_month(day: dt.date) -> Days:
    last = day.replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=1), last


def _weekday_before(match: re.Match, day: dt.date) -> Days:
    """The latest such weekday, the day of publication included: releases report what happened."""
    back = (day.weekday() - WEEKDAYS.index(match["weekday"])) % 7
    return _back(day, back, back)
