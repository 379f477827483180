"""The nouns as plain JSON values: the machine interface of the command line and of every export."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from explorer.model import Mention, Place, Release

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
    """What the machine interface says of a mention; `place` and `point` are None when there is none."""
    return {
        "start": mention.start,
        "end": mention.end,
        "toponym": mention.toponym,
        "role": mention.role,
        "place": place_record(mention.place) if mention.place else None,
        "point": asdict(mention.point) if mention.point else None,
        "on_map": mention.on_map,
        "reason": mention.reason,
        "score": mention.score,
    }


def release_record(release: Release) -> Record:
    """What the machine interface says of a release."""
    return {field: getattr(release, field) for field in RELEASE_FIELDS} | {"published": asdict(release.published)}
