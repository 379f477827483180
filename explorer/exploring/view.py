"""Tables + Filters → what to show."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from explorer.exploring.filters import Filters
from explorer.exploring.tables import Tables


@dataclass(frozen=True, eq=False)
class View:
    """What the filters leave.

    releases: rows of `Tables.releases` that are shown, in its order, with mentions and places (int counts) added.
    spots: one row per dot of the releases that pass all filters but the picked places, as in `Tables.spots`, with
        releases and mentions (int counts) and is_shown (bool: named in a shown release) added, most named first; so
        other dots can still be picked.
    places: one row per place named in the shown releases, as in `Tables.places`, with releases, mentions (int) and
        on_map (bool) added, most named first.
    release_count, place_count: how many releases are shown, and how many dots they put on the map.
    undated_count: how many of the releases that pass the other filters have no publication date.
    """

    filters: Filters
    releases: pd.DataFrame
    spots: pd.DataFrame
    places: pd.DataFrame
    release_count: int
    place_count: int
    undated_count: int
    total: int


def apply_filters(tables: Tables, filters: Filters, matching: Collection[str] | None = None) -> View:
    """Find what the filters leave.

    Args:
        tables: the library's tables.
        filters: what restricts the view.
        matching: release_ids that hold `filters.words`, from the library's search; None when no words are set.
    """
    has_words = _has_words(tables, filters, matching)
    has_date = _passes_dates(tables, filters)
    names_places = _names_places(tables, filters)
    shown = has_words & has_date & names_places
    releases = tables.releases[shown]
    named = _mentions_of(tables, shown)
    spots = _count_spots(tables, _mentions_of(tables, has_words & has_date), named)
    return View(
        filters=filters,
        releases=_with_counts(releases, named),
        spots=spots,
        places=_count_places(named, tables.places),
        release_count=len(releases),
        place_count=int(spots["is_shown"].sum()),
        undated_count=int((has_words & names_places & tables.releases["first_day"].isna()).sum()),
        total=len(tables.releases),
    )


def relaxations(
    tables: Tables, filters: Filters, matching: Collection[str] | None = None
) -> tuple[tuple[str, int], ...]:
    """For an empty view: each active filter that alone brings releases back, with how many, the most helpful first."""
    counts = ((name, apply_filters(tables, filters.without(name), matching).release_count) for name in filters.active())
    return tuple(sorted(((name, count) for name, count in counts if count), key=lambda pair: -pair[1]))


def count_by(mentions: pd.DataFrame, key: str, described: pd.DataFrame) -> pd.DataFrame:
    """Rows of `described` (indexed by `key`) that the mentions name, with releases and mentions counted, most first."""
    counts = mentions.groupby(key)["release_id"].agg(releases="nunique", mentions="size")
    return described.join(counts, how="inner").sort_values(["releases", "mentions"], ascending=False, kind="stable")


def _mentions_of(tables: Tables, releases: pd.Series) -> pd.DataFrame:
    return tables.mentions[tables.mentions["release_id"].isin(releases.index[releases])]


def _has_words(tables: Tables, filters: Filters, matching: Collection[str] | None) -> pd.Series:
    is_free = matching is None or not filters.words.strip()
    return pd.Series(is_free, index=tables.releases.index) | tables.releases.index.isin(list(matching or ()))


def _names_places(tables: Tables, filters: Filters) -> pd.Series:
    mentions = tables.mentions
    names = mentions["spot_id"].isin(filters.spot_ids) | mentions["place_id"].isin(filters.spot_ids)
    is_free = not filters.spot_ids
    return pd.Series(is_free, index=tables.releases.index) | tables.releases.index.isin(
        mentions.loc[names, "release_id"]
    )


def _passes_dates(tables: Tables, filters: Filters) -> pd.Series:
    """A date of month or year precision passes when any day that it can mean lies in the range."""
    first, last = tables.releases["first_day"], tables.releases["last_day"]
    inside = pd.Series(True, index=tables.releases.index)
    if filters.published_from:
        inside &= last >= pd.Timestamp(filters.published_from)
    if filters.published_to:
        inside &= first <= pd.Timestamp(filters.published_to)
    return inside.where(first.notna(), filters.undated)


def _with_counts(releases: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """How many mentions, and how many dots, each release has."""
    mentions = named.groupby("release_id").size()
    dots = named[named["on_map"]].groupby("release_id")["spot_id"].nunique()
    return releases.assign(
        mentions=mentions.reindex(releases.index, fill_value=0), places=dots.reindex(releases.index, fill_value=0)
    )


def _count_spots(tables: Tables, mentions: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """A dot counts every mention of its place, off the map too: picking it shows as many releases as it says."""
    spots = count_by(mentions[mentions["on_map"]], "spot_id", tables.spots)
    by_place = mentions.groupby("place_id")["release_id"].agg(releases="nunique", mentions="size").reindex(spots.index)
    spots[["releases", "mentions"]] = by_place.fillna(spots[["releases", "mentions"]]).astype(int)
    spots["is_shown"] = spots.index.isin(shown.loc[shown["on_map"], "spot_id"])
    return spots.sort_values(["releases", "mentions"], ascending=False, kind="stable")


def _count_places(named: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    on_map = named.groupby("place_id")["on_map"].any()
    return count_by(named, "place_id", places).join(on_map)
