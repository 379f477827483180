"""A view agrees with a slow and plain reading of its filters, and its counts with what they promise."""

import dataclasses
import datetime as dt
from dataclasses import replace
from functools import cache
from itertools import combinations, product

import pandas as pd
import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exploring.columns import MENTION_FACETS, RELEASE_FACETS, UNKNOWN
from explorer.exploring.dots import count_pickable
from explorer.exploring.filters import DEFAULT_ROLE, FACETS, Filters, Near
from explorer.exploring.view import apply_filters, relaxations
from tests.exploring.samples import PLACES, Named, make_tables, part_of, point_beside, small_tables

ALL_ROLES = ()
CITY = {"sheer": "mosul"}  # what is said of a part is said of the city, where the library names the city too
DAY = dt.date(2017, 6, 28)
ONE_OF_EACH = {
    "words": ["bridge"],
    "published_from": [DAY],
    "published_to": [DAY],
    "undated": [False],
    "spot_ids": [("mosul",), ("raqqa", "@36.20000,43.00000"), ("unknown",), ("unknown", "tabqa")],
    "near": [Near(36.34, 43.13, 40.0)],
    "publisher": [("CENTCOM",), ("unknown", "CJTF-OIR")],
    "kind": [("unknown",), ("press release",)],
    "basis": [("stated",), ("unknown",)],
    "file": [("a.txt", "d.txt")],
    "role": [ALL_ROLES, ("actor", "elsewhere")],
    "country": [("Iraq",), ("Syria", "unknown")],
    "governorate": [("Nineveh",), ("unknown",)],
    "place_kind": [("city",), ("river", "town")],
    "precision": [("exact",), ("town", "area"), ("unknown",)],
}
PUBLISHED = {"a": "2017-06-28", "b": "2017-06", "c": "2016", "d": None, "e": "2017-07-01"}
BESIDE = (("a", "Mosul"), ("b", "Raqqa"))  # points of their own
ROLES = ("location", "actor", "dateline", "elsewhere", "location")
MATCHING = st.sets(st.sampled_from("abcde"))
a_few = settings(max_examples=12)  # each makes tables and several views: 50 to 150 ms


def some(*values):
    """One of the values, or two."""
    return st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=2).map(tuple)


FIELDS = {
    "words": st.just("bridge"),
    "published_from": st.sampled_from([dt.date(2016, 12, 31), dt.date(2017, 6, 29)]),
    "published_to": st.sampled_from([dt.date(2017, 1, 1), dt.date(2017, 6, 28)]),
    "undated": st.just(False),
    "spot_ids": some("mosul", "raqqa", "iraq", "london", "@36.20000,43.00000", "gone", "unknown"),
    "near": st.sampled_from([Near(36.34, 43.13, 40.0), Near(35.9, 38.8, 30.0)]),
    "publisher": some("CENTCOM", "CJTF-OIR", "unknown"),
    "kind": some("unknown", "press release"),
    "basis": some("stated", "unknown"),
    "file": some("a.txt", "b.txt"),
    "role": st.just(ALL_ROLES) | some("location", "actor", "elsewhere"),
    "country": some("Iraq", "Syria", "unknown"),
    "governorate": some("Nineveh", "unknown"),
    "place_kind": some("city", "town", "river"),
    "precision": some("exact", "town", "area", "unknown"),
}
FILTERS = st.sets(st.sampled_from(sorted(FIELDS)), max_size=2).flatmap(
    lambda names: st.builds(Filters, **{name: FIELDS[name] for name in names})
)


def is_shown(tables, release_id, filters, matching):
    """What a view shows, said once more, slowly and plainly."""
    release = tables.releases.loc[release_id]
    mentions = tables.mentions[tables.mentions["release_id"] == release_id]
    asks_of_mentions = {"places", "near", *MENTION_FACETS} & {*replace(filters, role=DEFAULT_ROLE).active()}
    asks_of_mentions |= {*filters.role} - {*DEFAULT_ROLE}
    if "unknown" in filters.spot_ids and not any(has_place(each, filters) for each in mentions.itertuples()):
        filters = replace(filters, spot_ids=())
        asks_of_mentions -= {"places"}
    return (
        (not filters.words or release_id in matching)
        and fits(filters.publisher, release["publisher"])
        and fits(filters.kind, release["kind"])
        and fits(filters.basis, release["basis"])
        and fits(filters.file, release["file_name"])
        and has_date(release, filters)
        and (not asks_of_mentions or any(is_named(tables, each, filters) for each in mentions.itertuples()))
    )


def fits(values, value):
    return not values or ("unknown" if pd.isna(value) else value) in values


def has_date(release, filters):
    if pd.isna(release["first_day"]):
        return filters.undated
    days = pd.date_range(release["first_day"], release["last_day"]).date
    first, last = filters.published_from or dt.date.min, filters.published_to or dt.date.max
    return any(first <= day <= last for day in days)


def has_place(mention, filters):
    return fits(filters.role, mention.role) and (pd.notna(mention.place_id) or mention.on_map)


def is_named(tables, mention, filters):
    place = tables.places.loc[mention.place_id] if mention.place_id in tables.places.index else {}
    country = {"IQ": "Iraq", "SY": "Syria"}.get(place.get("country_code"), place.get("country_code"))
    cities = {CITY.get(mention.place_id)} & {*tables.places.index}
    return (
        (not filters.spot_ids or {mention.spot_id, mention.place_id, *cities} & {*filters.spot_ids})
        and is_near(mention, filters.near)
        and fits(filters.role, mention.role)
        and fits(filters.country, country)
        and fits(filters.governorate, place.get("admin1"))
        and fits(filters.place_kind, place.get("feature_class"))
        and fits(filters.precision, precision_of(mention, place))
    )


def is_near(mention, near):
    if near is None:
        return True
    point = (mention.latitude, mention.longitude)
    return mention.on_map and geodesic(point, (near.latitude, near.longitude)).km <= near.radius_km


def precision_of(mention, place):
    if mention.on_map or place.get("geometry") == "point":
        return "exact" if mention.radius_km <= 1 else "town"
    return "area" if len(place) else "unknown"


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_a_view_shows_what_the_slow_reading_shows(tables, filters, matching):
    expected = [each for each in tables.releases.index if is_shown(tables, each, filters, matching)]
    view = apply_filters(tables, filters, matching)
    assert list(view.rows().index) == expected
    assert list(view.rows(limit=2).index) == expected[:2]
    assert (view.release_count, view.total) == (len(expected), len(tables.releases))


@pytest.mark.parametrize("pair", list(combinations(ONE_OF_EACH, 2)), ids="-".join)
def test_every_two_filters_together_show_what_the_slow_reading_shows(pair):
    tables, matching = tables_of_every_kind(), {"a", "b", "d"}
    for values in product(*(ONE_OF_EACH[name] for name in pair)):
        filters = Filters(**dict(zip(pair, values, strict=True)))
        expected = [each for each in tables.releases.index if is_shown(tables, each, filters, matching)]
        assert list(apply_filters(tables, filters, matching).rows().index) == expected


def test_every_filter_stands_among_those_tried_in_pairs():
    assert set(ONE_OF_EACH) == set(FIELDS) == {field.name for field in dataclasses.fields(Filters)}


@cache
def tables_of_every_kind():
    """Five releases dated in every way; each names three of the places, in every role and precision."""
    toponyms = [*PLACES, "Atlantis"]
    named = [
        Named(release_id, toponyms[(2 * position + 3 * offset) % len(toponyms)], ROLES[(position + offset) % 5])
        for position, release_id in enumerate(PUBLISHED)
        for offset in range(3)
    ]
    points = [Named(release_id, toponym, "location", point_beside(toponym)) for release_id, toponym in BESIDE]
    return make_tables(PUBLISHED, named + points)


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_applying_filters_twice_is_applying_them_once(tables, filters, matching):
    once = apply_filters(tables, filters, matching)
    twice = apply_filters(part_of(tables, once.rows().index), filters, matching)
    assert twice.shown.all()
    assert twice.place_count == once.place_count
    pd.testing.assert_frame_equal(twice.rows(), once.rows())
    pd.testing.assert_frame_equal(twice.places.sort_index(), once.places.sort_index())


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_a_dot_counts_as_many_releases_as_picking_it_alone_shows(tables, filters, matching):
    for spot_id, count in apply_filters(tables, filters, matching).spots["releases"].items():
        assert apply_filters(tables, replace(filters, spot_ids=(spot_id,)), matching).release_count == count > 0


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_a_place_to_pick_counts_as_many_releases_as_picking_it_alone_shows(tables, filters, matching):
    pickable = count_pickable(apply_filters(tables, filters, matching))
    to_pick = {*tables.names, UNKNOWN}
    for spot_id in {*to_pick, *filters.spot_ids} & {*pickable.index}:
        alone = replace(filters, spot_ids=(spot_id,))
        assert apply_filters(tables, alone, matching).release_count == pickable[spot_id]
    for spot_id in to_pick - {*pickable.index}:
        assert apply_filters(tables, replace(filters, spot_ids=(spot_id,)), matching).release_count == 0


@a_few
@given(small_tables(), FILTERS, MATCHING, st.sampled_from(FACETS))
def test_a_value_counts_as_many_releases_as_choosing_it_alone_shows(tables, filters, matching, facet):
    for value, count in apply_filters(tables, filters, matching).facet(facet).items():
        alone = replace(filters, **{facet: (value,)})
        asks_nothing = facet == "role" and (value,) == DEFAULT_ROLE  # then releases that name no place are shown too
        if not asks_nothing:
            assert apply_filters(tables, alone, matching).release_count == count


@a_few
@given(small_tables(), FILTERS, MATCHING, st.sampled_from(RELEASE_FACETS))
def test_the_values_of_a_release_s_facet_add_up_to_what_is_shown_without_it(tables, filters, matching, facet):
    counts = apply_filters(tables, filters, matching).facet(facet)
    assert counts.sum() == apply_filters(tables, filters.without(facet), matching).release_count


@a_few
@given(small_tables(), FILTERS, MATCHING)
def test_a_relaxation_brings_as_many_releases_as_it_says(tables, filters, matching):
    for name, count in relaxations(tables, filters, matching):
        assert apply_filters(tables, filters.without(name), matching).release_count == count > 0
