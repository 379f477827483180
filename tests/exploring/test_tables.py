import datetime as dt

import pandas as pd

from explorer.exploring.filters import Filters
from explorer.exploring.tables import build_tables
from explorer.exploring.view import apply_filters
from explorer.library import Library
from explorer.model import Point
from tests.exploring.samples import BESIDE_MOSUL, Named, make_tables, seed_tables


def tables_naming(*mentions):
    return make_tables({"a": "2017-06-29", "b": None}, mentions)


def test_newest_releases_stand_first_and_undated_ones_last():
    assert list(seed_tables().releases.index) == ["004", "001", "003", "002", "000", "005"]


def test_releases_of_one_day_stand_in_the_order_of_their_titles():
    assert list(make_tables({"b": "2017-06-29", "a": "2017-06-29"}, []).releases.index) == ["a", "b"]


def test_what_is_unknown_of_a_release_is_none():
    undated = seed_tables().releases.loc["005"]
    assert (undated["published"], undated["precision"], undated["publisher"]) == (None, None, None)
    assert pd.isna(undated["first_day"])


def test_the_days_of_a_release_are_those_that_its_date_can_mean():
    tables = seed_tables()
    assert tables.days_of("002") == (dt.date(2017, 6, 29), dt.date(2017, 6, 29))
    assert tables.days_of("003") == (dt.date(2017, 6, 1), dt.date(2017, 6, 30))
    assert tables.days_of("005") is tables.days_of(None) is tables.days_of("none") is None


def test_a_mention_at_its_place_has_the_place_s_dot():
    tables = tables_naming(Named("a", "Mosul"), Named("b", "Mosul"))
    assert list(tables.mentions["spot_id"]) == ["mosul", "mosul"]
    spot = tables.spots.loc["mosul"]
    assert (spot["name"], spot["arabic_name"], spot["radius_km"], spot["feature_class"]) == (
        "Mosul",
        "الموصل",
        5.0,
        "city",
    )


def test_a_mention_with_a_point_of_its_own_has_its_own_dot_named_as_written():
    tables = tables_naming(Named("a", "Mosul", point=BESIDE_MOSUL), Named("b", "Mosul", point=BESIDE_MOSUL))
    assert list(tables.spots.index) == ["@36.40000,43.20000"]
    spot = tables.spots.iloc[0]
    assert (spot["name"], spot["latitude"], spot["longitude"], spot["radius_km"]) == ("Mosul", 36.4, 43.2, 12.0)
    assert spot["feature_class"] == "exact point"
    assert pd.isna(spot["arabic_name"])


def test_coordinates_without_a_place_have_a_dot():
    tables = tables_naming(Named("a", "38SLF3350", point=Point(33.9, 43.2, 0.1)))
    assert list(tables.spots["name"]) == ["38SLF3350"]
    assert tables.places.empty


def test_areas_rivers_places_off_the_map_and_other_roles_have_no_dot():
    tables = tables_naming(
        Named("a", "Iraq"),
        Named("a", "Euphrates"),
        Named("a", "London", "elsewhere"),
        Named("a", "Raqqa", "actor"),
        Named("a", "Atlantis"),
    )
    assert tables.spots.empty
    assert set(tables.places.index) == {"iraq", "euphrates", "london", "raqqa"}
    assert tables.mentions["place_id"].isna().sum() == 1


def test_a_library_of_unresolved_mentions_alone_has_tables():
    tables = tables_naming(Named("a", "Atlantis"))
    assert len(tables.mentions) == 1
    assert tables.spots.empty


def test_an_empty_library_has_tables_and_an_empty_view(tmp_path):
    library = Library.open(tmp_path / "library.sqlite")
    tables = build_tables(library.releases(), library.mentions(), library.places())
    library.close()
    view = apply_filters(tables, Filters())
    assert (view.release_count, view.place_count, view.undated_count, view.total) == (0, 0, 0, 0)
