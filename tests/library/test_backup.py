"""A backup holds all that cannot be derived, so that a library comes back from it whole."""

import json

import pytest

from explorer.errors import GazetteerError
from explorer.library import Library
from explorer.library.corrections import Correction
from explorer.library.user_gazetteer import read_own_rows, restore_own_rows
from explorer.reading import Upload
from explorer.reading.gazetteer import OWN_COLUMNS


def test_a_library_comes_back_from_its_backup(library, geoparser, write_release, tmp_path):
    table = tmp_path / "table.jsonl"
    table.write_text(json.dumps({"text": "Strikes near Raqqa were reported.", "date": "2017-06-29"}))
    library.load([write_release("one.txt", "Strikes hit targets"), table], geoparser)
    release_id = library.releases().loc[0, "release_id"]
    made_at = "2026-01-01T00:00:00+00:00"
    correction = Correction("c1", made_at, "Ann", "", release_id, "title", None, "Better title")
    library.correct(correction, geoparser)
    copy = Library.open(tmp_path / "copy.sqlite")
    outcomes = list(copy.restore(library.backup(), geoparser))
    assert [outcome.outcome for outcome in outcomes] == ["added", "added"]
    assert copy.releases().equals(library.releases())
    assert copy.mentions().equals(library.mentions())
    assert copy.corrections() == [correction]
    assert {outcome.outcome for outcome in copy.restore(library.backup(), geoparser)} == {"unchanged"}
    assert list(copy.backup()) == list(library.backup())


PLACE = ["own:1", "Tall Mahuz", "", "35.41", "43.72", "village", "IQ", "Kirkuk", "1.0", "a map", "mine.csv"]
SPELLING_ROW = ["own:1", "Tel Mahus", "", "", "", "spelling", "", "", "", "", "mine.csv"]


@pytest.fixture
def own_places(library):
    """A library with a place of the user's own, under two names, and a release that names it."""
    restore_own_rows(library.path.parent, [PLACE, SPELLING_ROW])
    library.load([Upload("a.txt", b"A strike hit a cave near Tel Mahus, Iraq.")], library.geoparser())
    return library


def own_line(row):
    return json.dumps({"own_place": dict(zip(OWN_COLUMNS, row, strict=True))})


def placed(library):
    [release_id] = library.release_ids()
    return [each.place.place_id for each in library.mentions_of(release_id) if each.toponym == "Tel Mahus"]


def test_the_users_own_places_come_back_before_what_names_them(own_places, tmp_path):
    assert placed(own_places) == ["own:1"]
    copy = Library.open(tmp_path / "elsewhere" / "copy.sqlite")
    outcomes = list(copy.restore(own_places.backup(), copy.geoparser()))
    assert [outcome.outcome for outcome in outcomes] == ["added"]
    assert placed(copy) == ["own:1"]
    assert copy.holdings().outdated == 0
    assert read_own_rows(copy.path.parent) == [PLACE, SPELLING_ROW]
    assert list(copy.backup()) == list(own_places.backup())


def test_own_places_that_are_here_stay_as_they_are(own_places, tmp_path):
    copy = Library.open(tmp_path / "elsewhere" / "copy.sqlite")
    here = [*PLACE[:1], "Tall Mahuz al Jadida", *PLACE[2:]]
    restore_own_rows(copy.path.parent, [here])
    list(copy.restore(own_places.backup(), copy.geoparser()))
    assert read_own_rows(copy.path.parent) == [here, SPELLING_ROW]


def test_an_own_place_that_is_none_is_named_and_the_rest_is_restored(own_places, tmp_path):
    copy = Library.open(tmp_path / "elsewhere" / "copy.sqlite")
    lines = [line.replace("35.41", "135.41") for line in own_places.backup()]
    outcomes = list(copy.restore(lines, copy.geoparser(), file_name="saved.jsonl"))
    assert [outcome.outcome for outcome in outcomes] == ["failed", "added"]
    assert outcomes[0].message.startswith(
        "not saved: saved.jsonl: gazetteer.csv: 'own:1' of the saved places: latitude"
    )
    assert read_own_rows(copy.path.parent) == []


@pytest.mark.parametrize("empty", [0, 1])
def test_a_spelling_without_a_name_or_a_place_is_named_and_no_own_place_is_added(own_places, tmp_path, empty):
    copy = Library.open(tmp_path / "elsewhere" / "copy.sqlite")
    bad = [*SPELLING_ROW[:empty], "", *SPELLING_ROW[empty + 1 :]]
    lines = [own_line(bad), *own_places.backup()]
    outcomes = list(copy.restore(lines, copy.geoparser(), file_name="saved.jsonl"))
    assert [outcome.outcome for outcome in outcomes] == ["failed", "added"]
    assert f"{bad[0]!r} of the saved places: place_id and spelling may not be empty" in outcomes[0].message
    assert copy.gazetteer_problem() == ""
    assert read_own_rows(copy.path.parent) == []


@pytest.mark.parametrize("line", ["no json", own_line(["own:2", "\ud800", *PLACE[2:]])])
def test_a_bad_line_before_the_own_places_hides_none_of_them(own_places, tmp_path, line):
    copy = Library.open(tmp_path / "elsewhere" / "copy.sqlite")
    outcomes = list(copy.restore([line, *own_places.backup()], copy.geoparser(), file_name="saved.jsonl"))
    assert [outcome.outcome for outcome in outcomes] == ["failed", "added"]
    assert outcomes[0].message.startswith("not parsed: saved.jsonl line 1: ")
    assert read_own_rows(copy.path.parent) == [PLACE, SPELLING_ROW]


def test_own_places_come_back_from_backups_that_were_joined_into_one(own_places, tmp_path):
    other = Library.open(tmp_path / "other" / "library.sqlite")
    other.load([Upload("b.txt", b"Two strikes hit a cave near Tel Mahus, Iraq.")], other.geoparser())
    copy = Library.open(tmp_path / "elsewhere" / "copy.sqlite")
    outcomes = list(copy.restore([*other.backup(), *own_places.backup()], copy.geoparser()))
    assert [outcome.outcome for outcome in outcomes] == ["added", "added"]
    assert read_own_rows(copy.path.parent) == [PLACE, SPELLING_ROW]
    for release_id in copy.release_ids():
        assert "own:1" in [each.place and each.place.place_id for each in copy.mentions_of(release_id)]
    assert copy.holdings().outdated == 0


def test_own_places_after_the_releases_that_are_none_are_named(own_places, tmp_path):
    copy = Library.open(tmp_path / "elsewhere" / "copy.sqlite")
    lines = [line.replace("35.41", "135.41") for line in own_places.backup()]
    outcomes = list(copy.restore(reversed(lines), copy.geoparser(), file_name="saved.jsonl"))
    assert [outcome.outcome for outcome in outcomes] == ["added", "failed"]
    assert "saved.jsonl: gazetteer.csv: 'own:1' of the saved places: latitude" in outcomes[1].message


@pytest.mark.parametrize("name", ["Tall\rMahuz", "Tall\nMahuz", 'Tall "Mahuz", new'])
def test_an_own_place_of_any_letters_is_kept_as_it_is(tmp_path, name):
    restore_own_rows(tmp_path, [["own:1", name, *PLACE[2:]], SPELLING_ROW])
    assert read_own_rows(tmp_path) == [["own:1", name, *PLACE[2:]], SPELLING_ROW]


def test_releases_that_are_here_are_read_with_the_own_places_that_come_back(own_places, tmp_path):
    copy = Library.open(tmp_path / "elsewhere" / "copy.sqlite")
    copy.load([Upload("b.txt", b"Two strikes hit a cave near Tel Mahus, Iraq.")], copy.geoparser())
    [release_id] = copy.release_ids()
    outcomes = list(copy.restore(own_places.backup(), copy.geoparser()))
    assert [outcome.outcome for outcome in outcomes] == ["added"]
    assert "own:1" in [each.place and each.place.place_id for each in copy.mentions_of(release_id)]
    assert copy.holdings().outdated == 0


def test_an_own_gazetteer_that_cannot_be_read_is_named_and_the_rest_is_saved(own_places):
    whole = list(own_places.backup())
    path = own_places.path.with_name("gazetteer.csv")
    path.write_text('place_id,name\n"own:1')
    said = []
    assert list(own_places.backup(said.append)) == whole[2:]
    [message] = said
    assert message.startswith(f"Your own places in {path.parent} are left out of the backup: gazetteer.csv: column ")
    with pytest.raises(GazetteerError, match=r"gazetteer\.csv: column arabic_name"):
        list(own_places.backup())


BAD_LINES = ["", "[]", "{}", '{"file_name": "a.txt", "base64": "%"}', '{"correction": {"who": 1}}', b"\xff", "[" * 9999]


@pytest.mark.parametrize("line", [*BAD_LINES, '{"own_place": {"place_id": "own:1"}}', '{"own_place": 7}'])
def test_a_bad_line_is_named_and_the_rest_is_restored(library, geoparser, line):
    good = '{"file_name": "a.txt", "base64": "U3RyaWtlcyBuZWFyIE1vc3VsLg=="}'
    outcomes = list(library.restore([line, good], geoparser, file_name="copy.jsonl"))
    assert [outcome.outcome for outcome in outcomes] == ["failed", "added"]
    assert outcomes[0].message.startswith("not parsed: copy.jsonl line 1: ")
