"""What a library keeps and gives back."""

import pandas as pd
import pytest

from explorer.errors import LibraryError
from explorer.library import Library, default_path
from explorer.reading import read_release


def test_a_release_comes_back_whole(library, geoparser, write_release):
    path = write_release("strikes.txt", "Strikes hit targets in Iraq and Syria")
    outcome = library.load_file(path, geoparser)
    assert (outcome.outcome, outcome.message) == ("added", "")
    assert library.release(outcome.release_id) == read_release(path)
    assert library.original_bytes(outcome.release_id) == path.read_bytes()


def test_the_same_file_again_is_unchanged(library, geoparser, write_release):
    path = write_release("strikes.txt", "Strikes hit targets")
    library.load_file(path, geoparser)
    before = library.data_version()
    assert library.load_file(path, geoparser).outcome == "unchanged"
    assert library.data_version() == before


def test_the_same_bytes_under_another_name_are_unchanged(library, geoparser, write_release):
    first, second = write_release("first.txt", "Strikes"), write_release("second.txt", "Strikes")
    outcomes = library.load([first, second], geoparser)
    assert [outcome.outcome for outcome in outcomes] == ["added", "unchanged"]
    assert outcomes[1].message == "first.txt"
    assert len(library.releases()) == 1


def test_a_file_that_fails_stops_no_other(library, geoparser, write_release, tmp_path):
    good = write_release("good.txt", "Strikes")
    (tmp_path / "empty.txt").write_bytes(b"")
    seen = []
    outcomes = library.load(
        [tmp_path / "absent.txt", tmp_path / "empty.txt", good],
        geoparser,
        lambda done, total: seen.append((done, total)),
    )
    assert [outcome.outcome for outcome in outcomes] == ["failed", "failed", "added"]
    assert "absent.txt" in outcomes[0].message
    assert outcomes[1].message.startswith("no text: ")
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_every_write_raises_the_data_version(library, geoparser, write_release):
    assert library.data_version() == 0
    library.load_file(write_release("one.txt", "One"), geoparser)
    assert library.data_version() == 1


def test_the_tables_say_what_was_found(library, geoparser, write_release):
    body = "SOUTHWEST ASIA – Forces reached Mosul. Strikes near Mosul went on; Nowhere was hit."
    release_id = library.load_file(write_release("one.txt", "Strikes hit targets", body), geoparser).release_id
    releases, mentions, places = library.releases(), library.mentions(), library.places()
    assert releases.loc[0, ["release_id", "published", "precision"]].tolist() == [release_id, "2017-06-29", "day"]
    assert releases.loc[0, "first_day"] == pd.Timestamp("2017-06-29")
    assert mentions["toponym"].tolist() == ["Mosul", "Mosul", "Nowhere"]
    assert mentions["on_map"].tolist() == [True, True, False]
    assert mentions["latitude"].tolist()[:2] == [36.34, 36.4]
    assert mentions["radius_km"].tolist()[:2] == [5.0, 12.0]
    assert mentions.loc[2, ["place_id", "latitude", "radius_km"]].isna().all()
    assert places[["place_id", "geometry"]].to_numpy().tolist() == [["test:mosul", "point"]]


def test_an_empty_library_has_empty_tables_with_all_columns(library, geoparser, write_release):
    empty = [library.releases(), library.mentions(), library.places()]
    library.load_file(write_release("one.txt", "Strikes"), geoparser)
    full = [library.releases(), library.mentions(), library.places()]
    assert [list(table.columns) for table in empty] == [list(table.columns) for table in full]
    assert all(table.empty for table in empty)
    assert pd.api.types.is_datetime64_any_dtype(empty[0]["first_day"])


def test_a_release_that_is_not_there_is_named(library):
    with pytest.raises(LibraryError, match="no release 'ffff'"):
        library.release("ffff")
    with pytest.raises(LibraryError, match="no release 'ffff'"):
        library.original_bytes("ffff")


def test_a_text_that_is_not_what_was_stored_is_reported(library, geoparser, write_release):
    release_id = library.load_file(write_release("one.txt", "Strikes"), geoparser).release_id
    with library.writing() as connection:
        connection.exec_driver_sql("UPDATE release SET text = replace(text, 'Mosul', 'Basra')")
    with pytest.raises(LibraryError, match=r"is damaged; load 'one\.txt' again"):
        library.release(release_id)


def test_a_library_opened_again_still_holds_everything(library, geoparser, write_release):
    outcome = library.load_file(write_release("one.txt", "Strikes"), geoparser)
    library.close()
    again = Library.open(f"sqlite:///{library.path}")
    assert again.releases()["release_id"].tolist() == [outcome.release_id]


def test_a_url_of_another_kind_is_refused():
    with pytest.raises(LibraryError, match="'postgresql' is not supported; give a path or sqlite:///path"):
        Library.open("postgresql://localhost/releases")


def test_the_default_path_can_be_set_from_outside(monkeypatch):
    monkeypatch.setenv("EXPLORER_LIBRARY", "elsewhere.sqlite")
    assert str(default_path()) == "elsewhere.sqlite"
    monkeypatch.delenv("EXPLORER_LIBRARY")
    assert default_path().as_posix() == "data/library.sqlite"
