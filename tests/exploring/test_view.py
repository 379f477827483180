import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exploring.filters import Filters
from explorer.exploring.tables import Tables
from explorer.exploring.view import apply_filters, relaxations
from tests.exploring.samples import BESIDE_MOSUL, Named, make_tables, seed_tables, small_tables

DAYS = st.none() | st.sampled_from([dt.date(2016, 12, 31), dt.date(2017, 6, 28), dt.date(2017, 6, 30)])
SPOTS = st.lists(st.sampled_from(["mosul", "raqqa", "iraq", "london", "@36.40000,43.20000", "gone"]), unique=True)
FILTERS = st.builds(
    Filters,
    words=st.sampled_from(["", "bridge"]),
    published_from=DAYS,
    published_to=DAYS,
    undated=st.booleans(),
    spot_ids=SPOTS.map(tuple),
)
MATCHING = st.sets(st.sampled_from("abcde"))
a_few = settings(max_examples=15)  # each makes tables: 50 ms


def shown(tables, matching=None, **filters):
    return sorted(apply_filters(tables, Filters(**filters), matching).releases.index)


def is_shown(tables, release_id, filters, matching):
    """What a view shows, said once more, slowly and plainly."""
    release = tables.releases.loc[release_id]
    named = tables.mentions[tables.mentions["release_id"] == release_id]
    if filters.words and release_id not in matching:
        return False
    if filters.spot_ids and not {*named["spot_id"], *named["place_id"]} & {*filters.spot_ids}:
        return False
    if pd.isna(release["first_day"]):
        return filters.undated
    days = pd.date_range(release["first_day"], release["last_day"]).date
    first, last = filters.published_from or dt.date.min, filters.published_to or dt.date.max
    return any(first <= day <= last for day in days)


def test_without_filters_everything_is_shown():
    view = apply_filters(seed_tables(), Filters())
    assert (view.release_count, view.total, view.place_count, view.undated_count) == (6, 6, 3, 1)


def test_mosul_leaves_the_two_releases_that_name_it():
    assert shown(seed_tables(), spot_ids=("mosul",)) == ["002", "003"]


def test_of_several_places_any_is_enough():
    assert shown(seed_tables(), spot_ids=("tabqa", "iraq")) == ["000", "001", "003"]


def test_a_place_off_the_map_can_be_picked_too():
    assert shown(seed_tables(), spot_ids=("london",)) == ["002"]


def test_a_place_also_finds_the_exact_points_given_by_way_of_it():
    tables = make_tables({"a": None, "b": None}, [Named("a", "Mosul"), Named("b", "Mosul", point=BESIDE_MOSUL)])
    assert shown(tables, spot_ids=("mosul",)) == ["a", "b"]
    assert shown(tables, spot_ids=("@36.40000,43.20000",)) == ["b"]


def test_a_place_that_is_no_longer_there_leaves_nothing():
    assert shown(seed_tables(), spot_ids=("gone",)) == []


def test_words_leave_what_the_search_found():
    assert shown(seed_tables(), {"001", "unknown"}, words="network") == ["001"]
    assert shown(seed_tables(), set(), words="network") == []


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2017-06-29", "2017-06-29", ["002", "003"]),
        ("2017-06-30", None, ["001", "003", "004"]),
        ("2017-07-01", None, ["001", "004"]),
        (None, "2017-06-01", ["000", "003"]),
        (None, "2017-05-31", ["000"]),
        ("2024-12-31", None, ["004"]),
        ("2025-01-01", None, []),
        (None, "2024-01-01", ["000", "001", "002", "003", "004"]),
        ("2019-01-01", "2018-01-01", []),
    ],
)
def test_a_date_counts_when_any_day_that_it_can_mean_is_in_the_range(first, last, expected):
    bounds = [day and dt.date.fromisoformat(day) for day in (first, last)]
    assert shown(seed_tables(), published_from=bounds[0], published_to=bounds[1], undated=False) == expected
    assert shown(seed_tables(), published_from=bounds[0], published_to=bounds[1]) == [*expected, "005"]


def test_undated_releases_are_a_choice_of_their_own():
    assert shown(seed_tables(), undated=False) == ["000", "001", "002", "003", "004"]


def test_the_count_of_undated_releases_is_the_same_when_they_are_hidden():
    hidden = apply_filters(seed_tables(), Filters(undated=False, spot_ids=("raqqa",)))
    assert (hidden.release_count, hidden.undated_count) == (2, 1)


def test_rows_say_how_many_mentions_and_places_on_the_map_a_release_has():
    releases = apply_filters(seed_tables(), Filters()).releases
    assert releases.loc["002", ["mentions", "places"]].tolist() == [5, 2]
    assert releases.loc["004", ["mentions", "places"]].tolist() == [0, 0]
    assert (releases["mentions"].dtype, releases["places"].dtype) == (int, int)


def test_the_dots_named_by_most_releases_stand_first():
    spots = apply_filters(seed_tables(), Filters()).spots
    assert spots["releases"].to_dict() == {"raqqa": 3, "mosul": 2, "tabqa": 1}
    assert spots["mentions"].to_dict() == {"raqqa": 3, "mosul": 3, "tabqa": 1}
    assert list(spots.index) == ["raqqa", "mosul", "tabqa"]


def test_dots_that_a_picked_place_leaves_out_stay_to_be_picked_too():
    view = apply_filters(seed_tables(), Filters(spot_ids=("tabqa",)))
    assert view.spots["is_shown"].to_dict() == {"raqqa": True, "mosul": True, "tabqa": True}
    view = apply_filters(seed_tables(), Filters(spot_ids=("iraq",)))
    assert (view.release_count, view.place_count) == (2, 0)
    assert view.spots["is_shown"].to_dict() == {"raqqa": False, "mosul": False, "tabqa": False}
    assert view.spots["releases"].to_dict() == {"raqqa": 3, "mosul": 2, "tabqa": 1}


def test_dots_that_another_filter_leaves_out_are_gone():
    view = apply_filters(seed_tables(), Filters(published_from=dt.date(2018, 1, 1), undated=False))
    assert view.spots.empty


def test_places_off_the_map_are_counted_and_say_so():
    places = apply_filters(seed_tables(), Filters(spot_ids=("mosul",))).places
    assert places["on_map"].to_dict() == {
        "mosul": True,
        "raqqa": True,
        "tabqa": True,
        "euphrates": False,
        "london": False,
    }


def test_an_empty_view_names_the_filters_that_help_and_how_much():
    filters = Filters(published_from=dt.date(2018, 1, 1), undated=False, spot_ids=("mosul",))
    assert relaxations(seed_tables(), filters) == (("published", 2), ("places", 2))
    assert relaxations(seed_tables(), replace(filters, spot_ids=("raqqa",))) == (
        ("published", 2),
        ("places", 2),
        ("undated", 1),
    )


def test_where_no_single_filter_helps_none_is_named():
    filters = Filters(words="absent", spot_ids=("gone",))
    assert relaxations(seed_tables(), filters, matching=set()) == ()


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_a_view_shows_what_the_slow_reading_shows(tables, filters, matching):
    expected = [each for each in tables.releases.index if is_shown(tables, each, filters, matching)]
    view = apply_filters(tables, filters, matching)
    assert list(view.releases.index) == expected
    assert (view.release_count, view.total) == (len(expected), len(tables.releases))
    assert view.place_count == view.spots["is_shown"].sum()
    assert view.releases["mentions"].sum() == tables.mentions["release_id"].isin(expected).sum()


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_applying_filters_twice_is_applying_them_once(tables, filters, matching):
    once = apply_filters(tables, filters, matching)
    left = Tables(
        releases=tables.releases.loc[once.releases.index],
        mentions=tables.mentions[tables.mentions["release_id"].isin(once.releases.index)],
        spots=tables.spots,
        places=tables.places,
    )
    twice = apply_filters(left, filters, matching)
    assert twice.place_count == once.place_count
    for name in ("releases", "places"):
        pd.testing.assert_frame_equal(getattr(once, name), getattr(twice, name))


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_a_dot_counts_as_many_releases_as_picking_it_alone_shows(tables, filters, matching):
    spots = apply_filters(tables, filters, matching).spots
    places = apply_filters(tables, replace(filters, spot_ids=()), matching).places
    for spot_id, count in [*spots["releases"].items(), *places["releases"].items()]:
        picked = apply_filters(tables, replace(filters, spot_ids=(spot_id,)), matching)
        assert picked.release_count == count


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_a_relaxation_brings_as_many_releases_as_it_says(tables, filters, matching):
    for name, count in relaxations(tables, filters, matching):
        assert apply_filters(tables, filters.without(name), matching).release_count == count > 0
