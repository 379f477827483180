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
    spots: one row per dot that the shown releases put on the map, as in `Tables.spots`, with releases and mentions
        (int counts) added, those named by most releases first.
    places: one row per place named in the shown releases, as in `Tables.places`, with releases, mentions (int) and
        on_map (bool) added, most named first.
    release_count, place_count: how many releases are shown, and how many distinct places they name on the map.
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
    found = _passes_all_but_dates(tables, filters, matching)
    shown = found & _passes_dates(tables, filters)
    releases = tables.releases[shown]
    named = tables.mentions[tables.mentions["release_id"].isin(releases.index)]
    spots = count_by(named[named["on_map"]], "spot_id", tables.spots)
    return View(
        filters=filters,
        releases=releases.join(_per_release(named)).fillna({"mentions": 0, "places": 0}),
        spots=_with_release_counts_of_places(spots, named),
        places=_count_places(named, tables.places),
        release_count=len(releases),
        place_count=len(spots),
        undated_count=int((found & tables.releases["first_day"].isna()).sum()),
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


def _passes_all_but_dates(tables: Tables, filters: Filters, matching: Collection[str] | None) -> pd.Series:
    passes = pd.Series(True, index=tables.releases.index)
    if filters.words.strip() and matching is not None:
        passes &= passes.index.isin(list(matching))
    if filters.spot_ids:
        mentions = tables.mentions
        names = mentions["spot_id"].isin(filters.spot_ids) | mentions["place_id"].isin(filters.spot_ids)
        passes &= passes.index.isin(mentions.loc[names, "release_id"])
    return passes


def _passes_dates(tables: Tables, filters: Filters) -> pd.Series:
    """A date of month or year precision passes when any day that it can mean lies in the range."""
    first, last = tables.releases["first_day"], tables.releases["last_day"]
    inside = pd.Series(True, index=tables.releases.index)
    if filters.published_from:
        inside &= last >= pd.Timestamp(filters.published_from)
    if filters.published_to:
        inside &= first <= pd.Timestamp(filters.published_to)
    return inside.where(first.notna(), filters.undated)


def _per_release(mentions: pd.DataFrame) -> pd.DataFrame:
    by_release = mentions.groupby("release_id")
    dots = mentions[mentions["on_map"]].groupby("release_id")["spot_id"].nunique()
    return pd.DataFrame({"mentions": by_release.size(), "places": dots})


def _with_release_counts_of_places(spots: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """A dot counts every mention of its place, so that picking it shows as many releases as it says."""
    by_place = named.groupby("place_id")["release_id"].agg(releases="nunique", mentions="size")
    counts = by_place.reindex(spots.index)
    known = counts["releases"].notna()
    spots = spots.assign(
        releases=counts["releases"].where(known, spots["releases"]).astype(int),
        mentions=counts["mentions"].where(known, spots["mentions"]).astype(int),
    )
    return spots.sort_values(["releases", "mentions"], ascending=False, kind="stable")


def _count_places(named: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    on_map = named.groupby("place_id")["on_map"].any()
    return count_by(named, "place_id", places).join(on_map)
