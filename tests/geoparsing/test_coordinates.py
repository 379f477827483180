from __future__ import annotations

import re

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
        "38SZZ1234",
        "38S 4512",
        "in 36 s at 1234",
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


def test_a_telephone_number_is_no_coordinate() -> None:
    assert find_coordinates("Telephone: 33.3152, 44.3661; fax 36.3456, 43.1234.") == []
    assert len(find_coordinates("A strike hit a man with a cellphone (36.3456, 43.1234).")) == 1
    assert len(find_coordinates("The fax gave 33.3152, 44.3661. Strikes hit 36.3456, 43.1234.")) == 2


def test_fewer_digits_make_a_larger_radius() -> None:
    radii = [find_coordinates(text)[0].point.radius_km for text in ("37SFU80502250", "37SFU805225", "37SFU82")]
    assert radii[0] < radii[1] < radii[2]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("2554/S1488 37SFU494361498", "easting and northing"),
        ("37SFU80522", "easting and northing"),
        ("37SFU 8050 225", "easting and northing"),
        ("38SAB1234", "no such square"),
    ],
)
def test_a_grid_that_is_written_wrong_is_kept_without_a_point(geoparser: Geoparser, text: str, cause: str) -> None:
    (mention,) = geoparser.geoparse(text)
    assert (mention.point, mention.place, mention.on_map, mention.score) == (None, None, False, 0.1)
    assert cause in mention.reason


@pytest.mark.parametrize(
    ("text", "grids"),
    [
        ("ISIS fired from MGRS 38S LD 12345 67890 at dusk.", ["38SLD1234567890"]),
        ("No action was found. 3265/CS1887 37SFU805225", ["37SFU805225"]),
        ("2774 37SFU550524", ["37SFU550524"]),
        ("3200/CS1946 37S FU 30171 87869", ["37SFU3017187869"]),
        ("Strike 12/38S-LD-123-678 ended.", ["38SLD123678"]),
        ("The cell met at (38SLD12345678).", ["38SLD12345678"]),
        ("at 38slf1234, and later at 38s lf 1234 5678", ["38SLF1234", "38SLF12345678"]),
        ("Grid 38S LD 12 67; grid 38SMB4567890123.", ["38SLD1267", "38SMB4567890123"]),
        ("from 37S DA 456 392 to 37SDA460401", ["37SDA456392", "37SDA460401"]),
        ("near Hit, grid 38SKC 7012 2418\nand 38S\xa0KC\xa07055\xa02433", ["38SKC70122418", "38SKC70552433"]),
        ("38RMV45\t36RXV1234567890 39SUS11", ["38RMV45", "36RXV1234567890", "39SUS11"]),
    ],
)
def test_every_spelling_of_a_grid_is_the_point_of_the_mgrs_library(
    geoparser: Geoparser, text: str, grids: list[str]
) -> None:
    found = [mention for mention in geoparser.geoparse(text) if mention.place is None]
    assert [re.sub(r"[\s-]", "", mention.toponym).upper() for mention in found] == grids
    for mention, grid in zip(found, grids, strict=True):
        assert (mention.point.latitude, mention.point.longitude) == MGRS().toLatLon(grid)
        assert mention.on_map
        assert mention.point.radius_km == pytest.approx(max(0.01, 0.71 * 10 ** (5 - (len(grid) - 5) // 2) / 1000))


def test_a_grid_is_drawn_as_an_exact_point(geoparser: Geoparser) -> None:
    (mention,) = geoparser.geoparse("No action was found. 3265/CS1887 37SFU805225")
    assert (mention.toponym, mention.on_map, mention.place) == ("37SFU805225", True, None)
    assert mention.point is not None
