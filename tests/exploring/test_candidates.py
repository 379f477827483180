import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.candidates import find_nearest, find_places, find_words
from explorer.geoparsing import load_geoparser
from explorer.model import Mention, Place, Point


@pytest.fixture(scope="module")
def gazetteer():
    return load_geoparser().gazetteer


def test_a_name_finds_its_place_first(gazetteer):
    assert find_places(gazetteer, "Ar Raqqah")[0].name == "Raqqa"
    assert find_places(gazetteer, "الموصل")[0].name == "Mosul"


def test_the_beginning_of_a_name_and_other_spellings_are_found(gazetteer):
    assert any(place.name == "Ramadi" for place in find_places(gazetteer, "Rama"))
    assert any(place.name == "Deir ez-Zor" for place in find_places(gazetteer, "Dayr az Zawr"))


def test_what_people_added_is_found_beside_the_gazetteer(gazetteer):
    added = Place("own:1", "Hill 402", None, 36.1, 43.2, "hill", "IQ", "Nineveh", 0.5, "a map of 2016")
    assert find_places(gazetteer, "hill 402", [added])[0] == added


@given(typed=st.text(max_size=30))
def test_any_words_may_be_typed(gazetteer, typed):
    found = find_places(gazetteer, typed)
    assert len({place.place_id for place in found}) == len(found) <= 6


def test_the_nearest_place_has_a_point_of_its_own(gazetteer):
    nearest = find_nearest(gazetteer.places.values(), Point(36.34, 43.13, 1.0))
    assert nearest.geometry == "point"
    assert nearest.country_code == "IQ"


TEXT = "Strikes near Tel Afar.\nNear Tel\nAfar a hill fell; the hill was held."


def mention(start, end):
    return Mention(start, end, TEXT[start:end], "location", None, None, False, "", 1.0)


def test_words_are_found_over_line_ends():
    assert [TEXT[start:end] for start, end in find_words(TEXT, "Tel  Afar", [])] == ["Tel Afar", "Tel\nAfar"]


def test_words_that_are_a_mention_already_are_left_out():
    start = TEXT.index("Tel Afar")
    assert find_words(TEXT, "Tel Afar", [mention(start, start + 3)]) == [(TEXT.index("Tel\nAfar"), 36)]


def test_what_stands_before_tells_one_place_of_words_from_another():
    assert find_words(TEXT, "hill", [], before="the ") == [(TEXT.rindex("hill"), TEXT.rindex("hill") + 4)]
    assert len(find_words(TEXT, "hill", [], before="nowhere ")) == 2


@given(words=st.text(max_size=12), before=st.text(max_size=5))
def test_what_is_found_is_in_the_text(words, before):
    for start, end in find_words(TEXT, words, [], before=before):
        assert TEXT[start:end].split() == words.split()
