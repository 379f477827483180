import datetime as dt

import pytest

from explorer.exploring.dots import count_pickable
from explorer.exploring.filters import Filters, Near
from explorer.exploring.view import apply_filters, relaxations
from tests.exploring.samples import BESIDE_MOSUL, Named, make_tables, seed_tables

ALL_ROLES = ()


def shown(tables, matching=None, **filters):
    return sorted(apply_filters(tables, Filters(**filters), matching).rows().index)


def test_releases_that_name_no_known_place_in_the_roles_asked_for_are_a_place_to_pick():
    tables = make_tables(
        dict.fromkeys("abcd"),
        [Named("a", "Mosul"), Named("a", "Atlantis"), Named("b", "Atlantis"), Named("c", "Raqqa", "actor")],
    )
    assert shown(tables, spot_ids=("unknown",)) == ["b", "c", "d"]
    assert shown(tables, spot_ids=("unknown",), role=ALL_ROLES) == ["b", "d"]
    assert shown(tables, spot_ids=("unknown", "mosul"), role=ALL_ROLES) == ["a", "b", "d"]
    assert shown(tables, spot_ids=("unknown",), country=("unknown",)) == ["b"]  # d names nothing at all
    assert count_pickable(apply_filters(tables, Filters()))["unknown"] == 3


def test_a_role_counts_the_releases_that_name_no_known_place_in_it():
    tables = make_tables(
        dict.fromkeys("abc"),
        [Named("a", "Mosul"), Named("a", "Atlantis", "actor"), Named("b", "Atlantis"), Named("c", "Raqqa", "actor")],
    )
    picked = Filters(spot_ids=("unknown",), role=ALL_ROLES)
    assert apply_filters(tables, picked).facet("role").to_dict() == {"actor": 1, "location": 1}
    assert shown(tables, spot_ids=("unknown",), role=("actor",)) == ["a"]


def test_without_filters_everything_is_shown():
    view = apply_filters(seed_tables(), Filters())
    assert (view.release_count, view.total, view.place_count, view.undated_count) == (6, 6, 3, 1)


def test_mosul_leaves_the_two_releases_that_name_it():
    assert shown(seed_tables(), spot_ids=("mosul",)) == ["002", "003"]


def test_of_several_places_any_is_enough():
    assert shown(seed_tables(), spot_ids=("tabqa", "iraq")) == ["000", "001", "003"]


def test_a_place_that_nothing_happened_at_is_found_in_any_role():
    assert shown(seed_tables(), spot_ids=("london",)) == []
    assert shown(seed_tables(), spot_ids=("london",), role=ALL_ROLES) == ["002"]
    assert shown(seed_tables(), spot_ids=("london", "raqqa"), role=("actor",)) == ["005"]


def test_a_place_also_finds_the_exact_points_given_by_way_of_it():
    tables = make_tables({"a": None, "b": None}, [Named("a", "Mosul"), Named("b", "Mosul", point=BESIDE_MOSUL)])
    assert shown(tables, spot_ids=("mosul",)) == ["a", "b"]
    assert shown(tables, spot_ids=("@36.40000,43.20000",)) == ["b"]


def test_a_place_that_is_no_longer_there_leaves_nothing():
    assert shown(seed_tables(), spot_ids=("gone",)) == []


def test_one_and_the_same_mention_fits_all_that_is_asked_of_places():
    tables = make_tables({"a": None}, [Named("a", "Mosul"), Named("a", "Tabqa")])
    assert shown(tables, country=("Iraq",), place_kind=("city",)) == ["a"]
    assert shown(tables, country=("Iraq",), place_kind=("town",)) == []


def test_near_counts_the_dots_within_the_distance():
    assert shown(seed_tables(), near=Near(35.9, 38.8, 30.0)) == ["002", "003"]
    assert shown(seed_tables(), near=Near(35.84, 38.55, 1.0)) == ["003"]
    assert shown(seed_tables(), near=Near(33.0, 44.0, 10.0)) == []  # Iraq is no dot


def test_words_leave_what_the_search_found():
    assert shown(seed_tables(), {"001", "unknown"}, words="network") == ["001"]
    assert shown(seed_tables(), set(), words="network") == []
    assert len(shown(seed_tables(), set(), words="  ")) == 6


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
        ("0001-01-01", "9999-12-31", ["000", "001", "002", "003", "004"]),
    ],
)
def test_a_date_counts_when_any_day_that_it_can_mean_is_in_the_range(first, last, expected):
    bounds = [day and dt.date.fromisoformat(day) for day in (first, last)]
    assert shown(seed_tables(), published_from=bounds[0], published_to=bounds[1], undated=False) == expected
    assert shown(seed_tables(), published_from=bounds[0], published_to=bounds[1]) == [*expected, "005"]


def test_undated_releases_are_a_choice_of_their_own():
    assert shown(seed_tables(), undated=False) == ["000", "001", "002", "003", "004"]


def test_the_count_of_undated_releases_is_the_same_when_they_are_hidden():
    hidden = apply_filters(seed_tables(), Filters(undated=False, spot_ids=("raqqa",), role=ALL_ROLES))
    assert (hidden.release_count, hidden.undated_count) == (2, 1)


def test_rows_say_how_many_mentions_and_places_on_the_map_a_release_has():
    rows = apply_filters(seed_tables(), Filters()).rows()
    assert rows.loc["002", ["mentions", "places"]].tolist() == [4, 2]
    assert rows.loc["004", ["mentions", "places"]].tolist() == [0, 0]
    assert (rows["mentions"].dtype, rows["places"].dtype) == (int, int)


def test_the_dots_named_by_most_releases_stand_first():
    spots = apply_filters(seed_tables(), Filters()).spots
    assert list(spots.index) == ["mosul", "raqqa", "tabqa"]
    assert spots["releases"].to_dict() == {"mosul": 2, "raqqa": 2, "tabqa": 1}
    assert spots["mentions"].to_dict() == {"mosul": 3, "raqqa": 2, "tabqa": 1}


def test_dots_that_a_picked_place_leaves_out_stay_to_be_picked_too():
    view = apply_filters(seed_tables(), Filters(spot_ids=("iraq",)))
    assert (view.release_count, view.place_count) == (2, 0)
    assert view.spots["is_shown"].to_dict() == {"raqqa": False, "mosul": False, "tabqa": False}
    assert view.spots["releases"].to_dict() == {"raqqa": 2, "mosul": 2, "tabqa": 1}


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


def test_a_facet_counts_unknown_and_keeps_what_is_chosen():
    view = apply_filters(seed_tables(), Filters(publisher=("ENEWSPF",), published_from=dt.date(2018, 1, 1)))
    assert view.facet("publisher").to_dict() == {"unknown": 3, "ENEWSPF": 0}
    assert apply_filters(seed_tables(), Filters()).facet("country").to_dict() == {"Iraq": 4, "Syria": 2, "unknown": 1}


def test_the_histogram_counts_under_all_filters_but_those_on_dates():
    histogram = apply_filters(seed_tables(), Filters(published_from=dt.date(2018, 1, 1))).histogram
    assert [str(day) for day in histogram.first_days] == ["2015-05-01", "2017-06-01", "2019-03-01"]
    assert (histogram.releases.tolist(), histogram.unplaced) == ([1, 2, 1], 1)
    picked = apply_filters(seed_tables(), Filters(spot_ids=("mosul",))).histogram
    assert (picked.unit, picked.releases.sum(), picked.unplaced) == ("month", 2, 0)  # 003 is known by its month


def test_an_empty_view_names_the_filters_that_help_and_how_much():
    filters = Filters(published_from=dt.date(2018, 1, 1), undated=False, spot_ids=("raqqa",), role=ALL_ROLES)
    assert relaxations(seed_tables(), filters) == (("published", 2), ("places", 2), ("undated", 1))


def test_where_no_single_filter_helps_none_is_named():
    filters = Filters(words="absent", spot_ids=("gone",))
    assert relaxations(seed_tables(), filters, matching=set()) == ()
