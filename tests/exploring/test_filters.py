import datetime as dt
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.filters import Filters, from_query, to_query, toggled

WORDS = st.text(st.characters(codec="utf-8"))
FILTERS = st.builds(
    Filters,
    words=WORDS.map(str.strip),
    published_from=st.none() | st.dates(),
    published_to=st.none() | st.dates(),
    undated=st.booleans(),
    spot_ids=st.lists(WORDS.filter(bool), unique=True).map(tuple),
)
EVERYTHING = Filters(
    words="mosul",
    published_from=dt.date(2017, 6, 1),
    published_to=dt.date(2017, 6, 30),
    undated=False,
    spot_ids=("geonames:99072", "@36.40000,43.20000"),
)


@given(FILTERS)
def test_filters_turn_into_an_address_and_back(filters):
    address = urlencode(to_query(filters), doseq=True)
    assert from_query(parse_qs(address, keep_blank_values=True)) == filters


@given(st.dictionaries(st.sampled_from(["q", "from", "to", "undated", "place", "x"]), st.lists(WORDS)))
def test_any_query_gives_filters_that_keep_their_meaning(query):
    filters = from_query(query)
    assert from_query(to_query(filters)) == filters


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
    }


@pytest.mark.parametrize(
    "broken",
    [
        {"from": ["yesterday"]},
        {"from": ["2017-06-31"]},
        {"from": ["20155-01-01"]},
        {"to": [""]},
        {"to": []},
        {"undated": ["perhaps"]},
        {"place": [""]},
        {"unheard-of": ["1"]},
    ],
)
def test_a_broken_value_is_dropped_and_the_rest_holds(broken):
    assert from_query({"q": ["mosul"]} | broken) == Filters(words="mosul")


def test_a_place_named_twice_in_an_address_is_one():
    assert from_query({"place": ["mosul", "raqqa", "mosul"]}).spot_ids == ("mosul", "raqqa")


def test_active_names_the_filters_that_are_set_in_the_order_of_the_page():
    assert Filters().active() == ()
    assert Filters(words="  ").active() == ()
    assert Filters(published_to=dt.date(2017, 1, 1)).active() == ("published",)
    assert EVERYTHING.active() == ("words", "published", "undated", "places")


@given(FILTERS)
def test_taking_off_a_filter_leaves_the_others(filters):
    for name in filters.active():
        assert filters.without(name).active() == tuple(each for each in filters.active() if each != name)


@given(FILTERS)
def test_without_its_active_filters_nothing_is_restricted(filters):
    for name in filters.active():
        filters = filters.without(name)
    assert filters == Filters()


def test_an_unknown_filter_cannot_be_taken_off():
    with pytest.raises(KeyError, match="colour"):
        Filters().without("colour")


def test_a_place_is_picked_and_let_go():
    picked = toggled(Filters(words="bridge", spot_ids=("mosul",)), "raqqa")
    assert picked == Filters(words="bridge", spot_ids=("mosul", "raqqa"))
    assert toggled(picked, "mosul") == Filters(words="bridge", spot_ids=("raqqa",))


@given(FILTERS, WORDS.filter(bool))
def test_picking_twice_changes_nothing_but_the_order(filters, spot_id):
    twice = toggled(toggled(filters, spot_id), spot_id)
    assert sorted(twice.spot_ids) == sorted(filters.spot_ids)
