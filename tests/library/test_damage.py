"""A damaged library is kept aside with all its bytes, and a new one takes its place; a sound one never is."""

import os
import resource
import signal
import sqlite3
import tempfile
from pathlib import Path

import pytest

from explorer.errors import DamagedLibraryError, LibraryError
from explorer.library import Library, database, schema
from explorer.reading import Upload
from tests.library.test_migrations import make_older


def truncated(data):
    return data[: len(data) // 2]


def without_header(data):
    return b"\xff" * 100 + data[100:]


def with_bad_page(data):
    # The root page of the releases, as a library of this size has it.
    return data[:8192] + b"\xff" * 4096 + data[12288:]


DAMAGES = {
    "no database": lambda data: b"this is no database at all " * 400,
    "empty": lambda data: b"",
    "truncated": truncated,
    "overwritten header": without_header,
    "corrupt page": with_bad_page,
}


@pytest.fixture
def damaged(library, geoparser, write_release, request):
    """A library of 30 releases that was damaged; its path and the bytes it has now."""
    library.load([write_release(f"{n}.txt", f"Release {n}", f"{n} strikes near Mosul.") for n in range(30)], geoparser)
    backup = list(library.backup())
    library.close()
    for leftover in library.path.parent.glob("*-[ws][ah][lm]"):
        leftover.unlink()
    library.path.write_bytes(DAMAGES[request.param](library.path.read_bytes()))
    return library.path, library.path.read_bytes(), backup


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_a_damaged_library_is_kept_aside_and_a_new_one_begun(damaged, geoparser):
    path, content, backup = damaged
    with pytest.raises(DamagedLibraryError, match=r"library\.sqlite: "):
        Library.open(path)
    assert path.read_bytes() == content
    library = Library.open_or_begin(path)
    (aside,) = path.parent.glob("library.damaged-20*.sqlite")
    assert aside.read_bytes() == content
    assert f"kept as {aside}, and a new library was begun" in library.notice
    assert f"restore BACKUP --library {path}" in library.notice
    assert library.releases().empty
    assert {found.outcome for found in library.restore(backup, geoparser)} == {"added"}
    assert len(Library.open(path).releases()) == 30
    assert Library.open_or_begin(path).notice == ""


@pytest.mark.parametrize("damaged", ["truncated"], indirect=True)
def test_what_stands_beside_a_damaged_library_goes_with_it(damaged):
    path, _, _ = damaged
    path.with_name(path.name + "-wal").write_bytes(b"a log that SQLite does not know")
    Library.open_or_begin(path)
    (aside,) = path.parent.glob("library.damaged-20*.sqlite")
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"a log that SQLite does not know"


@pytest.mark.parametrize("damaged", ["truncated"], indirect=True)
def test_several_programs_keep_a_damaged_library_aside_once(damaged):
    path, content, _ = damaged
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                Library.open_or_begin(path)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    assert [aside.read_bytes() for aside in path.parent.glob("library.damaged-*.sqlite")] == [content]
    assert Library.open(path).releases().empty


def test_a_file_that_was_no_library_by_its_name_stays(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("These are my notes.")
    with pytest.raises(DamagedLibraryError, match=r"notes\.txt"):
        Library.open_or_begin(notes)
    assert notes.read_text() == "These are my notes."


@pytest.mark.parametrize("statement", ["PRAGMA user_version = 99", "PRAGMA application_id = 7"])
def test_a_newer_or_foreign_database_is_never_moved(library, statement):
    library.close()
    with sqlite3.connect(library.path) as other:
        other.execute(statement)
    other.close()
    before = library.path.read_bytes()
    with pytest.raises(LibraryError, match=r"use a newer|is not a library"):
        Library.open_or_begin(library.path)
    assert library.path.read_bytes() == before


def in_child(work):
    """What `work()` returns or raises, as text, in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = work()
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        finally:
            os.write(writing, str(said).encode())
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        return lines.read()


def as_nobody(work):
    """As `in_child`, where only what file permissions allow can be done."""

    def work_as_nobody():
        if os.geteuid() == 0:
            os.setuid(65534)
        return work()

    return in_child(work_as_nobody)


def test_a_library_that_cannot_be_written_is_read_and_says_so(geoparser, write_release):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = Library.open(folder / "library.sqlite")
        library.load_file(write_release("one.txt", "Strikes went on"), geoparser)
        library.close()
        library.path.chmod(0o444)
        folder.chmod(0o555)
        new = write_release("two.txt", "Another")
        upload = new.read_bytes()
        assert as_nobody(lambda: Library.open(library.path).releases()["title"].tolist()) == "['Strikes went on']"
        assert as_nobody(lambda: Library.open(library.path).search("strikes")) != "set()"
        said = as_nobody(lambda: load_bytes(library.path, upload, geoparser))
        assert "not saved: two.txt: library" in said
        assert "Permission denied" in said
        assert "choose a folder that can be written" in said
        assert len(Library.open(library.path).releases()) == 1
        folder.chmod(0o755)


def load_bytes(path, data, geoparser):
    """What the library says of a release that is loaded into it."""
    return Library.open(path).load_file(Upload("two.txt", data), geoparser).message


def test_a_full_disk_is_named_and_costs_nothing_that_is_stored(tmp_path, geoparser, write_release):
    library = Library.open(tmp_path / "library.sqlite")
    files = [write_release(f"{n}.txt", f"Release {n}", f"{n} strikes near Mosul. " * 2000) for n in range(6)]
    kept = library.load_file(files[0], geoparser).release_id
    library.close()

    def load():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most = library.path.stat().st_size + 100_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        found = Library.open(library.path).load(files, geoparser)
        return "\n".join(f"{outcome.outcome} {outcome.message}" for outcome in found)

    child_said = in_child(load).splitlines()
    assert child_said[0].startswith("unchanged")
    assert any("not saved: " in line and "what is stored is safe" in line for line in child_said)
    again = Library.open(library.path)
    assert again.original_bytes(kept) == files[0].read_bytes()
    assert len(again.releases()) == sum(line.split()[0] in ("added", "unchanged") for line in child_said)
    assert {found.outcome for found in again.load(files, geoparser)} <= {"added", "unchanged"}
    assert len(again.releases()) == len(files)


@pytest.mark.parametrize("damaged", ["corrupt page"], indirect=True)
def test_a_large_library_is_used_at_once_and_its_damage_found_beside(damaged, monkeypatch):
    path, content, _ = damaged
    monkeypatch.setattr(database, "QUICKLY_READ", len(content) - 1)
    library = Library.open_or_begin(path, is_awaited=True)
    assert library.notice == ""
    found = library.find_damage()
    assert found.startswith(f"library {path}: is damaged (")
    assert found.endswith("restore a copy, or move the file away and load the releases again; it was not changed")
    library.close()
    assert path.read_bytes() == content


def test_a_sound_library_has_no_damage_however_large(library, monkeypatch):
    monkeypatch.setattr(database, "QUICKLY_READ", 0)
    assert Library.open_or_begin(library.path, is_awaited=True).find_damage() == ""
    assert library.find_damage() == ""


@pytest.mark.parametrize("damaged", ["corrupt page"], indirect=True)
def test_whoever_does_not_wait_has_a_library_of_any_size_looked_through(damaged, monkeypatch):
    monkeypatch.setattr(database, "QUICKLY_READ", 0)
    with pytest.raises(DamagedLibraryError, match="is damaged"):
        Library.open(damaged[0])


@pytest.mark.parametrize("damaged", ["corrupt page"], indirect=True)
def test_a_large_library_of_an_older_schema_is_looked_through_before_it_is_changed(damaged, monkeypatch):
    path, content, _ = damaged
    older = content[:60] + (4).to_bytes(4, "big") + content[64:]  # sqlite.org/fileformat.html: the user version
    path.write_bytes(older)
    monkeypatch.setattr(database, "QUICKLY_READ", 0)
    library = Library.open_or_begin(path, is_awaited=True)
    assert "is damaged" in library.notice
    (aside,) = path.parent.glob("library.damaged-20*.sqlite")
    assert aside.read_bytes() == older


def test_a_sound_large_library_of_an_older_schema_is_migrated_and_known_to_be_sound(library, monkeypatch):
    make_older(library, 4)
    monkeypatch.setattr(database, "QUICKLY_READ", 0)
    again = Library.open_or_begin(library.path, is_awaited=True)
    assert (again.notice, again.find_damage(), again.holdings().schema_version) == ("", "", schema.SCHEMA_VERSION)


def test_a_large_library_that_cannot_be_read_any_more_is_said_to_be_so(library, monkeypatch):
    monkeypatch.setattr(database, "QUICKLY_READ", 0)
    again = Library.open_or_begin(library.path, is_awaited=True)
    again.close()
    again.path.rename(again.path.with_suffix(".away"))
    assert again.find_damage().startswith(f"library {again.path}: SQLite says 'unable to open database file'; ")
    assert again.find_damage().endswith("; whether it is damaged could not be seen")
