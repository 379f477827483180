import numpy as np
import pytest

from explorer.exploring.arranging import (
    DEFAULT_COLUMNS,
    MATCH,
    RELEASE_COLUMNS,
    Sort,
    columns_from,
    order_places,
    order_releases,
    sort_from,
    turned,
)
from explorer.exploring.filters import Filters
from explorer.exploring.trends import BARS, count_trends
from explorer.exploring.view import apply_filters
from tests.exploring.samples import Named, make_tables, seed_tables


def in_order(sort, best_first=(), **filters):
    view = apply_filters(seed_tables(), Filters(**filters))
    return list(view.rows(order=order_releases(view, sort, best_first)).index)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (None, ["004", "001", "003", "002", "000", "005"]),
        (Sort("published", True), ["004", "001", "003", "002", "000", "005"]),
        (Sort("published"), ["000", "003", "002", "001", "004", "005"]),
        (Sort("title"), ["000", "001", "002", "003", "004", "005"]),
        (Sort("title", True), ["005", "004", "003", "002", "001", "000"]),
        (Sort("publisher"), ["002", "004", "001", "003", "000", "005"]),
        (Sort("publisher", True), ["002", "004", "001", "003", "000", "005"]),
        (Sort("places", True), ["003", "002", "004", "001", "000", "005"]),
        (Sort("mentions", True), ["003", "002", "001", "000", "004", "005"]),
    ],
)
def test_releases_are_sorted_with_the_unknown_last_either_way(sort, expected):
    assert in_order(sort) == expected


def test_what_says_the_words_most_comes_first_and_the_rest_follows():
    assert in_order(Sort(MATCH), ["000", "002"])[:2] == ["000", "002"]
    assert len(in_order(Sort(MATCH), ["000", "002"])) == 6


def test_a_sorted_table_shows_the_same_releases_and_counts():
    view = apply_filters(seed_tables(), Filters(spot_ids=("mosul",)))
    for column in RELEASE_COLUMNS:
        rows = view.rows(order=order_releases(view, Sort(column)))
        assert rows.sort_index().equals(view.rows().sort_index())


def test_a_limit_gives_the_first_of_the_order():
    view = apply_filters(seed_tables(), Filters())
    order = order_releases(view, Sort("mentions", True))
    assert list(view.rows(2, order).index) == ["003", "002"]
    assert view.rows(2, order)["mentions"].tolist() == [4, 4]


def test_places_are_sorted():
    places = apply_filters(seed_tables(), Filters()).places
    assert list(order_places(places, Sort("name"))["name"]) == sorted(places["name"])
    assert list(order_places(places, Sort("mentions", True))["mentions"]) == sorted(places["mentions"], reverse=True)
    assert order_places(places, None) is places


def test_clicks_on_a_head_sort_one_way_the_other_and_as_at_first():
    clicks = [turned(None, "places")]
    clicks += [turned(clicks[-1], "places")]
    clicks += [turned(clicks[-1], "places")]
    assert clicks == [Sort("places", True), Sort("places"), None]
    assert turned(Sort("places", True), "title") == Sort("title")
    assert turned(turned(None, "published"), "published") is None
    assert turned(Sort(MATCH), MATCH) is None


@pytest.mark.parametrize("text", ["", "-", "colour", "--title", "title,places"])
def test_a_column_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        sort_from(text, RELEASE_COLUMNS)


def test_the_title_is_always_among_the_columns():
    assert columns_from("published") == ("published", "title")
    assert columns_from(",".join(reversed(DEFAULT_COLUMNS))) == DEFAULT_COLUMNS
    with pytest.raises(ValueError, match="places,colour"):
        columns_from("places,colour")


def test_a_trend_counts_the_mentions_of_dated_releases_and_of_the_parts_of_a_city():
    tables = make_tables(
        {"a": "2017-01-01", "b": "2017-12-31", "c": None, "d": "2017"},
        [
            Named("a", "Mosul"),
            Named("a", "Sheer"),
            *[Named("b", "Mosul")] * 3,
            Named("c", "Mosul"),
            Named("d", "Mosul"),
        ],
    )
    mosul, sheer = count_trends(apply_filters(tables, Filters()), ["mosul", "sheer"])
    assert (mosul[0], mosul[-1], mosul.sum(), len(mosul)) == (2, 3, 5, BARS)
    assert (sheer[0], sheer.sum()) == (1, 1)


def test_a_trend_without_dates_is_empty():
    tables = make_tables({"a": None, "b": None}, [Named("a", "Mosul")])
    assert np.array_equal(count_trends(apply_filters(tables, Filters()), ["mosul"]), np.zeros((1, BARS)))
