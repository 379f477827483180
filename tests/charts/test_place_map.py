import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.charts.encoding import to_json
from explorer.charts.map_layers import Layers
from explorer.charts.palette import DARK, LIGHT
from explorer.charts.place_map import (
    LABELLED,
    area_ids,
    build_place_map,
    dot_columns,
    dot_records,
    dot_sizes,
)
from explorer.exploring.dots import Dates
from explorer.exploring.filters import Filters
from explorer.exploring.look import COUNTS
from explorer.exploring.view import apply_filters
from tests.charts.drawing import drawn
from tests.charts.test_basemap import addresses_in
from tests.exploring.samples import make_tables, seed_tables

HOSTILE = "<img src=http://evil.example/a onerror=alert(1)> & 'Mar'a' \"\u202e %{lat}"


def spot(spot_id, **fields):
    defaults = dict(name=spot_id.title(), arabic_name=None, latitude=36.0, longitude=43.0, radius_km=5.0)
    return (
        {"spot_id": spot_id, "feature_class": "city", "releases": 1, "mentions": 1, "is_shown": True}
        | defaults
        | fields
    )


def spots_of(*spots):
    columns = list(spot(""))
    return pd.DataFrame(list(spots), columns=columns).set_index("spot_id").astype({"is_shown": bool, "releases": int})


FOUR = spots_of(
    spot("mosul", arabic_name="الموصل", releases=9, mentions=12),
    spot("raqqa", releases=4, mentions=4),
    spot("tabqa", releases=1, mentions=2),
    spot("hajin"),
)


def records_of(spots=FOUR, *, picked=(), named=None, palette=LIGHT, **looks):
    return pd.DataFrame(dot_records(spots, picked=picked, named=named, palette=palette, **looks))


def states(**looks):
    return records_of(**looks).set_index("spot_id")["state"].to_dict()


def chart_of(records, *, palette=LIGHT, columns=None, **layers):
    chart = build_place_map(records, palette=palette, basemap_url="/basemap", layers=Layers(**layers))
    return drawn(chart, columns)


def said_of(chart):
    """What is said of each dot, by spot_id: name, Arabic name, releases, mentions, last mention, kind and precision."""
    dots = dots_of(chart)
    return dict(zip(dots.ids, (list(said) for said in dots.customdata), strict=True))


def dots_of(chart):
    return next(trace for trace in chart.data if trace.name == "dots")


def names_of(chart):
    return next(trace for trace in chart.data if trace.name == "names")


def test_without_a_pick_or_an_open_release_dots_are_plain():
    assert set(states().values()) == {"plain"}


def test_dots_that_are_not_shown_fade():
    spots = FOUR.assign(is_shown=[True, False, True, False])
    assert states(spots=spots) == {"mosul": "plain", "raqqa": "faded", "tabqa": "plain", "hajin": "faded"}


def test_an_open_release_fades_what_it_does_not_name():
    assert states(named={"raqqa", "elsewhere"}) == {
        "mosul": "faded",
        "raqqa": "named",
        "tabqa": "faded",
        "hajin": "faded",
    }
    assert set(states(named=set()).values()) == {"faded"}


def test_a_pick_stands_before_all_else_and_so_does_the_mention_in_view():
    looks = states(picked=["mosul"], named={"mosul", "raqqa", "tabqa"}, in_view="tabqa")
    assert looks == {"mosul": "picked", "raqqa": "named", "tabqa": "picked", "hajin": "faded"}


def test_dots_are_drawn_faded_first_picked_last_and_light_under_weighty():
    spots = FOUR.assign(is_shown=[True, True, True, False])
    assert list(records_of(spots)["spot_id"]) == ["hajin", "tabqa", "raqqa", "mosul"]
    assert list(records_of(spots, picked=["tabqa"])["spot_id"]) == ["hajin", "raqqa", "mosul", "tabqa"]
    assert list(records_of(spots, named={"raqqa"})["spot_id"]) == ["hajin", "tabqa", "mosul", "raqqa"]


def test_a_record_keeps_the_place_of_its_dot():
    records = records_of(spots_of(spot("mosul", latitude=36.34, longitude=43.13), spot("raqqa")))
    mosul = records.set_index("spot_id").loc["mosul"]
    assert (mosul["latitude"], mosul["longitude"], mosul["name"]) == (36.34, 43.13, "Mosul")


@given(st.lists(st.integers(0, 10**6), min_size=2))
def test_a_dot_of_more_releases_is_never_smaller(counts):
    sizes = dot_sizes(np.array(sorted(counts)))
    assert (np.diff(sizes) >= 0).all()
    assert sizes.min() >= 10
    assert sizes.max() <= 34


def test_few_releases_differ_in_size():
    assert (np.diff(dot_sizes(np.arange(1, 10))) > 0).all()


def test_what_is_said_of_a_dot_is_name_counts_last_mention_kind_and_precision():
    spots = FOUR.assign(mentions=[1200, 4, 2, 1])
    days = [np.datetime64(day, "D").astype(int) for day in ("2017-06-29", "2017-06", "2024", "1969-12-31")]
    last = Dates(days=np.array(days), precision=np.arange(4))
    said = said_of(chart_of(records_of(spots, last=last)))
    assert said["mosul"] == [
        "Mosul",
        "الموصل",
        "9 releases",
        "1,200 mentions",
        "last 29 June 2017",
        "city, within 5 km",
    ]
    assert [said[spot_id][4] for spot_id in ("raqqa", "tabqa")] == ["last June 2017", "last 2024"]
    assert said["hajin"] == ["Hajin", "", "1 release", "1 mention", "undated", "city, within 5 km"]
    assert said_of(chart_of(records_of()))["hajin"][4] == "city, within 5 km"


def test_what_the_browser_keeps_is_not_sent_and_looks_the_same():
    records = records_of(FOUR.assign(position=[3, 2, 1, 0]), picked=["tabqa"])
    chart = build_place_map(records, palette=LIGHT, basemap_url="/basemap", layers=Layers(density=np.ones(4)))
    assert "الموصل" not in to_json(chart)
    same = chart_of(records_of(picked=["tabqa"]), density=np.ones(4))
    assert drawn(chart, dot_columns(FOUR.iloc[::-1])) == same


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (dict(feature_class="building", radius_km=0.5), "building, exact point, within 0.5 km"),
        (dict(feature_class="exact point", radius_km=0.1), "exact point, within 0.1 km"),
        (dict(feature_class="village", radius_km=12.5), "village, within 12.5 km"),
    ],
)
def test_how_precise_a_dot_is_is_said(fields, kind):
    assert records_of(spots_of(spot("x", **fields)))["detail"].iloc[0] == kind


def test_a_name_on_the_map_is_as_written():
    chart = chart_of(records_of(spots_of(spot("x", name=HOSTILE))))
    assert [name.replace("\u00a0", " ") for name in names_of(chart).text] == [HOSTILE]


def test_an_exact_point_has_a_mark_and_a_pick_a_wide_outline():
    spots = spots_of(spot("mosul", releases=9), spot("bridge", radius_km=0.5))
    dots = dots_of(chart_of(records_of(spots, picked=["mosul"])))
    assert dict(zip(dots.ids, dots.meta["flags"], strict=True)) == {"bridge": 1, "mosul": 2}
    assert list(dots.meta["ring"]) == [LIGHT.halo, LIGHT.halo]


def test_the_dots_alone_carry_ids_in_the_order_of_drawing():
    chart = chart_of(records_of(picked=["tabqa"], named=set()))
    assert list(dots_of(chart).ids) == ["hajin", "raqqa", "mosul", "tabqa"]
    assert said_of(chart)["mosul"][0] == "Mosul"


def test_only_the_dots_answer_the_pointer():
    chart = chart_of(records_of(), areas={"countries": ["iraq"]}, lines=[[(34.0, 40.0)]])
    assert {trace.hoverinfo for trace in chart.data if trace.name != "governorate counts"} == {"skip"}
    assert [trace.ids for trace in chart.data if trace.name != "dots" and trace.ids is not None] == []


def test_faded_dots_have_no_name_and_the_weightiest_come_first():
    assert list(names_of(chart_of(records_of(named={"mosul", "tabqa"}))).text) == ["Mosul", "Tabqa"]


def test_names_beyond_the_limit_are_left_to_hovering():
    spots = spots_of(*(spot(f"s{i}", releases=200 - i) for i in range(LABELLED + 20)))
    names = names_of(chart_of(records_of(spots))).text
    assert len(names) == LABELLED
    assert names[0] == "S0"


def test_dots_have_the_colour_of_their_state():
    dots = dots_of(chart_of(records_of(picked=["mosul"], named={"raqqa"})))
    assert list(dots.marker.color) == [LIGHT.faded_dot, LIGHT.faded_dot, LIGHT.dot, LIGHT.accent]


def test_where_colour_tells_something_a_pick_keeps_it_in_a_ring_of_the_accent_and_faded_dots_lose_it():
    records = records_of(picked=["raqqa"], named={"mosul"}, colors=["#111111", "#222222", "#333333", "#444444"])
    looks = records.set_index("spot_id")[["color", "ring"]].apply(tuple, axis=1).to_dict()
    assert looks["raqqa"] == ("#222222", LIGHT.accent)
    assert looks["mosul"] == ("#111111", LIGHT.halo)
    assert looks["tabqa"] == (LIGHT.faded_dot, LIGHT.halo)


def test_the_size_can_count_mentions():
    spots = spots_of(spot("mosul", releases=9, mentions=9), spot("raqqa", releases=4, mentions=16))
    sizes = {counted: records_of(spots, counted=counted).set_index("spot_id")["size"] for counted in COUNTS}
    assert sizes["releases"]["mosul"] > sizes["releases"]["raqqa"]
    assert sizes["mentions"]["mosul"] < sizes["mentions"]["raqqa"]


def test_areas_are_shaded_by_id_and_never_dots():
    chart = chart_of(records_of(), areas={"countries": ["iraq", "syria"], "governorates": []})
    shaded = {trace.name: trace for trace in chart.data if trace.type == "choroplethmap"}
    assert list(shaded["shaded countries"].locations) == ["iraq", "syria"]
    assert list(shaded["shaded governorates"].locations) == []
    assert shaded["shaded countries"].geojson == "/basemap/countries.geojson"


def test_a_map_that_shades_nothing_fetches_no_shapes():
    sources = [trace.geojson for trace in chart_of(records_of()).data if trace.type == "choroplethmap"]
    assert [source["features"] for source in sources] == [[], [], []]


def test_the_base_map_shades_countries_and_governorates_only():
    kinds = {"syria": "country", "iraq": "country", "nineveh": "governorate", "jazira": "region", "mosul": "city"}
    places = pd.DataFrame({"feature_class": kinds})
    assert area_ids(places, [*kinds, "gone"]) == {"countries": ["iraq", "syria"], "governorates": ["nineveh"]}
    assert area_ids(places[:0], ["gone"]) == {"countries": [], "governorates": []}
    assert area_ids(places, []) == {"countries": [], "governorates": []}


def test_rivers_are_lines_with_a_gap_between_them():
    chart = chart_of(records_of(), lines=[[(34.0, 40.0), (34.5, 41.0)], [(36.0, 43.0)]])
    line = next(trace for trace in chart.data if trace.name == "rivers")
    assert line.mode == "lines"
    assert list(line.lat) == [34.0, 34.5, None, 36.0, None]
    assert list(line.lon) == [40.0, 41.0, None, 43.0, None]


def test_what_a_view_leaves_can_be_drawn_even_when_that_is_nothing():
    seen = records_of(apply_filters(seed_tables(), Filters(spot_ids=("tabqa",))).spots, picked=["tabqa"])
    assert list(seen["state"]) == ["plain", "plain", "picked"]
    tables = make_tables({}, [])
    chart = chart_of(records_of(apply_filters(tables, Filters()).spots), columns=dot_columns(tables.spots))
    assert len(dots_of(chart).ids) == 0


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_map_without_dots_is_still_a_map(palette):
    records = records_of(spots_of())
    chart = chart_of(records, palette=palette)
    assert records.empty
    assert len(dots_of(chart).ids) == 0
    assert "glyphs" not in chart.layout.map.style
    assert json.loads(chart.to_json())["layout"]["map"]["zoom"] > 0


def test_the_whole_chart_asks_for_nothing_but_the_base_map():
    chart = chart_of(records_of(), areas={"countries": ["iraq"], "governorates": ["nineveh"]}, lines=[[(34.0, 40.0)]])
    style = chart.layout.map.style
    sources = [trace.geojson for trace in chart.data if trace.type == "choroplethmap"]
    assert sources[1:] == ["/basemap/countries.geojson", "/basemap/governorates.geojson"]
    assert all(address.startswith("/basemap/") for address in addresses_in(style))
    assert chart.layout.images == ()
    assert chart.layout.map.layers == ()
