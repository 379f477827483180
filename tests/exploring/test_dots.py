import numpy as np
import pytest
from hypothesis import given

from explorer.exploring.dots import OTHER, ROLES, UNDATED, group_dots, last_mentions
from explorer.exploring.filters import Filters
from explorer.exploring.look import COLORS
from explorer.exploring.view import apply_filters
from tests.exploring.samples import Named, make_tables, seed_tables, small_tables


def groups_of(view, color):
    groups = group_dots(view, color)
    return {spot: groups.names[code] for spot, code in zip(view.spots.index, groups.codes, strict=True)}


def last_of(view):
    """The latest mention of each dot, as ISO text at its precision, by spot_id."""
    last = last_mentions(view)
    days = [str(np.datetime64(int(day), "D")) for day in last.days]
    said = [(day, day[:7], day[:4], None)[code] for day, code in zip(days, last.precision, strict=True)]
    return dict(zip(view.spots.index, said, strict=True))


def test_dots_know_when_they_were_last_mentioned():
    view = apply_filters(seed_tables(), Filters())
    assert last_of(view) == {"mosul": "2017-06", "raqqa": "2017-06", "tabqa": "2017-06"}


def test_a_part_of_a_city_counts_for_when_the_city_was_mentioned():
    view = apply_filters(
        make_tables({"a": "2016-01-02", "b": "2017"}, [Named("a", "Mosul"), Named("b", "Sheer")]), Filters()
    )
    assert last_of(view) == {"mosul": "2017", "sheer": "2017"}
    assert groups_of(view, "first") == {"mosul": "2016", "sheer": "2017"}


def test_filters_on_dates_hold_for_the_last_mention():
    view = apply_filters(
        make_tables({"a": "2016-01-02", "b": "2017"}, [Named("a", "Mosul"), Named("b", "Mosul")]),
        Filters(publisher=("CENTCOM",)),
    )
    assert list(last_of(view).values()) == ["2017"]
    earlier = apply_filters(view.tables, Filters(published_to=view.tables.releases["last_day"]["a"].date()))
    assert list(last_of(earlier).values()) == ["2016-01-02"]


def test_dots_by_country_and_kind():
    view = apply_filters(seed_tables(), Filters())
    assert groups_of(view, "country") == {"mosul": "Iraq", "raqqa": "Syria", "tabqa": "Syria"}
    assert set(groups_of(view, "kind").values()) == {"city or town"}
    parts = apply_filters(make_tables({"a": None}, [Named("a", "Sheer")]), Filters())
    assert groups_of(parts, "kind") == {"sheer": "part of a city"}
    assert group_dots(view, "one") is None


def test_dots_by_the_roles_that_their_places_have():
    view = apply_filters(seed_tables(), Filters())
    assert groups_of(view, "role") == {"mosul": ROLES[0], "raqqa": "also an actor", "tabqa": ROLES[0]}
    shown = apply_filters(seed_tables(), Filters(spot_ids=("mosul",)))  # 005, where Raqqa acts, is not shown
    assert groups_of(shown, "role")["raqqa"] == ROLES[0]


@pytest.mark.parametrize(
    ("dates", "names"),
    [
        (["2015-05-26", "2019-03-25"], ("2015", "2019")),
        (["2017-06", "2017-06-29"], ("Jun 2017",)),
        (["2017-01-01", "2017-12-31"], ("Jan–Mar 2017", "Oct–Dec 2017")),
        (["2003", "2024"], ("2000–2004", "2020–2024")),
        (["2017-06-29", None], ("Jun 2017", UNDATED)),
        ([None], (UNDATED,)),
    ],
)
def test_periods_are_as_fine_as_the_legend_has_room_for(dates, names):
    named = [Named("a", "Mosul"), Named("b", "Raqqa")][: len(dates)]
    tables = make_tables(dict(zip("ab", dates, strict=False)), named)
    assert group_dots(apply_filters(tables, Filters()), "first").names == names


@given(small_tables())
def test_every_dot_has_a_group_and_every_group_a_dot(tables):
    view = apply_filters(tables, Filters())
    for color in set(COLORS) - {"one"}:
        groups = group_dots(view, color)
        assert sorted(set(groups.codes)) == list(range(len(groups.names)))
        assert len(groups.codes) == len(view.spots)
    assert OTHER not in group_dots(view, "kind").names or (view.spots["feature_class"] == "exact point").any()


@given(small_tables())
def test_the_last_mention_is_the_newest_of_the_dot_s_own(tables):
    view = apply_filters(tables, Filters())
    dated = tables.releases[["published", "last_day"]].dropna(subset="last_day")
    mentions = tables.mentions.join(dated, on="release_id", how="inner")
    for spot, last in last_of(view).items():
        counts = mentions[["spot_id", "place_id", "city_id"]].eq(spot).any(axis=1) & (mentions["role"] == "location")
        own = mentions[counts]
        assert (
            (last in set(own.loc[own["last_day"] == own["last_day"].max(), "published"])) if len(own) else last is None
        )
