import pytest

from explorer.errors import ReadingError
from explorer.reading import read_bytes
from explorer.reading.formats import find_format
from tests.reading.documents import paragraphs, pdf_of_lines, word


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"Coalition forces", "text"),
        ("a.md", b"# Coalition forces", "text"),
        ("a.pdf", b"Coalition forces", "text"),
        ("a.txt", pdf_of_lines("x"), "pdf"),
        ("a.doc", word(paragraphs("x")), "docx"),
        ("a.txt", b"\xef\xbb\xbf  <!DOCTYPE html><html>", "html"),
        ("a.txt", b'<?xml version="1.0"?>\n<html xmlns="x">', "html"),
        ("a.htm", b"<p>Coalition forces", "html"),
        ("a.txt", b"<svg>Coalition forces", "text"),
        ("a.json", b"{}", "record"),
    ],
)
def test_the_bytes_count_more_than_the_name(name, data, expected):
    assert find_format(data, file_name=name) == expected


@pytest.mark.parametrize(
    "data",
    [b"{\\rtf1 text}", b"MIME-Version: 1.0\nContent", b"PK\x03\x04" + bytes(50), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)
def test_known_formats_that_are_not_read_are_refused_with_advice(data):
    with pytest.raises(ReadingError, match=r"a\.txt: is an? ") as raised:
        find_format(data, file_name="a.txt")
    assert raised.value.outcome == "unsupported"


MARKDOWN = (
    b"# Coalition strikes\n\nThe **Coalition** [said so](https://www.centcom.mil/1) to all of the people in the town."
)


def test_the_markup_of_a_markdown_file_is_left_out():
    release = read_bytes(MARKDOWN, file_name="a.md")
    assert release.text == "Coalition strikes\n\nThe Coalition said so to all of the people in the town."
    assert {passage.reason for passage in release.removed} == {"markup"}


def test_the_same_signs_in_another_text_are_words():
    assert read_bytes(MARKDOWN, file_name="a.txt").text == MARKDOWN.decode()
