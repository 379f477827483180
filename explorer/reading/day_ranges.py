"""Days and ranges of days in running text: "June 6", "May 19-20, 2015", "18 and 19 May", "Dec. 30 - Jan. 2"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from explorer.reading.dates import day_of, find_around, month_number, month_pattern, month_signs

ORDINAL = r"(?:st|nd|rd|th)?"
JOINT = r"\s?(?P<joint>[-–—/]|\band\b|\bto\b|\bthrough\b|\buntil\b|\btill\b|\bau\b|\bet\b(?: le\b)?|إلى|الى)\s?"
YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
END = r"(?!\w|:\d|[.,]\d)"  # "June 6,000 fighters", "May 18:30"
# Streets, bridges and quarters of Iraq are named after days; "March 10 miles" is an order.
NOT_A_DAY = re.compile(
    r"\s+(?:Bridge|Square|Street|Road|Avenue|District|Quarter|Neighbou?rhood|neighbou?rhood|district|Revolution"
    r"|Movement|Brigade|Mosque|Hospital|Stadium|University|miles?|kilomet\w+|km|nm|met(?:er|re)s?|percent|[mb]illion"
    r"|thousand|hundred)\b"
)
BETWEEN = re.compile(r"\b(?:between(?: the)?|entre(?: le)?) $", re.IGNORECASE)
IN = re.compile(r"\bin\s$", re.IGNORECASE)  # "In June 12 strikes were …"; a day would have "on"
# The year of these attacks goes without saying.
NINE_ELEVEN_BEFORE = re.compile(r"(?:attacks? (?:of|on)|since|post|pre|after|before)[\s-]$", re.IGNORECASE)
NINE_ELEVEN_AFTER = re.compile(r",?\s+(?:terror\w*|attacks?|hijack\w*|commission)\b", re.IGNORECASE)
# "June 6 and 12 fighters": what a number after "and" counts; a day is followed by another word.
COUNTED = re.compile(r"\s+(?!(?:in|near|at|on|against|by|to|when|with|as|for|after|during|from|the|of)\b)\w")

MonthDay = tuple[int, int]
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class WrittenDays:
    """A day, or a range of days, at `text[start:end]`; `year` is that of the last day, if the text names it."""

    start: int
    end: int
    first: MonthDay
    last: MonthDay
    year: int | None

    def in_year(self, year: int) -> Days | None:
        """The days if the last of them is in this year, or None when a calendar has them not."""
        last = day_of(year, *self.last)
        first = day_of(year - (self.first > self.last), *self.first)
        return (first, last) if first and last else None


def find_days(text: str) -> Iterator[WrittenDays]:
    """Every day without its year, and every range with or without, in no order."""
    for start, end in find_around(month_signs(), text):
        for read, pattern in _patterns():
            for match in pattern.finditer(text, start, end):
                if not _is_other(text, match):
                    yield from read(match)


@cache
def _patterns() -> tuple[tuple[Callable[[re.Match], Iterator[WrittenDays]], re.Pattern], ...]:
    month, other = month_pattern("month"), month_pattern("other")
    first, second = rf"(?P<first>\d{{1,2}}){ORDINAL}", rf"(?P<second>\d{{1,2}}){ORDINAL}"
    month_first = rf"(?<![\w.]){month}\s+{first}(?:{JOINT}(?:{other}\s+)?{second}{END})?{YEAR}{END}"
    day_first = rf"(?<![\w./:-])(?:{first}(?:\s+{other})?{JOINT})?{second}\s+(?:of\s+)?{month}{YEAR}{END}"
    return (_read_month_first, re.compile(month_first)), (_read_day_first, re.compile(day_first))


def _is_other(text: str, match: re.Match) -> bool:
    """Whether the words are no days of the calendar, or a full date, which `find_dates` reads."""
    before = text[max(0, match.start() - 16) : match.start()]
    if match["year"]:
        return not (match["first"] and match["second"])
    if IN.search(before) or NOT_A_DAY.match(text, match.end()):
        return True
    is_nine_eleven = match["month"].lower().startswith("sep") and "11" in (match["first"], match["second"])
    return is_nine_eleven and bool(NINE_ELEVEN_BEFORE.search(before) or NINE_ELEVEN_AFTER.match(text, match.end()))


def _read_month_first(match: re.Match) -> Iterator[WrittenDays]:
    first = (month_number(match["month"]), int(match["first"]))
    if match["second"] is None:
        yield WrittenDays(*match.span(), first, first, None)
        return
    last = (month_number(match["other"] or match["month"]), int(match["second"]))
    counts = match["joint"] == "and" and not match["year"] and COUNTED.match(match.string, match.end())
    if counts and not match["other"] and not _is_between(match):
        yield WrittenDays(match.start(), _end_of(match, "first"), first, first, None)
    else:
        yield from _range_or_pair(match, first, last, (match.start(), _end_of(match, "first")), match.start("other"))


def _read_day_first(match: re.Match) -> Iterator[WrittenDays]:
    month = month_number(match["month"])
    last = (month, int(match["second"]))
    if match["first"] is None:
        yield WrittenDays(*match.span(), last, last, None)
    else:
        first = (month_number(match["other"] or match["month"]), int(match["first"]))
        end = match.end("other") if match["other"] else match.end("first")
        yield from _range_or_pair(match, first, last, (match.start(), end), -1)


def _range_or_pair(
    match: re.Match, first: MonthDay, last: MonthDay, first_span: tuple[int, int], other: int
) -> Iterator[WrittenDays]:
    """One range, or two days: "May 19 and 25" says nothing of the days between, and "May 25-3" is no range.

    After "between" it is a range whatever joins the days.
    """
    year = int(match["year"]) if match["year"] else None
    is_next_day = first[0] == last[0] and last[1] == first[1] + 1
    if first[0] == last[0] and first[1] >= last[1]:
        yield WrittenDays(*first_span, first, first, year)
    elif match["joint"] not in ("and", "/", "et", "et le") or is_next_day or _is_between(match):
        yield WrittenDays(*match.span(), first, last, year)
    else:
        yield WrittenDays(*first_span, first, first, year - (first > last) if year else None)
        yield WrittenDays(other if other >= 0 else match.start("second"), match.end(), last, last, year)


def _is_between(match: re.Match) -> bool:
    return BETWEEN.search(match.string[max(0, match.start() - 12) : match.start()]) is not None


def _end_of(match: re.Match, group: str) -> int:
    """Where a day ends, with its "th"."""
    ordinal = re.compile(ORDINAL).match(match.string, match.end(group))
    return ordinal.end()
