"""A number, a day or a place in another's stead makes another report; other words do not."""

import pytest

from explorer.library.facts import differ_in_facts, place_facts

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
