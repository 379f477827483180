"""Saved web pages: main text, metadata, and what hostile pages do."""

import os
import signal

import pytest

from explorer.errors import ReadingError
from explorer.reading import limited, read_bytes, web

SENTENCES = [
    "Coalition military forces conducted seven strikes against targets of the enemy near Hatra, officials said.",
    "The strikes destroyed two vehicles, a weapons cache and a tunnel that fighters had dug under the road to town.",
    "Partner forces on the ground went on to clear the villages along the wadi and searched them for explosives.",
]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Coalition strikes near Hatra &gt; U.S. Central Command &gt; News</title>
<link rel="canonical" href="https://www.centcom.mil/MEDIA/1234/"><meta name="author" content="Public Affairs">
{head}<style>p {{ color: red }}</style><script>var text = "<p>not this</p>";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">Newsroom</a></li></ul></nav>
<div>An official website of the United States government</div>
<main><article><h1>Coalition strikes near Hatra</h1><p>{header}</p>{paragraphs}</article></main>
<footer><p><a href="/p">Privacy policy</a></p></footer></body></html>"""


def page(*, head="", header="Press Release | March 25, 2019", sentences=SENTENCES):
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return PAGE.format(head=head, header=header, paragraphs=paragraphs).encode()


def read(data):
    return read_bytes(data, file_name="page.html")


def test_the_main_text_is_kept_and_the_rest_is_named_as_outside():
    release = read(page())
    expected = ["Coalition strikes near Hatra", "Press Release | March 25, 2019", *SENTENCES]
    assert release.text.split("\n") == expected
    removed = [(passage.reason, release.original[passage.start : passage.end]) for passage in release.removed]
    assert removed == [
        ("outside the main text", "Home"),
        ("outside the main text", "Newsroom"),
        ("site banner", "An official website of the United States government"),
        ("outside the main text", "Privacy policy"),
    ]


def test_title_publisher_and_author_come_from_the_page_itself():
    release = read(page())
    assert (release.title, release.title_basis) == ("Coalition strikes near Hatra", "stated")
    assert (release.publisher, release.byline) == ("U.S. Central Command", "Public Affairs")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-03-25T10:00:00Z">',
        '<meta name="DC.date.issued" content="2019-03-25">',
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-03-25"}</script>',
    ],
)
def test_the_date_comes_from_the_metadata_when_no_line_states_it(head):
    published = read(page(head=head, header="By a writer")).published
    assert (published.date, published.basis) == ("2019-03-25", "stated")
    assert "2019-03-25" in published.evidence


NEWS = '<script type="application/ld+json">{}</script>'
OWN = '{"@type":"NewsArticle","headline":"Coalition strikes near Hatra","datePublished":"2019-03-25"}'
RELATED = '{"@type":"NewsArticle","headline":"Another story","datePublished":"2021-01-05"}'


def test_of_several_dates_in_structured_data_that_of_the_headline_is_taken():
    related = f'{{"@type":"ItemList","itemListElement":[{RELATED}]}}'
    head = NEWS.format(related) + NEWS.format(OWN.replace("}", f',"comment":[{RELATED}]}}'))
    assert read(page(head=head, header="By a writer")).published.date == "2019-03-25"


@pytest.mark.parametrize("data", [f"[{RELATED}, {OWN}]".replace("headline", "about"), "{", "[" * 100_000])
def test_structured_data_that_names_no_date_of_the_release_states_none(data):
    assert read(page(head=NEWS.format(data), header="By a writer")).published.date is None


def at(where):
    """A page with a headline, two sentences, and the time element at a named place."""
    time = "<time datetime='2021-01-05'>Now</time>"
    shown = {place: time if place == where else "" for place in ("clock", "nav", "beside", "below", "aside")}
    return (
        f"<html><body><header>{shown['clock']}</header><nav>{shown['nav']}</nav><article><h1>Strikes near Hatra</h1>"
        f"<p>{shown['beside']}</p><p>{SENTENCES[0]}</p><p>{SENTENCES[0]} Twice.</p><p>{shown['below']}</p></article>"
        f"<aside>{shown['aside']}</aside></body></html>"
    ).encode()


@pytest.mark.parametrize("where", ["clock", "nav", "below", "aside"])
def test_a_time_elsewhere_on_the_page_is_no_date_of_publication(where):
    assert read(at(where)).published.date is None


def test_a_time_beside_the_headline_is_the_date_of_publication():
    assert read(at("beside")).published.date == "2021-01-05"


def test_a_date_in_the_metadata_that_differs_from_the_line_is_kept_and_flagged():
    release = read(page(head='<meta name="date" content="2020-01-02">'))
    assert release.published.date == "2019-03-25"
    assert [other.date for other in release.other_dates] == ["2020-01-02"]
    assert "disagrees" in release.warnings[0]


def test_a_declared_encoding_is_used_where_the_bytes_do_not_say():
    text = page(
        sentences=[*SENTENCES, "Le porte-parole a déclaré que la ville était libérée, malgré les pièges posés."]
    )
    release = read(text.decode().replace('charset="utf-8"', 'charset="iso-8859-1"').encode("latin-1"))
    assert "libérée" in release.text
    assert release.encoding == "iso8859-1"


def test_no_script_of_a_page_is_text():
    release = read(page(sentences=[*SENTENCES, 'Text<script>alert(1)</script> <img src=x onerror="alert(2)">end.']))
    assert "alert" not in release.original


def test_deep_nesting_loses_no_text():
    release = read(b"<html><body>" + b"<div>" * 10_000 + SENTENCES[0].encode() + b"</div>" * 10_000)
    assert release.text == SENTENCES[0]


def test_a_main_text_that_misses_most_sentences_is_not_trusted(monkeypatch):
    monkeypatch.setattr(web.trafilatura, "extract", lambda *_, **__: SENTENCES[0])
    found = web.read_web_page(page(sentences=SENTENCES * 3), file_name="page.html")
    assert found.outside == ()
    assert found.warnings == ("the main text of the page was not recognised; all of its text is kept",)


def test_a_main_text_that_the_plain_parser_missed_is_taken(monkeypatch):
    monkeypatch.setattr(web.trafilatura, "extract", lambda *_, **__: "\n".join(SENTENCES))
    found = web.read_web_page(b"<html><noscript>" + page(), file_name="page.html")
    assert found.text == "\n".join(SENTENCES)


def test_a_page_without_text_says_so():
    with pytest.raises(ReadingError, match=r"page\.html: the web page has no text") as raised:
        read(b"<!doctype html><html><body><script>draw()</script></body></html>")
    assert raised.value.outcome == "no text"


def test_an_odd_declaration_hides_nothing_that_came_before():
    assert read(f"<html><p>{SENTENCES[0]}</p><![odd[ x ]]>".encode()).text == SENTENCES[0]


def test_a_page_that_keeps_its_parser_busy_times_out_and_the_next_one_is_read(monkeypatch):
    read(page())
    monkeypatch.setattr(limited, "WALL_SECONDS", 0.3)
    with pytest.raises(ReadingError, match="was not done after") as raised:
        read(b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x</p>")
    assert raised.value.outcome == "timed out"
    monkeypatch.undo()
    assert read(page()).published.date == "2019-03-25"


def test_a_parsing_process_that_was_killed_is_started_anew():
    read(page())
    server = limited._server(os.getpid())
    os.killpg(server._process.pid, signal.SIGKILL)
    assert read(page()).published.date == "2019-03-25"
