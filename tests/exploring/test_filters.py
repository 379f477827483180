import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.filters import ANY, FACETS, LEAST_KM, MOST_KM, Filters, Near, from_query, to_query, toggled

WORDS = st.text(st.characters(codec="utf-8"))
VALUES = st.lists(WORDS.filter(lambda value: value not in ("", ANY)), unique=True, max_size=3).map(tuple)
NEAR = st.builds(Near, st.floats(-90, 90), st.floats(-180, 180), st.floats(LEAST_KM, MOST_KM))
FILTERS = st.builds(
    Filters,
    words=WORDS.map(str.strip),
    published_from=st.none() | st.dates(),
    published_to=st.none() | st.dates(),
    undated=st.booleans(),
    spot_ids=VALUES,
    near=st.none() | NEAR,
    **dict.fromkeys(FACETS, VALUES),
)
EVERYTHING = Filters(
    words="mosul",
    published_from=dt.date(2017, 6, 1),
    published_to=dt.date(2017, 6, 30),
    undated=False,
    spot_ids=("geonames:99072", "@36.40000,43.20000"),
    near=Near(36.34, 43.13, 25.0),
    publisher=("U.S. Central Command", "unknown"),
    role=(),
)


def understood(query):
    return from_query(query)[0]


@given(FILTERS)
def test_filters_turn_into_an_address_and_back(filters):
    address = urlencode(to_query(filters), doseq=True)
    assert from_query(parse_qs(address, keep_blank_values=True)) == (filters, ())


@given(st.dictionaries(st.sampled_from(["q", "from", "to", "undated", "place", "near", "role", "x"]), st.lists(WORDS)))
def test_any_query_gives_filters_that_keep_their_meaning(query):
    filters = understood(query)
    assert from_query(to_query(filters)) == (filters, ())


def test_filters_at_their_default_leave_the_address_clean():
    assert to_query(Filters()) == {}
    assert to_query(Filters(words="  ")) == {}


def test_every_filter_has_its_parameter():
    assert to_query(EVERYTHING) == {
        "q": ["mosul"],
        "from": ["2017-06-01"],
        "to": ["2017-06-30"],
        "undated": ["no"],
        "place": ["geonames:99072", "@36.40000,43.20000"],
        "near": ["36.34,43.13,25.0"],
        "publisher": ["U.S. Central Command", "unknown"],
        "role": ["any"],
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "yesterday"),
        ("from", "2017-06-31"),
        ("from", "20155-01-01"),
        ("to", ""),
        ("undated", "perhaps"),
        ("near", "Mosul"),
        ("near", "36.3,43.1"),
        ("near", "91,43.1,25"),
        ("near", "36.3,181,25"),
        ("near", "36.3,43.1,0.0001"),
        ("near", "36.3,43.1,inf"),
        ("near", "nan,nan,nan"),
    ],
)
def test_a_broken_value_is_dropped_and_named_and_the_rest_holds(name, value):
    assert from_query({"q": ["mosul"], name: [value]}) == (Filters(words="mosul"), (f"{name}={value}",))


@pytest.mark.parametrize(
    "empty", [{"to": []}, {"place": [""]}, {"place": []}, {"publisher": []}, {"unheard-of": ["1"]}]
)
def test_what_says_nothing_changes_nothing(empty):
    assert understood({"q": ["mosul"]} | empty) == Filters(words="mosul")


def test_a_value_named_twice_in_an_address_is_one():
    query = {"place": ["mosul", "raqqa", "mosul"], "publisher": ["CENTCOM", "CENTCOM"]}
    assert understood(query) == Filters(spot_ids=("mosul", "raqqa"), publisher=("CENTCOM",))


def test_active_names_the_filters_that_are_set_in_the_order_of_the_page():
    assert Filters().active() == ()
    assert Filters(words="  ").active() == ()
    assert Filters(published_to=dt.date(2017, 1, 1)).active() == ("published",)
    assert Filters(role=()).active() == ("role",)
    assert EVERYTHING.active() == ("words", "published", "undated", "places", "near", "publisher", "role")


@given(FILTERS)
def test_taking_off_a_filter_leaves_the_others(filters):
    for name in filters.active():
        assert filters.without(name).active() == tuple(each for each in filters.active() if each != name)


@given(FILTERS)
def test_without_its_active_filters_nothing_is_restricted(filters):
    for name in filters.active():
        filters = filters.without(name)
    assert filters.active() == ()
    assert replace(filters, words="") == Filters()


@pytest.mark.parametrize("words", ["", "  ", "-", '""', "?! …", "OR", "*"])
def test_words_that_ask_for_nothing_are_no_filter(words):
    assert not Filters(words=words).has_words
    assert Filters(words=words).active() == ()


def test_an_unknown_filter_cannot_be_taken_off():
    with pytest.raises(KeyError, match="colour"):
        Filters().without("colour")


def test_a_place_is_picked_and_let_go():
    picked = toggled(Filters(words="bridge", spot_ids=("mosul",)), "raqqa")
    assert picked == Filters(words="bridge", spot_ids=("mosul", "raqqa"))
    assert toggled(picked, "mosul") == Filters(words="bridge", spot_ids=("raqqa",))


@given(VALUES, WORDS.filter(bool))
def test_picking_twice_changes_nothing_but_the_order(spot_ids, spot_id):
    twice = toggled(toggled(Filters(spot_ids=spot_ids), spot_id), spot_id)
    assert sorted(twice.spot_ids) == sorted(spot_ids)
