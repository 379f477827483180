"""The nouns of the project, as frozen records; every layer speaks in these."""

from __future__ import annotations

import bisect
import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["location", "dateline", "actor", "elsewhere"]
Basis = Literal["stated", "inferred", "corrected", "unknown"]
Precision = Literal["day", "month", "year"]

AREA_CLASSES = frozenset({"country", "governorate", "district", "region", "mountain range", "lake", "sea"})
LINE_CLASSES = frozenset({"river", "canal", "border", "wadi", "road"})


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When a release was published, and how that is known.

    `date` is ISO 8601 at its own precision ("2015-05-26", "2017-06", "2024"), or None when unknown;
    `evidence` quotes the passage of the release that gives it ("" when unknown).
    """

    date: str | None
    precision: Precision | None
    basis: Basis
    evidence: str

    @property
    def first_day(self) -> dt.date | None:
        """The earliest day the date can mean."""
        if self.date is None:
            return None
        year, month, day = ([int(part) for part in self.date.split("-")] + [1, 1])[:3]
        return dt.date(year, month, day)

    @property
    def last_day(self) -> dt.date | None:
        """The latest day the date can mean."""
        first = self.first_day
        if first is None or self.precision == "day":
            return first
        month = 12 if self.precision == "year" else first.month
        return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])


@dataclass(frozen=True, slots=True)
class EventDate:
    """When something in a release happened: half-open span into the clean text, and the days it can mean.

    The words at `text[start:end]` mean all days from `first_day` to `last_day` when they name a range ("May 19-20",
    "the past 48 hours"), and one of them when `precision` is coarser than a day. `basis` is "stated" when the text
    names the year, else "computed" from the publication date. The sentence around is
    `text[sentence_start:sentence_end]`.
    """

    start: int
    end: int
    first_day: dt.date
    last_day: dt.date
    precision: Precision
    basis: Literal["stated", "computed"]
    sentence_start: int
    sentence_end: int


UNKNOWN_DATE = PublicationDate(date=None, precision=None, basis="unknown", evidence="")


@dataclass(frozen=True, slots=True)
class Kept:
    """A run of the original that stands in the clean text: equal length, only white space may differ."""

    start: int  # in the clean text
    original_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A passage of the original, half-open, that the clean text leaves out, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the clean text, half-open, with a duty: title, date, release number, byline, dateline, caption."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Release:
    """One press release, article or transcript as published."""

    release_id: str  # the first 16 hex digits of the sha256 of the file's bytes
    file_name: str
    sha256: str
    encoding: str
    original: str
    text: str
    kept: tuple[Kept, ...]
    removed: tuple[Removed, ...]
    parts: tuple[Part, ...]
    title: str
    title_basis: Literal["stated", "derived"]
    published: PublicationDate
    release_number: str | None
    publisher: str | None
    source: str | None  # where a reprint says it comes from
    kind: str | None
    dateline: str | None
    byline: str | None
    other_dates: tuple[PublicationDate, ...] = ()  # dates of publication that the release also states
    warnings: tuple[str, ...] = ()  # what a reader should know: a guessed encoding, dates that disagree

    def original_offset(self, offset: int) -> int:
        """Where in the original the clean character at `offset` stands.

        Raises:
            IndexError: `offset` is outside the clean text.
        """
        if not 0 <= offset < len(self.text):
            raise IndexError(
                f"offset {offset} is outside the clean text of {self.file_name} (0 to {len(self.text) - 1})"
            )
        run = self.kept[bisect.bisect_right(self.kept, offset, key=lambda kept: kept.start) - 1]
        return run.original_start + offset - run.start


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the gazetteer; coordinates in degrees, precision in km (the radius that holds the truth)."""

    place_id: str
    name: str
    arabic_name: str | None
    latitude: float
    longitude: float
    feature_class: str
    country_code: str  # ISO 3166-1 alpha-2
    admin1: str | None  # the governorate's English name
    precision_km: float
    source: str

    @property
    def geometry(self) -> Literal["point", "line", "area"]:
        """How the map may draw it: only a point is ever a dot."""
        if self.feature_class in AREA_CLASSES:
            return "area"
        return "line" if self.feature_class in LINE_CLASSES else "point"


@dataclass(frozen=True, slots=True)
class Point:
    """Where a mention says something is, when that is not simply its place: an offset or an exact coordinate."""

    latitude: float
    longitude: float
    radius_km: float


class Mention(NamedTuple):
    """One occurrence of a toponym: half-open span into the clean text, `toponym == text[start:end]`.

    `place` is None when unresolved, and `reason` then says why. `on_map` is true when the map draws a dot for it:
    its role is location and it has a point in or around Iraq and Syria. A tuple is made in a third of the time that a
    frozen dataclass takes, and there are many.
    """

    start: int
    end: int
    toponym: str
    role: Role
    place: Place | None
    point: Point | None
    on_map: bool
    reason: str
    score: float
