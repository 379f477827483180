"""Like texts share keys, unlike texts do not."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from explorer.library.likeness import band_keys, likeness, running_text, word_runs
from explorer.model import Part
from explorer.reading import read_bytes

WORDS = [f"word{number}" for number in range(400)]
texts = st.lists(st.sampled_from(["one", "two", "three", "Mosul"]), max_size=30).map(" ".join)


def test_a_text_with_a_few_words_changed_shares_a_key():
    changed = WORDS.copy()
    changed[100], changed[300] = "changed", "too"
    one, other = word_runs(" ".join(WORDS)), word_runs(" ".join(changed))
    assert 0.9 < likeness(one, other) < 1
    assert set(band_keys(one)) & set(band_keys(other))


def test_texts_of_other_words_share_no_key():
    one, other = word_runs(" ".join(WORDS)), word_runs(" ".join(reversed(WORDS)))
    assert likeness(one, other) == 0
    assert not set(band_keys(one)) & set(band_keys(other))


def test_keys_stay_the_same_because_they_are_stored():
    assert band_keys(word_runs("Forces reached Mosul on Thursday"))[:2] == [2000929021, 4089770041]


@given(one=texts, other=texts)
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    alike = likeness(word_runs(one), word_runs(other))
    assert 0 <= alike <= 1
    assert alike == likeness(word_runs(other), word_runs(one))
    assert likeness(word_runs(one), word_runs(one)) == 1


def test_the_running_text_has_no_header():
    release = read_bytes(b"Title\n\nBody of the release.\n", file_name="a.txt")
    parts = (Part(0, 5, "title"), Part(7, 11, "subhead"))
    assert running_text(replace(release, parts=parts)).strip() == "Body of the release."


def test_texts_that_are_nothing_but_a_headline_are_compared_by_it():
    one, other = (
        read_bytes(text, file_name="a.txt") for text in (b"Strikes near Mosul today", b"No strikes today at all")
    )
    assert [part.name for part in one.parts] == ["title"]
    assert likeness(*(word_runs(running_text(each)) for each in (one, other))) == 0
