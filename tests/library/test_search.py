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
    ],
)
def test_every_word_must_occur_and_the_last_may_be_a_beginning(loaded, words, found):
    assert loaded(words) == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(words=st.text() | st.text(alphabet='"*-():^{}+ \\\0\ud800aA٣', max_size=12))
def test_any_string_is_a_search(library, words):
    assert library.search(words) == set()
