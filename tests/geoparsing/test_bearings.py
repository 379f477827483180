"""Where the text says that a place lies from another decides which place is meant, or that none of them is."""

from __future__ import annotations

import pytest

from explorer.geoparsing import Geoparser
from explorer.geoparsing.bearings import bearing_between
from explorer.geoparsing.geography import distance_km, nearest
from explorer.model import Mention, Place, Point

NEAR_KM, FAR_KM = 20.0, 90.0  # how far the places of these sentences lie from the city beside them
DIRECTIONS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")


def named(geoparser: Geoparser, text: str, toponym: str) -> Mention:
    return next(mention for mention in geoparser.geoparse(text) if mention.toponym == toponym)


def beside_cities(geoparser: Geoparser) -> list[tuple[Place, Place]]:
    """The villages and towns of Iraq and Syria of a name of their own, each with the nearest city."""
    places = [p for p in geoparser.gazetteer.places.values() if p.country_code in ("IQ", "SY")]
    cities = [p for p in places if p.feature_class == "city"]
    small = [p for p in places if p.feature_class in ("village", "town") and "(" not in p.name]
    pairs = ((place, nearest(place, cities)) for place in small)
    return [(place, city) for place, (km, city) in pairs if NEAR_KM < km < FAR_KM]


def direction(city: Place, place: Place, turned: float = 0.0) -> str:
    return DIRECTIONS[round((bearing_between(city, place) + turned) / 45) % 8]


def test_every_place_is_found_in_its_own_direction_from_a_city(geoparser: Geoparser) -> None:
    pairs = beside_cities(geoparser)
    assert len(pairs) > 400
    for place, city in pairs:
        text = f"Iraqi forces reached {place.name}, {direction(city, place)} of {city.name}, on Monday."
        mention = next((m for m in geoparser.geoparse(text) if m.toponym == place.name), None)
        if mention and mention.on_map:
            assert mention.place == place or distance_km(mention.place, city) <= FAR_KM, text


def test_no_place_is_drawn_in_the_opposite_direction_from_a_city(geoparser: Geoparser) -> None:
    for place, city in beside_cities(geoparser):
        text = f"Iraqi forces reached {place.name}, {direction(city, place, 180)} of {city.name}, on Monday."
        wrong = [m for m in geoparser.geoparse(text) if m.on_map and m.place == place and m.toponym == place.name]
        assert wrong == [], text


@pytest.mark.parametrize(
    "words",
    [
        "Husaybah, east of Ramadi",
        "Husaybah, 8 km east of Ramadi",
        "Husaybah (about 5 miles east of Ramadi)",
        "Husaybah, which lies just east of the city of Ramadi",
        "Husaybah, a small village located 8 kilometers east of Ramadi",
    ],
)
def test_of_two_places_the_one_that_lies_so_is_meant(geoparser: Geoparser, words: str) -> None:
    mention = named(geoparser, f"Iraqi forces cleared {words}, today.", "Husaybah")
    assert mention.place.name == "Husaybah ash-Sharqiyah"
    assert "east of" in mention.reason


@pytest.mark.parametrize(
    ("words", "toponym"),
    [
        ("Dabiq, north of Baghdad", "Dabiq"),
        ("Qahtaniyah, south of Mosul", "Qahtaniyah"),
        ("the Al-Jalaa Bridge in Hasakah", "Al-Jalaa"),
        ("the Aleppo Hospital in Raqqa", "Aleppo"),
        ("Camp Taji in Mosul", "Camp Taji"),
    ],
)
def test_a_place_that_lies_elsewhere_is_not_drawn(geoparser: Geoparser, words: str, toponym: str) -> None:
    mention = named(geoparser, f"Forces reached {words}, today in Iraq.", toponym)
    assert (mention.place, mention.on_map) == (None, False)
    assert "the place known by this name" in mention.reason


def test_a_city_stays_itself_wherever_the_text_puts_it(geoparser: Geoparser) -> None:
    assert named(geoparser, "Forces reached Mosul, south of Baghdad, in Iraq.", "Mosul").place.name == "Mosul"


def test_bearings_are_those_of_the_compass() -> None:
    middle = Point(34.0, 42.0, 0.0)
    ends = {"north": (35.0, 42.0), "east": (34.0, 43.0), "south": (33.0, 42.0), "west": (34.0, 41.0)}
    found = {side: round(bearing_between(middle, Point(*end, 0.0))) for side, end in ends.items()}
    assert found == {"north": 0, "east": 90, "south": 180, "west": 270}
