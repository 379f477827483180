"""Correcting and the log of corrections on the command line."""

import json
from types import SimpleNamespace

import pytest

from explorer.__main__ import main
from explorer.library import Library
from tests.library.fakes import MOSUL, RAQQA, TwoPlaces

TEXT = "Strikes hit targets\n\nJune 29, 2017\n\nForces reached Mosul on Thursday. Others left Mosul for Raqqa.\n"

MOSUL_AT = str(TEXT.index("Mosul"))


class Geoparser(TwoPlaces):
    """Two places, and a gazetteer to choose from."""

    gazetteer = SimpleNamespace(places={place.place_id: place for place in (MOSUL, RAQQA)})


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command on a library of its own; returns its exit status, output lines and error lines."""
    monkeypatch.setattr("explorer.geoparsing.load_geoparser", lambda own=None: Geoparser())
    monkeypatch.setenv("EXPLORER_LIBRARY", str(tmp_path / "library.sqlite"))

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        output, errors = capsys.readouterr()
        return status, output.splitlines(), errors.splitlines()

    return run


@pytest.fixture
def release_id(run, tmp_path):
    """A release in the library."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    run("load", tmp_path / "one.txt")
    return open_library(tmp_path).releases().loc[0, "release_id"]


def open_library(tmp_path):
    return Library.open(tmp_path / "library.sqlite")


def test_a_place_is_corrected_shown_and_undone(run, release_id, tmp_path):
    start = TEXT.index("Mosul")
    change = ["correct", "place", release_id, start, "test:raqqa", "--scope", "release"]
    assert run(*change, "--count") == (0, ["would change 2 mentions"], [])
    status, output, errors = run(*change, "--who", "Ann", "--why", "a map")
    assert (status, errors) == (0, [])
    assert set(open_library(tmp_path).mentions()["place_id"]) == {"test:raqqa"}
    _, log, _ = run("log", "export")
    entry = json.loads(log[0])
    assert output == [f"corrected: {entry['correction_id']}"]
    assert (entry["who"], entry["why"], entry["scope"]) == ("Ann", "a map", "release")
    assert run("log", "undo", entry["correction_id"])[0] == 0
    assert set(open_library(tmp_path).mentions()["place_id"]) == {"test:mosul", "test:raqqa"}


def test_a_title_a_date_a_role_and_mentions_are_corrected(run, release_id, tmp_path):
    first, second, day = TEXT.index("Mosul"), TEXT.rindex("Mosul"), TEXT.index("Thursday")
    for change in (
        ["title", release_id, "Another headline"],
        ["date", release_id, "2017-06"],
        ["role", release_id, first, "actor"],
        ["no-place", release_id, second],
        ["missed", release_id, day, day + 8, "test:raqqa"],
    ):
        assert run("correct", *change)[0] == 0
    library = open_library(tmp_path)
    assert library.releases()[["title", "published"]].to_numpy().tolist() == [["Another headline", "2017-06"]]
    mentions = library.mentions()[["toponym", "role"]].to_numpy().tolist()
    assert mentions == [["Mosul", "actor"], ["Thursday", "location"], ["Raqqa", "location"]]


def test_a_missed_place_is_added_with_a_new_place_wherever_the_same_words_stand(run, release_id, tmp_path):
    day = TEXT.index("left")
    change = ["correct", "missed", release_id, day, day + 4, "new", "--scope", "everywhere", "--role", "elsewhere"]
    place = ["--name", "Left", "--at=36.2,37.5", "--kind", "hill", "--precision-km", "0.5", "--source", "a map"]
    assert run(*change, *place, "--count") == (0, ["would change 1 mentions"], [])
    assert run(*change, *place)[0] == 0
    mention = next(each for each in open_library(tmp_path).mentions_of(release_id) if each.toponym == "left")
    added = mention.place
    assert (mention.role, added.name, added.latitude, added.longitude) == ("elsewhere", "Left", 36.2, 37.5)
    assert (added.feature_class, added.precision_km, added.source) == ("hill", 0.5, "a map")
    assert added.country_code == "SY"  # that of Raqqa, the nearest place known


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (["date", "RELEASE", "June 2017"], "a published cannot become"),
        (["place", "RELEASE", "0", "test:raqqa"], "no mention starts at 0, where it says 'Strikes hit targets"),
        (["place", "RELEASE", MOSUL_AT, "test:nowhere"], "place 'test:nowhere' is not in the gazetteer"),
        (["place", "RELEASE", MOSUL_AT, "new", "--name", "Ain"], "a new place needs --at, --source"),
        (["place", "RELEASE", MOSUL_AT, "new", "--name=A", "--at=here", "--source=b"], "no latitude,longitude"),
        (["place", "RELEASE", MOSUL_AT, "new", "--name=A", "--at=95,40", "--source=b"], "latitude is -90 to 90"),
        (["place", "ffff", MOSUL_AT, "test:raqqa"], "no release 'ffff'"),
        (["role", "RELEASE", MOSUL_AT, "hero"], "a role is one of location"),
    ],
)
def test_what_cannot_be_corrected_is_named(run, release_id, change, cause):
    status, output, errors = run("correct", *[release_id if value == "RELEASE" else value for value in change])
    assert (status, output, len(errors)) == (1, [], 1)
    assert cause in errors[0]
    assert run("log", "export")[1] == []


def test_a_log_is_taken_over_once_and_bad_lines_are_named(run, release_id, tmp_path, monkeypatch):
    run("correct", "title", release_id, "Another headline")
    run("correct", "no-place", release_id, TEXT.index("Mosul"))
    log = tmp_path / "log.jsonl"
    lines = run("log", "export")[1]
    log.write_text("\n".join([lines[0], "no json", lines[1]]) + "\n")
    monkeypatch.setenv("EXPLORER_LIBRARY", str(tmp_path / "colleague.sqlite"))
    status, output, errors = run("log", "import", log)
    assert (status, output) == (1, ["2 added, 0 unchanged, 1 failed"])
    assert errors[0].startswith(f"failed: {log} line 2: ")
    assert len(run("log", "unfit")[1]) == 2
    run("load", tmp_path / "one.txt")
    assert run("log", "unfit")[1] == []
    assert Library.open(tmp_path / "colleague.sqlite").releases().loc[0, "title"] == "Another headline"
    assert run("log", "import", log)[1] == ["0 added, 2 unchanged, 1 failed"]
    status, _, errors = run("log", "import", tmp_path / "absent.jsonl")
    assert status == 1
    assert "absent.jsonl" in errors[0]
