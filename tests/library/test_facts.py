"""A number, a day or a place in another's stead makes another report; other words do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.library.facts import differ_in_facts, has_same_numbers, place_facts

PLACES = place_facts(
    [("Mosul", "mosul"), ("al-Mawsil", "mosul"), ("Tal Afar", "afar"), ("Tal Abyad", "abyad"), ("Hit", None)]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed 3", "killed 5"),
        ("killed three", "killed five"),
        ("killed 3 and hurt 5", "killed 5 and hurt 3"),
        ("on Thursday", "on Fri."),
        ("in June", "in July"),
        ("near Mosul", "near Tal Afar"),
        ("near Tal Afar", "near Tal Abyad"),
        ("near Mosul", "near Hit"),
    ],
)
def test_another_fact_in_its_stead_differs(one, other):
    assert differ_in_facts(f"The strikes {one}, they said.", f"The strikes {other}, they said.", PLACES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed three", "killed 3"),
        ("killed 3", "killed several"),
        ("on Aug. 03", "on August 3"),
        ("near MOSUL", "near Mosul"),
        ("near Mosul", "near Mawsil"),
        ("near Mosul", "near the city"),
        ("near Mosul", "near Mosul 5 times"),
        ("were quick", "were fast"),
    ],
)
def test_other_words_for_the_same_do_not(one, other):
    assert not differ_in_facts(f"The strikes {one}, they said.", f"The strikes {other}, they said.", PLACES)


TEXTS = st.lists(st.sampled_from(["1", "12", "2", "123", "٣", "strikes"])).map(" ".join)


@given(TEXTS, TEXTS)
def test_numbers_are_the_same_when_one_text_says_all_that_the_other_says(one, other):
    numbers, others = (set(re.findall(r"\d+", text)) for text in (one, other))
    assert has_same_numbers(one, other) == (numbers <= others or others <= numbers)
