"""Words that count from the day of publication: "yesterday", "over the past 48 hours", "on Thursday", "hier"."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from explorer.model import Precision
from explorer.reading.dates import SMALL_NUMBERS, small_number

Days = tuple[dt.date, dt.date]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LARGE_NUMBERS = {"twenty-four": 24, "thirty": 30, "forty-eight": 48, "seventy-two": 72}
UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join((*LARGE_NUMBERS, *SMALL_NUMBERS))})"
FORMS = {
    "today": "today|tonight|this (?:morning|afternoon|evening)",
    "yesterday": "yesterday",
    "last_night": "last night|overnight",
    "this_period": "this (?P<this>week|month|year)",
    "last_period": "last (?P<last>week|month|year)",
    "past": rf"(?:past|last|previous) (?P<number>{NUMBER})[ -](?P<unit>hour|day|week|month|year)s?",
    "past_one": "past (?P<one>day|week|month|year)",
    "weekday": "|".join(WEEKDAYS),
}
ALL_FORMS = "|".join(f"(?P<{name}>{form})" for name, form in FORMS.items())
PATTERN = re.compile(rf"\b(?:{ALL_FORMS})\b", re.IGNORECASE)
# Each phrase begins with one of these; they are found in a fifth of the time.
FIRST_WORDS = ("today", "tonight", "this ", "yesterday", "last ", "overnight", "past ", "previous ", *WEEKDAYS)
OTHER_LANGUAGES = Path(__file__).with_name("relative_days.csv")
AROUND = 150  # [characters]
AGO = re.compile(rf"\b({NUMBER}) days? ago\b", re.IGNORECASE)
# "Iraq Today" and "The Sunday Times" are newspapers; "next Thursday" has not come yet.
NAME_BEFORE = re.compile(r"[A-Z]\w* $")
NO_WEEKDAY_BEFORE = re.compile(r"\b(?:next|coming|following|every|each|black|good) $", re.IGNORECASE)
NO_WEEKDAY_AFTER = re.compile(
    r",? \(?(?:[A-Z][a-z]{2,8}\.? \d|\d{1,2}(?:st|nd|rd|th)? [A-Z])| (?:prayers?|[Mm]osque|Times|Telegraph|Mirror)\b"
)


@dataclass(frozen=True, slots=True)
class RelativeDays:
    """Words at `text[start:end]`, and the days they mean when said on a day."""

    start: int
    end: int
    precision: Precision
    said_on: Callable[[dt.date], Days]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of another language: they begin with a sign, do not stand after others, and perhaps beside some."""

    signs: tuple[str, ...]
    pattern: re.Pattern
    days_back: int
    not_after: re.Pattern
    beside: re.Pattern


def find_relative_days(text: str) -> Iterator[RelativeDays]:
    """Every such phrase, in no order."""
    small = text.replace("İ", "I").lower()  # as long as the text: of all letters this one alone becomes two
    for start in (start for word in FIRST_WORDS for start in _find_each(word, small)):
        match = PATTERN.match(text, start)
        if match and not _is_other(text, match):
            unit = (match["this"] or match["last"] or "day").lower()
            precision = unit if unit in ("month", "year") else "day"
            yield RelativeDays(*match.span(), precision, _reckoning(match))
    for match in AGO.finditer(text) if " ago" in small else ():
        yield RelativeDays(*match.span(), "day", partial(_back, *(_number(match[1]),) * 2))
    for phrase in _phrases():
        yield from _find_phrase(phrase, text, small)


@cache
def _phrases() -> tuple[Phrase, ...]:
    with OTHER_LANGUAGES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Phrase(
                tuple(row["signs"].split("|")),
                re.compile(row["phrase"], re.IGNORECASE),
                int(row["days_back"]),
                re.compile(row["not_after"]),
                re.compile(row["beside"]),
            )
            for row in csv.DictReader(file)
        )


def _find_phrase(phrase: Phrase, text: str, small: str) -> Iterator[RelativeDays]:
    """Where it stands in its own language: "hier" is "here" in German and Dutch."""
    for start in (start for sign in phrase.signs for start in _find_each(sign, small)):
        match = phrase.pattern.match(text, start)
        around = text[max(0, start - AROUND) : start + AROUND]
        if match and not phrase.not_after.search(text[max(0, start - 24) : start]) and phrase.beside.search(around):
            yield RelativeDays(*match.span(), "day", partial(_back, phrase.days_back, phrase.days_back))


def _find_each(written: str, text: str) -> Iterator[int]:
    """Where it stands."""
    start = text.find(written)
    while start >= 0:
        yield start
        start = text.find(written, start + 1)


def _is_other(text: str, match: re.Match) -> bool:
    """Whether the words are part of a name, or mean a day to come."""
    before = text[max(0, match.start() - 24) : match.start()]
    if match["weekday"]:
        is_name = match[0][0].islower() or NO_WEEKDAY_AFTER.match(text, match.end())
        return bool(is_name or NO_WEEKDAY_BEFORE.search(before))
    return match[0][0].isupper() and NAME_BEFORE.search(before) is not None


def _reckoning(match: re.Match) -> Callable[[dt.date], Days]:
    if match["weekday"]:
        return lambda day: _weekday_before(WEEKDAYS.index(match["weekday"].lower()), day)
    if match["this"]:
        return lambda day: (_first_of(match["this"].lower(), day), day)
    if match["last"]:
        return lambda day: _last(match["last"].lower(), day)
    return partial(_back, *_days_back(match))


def _days_back(match: re.Match) -> tuple[int, int]:
    """How many days before the publication the first and the last day are."""
    if unit := match["unit"] or match["one"]:
        return max(1, round(_number(match["number"] or "one") * UNIT_DAYS[unit.lower()])), 0
    return {"today": (0, 0), "yesterday": (1, 1), "last_night": (1, 0)}[match.lastgroup]


def _back(first: int, last: int, day: dt.date) -> Days:
    return day - dt.timedelta(days=first), day - dt.timedelta(days=last)


def _number(word: str) -> int:
    return LARGE_NUMBERS.get(word.lower()) or small_number(word)


def _first_of(unit: str, day: dt.date) -> dt.date:
    """The first day of the week, month or year that a day is in."""
    if unit == "week":
        return day - dt.timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if unit == "month" else 1)


def _last(unit: str, day: dt.date) -> Days:
    """The whole week, month or year before that of a day."""
    end = _first_of(unit, day) - dt.timedelta(days=1)
    return _first_of(unit, end), end


def _weekday_before(weekday: int, day: dt.date) -> Days:
    """The latest such weekday, the day of publication included: releases report what happened."""
    return (day - dt.timedelta(days=(day.weekday() - weekday) % 7),) * 2
