"""The dates that a text states, at their own precision."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from explorer.exploring.comparing.details import Detail, without_overlaps
from explorer.model import PublicationDate
from explorer.reading.dates import day_of_month_pattern, find_dates, month_and_day, month_name

_KEY = re.compile(r"(?P<year>\d{4}|-)(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_LEAP_YEAR = 2000


def find_stated_dates(text: str, published: PublicationDate) -> Iterator[Detail]:
    """The dates of a text, each with ISO 8601 at its own precision as its key.

    A day without its year is the last such day up to the end of the day or month of publication; where no more than
    the year of that is known, the key is "--06-06".
    """
    last_day = published.last_day if published.precision != "year" else None
    full = [
        Detail(each.start, each.end, "date", each.iso, date_name(each.iso))
        for each in find_dates(text)
        if each.readings
    ]
    yield from without_overlaps([*full, *_days_of_months(text, last_day)])


def date_name(key: str) -> str:
    """A date as a person reads it: "6 June 2017", "June 2017", "2017"; of "--06-06" it is "6 June".

    Raises:
        ValueError: `key` is no date.
    """
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(f"{key!r} is no date; write it like 2017-06-06, 2017-06, 2017 or --06-06")
    month = match["month"] and month_name(int(match["month"]))
    return " ".join(filter(None, [(match["day"] or "").lstrip("0"), month, match["year"].strip("-")]))


def _days_of_months(text: str, last_day: dt.date | None) -> Iterator[Detail]:
    for match in day_of_month_pattern().finditer(text):
        month, day = month_and_day(match)
        if not 1 <= day <= calendar.monthrange(_LEAP_YEAR, month)[1]:
            continue
        found = _last_before(month, day, last_day)
        key = found.isoformat() if found else f"--{month:02}-{day:02}"
        note = "the year follows from the publication" if found else "no year is stated"
        yield Detail(*match.span(), "date", key, date_name(key), note)


def _last_before(month: int, day: int, last_day: dt.date | None) -> dt.date | None:
    """The last such day up to `last_day`; None when that is unknown, or for a 29 February more than a year ago."""
    years = (last_day.year, last_day.year - 1) if last_day else ()
    days = (dt.date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1])
    return next((found for found in days if found <= last_day), None)
