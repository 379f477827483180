"""PDF and Word files, read through the limited process as the app does."""

import io

import pypdf
import pytest

from explorer.reading import read_bytes
from tests.reading.documents import (
    paragraphs,
    pdf_of_lines,
    pdf_of_pages,
    word,
)

LINES = (
    "Press Release | March 25, 2019",
    "Coalition Strikes Daesh Near Hatra",
    "SOUTHWEST ASIA - The Coalition struck a cave near Hatra and destroyed two vehicles.",
)


def encrypted(user, owner):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of_lines(*LINES)))
    writer.encrypt(user, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "data"), [("a.pdf", pdf_of_lines(*LINES)), ("a.docx", word(paragraphs(*LINES)))])
def test_a_document_is_read_like_the_same_text(name, data):
    release = read_bytes(data, file_name=name)
    assert release.text.split("\n") == list(LINES)
    assert (release.title, release.published.date, release.dateline) == (LINES[1], "2019-03-25", "SOUTHWEST ASIA")
    assert release.encoding == name[2:].upper()


def test_running_headers_go_and_a_sentence_goes_on_over_the_page():
    text = (
        "Coalition forces conducted nine strikes in the middle Euphrates valley and in the deserts",
        "to the west of it, near the roads that lead from Deir ez-Zor to the crossings, officials",
        "said, and destroyed two vehicles, a headquarters building and a line of supply that the",
        "enemy had used for months to bring its fighters and its weapons to the front near Hajin",
        "and on to the river. All of the aircraft came back safely to their bases that same night.",
    )
    pages = [["OFFICIAL RELEASE", *text, f"Page {number} of 3"] for number in (1, 2, 3)]
    release = read_bytes(pdf_of_pages(*pages), file_name="a.pdf")
    assert release.text == " ".join(text * 3)
    assert [passage.reason for passage in release.removed] == ["running header", "page number"] * 3


def test_a_word_file_gives_tables_and_text_boxes_but_no_deleted_or_moved_text():
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>".format(paragraphs("Near Hit"), paragraphs("2 strikes"))
    changed = (
        "<w:p><w:del><w:r><w:delText>three</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>four</w:t><w:tab/><w:t>strikes</w:t><w:br/><w:t>ended</w:t></w:r></w:p>"
    )
    release = read_bytes(word(f"<w:tbl>{row}</w:tbl>{changed}"), file_name="a.docx")
    assert release.text == "Near Hit\n2 strikes\nfour strikes\nended"


def test_a_pdf_that_only_restricts_printing_is_read():
    assert read_bytes(encrypted("", "owner"), file_name="a.pdf").title == LINES[1]


def test_a_pdf_named_txt_is_read_as_what_it_is_with_a_warning():
    release = read_bytes(pdf_of_lines(*LINES), file_name="a.txt")
    assert release.title == LINES[1]
    assert release.warnings == ("the file is named .txt and was read as pdf, which its bytes are",)


def test_a_member_that_would_climb_out_of_a_word_file_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    release = read_bytes(word(paragraphs("Some words."), others={"../../climbed.txt": "x"}), file_name="a.docx")
    assert release.text == "Some words."
    assert list(tmp_path.parent.rglob("climbed.txt")) == []
