"""A library's file is sound, or the error names the file and the cause."""

import sqlite3

import pytest

from explorer.errors import LibraryError
from explorer.library import Library


def test_a_library_is_made_where_there_was_nothing(tmp_path):
    path = tmp_path / "new folder" / "deep" / "é #1?.sqlite"
    assert Library.open(path).data_version() == 0
    assert path.is_file()


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "the file is empty"),
        (b"this is no database at all " * 400, "file is not a database"),
    ],
)
def test_a_file_that_is_no_library_is_named_and_left_alone(tmp_path, content, cause):
    path = tmp_path / "library.sqlite"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=rf"library\.sqlite: .*{cause}"):
        Library.open(path)
    assert path.read_bytes() == content


def test_a_database_of_another_application_is_left_alone(tmp_path):
    path = tmp_path / "library.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipe(name)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="not a library of Release Explorer"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_truncated_library_is_reported(library, geoparser, write_release):
    for number in range(30):
        library.load_file(write_release(f"{number}.txt", f"Release {number}"), geoparser)
    library.close()
    whole = library.path.read_bytes()
    library.path.write_bytes(whole[: len(whole) // 2])
    for leftover in library.path.parent.glob("*-wal"):
        leftover.unlink()
    with pytest.raises(LibraryError, match=r"library\.sqlite: .*(damaged|malformed)"):
        Library.open(library.path)


def test_a_library_of_a_newer_schema_is_left_alone(library):
    library.close()
    newer = sqlite3.connect(library.path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(LibraryError, match=r"has schema 99; .* use a newer Release Explorer"):
        Library.open(library.path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "data").write_text("a file stands where the folder should be")
    with pytest.raises(LibraryError, match=r"library .*data.*; choose a folder that can be written"):
        Library.open(tmp_path / "data" / "library.sqlite")


def test_a_deleted_library_leaves_nothing_to_the_next(library, geoparser, write_release):
    library.load_file(write_release("one.txt", "One"), geoparser)
    library.path.unlink()
    assert Library.open(library.path).releases().empty


def write_all(library, *statements):
    """Run the statements in one transaction."""
    with library.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_failed_write_leaves_nothing_behind(library, geoparser, write_release):
    library.load_file(write_release("one.txt", "Strikes hit targets"), geoparser)
    with pytest.raises(LibraryError, match="no such table: absent"):
        write_all(library, "UPDATE release SET title = 'Changed'", "DELETE FROM absent")
    assert library.releases()["title"].tolist() == ["Strikes hit targets"]
    assert library.data_version() == 1


def test_a_reader_cannot_write(library):
    with pytest.raises(LibraryError, match="readonly"), library._database.reading() as connection:
        connection.exec_driver_sql("UPDATE state SET data_version = 7")


def test_a_full_disk_says_so_and_keeps_what_is_stored(library, geoparser, write_release):
    kept = library.load_file(write_release("one.txt", "One"), geoparser).release_id
    grow = "UPDATE source_file SET bytes = zeroblob(1000000)"
    with pytest.raises(LibraryError, match=r"full.*free some space"):
        write_all(library, "PRAGMA max_page_count = 1", grow)
    assert library.original_bytes(kept).endswith(b"too.\n")


def test_a_writer_that_waits_too_long_says_for_what(library, monkeypatch):
    monkeypatch.setattr("explorer.library.database.PATIENCE_SECONDS", 0.05)
    with library.writing(), pytest.raises(LibraryError, match=r"was busy for 0\.05 s; wait for the other program"):
        write_all(library)
    library.close()
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match=r"database is locked.*wait for the other program"):
        write_all(Library.open(library.path))
    other.close()


def test_readers_go_on_while_someone_writes(library):
    with library.writing():
        assert library.data_version() == 0
        assert Library.open(library.path).releases().empty
