from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from explorer.model import Removed
from explorer.reading.boilerplate import find_removed
from explorer.reading.clean import clean


def clean_text(original, *removed):
    return clean(original, removed).text


def test_blank_lines_collapse_to_one():
    assert clean_text("\n\nOne.\n\n \n\t\nTwo.\n\n\n") == "One.\n\nTwo."


def test_every_kind_of_line_break_becomes_a_line_feed():
    assert clean_text("a\r\nb\rc\u2028d\u2029e\x0bf") == "a\nb\nc\nd\ne\nf"


def test_white_space_is_replaced_one_for_one():
    assert clean_text("to\u00a0the\tnorth  side") == "to the north  side"


def test_a_removed_line_leaves_no_gap():
    assert clean_text("One.\n\nPlay\n\nTwo.", Removed(6, 10, "video player")) == "One.\n\nTwo."


def test_a_removed_stretch_joins_what_stands_around_it():
    assert clean_text("Mo\u200bsul fell", Removed(2, 3, "invisible character")) == "Mosul fell"


def test_hard_line_wraps_are_undone_even_inside_a_name():
    wrapped = (
        "SOUTHWEST ASIA, Dec. 28, 2016 - On Dec. 27, Coalition military forces under Operation\n"
        "Inherent Resolve conducted 14 strikes that consisted of 21 engagements against\n"
        "targets of the enemy in Iraq and Syria. Officials reported the details of the latest\n"
        "strikes, noting that assessments of results are based on initial reports of the day.\n"
        "\n"
        "Strikes in Syria\n"
        "-- Near Raqqa, five strikes engaged four tactical units and destroyed a fighting\n"
        "position and a vehicle.\n"
        "-- Near Palmyra, one strike engaged a tactical unit.\n"
    )
    lines = clean_text(wrapped).split("\n")
    assert lines[0].startswith("SOUTHWEST ASIA")
    assert lines[0].endswith("reports of the day.")
    assert lines[2:] == [
        "Strikes in Syria",
        "-- Near Raqqa, five strikes engaged four tactical units and destroyed a fighting position and a vehicle.",
        "-- Near Palmyra, one strike engaged a tactical unit.",
    ]


def test_short_lines_of_a_list_are_not_taken_for_hard_wraps():
    original = (
        "Title of the release\nBy a writer of the public affairs office\nOne strike near Hit.\nTwo near Tikrit.\nEnd."
    )
    assert clean_text(original) == original


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_clean_text_is_made_of_slices_of_the_original(original):
    cleaned = clean(original, find_removed(original))
    assert sum(run.length for run in cleaned.kept) == len(cleaned.text)
    for run in cleaned.kept:
        clean_slice = cleaned.text[run.start : run.start + run.length]
        original_slice = original[run.original_start : run.original_start + run.length]
        pairs = zip(clean_slice, original_slice, strict=True)
        assert all(a == b or (a.isspace() and b.isspace()) for a, b in pairs)


@given(st.text(alphabet=" \t\nab.", max_size=60))
def test_cleaning_a_clean_text_changes_nothing(original):
    once = clean(original, ()).text
    assert clean(once, ()).text == once


@given(st.lists(st.sampled_from(["Play", "00:32", "Related Stories", "A line.", "", "VIRIN: 1-2", "Photo By: X"])))
def test_removed_passages_are_sorted_and_do_not_overlap(lines):
    removed = find_removed("\n".join(lines))
    assert all(a.end <= b.start for a, b in pairwise(removed))
