"""Which dots lie within a distance of a point, along the ellipsoid."""

from __future__ import annotations

import numpy as np
from geopy.distance import geodesic

from explorer.exploring.filters import Near

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
SPHERE_ERROR = 0.006  # a distance on the sphere differs from the ellipsoid's by at most 0.56 %


def is_within(latitudes: np.ndarray, longitudes: np.ndarray, near: Near) -> np.ndarray:
    """Which of the points [degrees] lie within `near.radius_km` (bool, one per point)."""
    far = distances_km(latitudes, longitudes, near)
    inside = far <= near.radius_km
    for position in np.flatnonzero(np.abs(far - near.radius_km) <= SPHERE_ERROR * near.radius_km):
        point = (latitudes[position], longitudes[position])
        inside[position] = geodesic(point, (near.latitude, near.longitude)).km <= near.radius_km
    return inside


def distances_km(latitudes: np.ndarray, longitudes: np.ndarray, near: Near) -> np.ndarray:
    """Distances [km] from a point on the sphere (haversine); the ellipsoid's differ by at most 0.56 %."""
    latitude, longitude = np.radians(near.latitude), np.radians(near.longitude)
    north, east = np.radians(latitudes), np.radians(longitudes)
    half = np.sin((north - latitude) / 2) ** 2 + np.cos(north) * np.cos(latitude) * np.sin((east - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
