"""Search finds words and never stumbles over what a person types."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.fixture
def loaded(library, geoparser, write_release):
    """Three releases; returns the search as file stems."""
    bodies = {
        "mosul": "Forces of the coalition reached Mosul on Thursday.",
        "qaim": "A strike near al-Qa'im destroyed a bridge.",
        "beduin": "Café owners in Ṭabqa “returned” home.",
    }
    stem_of = {}
    for stem, body in bodies.items():
        stem_of[library.load_file(write_release(f"{stem}.txt", f"About {stem}", body), geoparser).release_id] = stem
    with library.writing() as connection:
        connection.exec_driver_sql("UPDATE release SET publisher = 'U.S. Central Command' WHERE file_name = 'qaim.txt'")
    return lambda words: {stem_of[release_id] for release_id in library.search(words)}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("coalition", {"mosul"}),
        ("COALITION mosul", {"mosul"}),
        ("coalition bridge", set()),
        ("coal", {"mosul"}),
        ("coal mosul", set()),
        ("al-Qa'im", {"qaim"}),
        ("cafe tabqa", {"beduin"}),
        ("about", {"mosul", "qaim", "beduin"}),
        ("", {"mosul", "qaim", "beduin"}),
        (' - " ', {"mosul", "qaim", "beduin"}),
        ("bridge AND", set()),
        ('"coalition reached"', {"mosul"}),
        ('"reached coalition"', set()),
        ('"coalition reach"', set()),
        ('"coalition reached', {"mosul"}),
        ("about -coalition", {"qaim", "beduin"}),
        ("-coalition", {"qaim", "beduin"}),
        ('-"al-Qa\'im" -tabqa', {"mosul"}),
        ("coalition OR bridge", {"mosul", "qaim"}),
        ("about coalition OR bridge", {"mosul", "qaim"}),
        ("OR bridge OR", {"qaim"}),
        ("coal* reached", {"mosul"}),
        ("coa reached", set()),
        ("place:mosul", {"mosul"}),
        ("place:Mos bridge", set()),
        ("bridge OR place:mosul", {"mosul", "qaim"}),
        ("about -coalition -bridge", {"beduin"}),
        ("-place:mosul", {"qaim", "beduin"}),
        ("place:%", {"mosul", "qaim", "beduin"}),
        ("place:M%l", set()),
        ('from:"central command"', {"qaim"}),
        ("-from:CENTCOM", {"mosul", "qaim", "beduin"}),
    ],
)
def test_a_query_finds(loaded, words, found):
    assert loaded(words) == found


def test_what_says_the_words_most_comes_first(library, geoparser, write_release):
    once = library.load_file(write_release("a.txt", "First of two", "Mosul was named once, among others."), geoparser)
    often = library.load_file(write_release("b.txt", "Second of two", "Mosul, Mosul and again Mosul."), geoparser)
    assert library.ranked("mosul") == [often.release_id, once.release_id]
    assert library.ranked("mosul", most=1) == [often.release_id]
    assert library.ranked("mosul -again place:mosul") == [once.release_id]
    assert set(library.ranked("-basra")) == {often.release_id, once.release_id}


def test_a_snippet_marks_the_words_found(library, geoparser, write_release):
    body = "Many words stand before. " * 20 + "Forces reached Mosul and Mosul’s airport." + " Others follow." * 20
    outcome = library.load_file(write_release("one.txt", "One", body), geoparser)
    snippet = library.snippets("mosul -absent", [outcome.release_id])[outcome.release_id]
    assert [snippet.text[start:end] for start, end in snippet.marked] == ["Mosul", "Mosul"]
    assert len(snippet.text) < 300
    assert library.snippets("basra", [outcome.release_id]) == {}
    assert library.snippets("-basra", [outcome.release_id]) == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mosul", ["Mosul", "Mosul"]),
        ('"forces reached"', ["Forces reached"]),
        ("airport OR cafe", ["airport", "Café"]),
        ("mosul -airport", ["Mosul", "Mosul"]),
        ("air*", ["airport"]),
        ("place:mosul", []),
        ("basra", []),
        ("-", []),
    ],
)
def test_hits_are_the_words_found_where_the_clean_text_has_them(library, geoparser, write_release, words, found):
    body = "Forces reached Mosul and Mosul’s airport. A Café opened."
    release_id = library.load_file(write_release("one.txt", "One", body), geoparser).release_id
    text = library.release(release_id).text
    assert [text[start:end] for start, end in library.hits(words, release_id)] == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(words=st.text() | st.text(alphabet='"*-():^{}+ \\\0\ud800aA٣OR%', max_size=12))
def test_any_string_is_a_search(library, words):
    assert library.search(words) == set()
    assert library.ranked(words) == []
    assert library.snippets(words, ["x"]) == {}
    assert library.hits(words, "x") == ()
