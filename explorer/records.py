"""The nouns as plain JSON values: the machine interface of the command line and of every export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from explorer.model import EventDate, Mention, Place, Point, Release

Record = dict[str, Any]

PLACE_FIELDS = (
    "place_id", "name", "latitude", "longitude", "country_code", "admin1", "feature_class", "precision_km",
)  # fmt: skip
RELEASE_FIELDS = (
    "release_id", "file_name", "title", "title_basis", "release_number", "publisher", "source", "kind", "dateline",
    "byline", "text",
)  # fmt: skip


def place_record(place: Place) -> Record:
    """What the machine interface says of a place."""
    return {field: getattr(place, field) for field in PLACE_FIELDS}


def mention_record(mention: Mention) -> Record:
    """What the machine interface says of a mention; `place` and `point` are None when there is none.

    `point` is where a mention on the map is drawn, with its radius: its own point, or else its place's.
    """
    point = mention.point
    if point is None and mention.on_map:
        point = Point(mention.place.latitude, mention.place.longitude, mention.place.precision_km)
    return {
        "start": mention.start,
        "end": mention.end,
        "toponym": mention.toponym,
        "role": mention.role,
        "place": place_record(mention.place) if mention.place else None,
        "point": asdict(point) if point else None,
        "on_map": mention.on_map,
        "reason": mention.reason,
        "score": mention.score,
    }


def event_date_record(found: EventDate, text: str) -> Record:
    """What the machine interface says of a date in a clean text."""
    return {
        "start": found.start,
        "end": found.end,
        "text": text[found.start : found.end],
        "first_day": found.first_day.isoformat(),
        "last_day": found.last_day.isoformat(),
        "precision": found.precision,
        "basis": found.basis,
        "sentence": text[found.sentence_start : found.sentence_end],
    }


def release_record(release: Release, event_dates: Iterable[EventDate]) -> Record:
    """What the machine interface says of a release; `removed` are the passages that its text leaves out, and why."""
    return {
        **{field: getattr(release, field) for field in RELEASE_FIELDS},
        "published": asdict(release.published),
        "other_dates": [asdict(date) for date in release.other_dates],
        "event_dates": [event_date_record(found, release.text) for found in event_dates],
        "removed": [
            {"text": release.original[passage.start : passage.end], "reason": passage.reason}
            for passage in release.removed
        ],
        "encoding": release.encoding,
        "warnings": list(release.warnings),
    }
