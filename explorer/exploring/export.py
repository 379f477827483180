"""Exactly what a view shows, as files for other programs.

Each says what it was made of: the filters as text and as a link's query, the data version, and whose data it is.

- csv: the releases; mentions-csv: their mentions. The first `NOTE_LINES` lines are these notes, the next is the header.
  Text that a spreadsheet would take for a formula has an apostrophe before it, and so has text that begins with an
  apostrophe; `unmark` takes it away again.
- geojson: the places, as in RFC 7946, the notes as `export`. Areas and lines have no geometry, only a centre among
  their properties: as a dot they would be a false statement.
- jsonl: a line with the notes as `export`, then a line per release, with its mentions in reading order and the dates
  of events that its text names, each with its sentence.
"""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.parse
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pandas as pd

from explorer.exploring.columns import UNKNOWN
from explorer.exploring.filters import FACETS, Filters, to_query
from explorer.exploring.tables import Tables
from explorer.exploring.view import View

ATTRIBUTION = (
    "Releases: their publishers. "
    "Places: GeoNames (geonames.org), CC BY 4.0; OurAirports and Natural Earth, public domain."
)
NOTE_LINES = 6
# What a spreadsheet may take for a formula, at once or behind white space (OWASP, CSV injection), and our own mark.
RISKY = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠']")
MARK = "'"
DAYS = ("first_day", "last_day")
MENTION_COLUMNS = (
    "release_id", "start", "end", "toponym", "role", "place_id", "on_map", "latitude", "longitude", "radius_km",
    "reason", "score",
)  # fmt: skip
OF_PLACE = ("name", "arabic_name", "country_code", "admin1", "feature_class", "geometry", "precision_km")

Record = dict[str, Any]
EventDates = Callable[[], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file; `write` makes its text of a view, the data version and what gives `Library.event_dates`."""

    label: str
    stem: str  # what a file's name begins with
    ending: str
    media_type: str
    write: Callable[[View, int, EventDates], str]


def write_releases(view: View, data_version: int, _: EventDates) -> str:
    """The releases shown, as in `View.rows`."""
    return _csv(_releases(view), notes(view, data_version))


def write_mentions(view: View, data_version: int, _: EventDates) -> str:
    """The mentions that the rows count, in reading order, each with what is known of its place."""
    return _csv(_mentions(view), notes(view, data_version))


def write_places(view: View, data_version: int, _: EventDates) -> str:
    """The dots of the releases shown, counted as on the map, and the areas and lines that their mentions name."""
    dots = view.spots[view.spots["is_shown"]].drop(columns="is_shown")
    features = [*map(_dot, _records(dots.reset_index())), *map(_extended, _records(_areas_and_lines(view)))]
    return _json_line({"type": "FeatureCollection", "export": notes(view, data_version), "features": features})


def write_lines(view: View, data_version: int, event_dates: EventDates) -> str:
    """The releases shown, each with the mentions that its row counts and its event dates."""
    mentions = iter(_records(_mentions(view).drop(columns="release_id")))
    dates = _dates_by_release(event_dates())
    lines = [
        # Rows and mentions are in one order: each release takes as many as it counts.
        release | {"mentions": list(islice(mentions, release["mentions"])), "event_dates": dates[release["release_id"]]}
        for release in _records(_releases(view))
    ]
    return "".join(map(_json_line, [{"export": notes(view, data_version)}, *lines]))


FORMATS = {
    "csv": Format("Releases (CSV)", "releases", "csv", "text/csv", write_releases),
    "mentions-csv": Format("Mentions (CSV)", "mentions", "csv", "text/csv", write_mentions),
    "geojson": Format("Places (GeoJSON)", "places", "geojson", "application/geo+json", write_places),
    "jsonl": Format("Releases with mentions (JSONL)", "releases", "jsonl", "application/jsonl", write_lines),
}


def notes(view: View, data_version: int) -> dict[str, str | int]:
    """What an export was made of."""
    return {
        "made by": "Release Explorer",
        "data version": data_version,
        "filters": describe_filters(view.filters, view.tables),
        "link": "?" + urllib.parse.urlencode(to_query(view.filters), doseq=True, errors="replace"),
        "shown": f"{view.release_count} of {view.total} releases",
        "attribution": ATTRIBUTION,
    }


def describe_filters(filters: Filters, tables: Tables) -> str:
    """The filters in words, places by name and id."""
    words, near = " ".join(filters.words.split()), filters.near
    places = " or ".join(_name(spot_id, tables) for spot_id in filters.spot_ids)
    said = {
        "words": words,
        "published from": filters.published_from,
        "published to": filters.published_to,
        "undated": "" if filters.undated else "left out",
        "place": places,
        "within": near and f"{near.radius_km:g} km of latitude {near.latitude:g}, longitude {near.longitude:g}",
    } | {name.replace("_", " "): " or ".join(getattr(filters, name)) for name in FACETS}
    return "; ".join(f"{name}: {value}" for name, value in said.items() if value) or "none"


def mark(value: Any) -> Any:
    """A value for a cell of a spreadsheet: text that might run as a formula has an apostrophe before it."""
    return MARK + value if isinstance(value, str) and RISKY.match(value) else value


def unmark(cell: str) -> str:
    """The text that `mark` made a cell of."""
    return cell.removeprefix(MARK)


def _name(spot_id: str, tables: Tables) -> str:
    if spot_id == UNKNOWN:
        return spot_id
    return f"{tables.names.get(spot_id, UNKNOWN)} ({spot_id})"


def _releases(view: View) -> pd.DataFrame:
    rows = view.rows()
    return rows.assign(**{day: rows[day].dt.strftime("%Y-%m-%d") for day in DAYS}).reset_index()


def _mentions(view: View) -> pd.DataFrame:
    """The columns of `MENTION_COLUMNS`, and `OF_PLACE` after "place_"."""
    mentions = view.mentions[list(MENTION_COLUMNS)]
    order = view.tables.columns.release.take(mentions.index)
    mentions = mentions.assign(order=order).sort_values(["order", "start"]).drop(columns="order")
    return mentions.join(view.tables.places[list(OF_PLACE)].add_prefix("place_"), on="place_id")


def _dates_by_release(event_dates: pd.DataFrame) -> dict[str, list[Record]]:
    days = {day: event_dates[day].dt.strftime("%Y-%m-%d") for day in DAYS}
    dates: dict[str, list[Record]] = defaultdict(list)
    for record in _records(event_dates.assign(**days)):
        dates[record.pop("release_id")].append(record)
    return dates


def _areas_and_lines(view: View) -> pd.DataFrame:
    places = view.tables.places[view.tables.places["geometry"] != "point"]
    named = view.mentions.groupby("place_id")["release_id"]
    counts = pd.DataFrame({"releases": named.nunique(), "mentions": named.size()})
    return places.join(counts, how="inner").rename_axis("place_id").reset_index()


def _records(table: pd.DataFrame) -> list[Record]:
    """Rows as plain JSON values; what is unknown is None."""
    values = table.astype(object)
    return values.where(values.notna(), None).to_dict("records")


def _dot(record: Record) -> Record:
    """A GeoJSON feature; longitude stands first there."""
    point = {"type": "Point", "coordinates": [record.pop("longitude"), record.pop("latitude")]}
    return {"type": "Feature", "id": record["spot_id"], "geometry": point, "properties": {"shape": "point"} | record}


def _extended(record: Record) -> Record:
    """A GeoJSON feature without a geometry, for an area or a line."""
    shape = {"shape": record.pop("geometry")}
    centre = {"centre_latitude": record.pop("latitude"), "centre_longitude": record.pop("longitude")}
    return {"type": "Feature", "id": record["place_id"], "geometry": None, "properties": shape | record | centre}


def _json_line(value: Record) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"


def _csv(table: pd.DataFrame, noted: dict[str, str | int]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([f"# {name}: {value}"] for name, value in noted.items())
    writer.writerow(table.columns)
    writer.writerows([mark(value) for value in record.values()] for record in _records(table))
    return text.getvalue()
