import os

import pytest

from explorer.errors import ReadingError
from explorer.reading import find_files, read_release
from explorer.reading.files import read_file


def outcome_of(path):
    with pytest.raises(ReadingError, match=path.name) as raised:
        read_release(path)
    return raised.value.outcome


def test_a_folder_gives_its_releases_sorted_without_notes_about_them(tmp_path):
    for name in ["b.txt", "inner/a.md", "SOURCES.md", "README.md", "picture.png", ".hidden.txt", "b_files/ad.html"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Text.")
    assert find_files([tmp_path, tmp_path / "b.txt"]) == [tmp_path / "b.txt", tmp_path / "inner" / "a.md"]


def test_a_loop_of_links_ends(tmp_path):
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert find_files([tmp_path]) == [tmp_path / "a.txt"]


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(ReadingError, match=r"nowhere: there is no such file or folder") as raised:
        find_files([tmp_path / "nowhere"])
    assert raised.value.outcome == "not found"


def test_a_file_that_vanished_is_not_found(tmp_path):
    assert outcome_of(tmp_path / "gone.txt") == "not found"


def test_a_link_to_nothing_is_not_found(tmp_path):
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nothing")
    assert outcome_of(tmp_path / "dangling.txt") == "not found"


def test_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert outcome_of(tmp_path / "pipe.txt") == "unsupported"


def test_a_folder_is_not_read_as_a_file(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    assert outcome_of(tmp_path / "folder.txt") == "unsupported"


def test_a_link_to_itself_is_unreadable(tmp_path):
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert outcome_of(tmp_path / "self.txt") == "unreadable"


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16"), b"00:32\nPlay\nAdvertisement\n"]
)
def test_a_file_without_text_says_so(tmp_path, data):
    (tmp_path / "empty.txt").write_bytes(data)
    assert outcome_of(tmp_path / "empty.txt") == "no text"


def test_a_file_over_the_limit_is_too_large_and_the_limit_is_stated(tmp_path):
    (tmp_path / "huge.txt").write_bytes(bytes(3 * 2**20))
    with pytest.raises(ReadingError, match=r"huge\.txt: is larger than the 2 MB") as raised:
        read_file(tmp_path / "huge.txt", most_bytes=2 * 2**20)
    assert raised.value.outcome == "too large"
