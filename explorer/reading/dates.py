"""Dates as they are written: about fifteen layouts, each with what it can mean."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from explorer.model import Precision

MONTHS = Path(__file__).with_name("months.csv")  # names of the twelve months, their abbreviations after them
WEEKDAYS = Path(__file__).with_name("weekdays.csv")  # in the same form, Monday first
RUNNING = ("English", "French", "Arabic")  # languages in which a day without its year is looked for
SMALL_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
YEAR_LIKE = re.compile(r"\d{4}")
LONGEST_DATE = 40  # [characters] on either side of its year or month
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date with its year at `text[start:end]`; `readings` is empty for 31 June, and has two for 02/03/2015."""

    start: int
    end: int
    precision: Precision
    readings: tuple[dt.date, ...]

    @property
    def readings_iso(self) -> tuple[str, ...]:
        """What it can mean, in ISO 8601 at its precision."""
        return tuple(day.isoformat()[: 7 if self.precision == "month" else 10] for day in self.readings)

    @property
    def iso(self) -> str:
        """The date at its precision; of two readings only the year is sure."""
        return self.readings_iso[0] if len(self.readings) == 1 else str(self.readings[0].year)

    @property
    def iso_precision(self) -> Precision:
        """The precision of `iso`."""
        return self.precision if len(self.readings) == 1 else "year"


@cache
def month_number(form: str) -> int | None:
    """1 … 12 for a month as it is written, or None for another word."""
    return _month_numbers().get(" ".join(form.split()))


def month_name(number: int) -> str:
    """The English name."""
    return _months()["English"][number - 1][0]


@cache
def month_pattern(group: str = "month") -> str:
    """A month as written in running text, in a group: English names with a capital, so that "may" stays a verb."""
    return rf"(?P<{group}>{'|'.join(_running_forms())})(?![^\W\d_])\.?"


@cache
def month_signs() -> tuple[re.Pattern, ...]:
    """Months that begin with a small letter, and others: together they take five times as long to find."""
    small = [form for form in _running_forms() if form[0].islower()]
    others = [form for form in _running_forms() if not form[0].islower()]
    return tuple(re.compile(rf"(?:{'|'.join(forms)})(?![^\W\d_])") for forms in (small, others))


@cache
def _months() -> dict[str, list[tuple[str, ...]]]:
    """The forms of each month by language: as in running text, as in a headline, in capitals."""
    return {
        language: [
            tuple(form for name in names for form in (name, name[0].upper() + name[1:], name.upper()))
            for names in months
        ]
        for language, months in _read_names(MONTHS).items()
    }


@cache
def weekday_pattern() -> str:
    """A day of the week in any of the languages, the longest form first; to be matched without regard to case."""
    forms = {form for days in _read_names(WEEKDAYS).values() for names in days for form in names}
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


def _read_names(path: Path) -> dict[str, list[list[str]]]:
    """The names in order by language (CSV, UTF-8: the language, then the forms of each name with | between)."""
    with path.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return {language: [cell.split("|") for cell in cells] for language, *cells in rows}


@cache
def _german_alone() -> frozenset[str]:
    german, english = (frozenset(form for forms in _months()[name] for form in forms) for name in ("German", "English"))
    return german - english


@cache
def _month_numbers() -> dict[str, int]:
    return {form: n for months in _months().values() for n, forms in enumerate(months, start=1) for form in forms}


@cache
def _running_forms() -> list[str]:
    """The longest first."""
    return sorted({form for name in RUNNING for forms in _months()[name] for form in forms}, key=len, reverse=True)


@cache
def _layouts() -> tuple[re.Pattern, ...]:
    # Any word can be a month here; which ones are is looked up, as those of all languages in one pattern are slow.
    month, year = r"(?P<month>[^\W\d_][^\s\d_.,:;/()|–—-]{1,11}(?:\s(?:ال[^\W\d_]{3,5}))?)\.?", r"(?P<year>\d{4,5})"
    day = r"(?P<day>\d{1,2})(?:(?i:st|nd|rd|th)|er|º)?"
    bounded = r"(?<![\w/.-]){}(?=T\d\d:|(?!\w|[/-]\d))"
    layouts = (
        rf"{month}\s*{day},?\s*{year}",  # May 26, 2015 · Sept. 29 2017 · MARCH 3RD, 2019
        # 15 June 2016 · 1er octobre 2018 · 26MAY2015 · 19 آيار/مايو 2015 · 29 de junio de 2017 · den 4. März 2016
        rf"{day}(?P<dot>\.)?\s*(?:of\s+|de\s+)?{month}(?:\s?/\s?[^\W\d_]+)?,?\s*(?:del?\s+)?{year}",
        rf"(?P<day>\d{{1,2}})-(?P<month>[^\W\d_]{{3,9}})-{year}",  # 29-Sep-2017
        rf"{year}(?P<separator>[-/.])(?P<number>\d{{1,2}})(?P=separator)(?P<day>\d{{1,2}})",  # 2020-03-26 · 2019/02/01
        rf"(?P<first>\d{{1,2}})(?P<separator>[-/.])(?P<second>\d{{1,2}})(?P=separator){year}",  # 09.26.2015 · 27/1/2018
        rf"{month},?\s+{year}",  # June 2017
    )
    return tuple(re.compile(bounded.format(layout)) for layout in layouts)


@cache
def day_of_month_pattern() -> re.Pattern:
    """Month and day without a year: "June 6", "Sept. 30", "18 May"."""
    month, other = month_pattern(), month_pattern("month_after")
    return re.compile(
        rf"(?<![\w.])(?:{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day_before>\d{{1,2}})\s+{other})"
        r"(?!\w|,?\s+(?:19|20)\d\d\b)"
    )


def month_and_day(match: re.Match) -> tuple[int, int]:
    """What a match of `day_of_month_pattern` means."""
    month = match["month"] or match["month_after"]
    return month_number(month), int(match["day"] or match["day_before"])


def small_number(word: str) -> int:
    """A number in digits, or one of `SMALL_NUMBERS`."""
    return int(word) if word.isdigit() else SMALL_NUMBERS.index(word.lower()) + 1


def find_dates(text: str) -> list[WrittenDate]:
    """Every date with a year in `text`, in order; impossible ones too, without readings."""
    found: list[WrittenDate] = []
    taken: set[int] = set()
    for start, end in find_around([YEAR_LIKE], text):
        for layout in _layouts():
            for match in layout.finditer(text, start, end):
                if _has_month(match) and taken.isdisjoint(range(*match.span())):
                    taken.update(range(*match.span()))
                    found.append(_written(match))
    return sorted(found, key=lambda date: date.start)


def find_around(signs: Iterable[re.Pattern], text: str) -> Iterator[tuple[int, int]]:
    """Where a date can stand: most of a text has no year or month near, and the layouts are slow to say so."""
    start = end = 0
    for first, last in sorted(found.span() for sign in signs for found in sign.finditer(text)):
        if first - LONGEST_DATE > end:
            if end:
                yield start, end
            start = first - LONGEST_DATE
        end = min(len(text), last + LONGEST_DATE)
    if end:
        yield start, end


def _has_month(match: re.Match) -> bool:
    """Whether the word that stands for a month, if the layout has one, is one.

    After a full stop it must be German alone: "it rose to 12. June 2017 was" names no day.
    """
    found = match.groupdict()
    if found.get("dot"):
        return found["month"] in _german_alone()
    return found.get("month") is None or month_number(found["month"]) is not None


def is_day_first(before: str) -> bool:
    """Whether the words before a numeric date say that it is French."""
    return re.search(r"(Mise à jour|Publié|Modifié) *(le)? *:? *$", before, re.IGNORECASE) is not None


def _written(match: re.Match) -> WrittenDate:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        day_first = is_day_first(match.string[max(0, match.start() - 30) : match.start()])
        pairs = [(second, first)] if day_first else [(first, second), (second, first)]
    else:
        number = parts.get("number")
        month = int(number) if number else month_number(parts["month"])
        pairs = [(month, int(parts.get("day") or 1))]
    readings = tuple(dict.fromkeys(day for pair in pairs if (day := day_of(year, *pair))))
    return WrittenDate(*match.span(), "day" if parts.get("day") or parts.get("first") else "month", readings)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None for 31 June and the year 20155."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
