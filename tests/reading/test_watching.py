import os
import shutil

import pytest

from explorer.errors import ReadingError
from explorer.reading.watching import FolderWatch, stamps_of


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "releases"
    made.mkdir()
    return made


def test_a_file_is_taken_once_and_again_when_it_changed(folder):
    watch = FolderWatch(folder)
    file = folder / "a.txt"
    file.write_text("one")
    assert watch.look() == []  # it may still be written to
    assert watch.look() == [file]
    assert watch.look() == []
    file.write_text("another")
    assert watch.look() == []
    assert watch.look() == [file]


def test_a_file_that_grows_is_left_until_it_rests(folder):
    watch, file = FolderWatch(folder), folder / "a.txt"
    for length in range(1, 4):
        file.write_text("x" * length)
        assert watch.look() == []
    assert watch.look() == [file]


def test_a_file_of_the_same_size_and_time_under_the_same_name_is_another_when_it_was_replaced(folder):
    watch, file, other = FolderWatch(folder), folder / "a.txt", folder / "b.tmp"
    file.write_text("one")
    watch.look()
    assert watch.look() == [file]
    other.write_text("two")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)
    watch.look()
    assert watch.look() == [file]


def test_a_folder_that_vanishes_is_named_and_watched_on_when_it_is_back(folder):
    watch = FolderWatch(folder)
    (folder / "a.txt").write_text("one")
    watch.look()
    assert len(watch.look()) == 1
    shutil.rmtree(folder)
    with pytest.raises(ReadingError, match="there is no such folder now"):
        watch.look()
    folder.mkdir()
    (folder / "b.txt").write_text("two")
    watch.look()
    assert watch.look() == [folder / "b.txt"]


def test_a_file_that_vanishes_between_two_looks_is_no_error(tmp_path):
    assert stamps_of([tmp_path / "gone.txt"]) == {}
