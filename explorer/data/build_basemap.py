"""The base map's features from Natural Earth's shapes: clipped, simplified with shared edges kept, and named.

Natural Earth draws the Golan de facto and has no Halabja polygon.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapefile
import shapely
from shapely import MultiLineString, Polygon
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize

from explorer.model import Place

FRAME = shapely.box(22, 16, 63, 46)  # wider than any useful view of the map, so that its edge is not seen
FOCUS = ("IRQ", "SYR")
UN_ZONE, QUNEITRA = "SY-X01~", "SY-QU"  # Natural Earth keeps the disengagement zone apart; it is of Quneitra
NEAR = (*FOCUS, "TUR", "IRN", "JOR", "SAU", "KWT", "LBN", "ISR", "PSX", "EGY", "ARM", "AZE", "GEO")
ISO_CODES = {"PSX": "PSE", "KOS": "XKX"}  # Natural Earth's own codes
FINE, COARSE = 0.013, 0.06  # [degrees], Visvalingam: near and far edges may lose a bend of this size squared
DIGITS = 3  # about 100 m
RIVERS = {  # Natural Earth's names → our place and its English name
    "Tigris": ("hand:tigris-river", "Tigris"),
    "Dicle": ("hand:tigris-river", "Tigris"),
    "Euphrates": ("hand:euphrates-river", "Euphrates"),
    "Al Furat": ("hand:euphrates-river", "Euphrates"),
    "Firat": ("hand:euphrates-river", "Euphrates"),
    "Shatt al Arab": ("hand:shatt-al-arab", "Shatt al-Arab"),
    "Gharraf Canal": (None, "Gharraf Canal"),
    "Hindiyah Channel": ("hand:euphrates-river", "Euphrates"),
    "Shatt al Hillah": ("hand:euphrates-river", "Euphrates"),
    "Atshan": ("hand:euphrates-river", "Euphrates"),
    "Karkheh": (None, "Karkheh"),
    "Karun": (None, "Karun"),
    "Jordan": (None, "Jordan"),
    "Ceyhan": (None, "Ceyhan"),
    "Murat": (None, "Murat"),
}
LAKES = {  # a point in the lake [latitude, longitude] → our place and its English name
    (33.97, 43.22): ("hand:lake-tharthar", "Lake Tharthar"),
    (32.72, 43.62): ("hand:lake-razzaza", "Lake Razzaza"),
}
Feature = dict[str, Any]
Province = tuple[str, str]  # country (ISO 3166-1 alpha-3), province (ISO 3166-2; "" for all of a country)


def polygons_by_province(features: Iterable[Mapping[str, Any]]) -> dict[Province, BaseGeometry]:
    """Natural Earth's admin-1 polygons inside the frame: governorates of Iraq and Syria, other countries whole."""
    parts: dict[Province, list[BaseGeometry]] = {}
    for feature in features:
        properties, geometry = feature["properties"], shape(feature["geometry"])
        if geometry.intersects(FRAME):
            country = properties["adm0_a3"]
            province = properties["iso_3166_2"].replace(UN_ZONE, QUNEITRA) if country in FOCUS else ""
            parts.setdefault((country, province), []).append(geometry)
    return {key: shapely.union_all(geometries) for key, geometries in sorted(parts.items())}


def simplify(
    provinces: Mapping[Province, BaseGeometry],
) -> tuple[dict[str, BaseGeometry], dict[str, BaseGeometry]]:
    """Governorates by ISO 3166-2 code and countries by alpha-3 code, simplified as one so that edges stay shared."""
    clipped = [geometry.intersection(FRAME) for geometry in provinces.values()]
    fine, coarse = (shapely.coverage_simplify(clipped, tolerance) for tolerance in (FINE, COARSE))
    by_key = {key: near if key[0] in NEAR else far for key, near, far in zip(provinces, fine, coarse, strict=True)}
    countries: dict[str, list[BaseGeometry]] = {}
    for (country, _), geometry in by_key.items():
        countries.setdefault(country, []).append(geometry)
    merged = {country: without_slivers(shapely.union_all(parts)) for country, parts in countries.items()}
    return {province: geometry for (_, province), geometry in by_key.items() if province}, merged


def without_slivers(geometry: BaseGeometry, *, smallest: float = 0.003) -> BaseGeometry:
    """The parts of at least `smallest` square degrees (about 30 km²), or the largest one, without lesser holes."""
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)]
    kept = [part for part in parts if part.area >= smallest] or [max(parts, key=lambda part: part.area)]
    filled = [Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area >= smallest]) for p in kept]
    return filled[0] if len(filled) == 1 else shapely.MultiPolygon(filled)


def feature(geometry: BaseGeometry, **properties: Any) -> Feature:
    """A GeoJSON feature of Natural Earth's with rounded coordinates."""
    rounded = shapely.set_precision(geometry, 10**-DIGITS, mode="pointwise")
    return {
        "type": "Feature",
        "id": properties["id"],
        "properties": properties | {"source": "Natural Earth"},
        "geometry": rounding(mapping(rounded)),
    }


def rounding(value: Any) -> Any:
    """The same nested coordinates with `DIGITS` decimals."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: rounding(part) for key, part in value.items()}
    return [rounding(part) for part in value] if isinstance(value, list | tuple) else value


def governorate_features(polygons: Mapping[str, BaseGeometry], places: Iterable[Place]) -> Iterator[Feature]:
    """The governorates with their place and its names."""
    by_id = {place.place_id: place for place in places}
    for code, geometry in polygons.items():
        place = by_id[f"naturalearth:{code}"]
        yield feature(
            geometry, id=code, place_id=place.place_id, name=place.admin1, name_ar=place.arabic_name, country=code[:2]
        )


def country_features(polygons: Mapping[str, BaseGeometry], geonames: Mapping[str, int]) -> Iterator[Feature]:
    """The countries with their place, where GeoNames knows them."""
    for code, geometry in polygons.items():
        number = geonames.get(ISO_CODES.get(code, code))
        yield feature(geometry, id=code, place_id=number and f"geonames:{number}")


def border_features(polygons: Mapping[str, BaseGeometry]) -> Iterator[Feature]:
    """The line that each two near neighbours share."""
    near = {code: polygon for code, polygon in polygons.items() if code in NEAR}
    for (one, polygon), (other, neighbour) in itertools.combinations(near.items(), 2):
        if polygon.intersects(neighbour):
            shared = linemerge(lines_of(polygon.boundary.intersection(neighbour.boundary)))
            if not shared.is_empty:
                yield feature(shared, id=f"{one}-{other}")


def lines_of(geometry: BaseGeometry) -> MultiLineString:
    """The lines among a geometry's parts."""
    parts = getattr(geometry, "geoms", [geometry])
    return MultiLineString([part for part in parts if part.geom_type == "LineString"])


def river_features(path: Path) -> Iterator[Feature]:
    """The rivers of Iraq, Syria and around, all parts of one river under one name."""
    parts: dict[tuple[str | None, str], list[BaseGeometry]] = {}
    with shapefile.Reader(str(path), encoding="latin-1") as reader:
        for record in reader.iterShapeRecords():
            geometry = shape(record.shape.__geo_interface__) if record.shape.points else None
            if record.record["name"] in RIVERS and geometry and geometry.intersects(FRAME):
                parts.setdefault(RIVERS[record.record["name"]], []).append(geometry)
    for (place_id, name), geometries in parts.items():
        line = linemerge(lines_of(shapely.union_all(geometries))).simplify(0.004)
        yield feature(line, id=name.lower().replace(" ", "-"), place_id=place_id, name=name)


def lake_features(topology: Mapping[str, Any]) -> Iterator[Feature]:
    """The lakes of a TopoJSON file inside the frame; those of ours with their place."""
    for number, lake in enumerate(topology["objects"]["lakes"]["geometries"]):
        geometry = topology_polygon(topology, lake)
        if geometry.intersects(FRAME):
            known = [named for (lat, lon), named in LAKES.items() if geometry.contains(shapely.Point(lon, lat))]
            place_id, name = known[0] if known else (None, None)
            yield feature(geometry, id=f"lake-{number}", place_id=place_id, name=name)


def topology_polygon(topology: Mapping[str, Any], geometry: Mapping[str, Any]) -> BaseGeometry:
    """A polygon of a quantised TopoJSON file, in degrees."""
    (x_scale, y_scale), (x, y) = topology["transform"]["scale"], topology["transform"]["translate"]
    rings = geometry["arcs"] if geometry["type"] == "Polygon" else itertools.chain(*geometry["arcs"])
    lines = []
    for arc in itertools.chain(*rings):
        steps = topology["arcs"][arc if arc >= 0 else ~arc]
        points = list(itertools.accumulate(steps, lambda a, b: [a[0] + b[0], a[1] + b[1]]))
        lines.append([(px * x_scale + x, py * y_scale + y) for px, py in points])
    return shapely.union_all(list(polygonize(lines)))


def label_features(places: Sequence[Place]) -> Iterator[Feature]:
    """The names to write on the map: countries inside the frame, governorates, lakes and their points."""
    kinds = {"country": "country", "governorate": "governorate", "lake": "water"}
    for place in places:
        point = shapely.Point(place.longitude, place.latitude)
        if place.feature_class in kinds and FRAME.contains(point):
            arabic = place.arabic_name and place.arabic_name.removeprefix("محافظة ")
            labels = {"name": place.name.removesuffix(" Governorate"), "name_ar": arabic}
            yield feature(point, id=place.place_id, place_id=place.place_id, kind=kinds[place.feature_class], **labels)
