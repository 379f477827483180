import numpy as np
import pandas as pd
import pytest
from geopy.distance import geodesic

from explorer.charts.map_layers import Layers, Measure
from explorer.charts.palette import DARK, LIGHT
from explorer.charts.place_map import build_place_map
from tests.charts.contrast import contrast
from tests.charts.test_place_map import chart_of, records_of, spot, spots_of

GOVERNORATES = pd.DataFrame({"place_id": ["anbar", "ninewa"], "name": ["Anbar", "Ninewa"], "releases": [0, 3]})


def trace(name, records=None, **layers):
    chart = chart_of(records_of() if records is None else records, **layers)
    return next(each for each in chart.data if each.name == name)


def test_the_same_traces_stand_in_every_map_so_that_what_changes_keeps_its_place():
    full = chart_of(
        records_of(picked=["mosul"]),
        governorates=GOVERNORATES,
        density=np.ones(4),
        precision=True,
        measures=[Measure([(34.0, 40.0), (35.0, 41.0)], "150 km", (34.5, 40.5), is_rule=True)],
    )
    assert [each.name for each in full.data] == [each.name for each in chart_of(records_of()).data]


def test_governorates_are_shaded_by_count_and_say_it():
    shaded = trace("governorate counts", governorates=GOVERNORATES)
    assert list(shaded.locations) == ["anbar", "ninewa"]
    assert (list(shaded.z), shaded.zmin, shaded.zmax) == ([0, 3], 0, 3)
    assert [said[2] for said in shaded.customdata] == [
        "0 releases naming it or a place in it",
        "3 releases naming it or a place in it",
    ]
    assert shaded.below == "rivers"
    assert shaded.hoverinfo == "none"  # not "skip": the pointer is heard


def test_a_map_on_which_no_governorate_counts_is_still_drawn():
    nothing = trace("governorate counts", governorates=GOVERNORATES.assign(releases=0))
    assert (nothing.zmin, nothing.zmax) == (0, 1)


def test_density_weighs_only_what_is_shown():
    density = trace("density", density=np.array([0, 2, 1, 4]))
    records = records_of()
    assert list(density.z) == [2, 1, 4]
    assert list(density.lat) == list(records["latitude"][1:])
    assert list(trace("density").lat) == []


def test_a_pick_has_its_circle_of_precision_and_with_the_layer_every_dot_has():
    spots = spots_of(spot("mosul", radius_km=5.0), spot("base", radius_km=0.2))
    rings = [
        int(np.isnan(np.array(trace("circles", records_of(spots, picked=["mosul"]), precision=on).lat, float)).sum())
        for on in (False, True)
    ]
    assert rings == [1, 2]


def test_a_circle_of_precision_is_to_scale():
    circle = trace("circles", records_of(spots_of(spot("mosul", radius_km=30.0)), picked=["mosul"]))
    points = np.array([circle.lat, circle.lon], float).T[:-1]
    far = [geodesic(point, (36.0, 43.0)).km for point in points]
    assert far == pytest.approx([30.0] * len(far), rel=0.006)


def test_a_room_reads_larger_names():
    measure = Measure([(36.0, 43.0), (36.5, 43.5)], "50 km", (36.5, 43.5))
    records = records_of()
    sizes = [
        {each["name"]: each["textfont"]["size"] for each in chart["data"] if "textfont" in each}
        for chart in (
            build_place_map(
                records, palette=LIGHT, basemap_url="/b", layers=Layers(measures=[measure]), text_scale=scale
            )
            for scale in (1, 2)
        )
    ]
    assert sizes == [{"names": 13, "measures": 13}, {"names": 26, "measures": 26}]


def test_what_is_drawn_later_still_comes_under_the_dots():
    lines = ("rivers", "circles", "rings", "rule")
    chart = {each.name: each for each in chart_of(records_of()).data}
    assert [len(chart[name].lat) for name in lines] == [0] * 4  # Plotly leaves them out until there is something
    assert {chart[name].below for name in lines} == {chart_of(records_of()).layout.map.style["layers"][-1]["id"]}


def test_rings_and_the_rule_are_lines_of_their_own_with_what_they_measure():
    ring = Measure([(36.0, 43.0), (36.5, 43.5), (36.0, 43.0)], "50 km", (36.5, 43.5))
    rule = Measure([(36.3, 43.1), (35.9, 39.0)], "372 km", (36.1, 41.0), is_rule=True)
    chart = {each.name: each for each in chart_of(records_of(), measures=[ring, rule]).data}
    assert list(chart["rings"].lat) == [36.0, 36.5, 36.0, None]
    assert list(chart["rule"].lon) == [43.1, 39.0, None]
    assert list(chart["measures"].text) == ["50\u00a0km", "372\u00a0km"]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["few", "many"])
def test_dots_and_names_stand_out_from_the_shading(palette, ground):
    assert contrast(palette.dot, getattr(palette, ground)) >= 2.5  # and an outline of 10:1 lies between them
    assert contrast(palette.ink, getattr(palette, ground)) >= 4.5
