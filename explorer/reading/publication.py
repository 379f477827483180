"""When a release says it was published, with the passage; a second date is kept and an impossible one named."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from explorer.model import UNKNOWN_DATE, PublicationDate
from explorer.reading.datelines import AGENCY_DATELINE, DATELINE, match_wire
from explorer.reading.dates import WrittenDate, find_dates
from explorer.reading.headers import HANDLE, RELEASE_NUMBER, Found, Line
from explorer.reading.page import Page
from explorer.reading.publication_forms import (
    BARE_FORM,
    HEADER_FORMS,
    ISSUED,
    LABELLED_FORM,
    OTHER_DAY,
    POST_FORM,
    SITE_UPDATE,
    UPDATE,
)

TAIL_LINES = 6
MOST_STATED = 250  # [characters] a longer line is no line of a header
A_WEEK = dt.timedelta(days=7)
A_DAY = dt.timedelta(days=1)  # the publisher's morning may be our evening
FIRST_YEAR_OF_OPERATION = 2014


@dataclass(frozen=True, slots=True)
class Statement:
    """A date that a line, or the file's metadata, states as that of publication; the span is in the clean text.

    `place` is where the publisher sits, if the line says so too.
    """

    written: WrittenDate
    start: int | None
    end: int | None
    evidence: str
    place: Found | None = None

    @property
    def is_of_update(self) -> bool:
        """Whether it is the day on which a page was changed."""
        return UPDATE.search(self.evidence) is not None

    @property
    def is_bare(self) -> bool:
        """Whether it is a line of the text that says nothing but the day."""
        line = self.evidence[: self.written.start] + "§" + self.evidence[self.written.end :]
        return self.start is not None and BARE_FORM.fullmatch(line) is not None

    @property
    def published(self) -> PublicationDate:
        """The date with its evidence."""
        return PublicationDate(self.written.iso, self.written.iso_precision, "stated", self.evidence)


def find_in_metadata(page: Page) -> list[Statement]:
    """The date that the file's metadata state."""
    return [Statement(written, None, None, page.date_evidence) for written in find_dates(page.date or "")[:1]]


def find_in_sources(passages: Iterable[str]) -> list[Statement]:
    """The date in what was left out: a line that says who issued a text and when, or a date stamp."""
    issued = [passage for passage in passages if ISSUED.search(passage)]
    return [
        Statement(written, None, None, passage.strip()) for passage in issued for written in find_dates(passage)[:1]
    ]


def find_in_edges(edges: list[Line]) -> list[Statement]:
    """The dates in the headers and footers of pages, in the forms that a release's own header has."""
    found = [each for line in edges for each in (*_header_dates(line), *_release_number_date(line))]
    return [replace(each, start=None, end=None) for each in found]


def find_statements(header: list[Line], elsewhere: list[Statement], tail: list[Line]) -> list[Statement]:
    """The dates of publication that are stated, strongest first; impossible ones too."""
    is_dated = ((line, not OTHER_DAY.fullmatch(before.text)) for before, line in pairwise([Line(0, ""), *header]))
    stated = [found for line, is_of_release in is_dated if is_of_release for found in _header_dates(line)] + elsewhere
    below = [line for line in tail if not SITE_UPDATE.match(line.text)]
    is_post = any(HANDLE.fullmatch(line.text) for line in header)
    forms = (LABELLED_FORM, POST_FORM) if is_post else (LABELLED_FORM,)
    stated += [found for line in below for found in _dates_in_form(line, forms)]
    return stated + [found for line in header for found in _release_number_date(line)]


def choose(statements: list[Statement], *, title_start: int | None = None) -> PublicationDate:
    """The date that most lines state, the first of two equals; of more, as in a list of events, it may be none.

    An ambiguous one counts only when there is no other, and so do the day of an update, and that of a visit: a bare
    line above the title, as papers show it, when the release itself states a day that is more than a week earlier.
    """
    possible = [found for found in statements if found.written.readings]
    if not possible:
        return UNKNOWN_DATE
    sure = [found for found in possible if len(found.written.readings) == 1] or possible
    candidates = [found for found in sure if not found.is_of_update] or sure
    candidates = [found for found in candidates if not _is_of_visit(found, candidates, title_start)]
    (winner, count), *others = Counter(found.written.iso for found in candidates).most_common()
    if count <= len(others) - 1:
        return UNKNOWN_DATE
    return next(found.published for found in candidates if found.written.iso == winner)


def _is_of_visit(bare: Statement, statements: list[Statement], title_start: int | None) -> bool:
    if title_start is None or not bare.is_bare or bare.start > title_start:
        return False
    own = (each.written for each in statements if each.written.precision == "day" and not each.is_bare)
    return any(bare.written.readings[0] - written.readings[0] > A_WEEK for written in own)


def find_others(statements: list[Statement], published: PublicationDate) -> tuple[PublicationDate, ...]:
    """The dates that lines state and that cannot be the one chosen; of an ambiguous one, both readings."""
    others = {
        iso: PublicationDate(iso, found.written.precision, "stated", found.evidence)
        for found in statements
        if published.precision == "year" or not any(_agree(iso, published.date) for iso in found.written.readings_iso)
        for iso in found.written.readings_iso
    }
    return tuple(others.values())


def find_doubts(statements: list[Statement], published: PublicationDate, *, today: dt.date) -> tuple[str, ...]:
    """What is wrong with the dates stated: impossible ones, ones to come, and ones that disagree."""
    doubts = [f"the date in {found.evidence!r} is impossible" for found in statements if not found.written.readings]
    if published.last_day and published.last_day.year < FIRST_YEAR_OF_OPERATION:
        doubts.append(f"the date {published.date} lies before the operation, which began in {FIRST_YEAR_OF_OPERATION}")
    if published.first_day and published.first_day > today + A_DAY:
        doubts.append(f"the date {published.date} lies in the future")
    others = find_others(statements, published)
    if others and published.precision == "year":
        readings = " or ".join(other.date for other in others)
        return (*doubts, f"the date in {published.evidence!r} can be {readings}")
    return (*doubts, *(_disagreement(other, published) for other in others))


def _disagreement(other: PublicationDate, published: PublicationDate) -> str:
    if published.date is None:
        return f"{other.date} ({other.evidence!r}) is one of several dates; which is that of publication is not said"
    return f"{other.date} ({other.evidence!r}) disagrees with the date {published.date} ({published.evidence!r})"


def _agree(one: str, other: str | None) -> bool:
    """Whether two ISO dates, perhaps of different precision, can be the same day."""
    return other is not None and (one.startswith(other) or other.startswith(one))


def _header_dates(line: Line) -> list[Statement]:
    if opening := AGENCY_DATELINE.match(line.text) or match_wire(line.text) or DATELINE.match(line.text):
        return _dateline_dates(line, opening)
    return _dates_in_form(line, HEADER_FORMS)


def _dateline_dates(line: Line, opening: re.Match) -> list[Statement]:
    """The date within a dateline, or right after the agency's name."""
    limit = opening.end() + (25 if opening.re is AGENCY_DATELINE else 0)
    found = [date for date in find_dates(line.text[:limit]) if opening.start() <= date.start]
    return [
        Statement(date, line.start + date.start, line.start + date.end, line.text[:limit].strip(" -–—"))
        for date in found[:1]
    ]


def _dates_in_form(line: Line, forms: tuple[re.Pattern, ...]) -> list[Statement]:
    for date in find_dates(line.text) if len(line.text) <= MOST_STATED else ():
        around = line.text[: date.start] + "§" + line.text[date.end :]
        around = around.lstrip(" *_").rstrip(" *_|•·")
        matches = (form.fullmatch(around) for form in forms)
        if match := next(filter(None, matches), None):
            place = _place(match, line, date)
            return [Statement(date, line.start + date.start, line.start + date.end, line.text, place)]
    return []


def _place(match: re.Match, line: Line, date: WrittenDate) -> Found | None:
    """The city that a form names beside the date."""
    place = (match.groupdict().get("place") or "").strip()
    if not place:
        return None
    start = line.start + line.text.index(place, date.end if match.start("place") > date.start else 0)
    return Found(place, start, start + len(place))


def _release_number_date(line: Line) -> list[Statement]:
    match = RELEASE_NUMBER.search(line.text)
    digits = re.match(r"(\d{4})(\d\d)(\d\d)", match["number"]) if match else None
    if not digits:
        return []
    dates = find_dates("-".join(digits.groups()))
    return [Statement(date, line.start + match.start(), line.start + match.end(), match[0]) for date in dates]
