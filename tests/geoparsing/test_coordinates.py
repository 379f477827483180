from __future__ import annotations

import pytest

from explorer.geoparsing import Geoparser
from explorer.geoparsing.coordinates import find_coordinates


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("credibility. 3265/CS1887 37SFU805225", 34.5288, 40.9670),
        ("37S FU 80500 22500", 34.5288, 40.9670),
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
        "48.8566, 2.3522",  # Paris
        "95.5000 N 44.0000 E",
        "rose by 12.50, 38.25 of it in May",
        "",
    ],
)
def test_what_is_no_point_in_the_theatre_gives_none(text: str) -> None:
    assert find_coordinates(text) == []


def test_fewer_digits_make_a_larger_radius() -> None:
    radii = [find_coordinates(text)[0].point.radius_km for text in ("37SFU80502250", "37SFU805225", "37SFU82")]
    assert radii[0] < radii[1] < radii[2]


def test_a_grid_is_drawn_as_an_exact_point(geoparser: Geoparser) -> None:
    (mention,) = geoparser.geoparse("No action was found. 3265/CS1887 37SFU805225")
    assert (mention.toponym, mention.on_map, mention.place) == ("37SFU805225", True, None)
    assert mention.point is not None
