from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.comparing.details import Detail
from explorer.exploring.comparing.people import find_names


def names_in(text, lexicon, kind, *taken):
    return [(text[each.start : each.end], each.key) for each in find_names(text, lexicon, taken) if each.kind == kind]


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("spokesman Army Col. Ryan S. Dillon told", "Ryan S. Dillon", "ryan dillon"),
        ("U.S. Marine Corps Brig. Gen. Thomas Weidley said", "Thomas Weidley", "thomas weidley"),
        ("said U.K. Major General Ghika, Deputy", "Ghika", "ghika"),
        ("Army photo by Spc. William Gibson", "William Gibson", "william gibson"),
        ("By: Cheryl Pellerin", "Cheryl Pellerin", "cheryl pellerin"),
        ("the forces of Bashar al-Assad withdrew", "Bashar al-Assad", "bashar al assad"),
    ],
)
def test_a_person_is_found_by_rank_given_name_or_because_known(lexicon, text, name, key):
    assert names_in(text, lexicon, "person") == [(name, key)]


def test_a_surname_alone_is_the_person_named_before(lexicon):
    text = "Army Col. Ryan Dillon spoke. Dillon's answer was short."
    assert names_in(text, lexicon, "person") == [("Ryan Dillon", "ryan dillon"), ("Dillon", "ryan dillon")]


@pytest.mark.parametrize(
    "text", ["General Command said", "Spokesman Says", "the Officer Training Command", "Will ISIS"]
)
def test_an_office_is_no_person(lexicon, text):
    assert names_in(text, lexicon, "person") == []


def test_organisations_are_one_under_all_their_names(lexicon):
    text = "ISIS, ISIL, Daesh and anti-ISIL; the Islamic State of Iraq\nand the Levant; ISIS-held"
    assert {key for _, key in names_in(text, lexicon, "organisation")} == {"islamic state"}
    assert len(names_in(text, lexicon, "organisation")) == 6


def test_a_task_force_is_one_with_any_dash_or_none(lexicon):
    text = (
        "Combined Joint Task Force-Operation Inherent Resolve, Combined Joint Task Force – Operation Inherent Resolve"
    )
    keys = {key for _, key in names_in(f"{text}, CJTF-OIR", lexicon, "organisation")}
    assert keys == {"combined joint task force operation inherent resolve"}


def test_names_of_several_words_may_be_in_lower_case_but_acronyms_may_not(lexicon):
    text = "Iraqi security forces met the un and dod staff."
    assert names_in(text, lexicon, "organisation") == [("Iraqi security forces", "iraqi security forces")]


def test_a_name_within_a_place_is_not_counted(lexicon):
    text = "near al-Asad air base"
    assert names_in(text, lexicon, "person", Detail(5, 21, "place", "asad", "Al Asad")) == []


PIECES = ["Col. ", "Ryan ", "Dillon", " ", "ISIS", "-", "al-Assad", "S. ", ".", "\n", "’s"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_names_lie_in_the_text_in_order_and_do_not_overlap(lexicon, text):
    found = find_names(text, lexicon)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[each.start : each.end].strip() for each in found)
