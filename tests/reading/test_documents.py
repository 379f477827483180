"""PDF and Word files, read through the limited process as the app does."""

import io
import zlib

import pypdf
import pytest

from explorer.errors import ReadingError
from explorer.reading import read_bytes
from tests.reading.documents import (
    CATALOG,
    FONT,
    PAGE,
    PAGES,
    deflated,
    paragraphs,
    pdf,
    pdf_of_lines,
    pdf_of_pages,
    pdf_stream,
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


HOSTILE = {
    "password.pdf": (encrypted("user", "owner"), "encrypted", "save it without its password"),
    "bomb.pdf": (pdf(CATALOG, PAGES, PAGE, pdf_stream(deflated(b" " * 64, 10**9)), FONT), "too large", "decompresses"),
    "loop.pdf": (pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), "not parsed", "no sound PDF"),
    "truncated.pdf": (pdf_of_lines(*LINES)[:200], "not parsed", "no sound PDF"),
    "scanned.pdf": (
        pdf(CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"),
        "no text",
        "need character recognition",
    ),
    "many.pdf": (
        pdf(
            CATALOG,
            b"<</Type/Pages/Kids[" + b"3 0 R " * 200_000 + b"]/Count 200000>>",
            PAGE,
            pdf_stream(zlib.compress(b"BT")),
            FONT,
        ),
        "too large",
        "limit",
    ),
    "entity.docx": (
        word(paragraphs("A&x;B"), prologue='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        "not parsed",
        "declares a document type",
    ),
    "bomb.docx": (word(paragraphs("A" * 60_000_000)), "too large", "inflates beyond the 50 MB"),
    "deep.docx": (word("<w:tbl>" * 50_000 + "</w:tbl>" * 50_000), "not parsed", "no sound Word file"),
    "broken.docx": (b"PK\x03\x04garbage", "not parsed", "no sound Word file"),
    "empty.docx": (word("<w:p/>"), "no text", "has no text"),
    "old.docx": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(900), "unsupported", "save it as .docx"),
    "locked.docx": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(90) + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
        "save it without its password",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_ends_as_its_named_outcome(name):
    data, outcome, cause = HOSTILE[name]
    with pytest.raises(ReadingError, match=f"{name}: .*{cause}") as raised:
        read_bytes(data, file_name=name)
    assert raised.value.outcome == outcome


def test_a_member_that_would_climb_out_of_a_word_file_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    release = read_bytes(word(paragraphs("Some words."), others={"../../climbed.txt": "x"}), file_name="a.docx")
    assert release.text == "Some words."
    assert list(tmp_path.parent.rglob("climbed.txt")) == []
