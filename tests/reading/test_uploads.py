import json

import pytest

from explorer.errors import ReadingError
from explorer.reading import Entry, Upload, read_columns, unpack_upload


def test_a_file_that_came_as_bytes_is_taken_apart_like_one_on_disk():
    lines = b'{"text": "One."}\nno json\n{"text": "Two."}'
    first, bad, second = unpack_upload(Upload("releases.jsonl", lines))
    assert [first.file_name, second.file_name] == ["releases.jsonl line 1.json", "releases.jsonl line 3.json"]
    assert isinstance(bad, ReadingError)


def test_the_name_of_an_upload_is_never_a_path():
    (entry,) = unpack_upload(Upload("../../etc/passwd", b"Strikes near Mosul"))
    assert entry == Entry("../../etc/passwd", b"Strikes near Mosul")


def test_an_upload_that_is_too_large_says_what_is_allowed(monkeypatch):
    monkeypatch.setattr("explorer.reading.entries.MOST_BYTES", 2**20)
    (error,) = unpack_upload(Upload("long.txt", b"x" * (2**20 + 1)))
    assert error.outcome == "too large"
    assert str(error) == "long.txt: is larger than the 1 MB that are read of one file; split it"


def test_chosen_columns_are_read_where_none_is_known():
    table = "Überschrift;Wortlaut\nStrikes;Strikes near Mosul.\n".encode()
    (refused,) = unpack_upload(Upload("table.csv", table))
    assert "'Wortlaut'" in str(refused)
    assert read_columns(table, file_name="table.csv") == {
        "Überschrift": "Strikes",
        "Wortlaut": "Strikes near Mosul.",
    }
    (entry,) = unpack_upload(Upload("table.csv", table, {"text": "Wortlaut", "title": "Überschrift"}))
    assert json.loads(entry.data) == {"text": "Strikes near Mosul.", "title": "Strikes"}


@pytest.mark.parametrize(
    ("file_name", "data", "columns"),
    [
        ("a.csv", b"", {}),
        ("a.csv", b"one,two\n1,2", {"one": "1", "two": "2"}),
        ("a.csv", b'\n\n"a\none";two\n"1, ""2""\n3";4', {"a\none": '1, "2"\n3', "two": "4"}),
        ("a.csv", b"sep=|\none|two, three; four\n1|2", {"one": "1", "two, three; four": "2"}),
        ("a.csv", b"one,two\n1,2,3", {"one": "1", "two": "2"}),
        ("a.csv", b"one,two", {"one": "", "two": ""}),
        ("a.tsv", b"one\ttwo\tthree, four\n1\t2\t3", {"one": "1", "two": "2", "three, four": "3"}),
        ("a.jsonl", b'\n{"wording": "Strikes", "day": 1}\n', {"wording": "Strikes", "day": "1"}),
        ("a.jsonl", b'[{"text": "Strikes"}]', {}),
        ("a.txt", b"one,two", {}),
        ("a.csv", b"PK\x03\x04 an archive by another name", {}),
    ],
)
def test_the_columns_of_a_table_and_its_first_row_are_known_before_it_is_loaded(file_name, data, columns):
    assert read_columns(data, file_name=file_name) == columns


def test_lines_that_are_no_json_are_named():
    with pytest.raises(ReadingError, match=r"a\.jsonl line 1: is no JSON"):
        read_columns(b"strikes", file_name="a.jsonl")
