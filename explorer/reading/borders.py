"""The borders of the governorates of Iraq and Syria, and whether a place lies where its row says."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from explorer.model import Place

# Shapes are simplified, and maps draw lines differently; Natural Earth's Baghdad is little more than the city.
COUNTRY_SLACK_KM, SLACK_KM, SLACKS_KM = 5.0, 12.0, {"Baghdad": 30.0}
_KM_PER_DEGREE = 111.2

Ring = Sequence[Sequence[float]]  # longitude, latitude [degrees]; the last point is the first


class Borders:
    """The governorates by country and name, each with the rings of its polygons."""

    def __init__(self, governorates: dict[tuple[str, str], tuple[Ring, ...]]) -> None:
        self._governorates = governorates
        self._countries = frozenset(country for country, _ in governorates)

    def flaw(self, place: Place) -> str:
        """Why a place cannot lie where it says, "" if it can; areas, lines and what says nothing always can."""
        if place.geometry != "point" or not place.country_code:
            return ""
        around = self._around(place)
        if place.country_code not in self._countries:
            deep = around and self._depth_km(around, place) > COUNTRY_SLACK_KM
            return f"its point lies in {around[1]} ({around[0]}), not in {place.country_code}" if deep else ""
        if around and around[0] == place.country_code and place.admin1 in (around[1], None):
            return ""
        own = (place.country_code, place.admin1)
        if place.admin1 and own not in self._governorates:
            known = ", ".join(sorted(name for country, name in self._governorates if country == place.country_code))
            return f"admin1 {place.admin1!r} is no governorate of {place.country_code}; leave it empty or use {known}"
        if place.admin1:
            slack = SLACKS_KM.get(place.admin1, SLACK_KM)
            return "" if self._depth_km(own, place) <= slack else f"its point lies outside {place.admin1}"
        nearest_km = min(self._depth_km(each, place) for each in self._governorates if each[0] == place.country_code)
        is_inside = around is not None and around[0] == place.country_code
        return "" if is_inside or nearest_km <= COUNTRY_SLACK_KM else f"its point lies outside {place.country_code}"

    def _around(self, place: Place) -> tuple[str, str] | None:
        """The governorate that a place lies in; the one that it names is looked at first."""
        first = (place.country_code, place.admin1)
        others = sorted(self._governorates, key=lambda each: each != first)
        return next((each for each in others if _is_inside(self._governorates[each], place)), None)

    def _depth_km(self, governorate: tuple[str, str], place: Place) -> float:
        """How far a place is from the border of a governorate [km]."""
        return min(_edge_distances_km(self._governorates[governorate], place))


def read_borders(path: Path) -> Borders:
    """The borders of the base map's governorates (GeoJSON of polygons with the properties country and name)."""
    governorates = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        polygons = feature["geometry"]["coordinates"]
        if feature["geometry"]["type"] == "Polygon":
            polygons = [polygons]
        told = feature["properties"]
        governorates[told["country"], told["name"]] = tuple(ring for polygon in polygons for ring in polygon)
    return Borders(governorates)


def _is_inside(rings: Sequence[Ring], place: Place) -> bool:
    """Whether a line east of a place crosses the rings an odd number of times."""
    x, y, inside = place.longitude, place.latitude, False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def _edge_distances_km(rings: Sequence[Ring], place: Place) -> Iterator[float]:
    """How far a place is from each edge of the rings [km], on a plane, which is exact enough near by."""
    wide = math.cos(math.radians(place.latitude))
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            ax, ay = (x1 - place.longitude) * wide, y1 - place.latitude
            dx, dy = (x2 - x1) * wide, y2 - y1
            length = dx * dx + dy * dy
            along = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
            yield _KM_PER_DEGREE * math.hypot(ax + along * dx, ay + along * dy)
