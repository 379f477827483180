"""The nouns as rows of the library's tables, and back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, fields
from typing import Any

from explorer.library.records import Record
from explorer.model import Kept, Mention, Part, Place, PublicationDate, Release, Removed


def release_row(release: Release, extraction_version: str) -> Record:
    """A release as a row of the table `release`."""
    structured = {"published", "kept", "removed", "parts"}
    row = {field.name: getattr(release, field.name) for field in fields(release) if field.name not in structured}
    return row | {
        "published": release.published.date,
        "first_day": iso_day(release.published.first_day),
        "last_day": iso_day(release.published.last_day),
        "precision": release.published.precision,
        "basis": release.published.basis,
        "evidence": release.published.evidence,
        "kept": json.dumps([astuple(run) for run in release.kept]),
        "removed": json.dumps([astuple(passage) for passage in release.removed]),
        "parts": json.dumps([astuple(part) for part in release.parts]),
        "text_sha256": sha256_hex(release.text),
        "extraction_version": extraction_version,
    }


def release_from_row(row: Mapping[str, Any]) -> Release:
    """The release that a row of the table `release` keeps."""
    structured = {
        "published": PublicationDate(row["published"], row["precision"], row["basis"], row["evidence"]),
        "kept": tuple(Kept(*run) for run in json.loads(row["kept"])),
        "removed": tuple(Removed(*passage) for passage in json.loads(row["removed"])),
        "parts": tuple(Part(*part) for part in json.loads(row["parts"])),
    }
    return Release(**{field.name: structured.get(field.name, row[field.name]) for field in fields(Release)})


def place_row(place: Place) -> Record:
    """A place as a row of the table `place`."""
    return asdict(place) | {"geometry": place.geometry}


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


def sha256_hex(text: str) -> str:
    """The digest that shows whether a stored text is still what was stored."""
    return hashlib.sha256(text.encode()).hexdigest()


def iso_day(day: dt.date | None) -> str | None:
    """A day as ISO 8601."""
    return day.isoformat() if day else None
