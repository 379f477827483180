"""The shipped gazetteer and base map, read once."""

import json
from pathlib import Path

import pytest
import shapely.geometry

from explorer.reading.gazetteer import read_places, read_spellings

DATA = Path(__file__).parents[2] / "explorer" / "data"
CODES = {"IRQ": "IQ", "SYR": "SY"}


def features(name):
    return json.loads((DATA / f"basemap/{name}.geojson").read_text(encoding="utf-8"))["features"]


@pytest.fixture(scope="session")
def places():
    return read_places(DATA / "places.csv")


@pytest.fixture(scope="session")
def world():
    return read_places(DATA / "world.csv")


@pytest.fixture(scope="session")
def spellings():
    return read_spellings(DATA / "spellings.csv")


@pytest.fixture(scope="session")
def basemap():
    return {name: features(name) for name in ("countries", "governorates", "borders", "rivers", "lakes", "labels")}


@pytest.fixture(scope="session")
def countries(basemap):
    """Polygons of Iraq and Syria by ISO 3166-1 alpha-2 code."""
    return {CODES[feature["id"]]: prepared(feature) for feature in basemap["countries"] if feature["id"] in CODES}


@pytest.fixture(scope="session")
def governorates(basemap):
    """Polygons by country and governorate."""
    return {
        (feature["properties"]["country"], feature["properties"]["name"]): prepared(feature)
        for feature in basemap["governorates"]
    }


def prepared(feature):
    polygon = shapely.geometry.shape(feature["geometry"])
    shapely.prepare(polygon)
    return polygon
