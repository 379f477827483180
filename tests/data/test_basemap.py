"""The base map is whole: names where they belong, edges that meet, and small enough."""

from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

BASEMAP = Path(__file__).parents[2] / "explorer" / "data" / "basemap"
VIEW = shapely.box(30, 24, 56, 42)  # more than the widest window shows at first


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in BASEMAP.iterdir()) <= 350_000


def test_there_is_every_governorate(basemap, places):
    known = {place.place_id for place in places if place.place_id.startswith("naturalearth:")}
    assert {feature["properties"]["place_id"] for feature in basemap["governorates"]} == known
    assert len(known) == 18 + 14


def test_every_place_id_is_in_the_gazetteer(basemap, places, world):
    known = {place.place_id for place in (*places, *world)}
    named = {f["properties"].get("place_id") for features in basemap.values() for f in features} - {None}
    assert named - known == set()


def test_each_named_feature_has_its_place_id(basemap):
    euphrates = {f["properties"]["place_id"] for f in basemap["rivers"] if f["properties"]["name"] == "Euphrates"}
    lakes = {f["properties"]["name"]: f["properties"]["place_id"] for f in basemap["lakes"]}
    assert euphrates == {"hand:euphrates-river"}
    assert lakes["Lake Assad"] == "hand:lake-assad"
    assert lakes["Lake Tharthar"] == "hand:lake-tharthar"


@pytest.mark.parametrize("name", ["countries", "governorates", "borders", "rivers", "lakes", "labels"])
def test_every_shape_is_valid_and_ids_stand_once(basemap, name):
    ids = [feature["id"] for feature in basemap[name]]
    assert len(ids) == len(set(ids))
    assert all(shape(feature["geometry"]).is_valid for feature in basemap[name])


def test_the_governorates_fill_their_countries(basemap, countries):
    for code, country in countries.items():
        parts = [shape(f["geometry"]) for f in basemap["governorates"] if f["properties"]["country"] == code]
        assert shapely.union_all(parts).symmetric_difference(country).area < 0.02


def test_no_edge_of_the_frame_is_in_view(basemap):
    land = shapely.union_all([shape(feature["geometry"]) for feature in basemap["countries"]])
    frame = shapely.box(*land.bounds)
    assert frame.contains(VIEW)
    assert frame.exterior.distance(VIEW) > 3


def test_labels_are_written_in_two_scripts(basemap):
    labels = [feature["properties"] for feature in basemap["labels"]]
    assert {label["kind"] for label in labels} == {"country", "governorate", "water"}
    written = {label["name"]: label["name_ar"] for label in labels}
    assert (written["Iraq"], written["Ninewa"], written["Turkey"]) == ("العراق", "نينوى", "تركيا")
    assert all(label["name_ar"] for label in labels if label["kind"] == "governorate")
