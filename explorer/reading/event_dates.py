"""When the things in a release happened: days that it names, and days that follow from its publication date."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Literal, NamedTuple

from explorer.model import EventDate, Part, Precision, PublicationDate
from explorer.reading.dates import FIRST_YEAR, LAST_YEAR, WrittenDate, find_dates
from explorer.reading.day_ranges import Days, WrittenDays, find_days
from explorer.reading.relative_days import find_relative_days
from explorer.reading.sentences import find_sentences

NOT_EVENTS = frozenset({"date", "release number", "dateline", "byline"})
PRECISIONS: tuple[Precision, ...] = ("day", "month", "year")
MOST_AHEAD = dt.timedelta(days=60)  # a release announces little that is further off, and reports a whole year back
MOST_SENTENCE = 1000  # [characters]; of a longer one, as of a line of 10 MB, what stands around the date
AROUND = 300
WEEKDAY_BEFORE = re.compile(r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? \(?$")


class Found(NamedTuple):
    """What becomes an event date when no stronger form has the same words."""

    start: int
    end: int
    days: Days
    precision: Precision
    basis: Literal["stated", "computed"]


def find_event_dates(text: str, published: PublicationDate, *, parts: Iterable[Part] = ()) -> tuple[EventDate, ...]:
    """The dates of events in a clean text, in order; without the lines that `parts` marks as the release's own date.

    A day without its year is the latest before the publication, or soon after it. Words like "yesterday" need to know
    when that was, and give as many days as it leaves open.
    """
    taken = {place for part in parts if part.name in NOT_EVENTS for place in range(part.start, part.end)}
    kept: list[Found] = []
    days = list(find_days(text))
    stated, computed = _with_year(text, days), ()
    if published.first_day and FIRST_YEAR <= published.first_day.year <= LAST_YEAR:
        computed = (*_without_year(text, days, published), *_relative(text, published))
    for found in (*stated, *computed):
        span = range(found.start, found.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(found)
    return tuple(_with_sentences(text, sorted(kept)))


def _with_sentences(text: str, kept: list[Found]) -> Iterator[EventDate]:
    sentences: list[tuple[int, int]] = []
    line_end = -1
    for start, end, days, precision, basis in kept:
        if start > line_end:
            line_start = text.rfind("\n", 0, start) + 1
            line = text[line_start:].split("\n", maxsplit=1)[0]
            line_end = line_start + len(line)
            sentences = [(line_start + first, line_start + last) for first, last in find_sentences(line)]
        first, last = sentences[bisect_right(sentences, start, key=itemgetter(0)) - 1]
        if last - first > MOST_SENTENCE:
            first, last = max(first, start - AROUND), min(last, end + AROUND)
        yield EventDate(start, end, *days, precision, basis, first, max(last, end))


def _with_year(text: str, written: list[WrittenDays]) -> Iterator[Found]:
    """Dates that name their year."""
    for each in written:
        if each.year and (days := each.in_year(each.year)):
            yield Found(each.start, each.end, days, "day", "stated")
    for date in find_dates(text):
        if len(date.readings) == 1:
            yield Found(date.start, date.end, _days_of(date), date.precision, "stated")


def _days_of(written: WrittenDate) -> Days:
    day = written.readings[0]
    last = calendar.monthrange(day.year, day.month)[1] if written.precision == "month" else day.day
    return day, day.replace(day=last)


def _without_year(text: str, written: list[WrittenDays], published: PublicationDate) -> Iterator[Found]:
    """Days like "June 6" and "May 19-20", if all days of publication agree on their year, and a weekday before too."""
    for each in written:
        weekday = WEEKDAY_BEFORE.search(text, max(0, each.start - 16), each.start)
        meant = {_latest(each, day, weekday and weekday[1]) for day in (published.first_day, published.last_day)}
        if each.year is None and len(meant) == 1 and (days := meant.pop()):
            yield Found(each.start, each.end, days, "day", "computed")


def _latest(written: WrittenDays, published: dt.date, weekday: str | None) -> Days | None:
    """The days in the latest year in which they do not lie too far ahead; None if that makes them another weekday."""
    readings = map(written.in_year, (published.year + 1, published.year, published.year - 1))
    days = next((days for days in readings if days and days[1] <= published + MOST_AHEAD), None)
    return days if days and weekday in (None, f"{days[0]:%A}") else None


def _relative(text: str, published: PublicationDate) -> Iterator[Found]:
    """Words that count from the day of publication."""
    for each in find_relative_days(text):
        first, last = each.said_on(published.first_day)[0], each.said_on(published.last_day)[1]
        precision = max(each.precision, published.precision or "day", key=PRECISIONS.index)
        yield Found(each.start, each.end, (first, last), precision, "computed")
