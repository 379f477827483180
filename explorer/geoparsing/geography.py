"""Where places lie relative to each other and to the theatre: Iraq, Syria and what surrounds them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from explorer.model import Place, Point

LATITUDES = (28.0, 39.0)  # of the theatre [degrees]
LONGITUDES = (34.0, 50.0)
HOME = ("IQ", "SY")
LEVELS = {"country": 5, "region": 4, "governorate": 4, "district": 3, "city": 2, "town": 1}
CITY_PARTS = frozenset({"neighbourhood", "building", "bridge"})
CITY_KM = 40.0  # how far what belongs to a city may lie from its centre
BORDER_KM = 20.0  # how far from a place of a governorate texts still put another into it
_BESIDE_KEPT = 5_000  # pairs of a governorate and a place
_EARTH_RADIUS_KM = 6371.0
_KM_PER_DEGREE = math.radians(_EARTH_RADIUS_KM)  # of latitude


def distance_km(first: Place | Point, second: Place | Point) -> float:
    """Great-circle distance [km]; within 0.5 % of the ellipsoid, enough to rank, and fast."""
    a, b = math.radians(first.latitude), math.radians(second.latitude)
    across = math.sin((b - a) / 2)
    along = math.sin(math.radians(second.longitude - first.longitude) / 2)
    # A product is twice as fast as a power.
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(across * across + math.cos(a) * math.cos(b) * (along * along)))


def is_any_within(place: Place, others: Iterable[Place | Point], most_km: float) -> bool:
    """Whether any of the others is no farther from a place than so many km."""
    degrees = most_km / _KM_PER_DEGREE  # no farther than its latitude says, which tells most apart fast
    return any(
        abs(other.latitude - place.latitude) <= degrees and distance_km(place, other) <= most_km for other in others
    )


def nearest(place: Place, others: Iterable[Place | Point]) -> tuple[float, Place | Point | None]:
    """How far the nearest other one of the others is [km], and which it is; (inf, None) if there is none."""
    nearest_km, found = math.inf, None
    for other in others:
        # Nothing is nearer than its latitude alone makes it, which tells most apart fast.
        if abs(other.latitude - place.latitude) * _KM_PER_DEGREE < nearest_km and other is not place:
            km = distance_km(place, other)
            if km < nearest_km:
                nearest_km, found = km, other
    return nearest_km, found


def level(place: Place) -> int:
    """How large an area a kind of place is, to tell what may contain what; 0 for what contains nothing."""
    return LEVELS.get(place.feature_class, 0)


def is_city_part(place: Place) -> bool:
    """Whether a place is a part of a city, known by a name that many cities have for one of theirs."""
    return place.feature_class in CITY_PARTS


def is_home(place: Place) -> bool:
    """Whether a place lies in Iraq or Syria, or in both."""
    return place.country_code in HOME or not place.country_code


def is_in_theatre(place: Place | Point) -> bool:
    """Whether a place lies in or around Iraq and Syria; of countries and regions only those in these two do."""
    if isinstance(place, Place) and place.geometry == "area":
        return is_home(place)
    return LATITUDES[0] <= place.latitude <= LATITUDES[1] and LONGITUDES[0] <= place.longitude <= LONGITUDES[1]


class Areas:
    """What lies in which area, as far as the places of a gazetteer tell."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = places
        self._is_beside_kept = lru_cache(maxsize=_BESIDE_KEPT)(self._is_beside)
        self.is_beside = lru_cache(maxsize=_BESIDE_KEPT)(self._is_beside_country)

    def contains(self, area: Place, place: Place) -> bool:
        """Whether a country, governorate, region or city has the place in it, or beside its border."""
        if area.place_id == place.place_id:
            return False
        if area.feature_class == "country":
            return area.country_code == place.country_code
        if area.feature_class != "governorate":
            if level(area) < LEVELS["region"] and level(place) >= level(area):
                return False
            return distance_km(area, place) <= max(area.precision_km, CITY_KM)
        if area.country_code == place.country_code and place.admin1 in (area.admin1, area.name):
            return True
        if place.feature_class == "governorate" or distance_km(area, place) > area.precision_km + BORDER_KM:
            return False
        return place.admin1 is None or place.geometry != "point" or self._is_beside_kept(area, place)

    def _is_beside(self, governorate: Place, place: Place) -> bool:
        """Whether a place of the governorate is so near that texts may put the place into it too."""
        inside = self._points.get((governorate.country_code, governorate.admin1), ())
        return any(distance_km(place, other) <= BORDER_KM for other in inside)

    def _is_beside_country(self, country: Place, place: Place) -> bool:
        """Whether a place of the country is so near that texts may put the place into it too."""
        inside = (points for (code, _), points in self._points.items() if code == country.country_code)
        return any(distance_km(place, other) <= BORDER_KM for points in inside for other in points)

    @cached_property
    def _points(self) -> dict[tuple[str, str | None], list[Place]]:
        points: dict[tuple[str, str | None], list[Place]] = defaultdict(list)
        for place in self._places:
            if place.geometry == "point":
                points[place.country_code, place.admin1].append(place)
        return points
