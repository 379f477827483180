import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.comparing.statements import find_numbers, find_statements


@pytest.mark.parametrize(
    ("text", "written", "number", "about"),
    [
        ("more than 4,100 airstrikes in Iraq", "more than 4,100 airstrikes", 4_100, "airstrike"),
        ("about 7 million pounds of materiel,", "about 7 million pounds", 7_000_000, "pound materiel"),
        ("nearly 20 donor countries", "nearly 20 donor countries", 20, "donor country"),
        ("7.5 square miles from ISIS", "7.5 square miles", 7.5, "square mile"),
        ("163 bodies of murdered Iraqi men, women", "163 bodies", 163, "body murdered iraqi men"),
        ("84 square kilometers of the territory", "84 square kilometers", 84, "square kilometer territory"),
        ("8 to 50 kg of explosives", "50 kg", 50, "kg explosive"),
        ("Two technical vehicles and", "Two technical vehicles", 2, "technical vehicle"),
        ("twenty-five boats", "twenty-five boats", 25, "boat"),
        ("one strike destroyed a boat", "one strike", 1, "strike"),
        ("90% of the territory", "90%", 90, "percent territory"),
        ("$500 million was spent", "$500 million", 500_000_000, "dollar"),
        ("2,000 Iraqi anti-tank rockets", "2,000 Iraqi anti-tank rockets", 2_000, "iraqi anti-tank rocket"),
    ],
)  # fmt: skip
def test_a_number_is_found_with_what_it_counts(lexicon, text, written, number, about):
    (found,) = find_statements(text, lexicon)
    assert (text[found.start : found.end], found.number, found.about) == (written, number, about)


@pytest.mark.parametrize(
    "text",
    [
        "at 00:32 hours", "VIRIN: 170509-A-RT205-005", "Release # 20190325-01", "a CH-47 helicopter", "in 2017 forces",
        "the 11-story tower", "the 3rd set", "one of them", "F-16s", "from 10.1.2 onward", "no one was hurt",
    ],
)  # fmt: skip
def test_designations_times_years_and_pronouns_are_no_statements(lexicon, text):
    assert list(find_statements(text, lexicon)) == []


def test_details_of_one_key_give_one_number_of_the_same(lexicon):
    one, other, third = find_numbers("about 20 boats sank; 20 boats sank; 21 boats sank", lexicon)
    assert one.key == other.key != third.key
    assert one.note == third.note


@given(st.lists(st.sampled_from(["one", "two", "5", ",", ".", "%", " million", " boats", " of", "-", "$", " ", "\n"])))
def test_statements_lie_in_the_text_in_order(lexicon, pieces):
    text = "".join(pieces)
    found = list(find_statements(text, lexicon))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
