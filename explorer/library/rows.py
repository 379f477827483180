"""The nouns as rows of the library's tables, and back."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from explorer.model import EventDate, Kept, Mention, Part, Place, Point, PublicationDate, Release, Removed
from explorer.records import Record

PLACE_FIELDS = (*(field.name for field in fields(Place)), "geometry")
EVENT_DATE_FIELDS = [field.name for field in fields(EventDate)]
# What a release holds as tuples of records is kept as JSON lists of their values.
RECORDS = {"kept": Kept, "removed": Removed, "parts": Part, "other_dates": PublicationDate}
VALUES = {name: attrgetter(*(field.name for field in fields(record))) for name, record in RECORDS.items()}
PLAIN = [field.name for field in fields(Release) if field.name not in {*RECORDS, "published", "warnings"}]


def release_row(release: Release) -> Record:
    """A release as a row of the table `release`, but for the version of the rules."""
    row = {name: getattr(release, name) for name in PLAIN}
    lists = {name: json.dumps(list(map(VALUES[name], getattr(release, name)))) for name in RECORDS}
    return {
        **row,
        **lists,
        "warnings": json.dumps(release.warnings),
        "published": release.published.date,
        "first_day": iso_day(release.published.first_day),
        "last_day": iso_day(release.published.last_day),
        "precision": release.published.precision,
        "basis": release.published.basis,
        "evidence": release.published.evidence,
        "text_sha256": sha256_hex(release.text),
    }


def release_from_row(row: Mapping[str, Any]) -> Release:
    """The release that a row of the table `release` keeps."""
    plain = {name: row[name] for name in PLAIN}
    lists = {
        name: tuple(itertools.starmap(record, json.loads(row[name]))) if row[name] != "[]" else ()
        for name, record in RECORDS.items()
    }
    published = PublicationDate(row["published"], row["precision"], row["basis"], row["evidence"])
    return Release(**plain, **lists, published=published, warnings=tuple(json.loads(row["warnings"])))


def key_rows(release: Mapping[str, Any], keys: Iterable[int]) -> list[Record]:
    """The keys of likeness of a row of the table `release` as rows of the table `likeness_key`."""
    fixed = {"published": release["published"] or "", "release_id": release["release_id"]}
    return [{"key": key, **fixed} for key in sorted(keys)]


def place_row(place: Place) -> Record:
    """A place as a row of the table `place`."""
    return {name: getattr(place, name) for name in PLACE_FIELDS}


def mention_row(mention: Mention, release_id: str) -> Record:
    """A mention as a row of the table `mention`."""
    return {
        "release_id": release_id,
        "start": mention.start,
        "end": mention.end,
        "toponym": mention.toponym,
        "role": mention.role,
        "place_id": mention.place.place_id if mention.place else None,
        "on_map": mention.on_map,
        "point_latitude": mention.point.latitude if mention.point else None,
        "point_longitude": mention.point.longitude if mention.point else None,
        "point_radius_km": mention.point.radius_km if mention.point else None,
        "reason": mention.reason,
        "score": mention.score,
    }


def event_date_row(found: EventDate, release_id: str) -> Record:
    """An event date as a row of the table `event_date`."""
    days = {"first_day": found.first_day.isoformat(), "last_day": found.last_day.isoformat()}
    plain = {name: getattr(found, name) for name in EVENT_DATE_FIELDS}
    return {"release_id": release_id, **plain, **days}


def event_date_from_row(row: Mapping[str, Any]) -> EventDate:
    """The event date that a row of the table `event_date` keeps."""
    days = {name: dt.date.fromisoformat(row[name]) for name in ("first_day", "last_day")}
    return EventDate(**{name: row[name] for name in EVENT_DATE_FIELDS} | days)


def mention_from_row(row: Mapping[str, Any]) -> Mention:
    """The mention that a row of the tables `mention` and `place`, joined, keeps."""
    place = Place(**{field.name: row[f"place_{field.name}"] for field in fields(Place)}) if row["place_id"] else None
    point = (row["point_latitude"], row["point_longitude"], row["point_radius_km"])
    return Mention(
        start=row["start"],
        end=row["end"],
        toponym=row["toponym"],
        role=row["role"],
        place=place,
        point=Point(*point) if row["point_latitude"] is not None else None,
        on_map=row["on_map"],
        reason=row["reason"],
        score=row["score"],
    )


def mentions_from_rows(mentions: Iterable[Record], places: Iterable[Record]) -> tuple[Mention, ...]:
    """The mentions that rows of the tables `mention` and `place` keep."""
    by_id = {place["place_id"]: {f"place_{name}": value for name, value in place.items()} for place in places}
    return tuple(mention_from_row({**row, **by_id.get(row["place_id"], {})}) for row in mentions)


def sha256_hex(text: str) -> str:
    """The digest that shows whether a stored text is still what was stored."""
    return hashlib.sha256(text.encode()).hexdigest()


def iso_day(day: dt.date | None) -> str | None:
    """A day as ISO 8601."""
    return day.isoformat() if day else None
