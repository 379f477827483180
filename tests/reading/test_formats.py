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


MATTER = '---\ntitle: "Strikes near Hatra"\ndate: 2016-06-22\ntags:\n  - Iraq\n---\n\n'
SAID = "Forces struck near Hatra on the river, said a colonel.\n\n---\n\nThey left."


@pytest.mark.parametrize("heading", ["", "# Strikes near Hatra\n\n"])
def test_the_front_matter_of_markdown_names_title_and_date(heading):
    release = read_bytes(f"{MATTER}{heading}{SAID}\n".encode(), file_name="a.md")
    assert (release.title, release.title_basis) == ("Strikes near Hatra", "stated")
    assert (release.published.date, release.published.evidence) == ("2016-06-22", "date: 2016-06-22")
    assert release.text.replace("\n\n", "\n") == f"Strikes near Hatra\n{SAID}".replace("\n\n", "\n")


@pytest.mark.parametrize("opening", ["Strikes near Hatra\n\n", "---\nStrikes near Hatra\n---\n", "---\n\n"])
def test_a_line_across_a_markdown_text_begins_no_front_matter(opening):
    assert read_bytes(f"{opening}{SAID}".encode(), file_name="a.md").removed == ()
