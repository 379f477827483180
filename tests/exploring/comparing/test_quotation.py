import html
import io
import re

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from explorer.exploring.comparing.quotation import quotation, to_markdown
from explorer.exploring.comparing.word_file import to_docx
from explorer.model import PublicationDate
from tests.exploring.comparing.samples import release_of

ADDRESS = "http://127.0.0.1:8501/compare?a=1&b=2"
HOSTILE = [
    "#",
    "-",
    "*",
    "_",
    "`",
    "<b>",
    "&amp;",
    "![x](http://y.z)",
    "[a]",
    "~~",
    "$x$",
    ":smile:",
    "|",
    "\\",
    "1.",
    ">",
]
TEXTS = st.lists(
    st.sampled_from([*HOSTILE, "www.x.org", "a@b.org", "http://x.org", " ", "\n", "\n\n", "Raqqa", "موصل"])
)


def quoted(text, **facts):
    return quotation(release_of(text, **facts), 0, len(text), ADDRESS)


def shown(markdown):
    """The text of the first quotation in Markdown as a reader sees it."""
    rendered = MarkdownIt("gfm-like").render(markdown)
    body = rendered.split("</blockquote>")[0]
    return html.unescape(re.sub(r"<(?:/?p|br /|blockquote)>", " ", body)).split()


def test_a_quotation_names_its_source_and_how_the_date_is_known(seeds):
    release = seeds["003"].release
    start, end = seeds["003"].sentence_with("20 boats")
    found = quotation(release, start, end, ADDRESS)
    assert found.text == release.text[start:end]
    assert found.source.startswith("“Coalition Progresses in Mosul, Raqqa to Defeat ISIS, Spokesman Says”, U.S.")
    assert "June 2017 (inferred from “The first kinetic strike was May 18" in found.source


def test_release_number_and_stated_date_are_in_the_source(seeds):
    found = quotation(seeds["001"].release, 0, 10, ADDRESS)
    assert "CJTF-OIR, release 20190325-01, 25 March 2019 (stated: “Press Release | March 25, 2019”)" in found.source


def test_what_is_unknown_is_said():
    found = quoted("Strikes went on.", title="Strikes went on", title_basis="derived")
    expected = "“Strikes went on” (without a headline), publisher unknown, undated (the release gives no date)"
    assert found.source == expected


def test_a_date_corrected_by_a_person_says_so():
    corrected = PublicationDate("2017-06-08", "day", "corrected", "the page's own header")
    found = quoted("Strikes went on.", published=corrected)
    assert (found.date, found.date_basis) == ("8 June 2017", "corrected by a person: “the page's own header”")


@pytest.mark.parametrize("span", [(-1, 3), (2, 2), (3, 99)])
def test_a_passage_outside_the_text_is_refused(span):
    with pytest.raises(IndexError, match=r"is not inside the clean text of a\.txt \(0 to 10\)"):
        quotation(release_of("Raqqa fell"), *span, ADDRESS)


def test_the_link_opens_the_passage():
    rendered = MarkdownIt().render(to_markdown([quoted("Raqqa fell.")]))
    assert '<a href="http://127.0.0.1:8501/compare?a=1&amp;b=2">Open the passage</a>' in rendered


@given(TEXTS.map("".join).filter(str.strip))
def test_markdown_shows_every_word_of_the_text_as_it_is(text):
    assert shown(to_markdown([quoted(text)])) == text.split()


@given(TEXTS.map("".join).filter(str.strip))
def test_a_hostile_title_stays_text(text):
    title = " ".join(text.split())
    rendered = MarkdownIt("gfm-like").render(to_markdown([quoted("Raqqa fell.", title=title)]))
    assert rendered.count("<a ") == 1
    assert not re.search(r"<(?:b|img|em|strong|code|table|h\d|s)\b", rendered)


def test_a_tray_is_a_word_file_with_every_text_and_link():
    tray = [
        quoted("Raqqa fell.\nMosul too."),
        quoted("موصل \x07", published=PublicationDate("2017", "year", "stated", "2017")),
    ]
    document = docx.Document(io.BytesIO(to_docx(tray)))
    first, source, second, _ = (paragraph.text for paragraph in document.paragraphs)
    assert (first, second) == ("Raqqa fell.\nMosul too.", "موصل \ufffd")
    assert source == f"{tray[0].source} Open the passage"
    assert document.paragraphs[1].hyperlinks[0].address == ADDRESS


def test_an_empty_tray_is_an_empty_file():
    assert to_markdown([]) == ""
    assert docx.Document(io.BytesIO(to_docx([]))).paragraphs == []
