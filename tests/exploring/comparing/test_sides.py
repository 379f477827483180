from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.comparing.sides import build_side, find_places, sentence_at
from explorer.reading.sentences import find_sentences
from tests.exploring.comparing.samples import release_of
from tests.exploring.samples import Named, make_tables


def places_of(*named):
    """Details by toponym."""
    tables = make_tables({"a": "2017-06-29"}, named)
    return {detail.name: detail for detail in find_places(tables.mentions, tables.places)}


def test_a_place_is_known_by_its_identifier_and_says_its_class():
    found = places_of(Named("a", "Euphrates"), Named("a", "Iraq"))
    assert {(each.key, each.note) for each in found.values()} == {("euphrates", "river"), ("iraq", "country")}


@pytest.mark.parametrize("spelling", ["Al-Atlantis", "al Atlantis", "Atlantis"])
def test_an_unresolved_name_is_known_by_its_spelling_without_article(spelling):
    (found,) = places_of(Named("a", spelling)).values()
    assert (found.key, found.note) == ("?atlantis", "unresolved")


def test_a_neighbourhood_is_part_of_the_city_around_it():
    found = places_of(Named("a", "Sheer"), Named("a", "Mosul"), Named("a", "Tabqa"))
    assert {name: each.part_of for name, each in found.items()} == {"Sheer": "mosul", "Mosul": "", "Tabqa": ""}


def test_a_building_that_stands_for_the_people_in_it_is_part_of_no_city():
    assert places_of(Named("a", "Sheer", "actor"), Named("a", "Mosul"))["Sheer"].part_of == ""


def test_the_details_of_a_release_are_in_order_and_do_not_overlap(seeds):
    for seed in seeds.values():
        details = seed.side.details
        assert all(before.end <= after.start for before, after in pairwise(details))
        assert {detail.kind for detail in details} <= {"place", "person", "organisation", "date", "number"}


def test_a_release_without_mentions_still_says_names_dates_and_numbers(lexicon):
    tables = make_tables({}, [])
    side = build_side(release_of("ISIS lost 20 boats on June 6."), tables.mentions, tables.places, lexicon)
    assert [detail.kind for detail in side.details] == ["organisation", "number", "date"]


@given(st.text(st.sampled_from("ab. \n!")), st.integers(0, 30))
def test_the_sentence_at_a_character_holds_it(text, offset):
    sentences = tuple(find_sentences(text))
    found = sentence_at(sentences, offset)
    assert (found is not None) == any(start <= offset < end for start, end in sentences)
    assert found is None or found[0] <= offset < found[1]
