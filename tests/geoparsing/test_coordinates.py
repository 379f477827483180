from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mgrs import MGRS

from explorer.geoparsing import Geoparser
from explorer.geoparsing.coordinates import find_coordinates
from explorer.geoparsing.geography import distance_km
from explorer.model import Point


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("credibility. 3265/CS1887 37SFU805225", 34.5288, 40.9670),
        ("37S FU 80500 22500", 34.5288, 40.9670),
        ("37SFU80500 22500.", 34.5288, 40.9670),
        ("37S-FU-805-225", 34.5288, 40.9670),
        ("strike 12/37SFU805225", 34.5288, 40.9670),
        ("at 33°18'55\"N 44°21'58\"E today", 33.3153, 44.3661),
        ("33° 18.9' N, 44° 22.0' E", 33.315, 44.3667),
        ("35.9503 N 39.0123 E", 35.9503, 39.0123),
        ("N35.9503 E39.0123", 35.9503, 39.0123),
        ("(35.9503, 39.0123)", 35.9503, 39.0123),
        ("35.9503°, 39.0123°", 35.9503, 39.0123),
    ],
)
def test_the_usual_notations_give_their_point(text: str, latitude: float, longitude: float) -> None:
    (coordinate,) = find_coordinates(text)
    assert coordinate.point.latitude == pytest.approx(latitude, abs=0.002)
    assert coordinate.point.longitude == pytest.approx(longitude, abs=0.002)


@pytest.mark.parametrize(
    "text",
    [
        "3265/CS1887",
        "Release # 20170929-03",
        "37SFU80522",  # an odd number of digits
        "38SZZ1234",  # no such square
        "37SFU 8050 225",  # easting and northing of different lengths
        "38SMB45.5",
        "48.8566, 2.3522",  # Paris
        "95.5000 N 44.0000 E",
        "rose by 12.50, 38.25 of it in May",
        "",
    ],
)
def test_what_is_no_point_in_the_theatre_gives_none(text: str) -> None:
    assert find_coordinates(text) == []


@given(st.floats(28.5, 38.5), st.floats(34.5, 49.5), st.integers(1, 5), st.sampled_from(["", " ", "-"]))
def test_a_grid_holds_the_point_that_it_was_made_of(latitude: float, longitude: float, digits: int, gap: str) -> None:
    grid = MGRS().toMGRS(latitude, longitude, MGRSPrecision=digits)
    written = gap.join([grid[:3], grid[3:5], grid[5 : 5 + digits], grid[5 + digits :]])
    (coordinate,) = find_coordinates(f"12/CS34 {written}")
    assert distance_km(coordinate.point, Point(latitude, longitude, 0.0)) <= coordinate.point.radius_km * 1.02


def test_fewer_digits_make_a_larger_radius() -> None:
    radii = [find_coordinates(text)[0].point.radius_km for text in ("37SFU80502250", "37SFU805225", "37SFU82")]
    assert radii[0] < radii[1] < radii[2]


def test_a_grid_is_drawn_as_an_exact_point(geoparser: Geoparser) -> None:
    (mention,) = geoparser.geoparse("No action was found. 3265/CS1887 37SFU805225")
    assert (mention.toponym, mention.on_map, mention.place) == ("37SFU805225", True, None)
    assert mention.point is not None
