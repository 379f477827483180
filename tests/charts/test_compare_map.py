import itertools
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.charts.compare_map import CLOSEST, COLORS, WIDEST, build_compare_map, compare_records, fit_view
from explorer.charts.palette import DARK, LIGHT
from tests.charts.contrast import contrast, luminance
from tests.charts.drawing import drawn

DOTS = pd.DataFrame(
    {
        "name": ["Mosul", "Tal <Afar>", "Dabiq"],
        "latitude": [36.3, 36.4, 36.5],
        "longitude": [43.1, 42.4, 37.3],
        "standing": ["shared", "only a", "only b"],
    },
    index=["mosul", "tal-afar", "dabiq"],
)


@pytest.mark.parametrize(("theme", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_colours_stand_out_from_the_map_and_that_of_both_from_the_others(theme, palette):
    colors = COLORS[theme]
    grounds = (palette.focus, palette.land, palette.sea)
    assert all(contrast(color, ground) >= 3 for color, ground in itertools.product(colors.values(), grounds))
    alone = [luminance(colors[each]) for each in ("only a", "only b")]
    assert all(abs(luminance(colors["shared"]) - each) > 0.1 for each in alone)


def test_the_place_in_view_is_drawn_last_and_larger():
    plain, stressed = compare_records(DOTS, None, LIGHT), compare_records(DOTS, "dabiq", LIGHT)
    assert stressed["spot_id"].iloc[-1] == "dabiq"
    sizes = [records.set_index("spot_id")["size"]["dabiq"] for records in (plain, stressed)]
    assert sizes[1] > sizes[0]


def test_dots_say_where_they_are_named():
    said = compare_records(DOTS, None, LIGHT).set_index("spot_id")["said"]
    assert said["mosul"] == ["Mosul", "", "in both releases"]
    assert said["tal-afar"] == ["Tal <Afar>", "", "only in A"]


def test_the_map_has_each_dot_in_the_colour_of_its_standing():
    records = compare_records(DOTS, None, LIGHT)
    chart = drawn(build_compare_map(records, lines=(), palette=LIGHT, basemap_url="/basemap"))
    colors = set(next(trace for trace in chart.data if trace.name == "dots").marker.color)
    assert set(COLORS["light"].values()) <= colors


def test_two_releases_without_dots_give_a_map_without_dots():
    chart = drawn(
        build_compare_map(compare_records(DOTS.iloc[:0], None, DARK), lines=(), palette=DARK, basemap_url="/basemap")
    )
    assert next(trace for trace in chart.data if trace.name == "dots").ids is not None
    assert fit_view([], [], 300, 200) is None


@given(st.lists(st.tuples(st.floats(-60, 70), st.floats(-170, 170)), min_size=1, max_size=9))
def test_the_view_lies_amid_its_points(points):
    latitudes, longitudes = zip(*points, strict=True)
    latitude, longitude, zoom = fit_view(latitudes, longitudes, 330, 225)
    assert min(latitudes) - 1e-6 <= latitude <= max(latitudes) + 1e-6
    assert math.isclose(longitude, (min(longitudes) + max(longitudes)) / 2, abs_tol=1e-6)
    assert WIDEST <= zoom <= CLOSEST
