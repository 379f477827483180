from __future__ import annotations

import pytest
from geopy.distance import geodesic

from explorer.geoparsing import Geoparser
from explorer.geoparsing.context import words_before
from explorer.geoparsing.offsets import bearing, find_offset, part_before
from explorer.model import Place, Point

SHARQAT = Place("sharqat", "Sharqat", None, 35.5172, 43.2281, "town", "IQ", "Salah ad Din", 3.0, "test")


def offset(before: str) -> Point | None:
    words = words_before(before + "Sharqat", len(before))
    return find_offset(before + "Sharqat", len(before), words[-1] if words else "", SHARQAT)[0]


@pytest.mark.parametrize(
    ("before", "km", "degrees"),
    [
        ("35 miles west of ", 56.3, 270),
        ("Approximately 8nm northwest of ", 14.8, 315),
        ("3 KM South East of ", 3.0, 135),
        ("8nm northwest ", 14.8, 315),
        ("4,5NM south of ", 8.3, 180),
        ("1,200 meters north of the village of ", 1.2, 0),
        ("16nm west southwest of ", 29.6, 247.5),
        ("28 NM north-north-west of ", 51.9, 337.5),
        ("10NM SW of ", 18.5, 225),
        ("3 1/2 miles north of ", 5.6, 0),
        ("2½ miles north of ", 4.0, 0),
        ("10 ¼ km north of ", 10.25, 0),
        ("a site 1/2 mile north of ", 0.8, 0),
        ("1,234,567 meters north of ", 1234.6, 0),
        ("20 kilometers to the east of the city of ", 20.0, 90),
    ],
)
def test_distance_and_direction_move_the_point(before: str, km: float, degrees: float) -> None:
    point = offset(before)
    moved = geodesic((SHARQAT.latitude, SHARQAT.longitude), (point.latitude, point.longitude)).km
    assert moved == pytest.approx(km, abs=0.1)
    expected = geodesic(kilometers=moved).destination((SHARQAT.latitude, SHARQAT.longitude), bearing=degrees)
    assert (point.latitude, point.longitude) == pytest.approx((expected.latitude, expected.longitude), abs=1e-3)
    assert point.radius_km > SHARQAT.precision_km


@pytest.mark.parametrize("before", ["within 7.5 kilometers of ", "west of ", "Near ", "IVO ", "in the vicinity of "])
def test_without_a_distance_and_a_direction_only_the_radius_grows(before: str) -> None:
    point = offset(before)
    assert (point.latitude, point.longitude) == (SHARQAT.latitude, SHARQAT.longitude)
    assert point.radius_km > SHARQAT.precision_km


def test_around_a_part_of_a_city_the_radius_stays_in_the_city() -> None:
    quarter = Place("quarter", "Quarter", None, 36.34, 43.13, "neighbourhood", "IQ", "Ninewa", 1.5, "test")
    for before in ("west of the ", "near the "):
        point, _ = find_offset(before + "quarter", len(before), before.split()[-2], quarter)
        assert point.radius_km <= 4


@pytest.mark.parametrize("before", ["", "in ", "struck 35 boats in ", "the north and ", "West"])
def test_other_words_give_no_offset(before: str) -> None:
    assert offset(before) is None


@pytest.mark.parametrize(
    ("direction", "degrees"), [("N", 0), ("north-west", 315), ("SOUTH EAST", 135), ("NNW", 337.5), ("wsw", 247.5)]
)
def test_directions_are_read_in_full_and_in_letters(direction: str, degrees: float) -> None:
    assert bearing(direction) == degrees


def test_the_word_for_a_part_of_an_area_is_found() -> None:
    assert part_before("in southern Syria", 12, "southern") == "southern"
    assert part_before("in north-eastern Syria", 17, "north-eastern") == "north-eastern"
    assert part_before("in Syria", 3, "in") == ""


def test_a_part_of_a_country_is_an_area_of_its_own_and_no_dot(geoparser: Geoparser) -> None:
    mention = next(m for m in geoparser.geoparse("Strikes continued in southern Syria.") if m.place)
    assert mention.toponym == "southern Syria"
    assert mention.place.geometry == "area"
    assert mention.place.latitude < 35
    assert not mention.on_map


def test_between_two_places_is_the_middle(geoparser: Geoparser) -> None:
    tikrit, bayji = geoparser.geoparse("A convoy was struck between Tikrit and Bayji.")
    assert tikrit.point == bayji.point
    assert tikrit.place.latitude < tikrit.point.latitude < bayji.place.latitude
