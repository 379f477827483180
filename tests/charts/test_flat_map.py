import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from explorer import data
from explorer.charts.encoding import to_json
from explorer.charts.flat_map import COUNTRIES, flattened
from explorer.charts.map_layers import Layers
from explorer.charts.palette import DARK, LIGHT
from explorer.charts.place_map import build_place_map
from tests.charts.drawing import drawn
from tests.charts.test_basemap import addresses_in
from tests.charts.test_place_map import HOSTILE, records_of, spot, spots_of

BASEMAP = Path(data.__file__).parent / "basemap"
LAYERS = Layers(
    areas={"countries": ["iraq"]},
    governorates=pd.DataFrame({"place_id": ["anbar"], "name": ["Anbar"], "releases": [2]}),
)


def flat(records=None, palette=LIGHT):
    records = records_of(picked=["mosul"]) if records is None else records
    layers = replace(LAYERS, density=np.ones(len(records)))
    chart = build_place_map(records, palette=palette, basemap_url="/basemap", layers=layers)
    return drawn(flattened(chart, palette, "/basemap"))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_flat_map_needs_no_webgl_and_no_network(palette):
    chart = flat(palette=palette)
    assert {trace.type for trace in chart.data} == {"scattergeo", "choropleth"}
    assert chart.data[0].type == "scattergeo"  # else Plotly asks for a base map of its own
    assert chart.layout.geo.visible is False
    assert all(address.startswith("/basemap/") for address in addresses_in(json.loads(to_json(chart.to_plotly_json()))))


def test_the_flat_map_has_the_same_dots_and_shading():
    chart = {trace.name: trace for trace in flat().data}
    assert [each for each in chart["dots"].ids if each] == ["hajin", "tabqa", "raqqa", "mosul"]
    assert list(chart["governorate counts"].z) == [2]
    assert "density" not in chart


def test_names_on_the_flat_map_are_no_tags():
    names = next(
        trace for trace in flat(records_of(spots_of(spot("x", name=HOSTILE)))).data if trace.name == "names"
    ).text
    assert names[0].startswith("&lt;img")
    assert "<" not in names[0]


def is_clockwise(ring):
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in itertools.pairwise(ring)) > 0


def test_every_country_whose_ring_encloses_it_is_land():
    features = json.loads((BASEMAP / "countries.geojson").read_text())["features"]
    enclosed = []
    for feature in features:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        if all(is_clockwise(polygon[0]) for polygon in polygons):
            enclosed.append(feature["properties"]["id"])
    assert sorted(COUNTRIES) == sorted(enclosed)
