import json
import re
from pathlib import Path

import pytest

from explorer.charts.basemap import build_style, with_tiles
from explorer.charts.palette import DARK, LIGHT

BASEMAP = Path(__file__).parents[2] / "explorer" / "data" / "basemap"
STYLES = [build_style(palette, "/basemap") for palette in (LIGHT, DARK)]
both = pytest.mark.parametrize("style", STYLES, ids=["light", "dark"])


def addresses_in(value):
    """Whatever in a JSON value reads like an address."""
    return re.findall(r'"((?:[a-z]+:)?//?[^"]*)"', json.dumps(value))


@both
def test_the_style_asks_for_nothing_but_the_base_map(style):
    assert {"glyphs", "sprite", "imports"} & style.keys() == set()
    assert addresses_in(style)
    assert all(address.startswith("/basemap/") for address in addresses_in(style))


@both
def test_every_layer_draws_from_a_source_that_is_there(style):
    assert {layer["source"] for layer in style["layers"] if "source" in layer} == style["sources"].keys()


@both
def test_the_layers_draw_every_file_of_the_base_map(style):
    files = {path.stem for path in BASEMAP.glob("*.geojson")}
    filters = [layer["filter"] for layer in style["layers"] if "source" in layer]
    assert {condition[2] for _all, condition, *_others in filters} == files
    assert {tuple(condition[1]) for _all, condition, *_others in filters} == {("get", "file")}


@both
def test_every_layer_has_an_id_of_its_own(style):
    ids = [layer["id"] for layer in style["layers"]]
    assert len(ids) == len(set(ids))
    assert "rivers" in ids  # the shading of areas lies below it


@both
def test_tiles_lie_over_the_land_and_under_all_else(style):
    tiled = with_tiles(style, "https://tiles.example/{z}/{x}/{y}.png")
    ids = [layer["id"] for layer in tiled["layers"]]
    assert ids[ids.index("tiles") - 1] == "focus"
    assert tiled["sources"]["tiles"]["tiles"] == ["https://tiles.example/{z}/{x}/{y}.png"]
    assert "tiles" not in style["sources"]


def test_names_grow_and_nothing_else_does():
    def without_sizes(style):
        return [layer | {"layout": {**layer.get("layout", {}), "text-size": None}} for layer in style["layers"]]

    large = build_style(LIGHT, "/basemap", text_scale=1.5)
    assert without_sizes(large) == without_sizes(STYLES[0])
    sizes = [
        (one["layout"]["text-size"][-1], other["layout"]["text-size"][-1]) for one, other in pairs(large, STYLES[0])
    ]
    assert sizes == [(22.5, 15), (19.5, 13)]


def pairs(one, other):
    """The layers of two styles that write names."""
    both = zip(one["layers"], other["layers"], strict=True)
    return [layers for layers in both if layers[0]["type"] == "symbol"]


def test_light_and_dark_differ_in_colours_alone():
    light, dark = (re.sub("#[0-9a-f]{6}", "#", json.dumps(style)) for style in STYLES)
    assert light == dark
    assert STYLES[0] != STYLES[1]
