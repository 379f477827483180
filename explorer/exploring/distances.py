"""Distances along the ellipsoid: what lies within one of a point, circles, and the way between two points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from geographiclib.geodesic import Geodesic

from explorer.exploring.filters import Near

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
SPHERE_ERROR = 0.006  # a distance on the sphere differs from the ellipsoid's by at most 0.56 %


def is_within(latitudes: np.ndarray, longitudes: np.ndarray, near: Near) -> np.ndarray:
    """Which of the points [degrees] lie within `near.radius_km` (bool, one per point)."""
    far = distances_km(latitudes, longitudes, near)
    inside = far <= near.radius_km
    for position in np.flatnonzero(np.abs(far - near.radius_km) <= SPHERE_ERROR * near.radius_km):
        point = (latitudes[position], longitudes[position])
        metres = Geodesic.WGS84.Inverse(*point, near.latitude, near.longitude)["s12"]
        inside[position] = metres / 1000 <= near.radius_km
    return inside


def distances_km(latitudes: np.ndarray, longitudes: np.ndarray, near: Near) -> np.ndarray:
    """Distances [km] from a point on the sphere (haversine); the ellipsoid's differ by at most 0.56 %."""
    latitude, longitude = np.radians(near.latitude), np.radians(near.longitude)
    north, east = np.radians(latitudes), np.radians(longitudes)
    half = np.sin((north - latitude) / 2) ** 2 + np.cos(north) * np.cos(latitude) * np.sin((east - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way between two points: its length [km], the direction it starts in [degrees from north], points."""

    length_km: float
    bearing: float
    points: tuple[tuple[float, float], ...]  # (latitude, longitude) [degrees], both ends included

    @property
    def length_nm(self) -> float:
        """The length in nautical miles of 1.852 km."""
        return self.length_km / 1.852


def way_between(start: tuple[float, float], end: tuple[float, float], points: int = 33) -> Way:
    """Measure the way between two points (latitude, longitude) [degrees] on the WGS 84 ellipsoid (Karney 2013)."""
    line = Geodesic.WGS84.InverseLine(*start, *end)
    along = (line.Position(distance) for distance in np.linspace(0, line.s13, points))
    bearing = Geodesic.WGS84.Inverse(*start, *end)["azi1"] % 360
    return Way(line.s13 / 1000, bearing, tuple((each["lat2"], each["lon2"]) for each in along))


def circle(latitude: float, longitude: float, radius_km: float, points: int = 72) -> tuple[tuple[float, float], ...]:
    """A closed ring of points (latitude, longitude) [degrees] at a distance from a point, from the north clockwise."""
    ring = (
        Geodesic.WGS84.Direct(latitude, longitude, bearing, radius_km * 1000)
        for bearing in np.linspace(0, 360, points + 1)
    )
    return tuple((each["lat2"], each["lon2"]) for each in ring)
