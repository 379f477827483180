"""Where places lie relative to each other and to the theatre: Iraq, Syria and what surrounds them."""

from __future__ import annotations

import math

from explorer.model import Place, Point

LATITUDES = (28.0, 39.0)  # of the theatre [degrees]
LONGITUDES = (34.0, 50.0)
HOME = ("IQ", "SY")
LEVELS = {"country": 5, "region": 4, "governorate": 4, "district": 3, "city": 2, "town": 1}
CITY_KM = 40.0  # how far what belongs to a city may lie from its centre
BORDER_KM = 20.0  # how far outside a governorate texts still put a place into it
_EARTH_RADIUS_KM = 6371.0


def distance_km(first: Place | Point, second: Place | Point) -> float:
    """Great-circle distance [km]; within 0.5 % of the ellipsoid, enough to rank, and fast."""
    a, b = math.radians(first.latitude), math.radians(second.latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(second.longitude - first.longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def contains(area: Place, place: Place) -> bool:
    """Whether a country, governorate, region or city has the place in it, as far as the gazetteer tells."""
    if area.place_id == place.place_id:
        return False
    if area.feature_class == "country":
        return area.country_code == place.country_code
    if area.feature_class == "governorate":
        if area.country_code == place.country_code and place.admin1 in (area.admin1, area.name):
            return True
        return distance_km(area, place) <= area.precision_km + BORDER_KM
    return distance_km(area, place) <= max(area.precision_km, CITY_KM)


def level(place: Place) -> int:
    """How large an area a kind of place is, to tell what may contain what; 0 for what contains nothing."""
    return LEVELS.get(place.feature_class, 0)


def is_home(place: Place) -> bool:
    """Whether a place lies in Iraq or Syria, or in both."""
    return place.country_code in HOME or not place.country_code


def is_in_theatre(place: Place | Point) -> bool:
    """Whether a place lies in or around Iraq and Syria; of countries and regions only those in these two do."""
    if isinstance(place, Place) and place.geometry == "area":
        return is_home(place)
    return LATITUDES[0] <= place.latitude <= LATITUDES[1] and LONGITUDES[0] <= place.longitude <= LONGITUDES[1]
