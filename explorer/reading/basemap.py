"""What pages need to know of the base map: its rivers as lines, and which governorates it can shade."""

from __future__ import annotations

import json
from pathlib import Path

Line = tuple[tuple[float, float], ...]


def read_rivers(path: Path) -> dict[str, tuple[Line, ...]]:
    """The lines of each named river by place_id, each a sequence of (latitude, longitude) [degrees]."""
    rivers: dict[str, tuple[Line, ...]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        place_id, geometry = feature["properties"].get("place_id"), feature["geometry"]
        if place_id:
            parts = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
            lines = tuple(tuple((latitude, longitude) for longitude, latitude in part) for part in parts)
            rivers[place_id] = rivers.get(place_id, ()) + lines
    return rivers


def read_governorates(path: Path) -> dict[str, str]:
    """The place_ids of the governorates by their names, as `Place.admin1` has them."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {each["properties"]["name"]: each["properties"]["place_id"] for each in features}
