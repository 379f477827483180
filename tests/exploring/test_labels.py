"""What a list calls the things of which one is chosen."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.labels import label_places, tell_apart
from tests.exploring.samples import BESIDE_MOSUL, Named, make_tables, seed_tables

PARTS = st.dictionaries(st.text("abc", max_size=2), st.lists(st.sampled_from(["Hit", "town", "Anbar"]), min_size=1))


@given(PARTS)
def test_no_two_labels_are_the_same_and_each_begins_with_its_name(parts):
    labels = tell_apart(parts)
    assert labels.keys() == parts.keys()
    assert len({*labels.values()}) == len(parts)
    assert all(labels[key].startswith(parts[key][0]) for key in parts)


def test_a_label_has_no_more_parts_than_tell_it_from_others():
    parts = {
        "a": ["Hit"],
        "b": ["Arab", "village", "Kirkuk"],
        "c": ["Arab", "village", "Diyala"],
        "d": ["Arab", "town"],
    }
    assert tell_apart(parts) == {
        "a": "Hit",
        "b": "Arab, village, Kirkuk",
        "c": "Arab, village, Diyala",
        "d": "Arab, town",
    }


def test_places_are_called_by_their_names_where_that_is_enough():
    tables = seed_tables()
    assert label_places(tables.places, tables.spots) == tables.names


def test_a_point_beside_a_place_is_told_from_the_place():
    tables = make_tables({"a": None}, [Named("a", "Mosul"), Named("a", "Mosul", "location", BESIDE_MOSUL)])
    assert {*tables.labels.values()} == {"Mosul, city", "Mosul, exact point"}


def test_places_of_one_name_and_kind_are_told_apart_by_where_they_are():
    tables = make_tables({"a": None}, [Named("a", "Raqqa"), Named("a", "Tabqa")])
    places = tables.places.assign(name="Arab", feature_class="village", admin1="Raqqa")
    assert {*label_places(places, tables.spots.iloc[:0]).values()} == {
        "Arab, village, Raqqa, 35.9500, 39.0100",
        "Arab, village, Raqqa, 35.8400, 38.5500",
    }
