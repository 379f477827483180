"""A library of an older schema is brought up to date, whole or not at all."""

import os
import random
import signal
import sqlite3
import time

import pytest

from explorer.library import Library, migrations, schema
from tests.library.fakes import kills

# What each schema lacks of the next one.
UNDO = {
    4: "DROP TABLE event_date;",
    3: "DROP VIEW counted; DROP INDEX release_ids;",
    2: "DROP TABLE correction; CREATE INDEX mention_place ON mention (place_id);",
    1: "DROP TABLE version; DROP TABLE likeness_key; DROP INDEX release_text; DROP INDEX release_identity;",
}


def make_older(library, version):
    """Make a library what an older program would have left."""
    library.close()
    old = sqlite3.connect(library.path)
    old.executescript(
        "".join(UNDO[number] for number in UNDO if number >= version) + f"PRAGMA user_version = {version}"
    )
    old.close()


@pytest.fixture
def three_releases(library, geoparser, write_release):
    library.load([write_release(f"{number}.txt", f"Release {number}") for number in range(3)], geoparser)
    return library


@pytest.fixture
def old_library(three_releases):
    make_older(three_releases, 1)
    return three_releases


@pytest.mark.parametrize("version", UNDO)
def test_every_older_schema_becomes_the_one_of_today(three_releases, tmp_path, version):
    def described(path):
        connection = sqlite3.connect(path)
        found = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        connection.close()
        return found

    make_older(three_releases, version)
    again = Library.open(three_releases.path)
    assert described(again.path) == described(Library.open(tmp_path / "new.sqlite").path)
    assert again.search("strikes") == set(again.releases()["release_id"]) != set()


def test_an_older_library_gets_the_event_dates_of_its_releases(library, geoparser, write_release):
    library.load([write_release("a.txt", "Strikes", "SOUTHWEST ASIA – Strikes on June 6 hit Mosul.")], geoparser)
    [release_id] = library.release_ids()
    [before] = library.event_dates_of(release_id)
    make_older(library, 4)
    assert Library.open(library.path).event_dates_of(release_id) == (before,)


def test_releases_of_an_old_library_are_known_as_originals_of_reprints(old_library, geoparser, write_release):
    library = Library.open(old_library.path)
    assert len(library.releases()) == 3
    assert library.load_file(write_release("again.txt", "Another headline"), geoparser).outcome == "reprint"


def test_a_migration_that_fails_changes_nothing(old_library, monkeypatch):
    def fail(connection):
        migrations.add_versions(connection)
        raise MemoryError("in the middle")

    monkeypatch.setattr(migrations, "STEPS", (fail, *migrations.STEPS[1:]))
    with pytest.raises(MemoryError, match="in the middle"):
        Library.open(old_library.path)
    check = sqlite3.connect(old_library.path)
    assert check.execute("PRAGMA user_version").fetchone() == (1,)
    assert check.execute("SELECT count(*) FROM sqlite_master WHERE name = 'likeness_key'").fetchone() == (0,)
    check.close()
    monkeypatch.undo()
    assert len(Library.open(old_library.path).releases()) == 3


def test_several_programs_migrate_once(old_library):
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                Library.open(old_library.path)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    library = Library.open(old_library.path)
    assert library.data_version() <= 3 + 4
    assert len(library.releases()) == 3


def test_a_kill_while_migrating_leaves_the_old_library_or_the_new(old_library):
    path, chance, found = old_library.path, random.Random(3), set()
    old = path.read_bytes()
    for turn in range(kills(12)):
        for file in path.parent.glob("library.sqlite*"):
            file.unlink()
        path.write_bytes(old)
        child = os.fork()
        if child == 0:
            Library.open(path)
            os._exit(0)
        time.sleep(chance.uniform(0, 0.003 * (turn % 12)))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        check = sqlite3.connect(path)
        found |= set(check.execute("PRAGMA user_version").fetchall())
        assert check.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        check.close()
        again = Library.open(path)
        assert len(again.releases()) == len(again.search("strikes")) == 3
        again.close()
    assert found <= {(1,), (schema.SCHEMA_VERSION,)}
