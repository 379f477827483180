"""Dates as they are written: about fifteen layouts, each with what it can mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from explorer.model import Precision

ENGLISH = "January February March April May June July August September October November December"
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
ARABIC = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
LEVANTINE = (
    "كانون\u00a0الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين\u00a0الأول تشرين\u00a0الثاني كانون\u00a0الأول"
)
ABBREVIATED = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
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
def month_numbers() -> dict[str, int]:
    """Month names and abbreviations of English, French and Arabic, in lower case, to 1 … 12."""
    numbers = {"آيار": 5, "اذار": 3, "اب": 8, "ايلول": 9, "ابريل": 4, "اغسطس": 8, "اكتوبر": 10}  # without hamza
    numbers |= {"sept": 9, "janv": 1, "févr": 2, "juil": 7, "déc": 12}
    for names in (ENGLISH, FRENCH, ARABIC, LEVANTINE, ABBREVIATED):
        numbers |= {
            name.replace("\u00a0", " ").lower(): number for number, name in enumerate(names.split(" "), start=1)
        }
    return numbers


@cache
def month_pattern(group: str = "month") -> str:
    """A month as written in running text, in a group: English names with a capital, so that "may" stays a verb."""
    return rf"(?P<{group}>{'|'.join(_month_forms())})(?![^\W\d_])\.?"


@cache
def month_signs() -> tuple[re.Pattern, ...]:
    """Months that begin with a small letter, and others: together they take five times as long to find."""
    small = [form for form in _month_forms() if form[0].islower()]
    others = [form for form in _month_forms() if not form[0].islower()]
    return tuple(re.compile(rf"(?:{'|'.join(forms)})(?![^\W\d_])") for forms in (small, others))


@cache
def _month_forms() -> list[str]:
    """The longest first."""
    lower = set(FRENCH.split(" ")) | {"janv", "févr", "juil", "déc"}
    forms = {form for name in month_numbers() for form in ({name} if name in lower else {name.title(), name.upper()})}
    return sorted(forms | {name.title() for name in lower}, key=len, reverse=True)


@cache
def _layouts() -> tuple[re.Pattern, ...]:
    month, year = month_pattern(), r"(?P<year>\d{4,5})"
    day = r"(?P<day>\d{1,2})(?:(?i:st|nd|rd|th)|er)?"
    bounded = r"(?<![\w/.-]){}(?=T\d\d:|(?!\w|[/-]\d))"
    layouts = (
        rf"{month}\s*{day},?\s*{year}",  # May 26, 2015 · Sept. 29 2017 · MARCH 3RD, 2019
        # 15 June 2016 · 1er octobre 2018 · 26MAY2015 · 19 آيار/مايو 2015
        rf"{day}\s*(?:of\s+|de\s+)?{month}(?:\s?/\s?[^\W\d_]+)?,?\s*{year}",
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
    return month_numbers()[month.lower()], int(match["day"] or match["day_before"])


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
                if taken.isdisjoint(range(*match.span())):
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
        month = int(number) if number else month_numbers()[re.sub(r"\s+", " ", parts["month"]).lower()]
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
