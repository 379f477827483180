"""PDF and Word files, read through the limited process as the app does."""

import io
import re
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
    WORD,
    paragraphs,
    pdf,
    pdf_of_lines,
    pdf_of_pages,
    pdf_stream,
    word,
    zipped,
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


FOOTNOTES = f'<w:footnotes xmlns:w="{WORD}"><w:footnote>{paragraphs("All times are local.")}</w:footnote></w:footnotes>'
FORMULA = (
    '<w:p><m:t xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
    "seven strikes near Raqqa destroyed two vehicles</m:t></w:p>"
)


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (
            word(paragraphs(*LINES) + FORMULA),
            "only 125 of the 166 letters that it holds could be read",
        ),
        (
            word(paragraphs(*LINES), others={"word/footnotes.xml": FOOTNOTES, "word/comments.xml": FOOTNOTES}),
            "what stands beside its text was left out: footnotes (4 words), comments (4 words)",
        ),
    ],
)
def test_what_is_lost_of_a_word_file_is_said(data, warning):
    assert read_bytes(data, file_name="a.docx").warnings == (warning,)


def edge(*lines, field=""):
    """A page header or footer of a Word file, with the instruction of a field."""
    fields = f"<w:p><w:r><w:instrText>{field}</w:instrText></w:r></w:p>" if field else ""
    return f'<w:hdr xmlns:w="{WORD}">{fields}{paragraphs(*lines)}</w:hdr>'


BODY = ("Coalition strikes hit targets", "SOUTHWEST ASIA – Forces conducted two strikes near Hatra in Iraq.")


def test_the_headers_and_footers_of_a_word_file_stay_in_the_original_and_give_what_the_text_lacks():
    edges = {
        "word/header1.xml": edge("June 29, 2017", "Release # 20170629-01"),
        "word/footer1.xml": edge("Camp Arifjan"),
    }
    release = read_bytes(
        word(paragraphs(*BODY), others=edges | {"word/header2.xml": edges["word/header1.xml"]}), file_name="a.docx"
    )
    assert release.text == "\n".join(BODY)
    assert [(release.original[found.start : found.end], found.reason) for found in release.removed] == [
        ("June 29, 2017", "page header"),
        ("Release # 20170629-01", "page header"),
        ("Camp Arifjan", "page footer"),
    ]
    assert (release.published.date, release.published.evidence) == ("2017-06-29", "June 29, 2017")
    assert release.release_number == "20170629-01"
    assert release.title == BODY[0]
    assert release.warnings == ()


def test_what_the_text_of_a_word_file_states_goes_before_its_page_headers():
    edges = {"word/header1.xml": edge("June 30, 2017", "Release # 20170630-02", BODY[0])}
    body = (BODY[0], "June 29, 2017", "Release # 20170629-01", BODY[1])
    release = read_bytes(word(paragraphs(*body), others=edges), file_name="a.docx")
    assert release.text == "\n".join(body)
    assert (release.published.date, release.release_number) == ("2017-06-29", "20170629-01")


@pytest.mark.parametrize("field", ["DATE", ' PRINTDATE \\@ "MMMM d, yyyy"', "TIME", "SAVEDATE"])
def test_a_page_header_that_tells_when_the_file_was_opened_or_printed_is_no_date(field):
    edges = {"word/header1.xml": edge("June 29, 2017", field=field)}
    release = read_bytes(word(paragraphs(*BODY), others=edges), file_name="a.docx")
    assert release.published.date is None
    assert [found.reason for found in release.removed] == ["running header"]


def test_the_older_copy_of_a_text_box_is_not_missed():
    box = "<mc:Fallback xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{}</mc:Fallback>"
    release = read_bytes(word(paragraphs(*LINES) + f"<w:p>{box.format(paragraphs(*LINES))}</w:p>"), file_name="a.docx")
    assert release.warnings == ()


def scanned_page():
    """A PDF whose first page has text, and whose second is a picture."""
    kids = b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>"
    shown = pdf_stream(zlib.compress(b"BT /F1 11 Tf 40 760 Td (Forces struck near Hatra.) Tj ET"))
    picture = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 7 0 R/Resources<</XObject<</I 8 0 R>>>>>>"
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    drawn = pdf_stream(zlib.compress(b"q 612 0 0 792 0 0 cm /I Do Q"))
    return pdf(CATALOG, kids, PAGE, shown, FONT, picture, drawn, image + b"\nstream\n0\nendstream")


def test_a_scanned_page_among_others_is_said():
    release = read_bytes(scanned_page(), file_name="a.pdf")
    assert release.text == "Forces struck near Hatra."
    assert release.warnings == ("no text could be read from page 2; a scan needs character recognition",)


NULLS = {
    "no contents": b"/Contents null",
    "contents by reference": b"/Contents 7 0 R",
    "contents in an array": b"/Contents[null 7 0 R 9 0 R]",
    "dangling contents": b"/Contents 9 0 R",
    "a number for contents": b"/Contents 7",
    "no resources": b"/Contents 4 0 R/Resources null",
    "no pictures": b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject null>>",
    "one picture that is null": b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</I 7 0 R/J null/K 9 0 R>>>>",
}


def pdf_with_second_page(entries, seventh=b"null"):
    """A PDF of one page with text, and another of these entries; object 9 is missing."""
    kids = b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>"
    shown = pdf_stream(zlib.compress(b"BT /F1 11 Tf 40 760 Td (Forces struck near Hatra.) Tj ET"))
    second = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]" + entries + b">>"
    return pdf(CATALOG, kids, PAGE, shown, FONT, second, seventh)


@pytest.mark.parametrize("entries", NULLS.values(), ids=NULLS)
def test_a_page_with_null_for_what_it_shows_costs_no_text(entries):
    release = read_bytes(pdf_with_second_page(entries), file_name="a.pdf")
    assert release.text.startswith("Forces struck near Hatra.")
    assert all("could not be checked" not in warning for warning in release.warnings)


SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


@pytest.mark.parametrize(
    ("catalog", "page"),
    [
        (b"/OpenAction" + SCRIPT, b""),
        (b"/AA<</WP null/WC " + SCRIPT + b">>", b""),
        (b"/Names<</JavaScript<</Names[(a)" + SCRIPT + b"]>>>>", b""),
        (b"", b"/AA<</O " + SCRIPT + b">>"),
    ],
)
def test_a_pdf_with_a_script_says_that_it_was_not_run(catalog, page):
    shown = pdf_stream(zlib.compress(b"BT /F1 11 Tf 40 760 Td (Forces struck near Hatra.) Tj ET"))
    data = pdf(CATALOG[:-2] + catalog + b">>", PAGES, PAGE[:-2] + page + b">>", shown, FONT)
    release = read_bytes(data, file_name="a.pdf")
    assert release.text == "Forces struck near Hatra."
    assert release.warnings == ("it has a script, which was not run",)


def test_a_pdf_that_cannot_be_looked_at_again_keeps_its_text_with_a_warning():
    data = pdf_with_second_page(NULLS["one picture that is null"], seventh=b"<</Type/XObject/Subtype")
    release = read_bytes(data, file_name="a.pdf")
    assert release.text.startswith("Forces struck near Hatra.")
    assert any("whether all of its text was read could not be checked" in warning for warning in release.warnings)


def pdf_with_letters(codes, text, *lines):
    """A PDF whose font says that all of `codes` mean `text`."""
    mapping = f"begincmap 1 beginbfrange <{codes[0]:02x}> <{codes[1]:02x}> [{text}] endbfrange endcmap".encode()
    shown = " ".join(f"1 0 0 1 40 {760 - 14 * row} Tm ({line}) Tj" for row, line in enumerate(lines))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    streams = [pdf_stream(zlib.compress(data)) for data in (f"BT /F1 11 Tf {shown} ET".encode(), mapping)]
    return pdf(CATALOG, PAGES, PAGE, streams[0], font, streams[1])


def test_letters_that_a_pdf_shows_and_does_not_say_are_counted():
    blank = " ".join(["<0020>"] * 26)
    release = read_bytes(pdf_with_letters((97, 122), blank, *(line.lower() for line in LINES)), file_name="a.pdf")
    assert "letters could be read of the" in release.warnings[-1]


def test_a_pdf_whose_letters_stand_for_others_is_said_to():
    private = " ".join(f"<{code:04x}>" for code in range(0xE061, 0xE07B))
    release = read_bytes(pdf_with_letters((97, 122), private, *LINES), file_name="a.pdf")
    assert any("it does not say which letters it shows" in warning for warning in release.warnings)


def test_a_pdf_whose_letters_stand_apart_is_said_to():
    release = read_bytes(pdf_of_lines(*(" ".join(line.replace(" ", "")) for line in LINES)), file_name="a.pdf")
    assert any("most of its letters stand apart" in warning for warning in release.warnings)


def test_two_columns_of_a_pdf_are_read_one_after_the_other():
    left = ("Coalition forces struck a cave", "near Hatra and destroyed two", "vehicles of the enemy there.")
    right = ("In Syria they struck a bunker", "near Hajin, and destroyed one", "bridge over the Euphrates.")
    shown = "".join(
        f"1 0 0 1 {x} {760 - 14 * row} Tm ({line}) Tj "
        for x, column in ((40, left), (320, right))
        for row, line in enumerate(column)
    )
    data = pdf(CATALOG, PAGES, PAGE, pdf_stream(zlib.compress(f"BT /F1 11 Tf {shown} ET".encode())), FONT)
    text = " ".join(read_bytes(data, file_name="a.pdf").text.split())
    assert " ".join(left) + " " + " ".join(right) == text


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("a.pdf", pdf_of_lines(*LINES)[:300], "is no sound PDF: it ends too early; is it whole?"),
        (
            "a.pdf",
            pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
            "is no sound PDF: its inner structure is damaged; open and save it anew",
        ),
        (
            "a.docx",
            b"PK\x03\x04garbage",
            "is no sound Word file: its archive is damaged or locked;",
        ),
        (
            "a.docx",
            zipped({"word/document.xml": "<a/>"}),
            "is no sound Word file: it lacks the parts that Word writes",
        ),
        ("a.docx", word("<w:p>"), "is no sound Word file: a part of it is damaged, or nested too deeply;"),
    ],
)
def test_a_damaged_document_is_refused_in_plain_words(name, data, cause):
    with pytest.raises(ReadingError, match=re.escape(f"{name}: {cause}")) as refusal:
        read_bytes(data, file_name=name)
    assert refusal.value.outcome == "not parsed"


def test_a_member_that_would_climb_out_of_a_word_file_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    release = read_bytes(word(paragraphs("Some words."), others={"../../climbed.txt": "x"}), file_name="a.docx")
    assert release.text == "Some words."
    assert list(tmp_path.parent.rglob("climbed.txt")) == []
