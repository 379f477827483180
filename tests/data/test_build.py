"""Rebuilding from packages renews what came from them and leaves what a person made."""

import shapely
from shapely.geometry import mapping

from explorer.data import build_basemap as basemap
from explorer.data.build import refresh_places
from explorer.model import Place
from explorer.reading.gazetteer import PLACE_COLUMNS, read_places

ROWS = [
    "geonames:1,Mosul,,36.3,43.1,city,IQ,Ninewa,9,GeoNames",
    "hand:dam,Dam,,36.6,42.8,dam,IQ,Ninewa,2,general knowledge",
    "geonames:2,Iraq,,32,42.6,country,IQ,,640,general knowledge",
]


def province(country, code, polygon):
    return {"properties": {"adm0_a3": country, "iso_3166_2": code}, "geometry": mapping(polygon)}


def test_only_the_coordinates_of_package_rows_change(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("\n".join([",".join(PLACE_COLUMNS), *ROWS]) + "\n", encoding="utf-8")
    refresh_places(path, {"geonames:1": (36.335, 43.1189), "geonames:2": (33, 44)})
    mosul, dam, iraq = read_places(path)
    assert (mosul.name, mosul.latitude, mosul.longitude, mosul.precision_km) == ("Mosul", 36.335, 43.1189, 9)
    assert (dam.latitude, iraq.latitude) == (36.6, 32)


def test_refreshing_what_is_fresh_changes_nothing(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("\n".join([",".join(PLACE_COLUMNS), *ROWS]) + "\n", encoding="utf-8")
    before = path.read_bytes()
    refresh_places(path, {"geonames:1": (36.30001, 43.1)})
    assert path.read_bytes() == before


def test_neighbours_share_their_edge_after_simplifying():
    west = shapely.Polygon([(40, 33), (41, 33), (41.01, 33.4), (40.99, 33.7), (41, 34), (40, 34)])
    east = shapely.Polygon([(42, 33), (42, 34), (41, 34), (40.99, 33.7), (41.01, 33.4), (41, 33)])
    parts = basemap.polygons_by_province([province("IRQ", "IQ-AN", west), province("IRQ", "IQ-NI", east)])
    governorates, countries = basemap.simplify(parts)
    assert set(governorates) == {"IQ-AN", "IQ-NI"}
    assert governorates["IQ-AN"].intersection(governorates["IQ-NI"]).area == 0
    assert countries["IRQ"].area == governorates["IQ-AN"].union(governorates["IQ-NI"]).area


def test_the_zone_that_natural_earth_keeps_apart_is_of_quneitra():
    parts = basemap.polygons_by_province(
        [
            province("SYR", "SY-QU", shapely.box(35, 33, 36, 34)),
            province("SYR", "SY-X01~", shapely.box(36, 33, 36.1, 34)),
        ]
    )
    assert list(parts) == [("SYR", "SY-QU")]


def test_what_lies_outside_the_frame_is_left_out():
    assert basemap.polygons_by_province([province("BRA", "BR-SP", shapely.box(-50, -25, -45, -20))]) == {}


def test_specks_and_pinholes_are_dropped_but_never_all():
    land = shapely.box(40, 33, 41, 34) - shapely.box(40.5, 33.5, 40.51, 33.51)
    kept = basemap.without_slivers(shapely.MultiPolygon([land, shapely.box(42, 33, 42.01, 33.01)]))
    assert kept.equals(shapely.box(40, 33, 41, 34))
    speck = shapely.box(42, 33, 42.01, 33.01)
    assert basemap.without_slivers(speck).equals(speck)


def test_the_border_is_the_line_that_two_countries_share():
    polygons = {
        "IRQ": shapely.box(41, 33, 42, 34),
        "SYR": shapely.box(40, 33, 41, 34),
        "YEM": shapely.box(42, 33, 43, 34),
    }
    (border,) = basemap.border_features(polygons)
    assert border["id"] == "IRQ-SYR"
    assert sorted(border["geometry"]["coordinates"]) == [[41.0, 33.0], [41.0, 34.0]]


def test_a_quantised_polygon_becomes_degrees():
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [40, 33]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
    }
    polygon = basemap.topology_polygon(topology, {"type": "Polygon", "arcs": [[0, ~1]]})
    assert polygon.bounds == (40, 33, 41, 34)


def test_labels_drop_the_word_governorate_in_both_scripts():
    place = Place("x", "Kirkuk Governorate", "محافظة كركوك", 35.4, 44.2, "governorate", "IQ", "Kirkuk", 60, "test")
    (label,) = basemap.label_features([place])
    assert (label["properties"]["name"], label["properties"]["name_ar"]) == ("Kirkuk", "كركوك")
