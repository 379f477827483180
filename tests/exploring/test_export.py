"""An export holds what the view shows, says what it was made of, and runs nothing."""

import csv
import dataclasses
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exploring.export import ATTRIBUTION, FORMATS, NOTE_LINES, mark, unmark
from explorer.exploring.filters import Filters, Near
from explorer.exploring.view import apply_filters
from tests.exploring.samples import Named, event_dates, make_tables, seed_tables, small_tables

SYRIA = Filters(country=("Syria",))


def export(name, filters=SYRIA, tables=None, matching=None):
    return FORMATS[name].write(apply_filters(tables or seed_tables(), filters, matching), 7, event_dates)


def rows_of(text):
    """The notes and the rows of an export as CSV."""
    lines = list(csv.reader(io.StringIO(text, newline="")))
    return [line[0] for line in lines[:NOTE_LINES]], [
        dict(zip(lines[NOTE_LINES], row, strict=True)) for row in lines[NOTE_LINES + 1 :]
    ]


def test_releases_are_those_shown_in_their_order():
    _notes, rows = rows_of(export("csv"))
    assert [row["release_id"] for row in rows] == ["003", "002"]
    assert rows[0] | {"published": "2017-06", "first_day": "2017-06-01", "publisher": "", "mentions": "2"} == rows[0]


def test_mentions_are_those_that_the_rows_count():
    _notes, rows = rows_of(export("mentions-csv"))
    assert [(row["release_id"], row["toponym"]) for row in rows] == [
        ("003", "Raqqa"),
        ("003", "Tabqa"),
        ("002", "Raqqa"),
        ("002", "Euphrates"),
    ]
    assert rows[3] | {"on_map": "False", "place_geometry": "line", "place_precision_km": "300.0"} == rows[3]


def test_dots_are_points_and_what_extends_has_none():
    places = json.loads(export("geojson"))
    assert places["type"] == "FeatureCollection"
    found = {feature["id"]: (feature["geometry"], feature["properties"]["shape"]) for feature in places["features"]}
    assert found == {
        "raqqa": ({"type": "Point", "coordinates": [39.01, 35.95]}, "point"),
        "tabqa": ({"type": "Point", "coordinates": [38.55, 35.84]}, "point"),
        "euphrates": (None, "line"),
    }
    river = places["features"][2]["properties"]
    assert river | {"centre_latitude": 34.5, "centre_longitude": 40.9, "releases": 1, "mentions": 1} == river


def test_a_dot_that_is_only_offered_to_be_picked_is_left_out():
    features = json.loads(export("geojson", Filters(spot_ids=("iraq",))))["features"]
    assert [(feature["id"], feature["properties"]["shape"]) for feature in features] == [("iraq", "area")]


def test_a_line_is_a_release_with_its_mentions_in_reading_order():
    first, *releases = map(json.loads, export("jsonl", Filters(role=())).splitlines())
    assert first.keys() == {"export"}
    assert [release["release_id"] for release in releases] == ["004", "001", "003", "002", "000", "005"]
    assert [len(release["mentions"]) for release in releases] == [0, 1, 4, 5, 1, 1]
    assert releases[3]["mentions"] == sorted(releases[3]["mentions"], key=lambda mention: mention["start"])
    assert (
        releases[2]["mentions"][3] | {"toponym": "Atlantis", "place_id": None, "latitude": None}
        == releases[2]["mentions"][3]
    )


def test_a_line_has_the_dates_that_its_text_names():
    _first, *releases = map(json.loads, export("jsonl", Filters(role=())).splitlines())
    dates = {release["release_id"]: release["event_dates"] for release in releases}
    assert [each["text"] for each in dates["002"]] == ["yesterday", "June 6"]
    assert dates["002"][0] == {
        "start": 3, "end": 12, "text": "yesterday", "first_day": "2017-06-28", "last_day": "2017-06-28",
        "precision": "day", "basis": "computed", "sentence": "So yesterday.",
    }  # fmt: skip
    assert dates["000"] == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_says_what_it_was_made_of(name):
    filters = dataclasses.replace(
        SYRIA, words="a\nbridge", spot_ids=("raqqa", "gone", "unknown"), near=Near(36.0, 39.0, 50.0), undated=False
    )
    text = export(name, filters, matching={"002"})
    if name.endswith("csv"):
        notes = dict(line.removeprefix("# ").split(": ", 1) for line in rows_of(text)[0])
    else:
        notes = json.loads(text.splitlines()[0])["export"]
    assert {key: str(value) for key, value in notes.items()} == {
        "made by": "Release Explorer",
        "data version": "7",
        "filters": "words: a bridge; undated: left out; place: Raqqa (raqqa) or unknown (gone) or unknown; "
        "within: 50 km of latitude 36, longitude 39; role: location; country: Syria",
        "link": "?q=a%0Abridge&undated=no&place=raqqa&place=gone&place=unknown&near=36.0%2C39.0%2C50.0&country=Syria",
        "shown": "1 of 6 releases",
        "attribution": ATTRIBUTION,
    }


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_shown_is_an_export_too(name):
    assert "0 of 6 releases" in export(name, Filters(words="x"), matching=set())


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "  =1", "\u00a0=1", "'=1"],
)
def test_a_spreadsheet_finds_no_formula(text):
    assert mark(text) == f"'{text}"
    tables = make_tables({"a": None}, [Named("a", text)])
    _notes, rows = rows_of(export("mentions-csv", Filters(), tables))
    assert rows[0]["toponym"] == f"'{text}"
    assert rows[0]["latitude"] == ""


def test_numbers_and_other_text_stay_as_they_are():
    assert [mark(value) for value in (-1.5, None, True, "Mosul = Ninewa", "٪")] == [
        -1.5,
        None,
        True,
        "Mosul = Ninewa",
        "٪",
    ]


@given(st.text())
def test_a_marked_cell_turns_back_into_its_text(text):
    assert unmark(mark(text)) == text
    assert mark(text)[:1] not in tuple("=+-@＝＋－＠\t\r\n")


@settings(max_examples=12)
@given(small_tables(), st.sampled_from([Filters(), SYRIA, Filters(spot_ids=("mosul",)), Filters(role=())]))
def test_the_exports_agree_with_the_rows_and_each_other(tables, filters):
    rows = apply_filters(tables, filters).rows()
    _notes, releases = rows_of(export("csv", filters, tables))
    _notes, mentions = rows_of(export("mentions-csv", filters, tables))
    lines = [json.loads(line) for line in export("jsonl", filters, tables).splitlines()[1:]]
    assert [row["release_id"] for row in releases] == list(rows.index) == [line["release_id"] for line in lines]
    assert [len(line["mentions"]) for line in lines] == list(rows["mentions"])
    in_lines = [(line["release_id"], str(each["start"])) for line in lines for each in line["mentions"]]
    assert [(row["release_id"], row["start"]) for row in mentions] == in_lines
    dots = [each for each in json.loads(export("geojson", filters, tables))["features"] if each["geometry"]]
    assert len(dots) == apply_filters(tables, filters).place_count
