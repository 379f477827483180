from __future__ import annotations

from explorer.geoparsing.geography import Areas
from explorer.model import Place


def place(name: str, longitude: float, feature_class: str, admin1: str | None, precision_km: float = 1.0) -> Place:
    return Place(name, name, None, 35.0, longitude, feature_class, "SY", admin1, precision_km, "test")


EAST, WEST = place("East", 41.0, "governorate", "East", 150.0), place("West", 39.0, "governorate", "West", 150.0)
CITY, BORDER_TOWN = place("City", 41.0, "city", "East", 5.0), place("Border Town", 40.05, "town", "East")
NEIGHBOUR, FAR = place("Neighbour", 39.95, "village", "West"), place("Far", 39.5, "village", "West")
UNKNOWN = place("Unknown", 39.6, "site", None)
AREAS = Areas([EAST, WEST, CITY, BORDER_TOWN, NEIGHBOUR, FAR, UNKNOWN])


def test_a_governorate_has_its_own_places() -> None:
    assert AREAS.contains(EAST, CITY)
    assert not AREAS.contains(EAST, EAST)


def test_a_place_beside_the_border_may_be_put_on_either_side() -> None:
    assert AREAS.contains(EAST, NEIGHBOUR)
    assert not AREAS.contains(EAST, FAR)


def test_a_place_of_no_known_governorate_is_in_those_around_it() -> None:
    assert AREAS.contains(EAST, UNKNOWN)
    assert AREAS.contains(WEST, UNKNOWN)


def test_a_governorate_is_in_no_other() -> None:
    assert not AREAS.contains(EAST, WEST)


def test_a_city_has_what_is_near_it() -> None:
    assert AREAS.contains(CITY, place("Quarter", 41.1, "neighbourhood", "East"))
    assert not AREAS.contains(CITY, FAR)
