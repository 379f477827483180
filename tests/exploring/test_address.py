"""Every view is a link: what a page shows turns into an address and back."""

from dataclasses import replace
from urllib.parse import parse_qs, urlencode

from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.address import MapView, Selection, State, fit_to, state_from_query, state_to_query
from explorer.exploring.arranging import MATCH, PLACE_COLUMNS, RELEASE_COLUMNS, Arrangement, Sort
from tests.exploring.samples import seed_tables
from tests.exploring.test_filters import FILTERS, WORDS

IDS = st.text(st.characters(codec="utf-8"), min_size=1)
SELECTIONS = st.just(Selection()) | st.builds(Selection, IDS, st.none() | st.integers(0, 999_999_999))
COLUMNS = st.sets(st.sampled_from(RELEASE_COLUMNS)).map(
    lambda chosen: tuple(name for name in RELEASE_COLUMNS if name in chosen | {"title"})
)
VIEWS = st.builds(
    lambda latitude, longitude, zoom: MapView(latitude / 1000, longitude / 1000, zoom / 100),
    st.integers(-85_000, 85_000),
    st.integers(-180_000, 180_000),
    st.integers(0, 2200),
)
STATES = st.builds(
    State,
    filters=FILTERS,
    selection=SELECTIONS,
    view=st.none() | VIEWS,
    tables=st.builds(
        Arrangement,
        COLUMNS,
        st.none() | st.just(Sort(MATCH)) | st.builds(Sort, st.sampled_from(RELEASE_COLUMNS), st.booleans()),
        st.none() | st.builds(Sort, st.sampled_from(PLACE_COLUMNS), st.booleans()),
    ),
    compared=st.lists(IDS, unique=True, max_size=2).map(tuple),
    is_presented=st.booleans(),
)
NAMES = ["release", "mention", "map", "columns", "sort", "sort-places", "compare", "present", "q", "place", "colour"]


@given(STATES)
def test_a_state_turns_into_an_address_and_back(state):
    address = urlencode(state_to_query(state), doseq=True)
    assert state_from_query(parse_qs(address, keep_blank_values=True)) == (state, ())


def test_a_state_at_its_default_leaves_the_address_clean():
    assert state_to_query(State()) == {}


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(WORDS)))
def test_any_address_gives_a_state_and_names_what_it_dropped(query):
    state, dropped = state_from_query(query)
    assert state_from_query(state_to_query(state)) == (state, ())
    assert all(each.partition("=")[0] in query for each in dropped)


@given(STATES)
def test_what_the_library_does_not_hold_is_dropped_and_named(state):
    state = replace(state, selection=Selection("gone"), compared=("002", "gone"))
    fitted, dropped = fit_to(state, seed_tables())
    assert (fitted.selection, fitted.compared) == (Selection(), ("002",))
    assert {"release=gone", "compare=gone"} <= {*dropped}
    assert fit_to(fitted, seed_tables()) == (fitted, ())


def test_broken_parts_are_dropped_and_the_rest_holds():
    query = {"sort": ["-colour"], "columns": ["title,colour"], "present": ["maybe"], "map": ["1,2"], "q": ["mosul"]}
    state, dropped = state_from_query(query)
    assert state_to_query(state) == {"q": ["mosul"]}
    assert {*dropped} == {"sort=-colour", "columns=title,colour", "present=maybe", "map=1,2"}


def test_what_no_page_reads_is_named():
    query = {
        "governate": ["Nineveh"],
        "q": ["mosul", "raqqa"],
        "mention": ["7"],
        "sort": ["-match"],
        "place": ["a", "b"],
        "compare": ["a", "b", "b", "c"],
    }
    state, dropped = state_from_query(query)
    assert state_to_query(state) == {"q": ["mosul"], "place": ["a", "b"], "compare": ["b", "c"]}
    assert {*dropped} == {"governate=Nineveh", "q=raqqa", "mention=7", "sort=-match", "compare=a"}
