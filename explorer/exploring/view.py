"""Tables + Filters → what to show."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from explorer.exploring.columns import NO_DAY, RELEASE_FACETS, Coded
from explorer.exploring.counting import count_mentions, count_releases, count_values
from explorer.exploring.filters import DEFAULT_ROLE, Filters
from explorer.exploring.histogram import Histogram, count_by_time
from explorer.exploring.masks import Masks, matching_mask
from explorer.exploring.tables import Tables


@dataclass(frozen=True, eq=False)
class View:
    """What the filters leave; each table is made when it is first asked for.

    shown: per release in the order of `Tables.releases`, whether it is shown (bool).
    """

    tables: Tables
    filters: Filters
    masks: Masks
    shown: np.ndarray

    @property
    def total(self) -> int:
        """How many releases the library holds."""
        return len(self.shown)

    @cached_property
    def release_count(self) -> int:
        """How many releases are shown."""
        return int(self.shown.sum())

    @property
    def place_count(self) -> int:
        """How many dots the shown releases put on the map."""
        return int(self.spots["is_shown"].sum())

    @cached_property
    def undated_count(self) -> int:
        """How many releases without a publication date pass every filter but that on dates."""
        return int((self._any_date & (self.tables.columns.first_day == NO_DAY)).sum())

    def rows(self, limit: int | None = None) -> pd.DataFrame:
        """The shown releases, as in `Tables.releases` and in its order, with mentions and places (int counts) added."""
        positions = np.flatnonzero(self.shown)[:limit]
        columns = self.tables.columns
        mentions = np.bincount(columns.release[self._inside], minlength=self.total)
        places = count_values(columns, columns.spot, self._inside & columns.has_dot)
        return self.tables.releases.iloc[positions].assign(mentions=mentions[positions], places=places[positions])

    @cached_property
    def spots(self) -> pd.DataFrame:
        """One row per dot, as in `Tables.spots`, with releases, mentions (int) and is_shown (bool), most named first.

        Dots are those of the releases that pass every filter but the picked places, so that others can be picked too;
        is_shown says that a shown release names it. Picking a dot shows as many releases as it counts.
        """
        columns, spots = self.tables.columns, self.tables.spots
        inside = self.masks.mentions(except_for="places") & self.masks.releases()[columns.release]
        dots = self._count(columns.spot, inside & columns.has_dot, spots.index)
        counts = dots
        for column in (columns.place, columns.city):  # an offset from a place counts for it, a part of a city for it
            wider = self._count(column, inside, spots.index)
            counts = counts.mask(wider["releases"] > 0, wider)
        counts = counts.where(dots["releases"] > 0, 0)
        is_shown = self._count(columns.spot, self._inside & columns.has_dot, spots.index)["releases"] > 0
        return _most_first(spots.join(counts).assign(is_shown=is_shown))

    @cached_property
    def places(self) -> pd.DataFrame:
        """One row per place that the shown releases name in any role, as in `Tables.places`, most named first.

        Adds releases, mentions (int), on_map and is_location (bool: some mention has a dot, or the role location).
        """
        columns, places = self.tables.columns, self.tables.places
        inside = self.shown[columns.release]
        counts = self._count(columns.place, inside, places.index)
        is_location = columns.facets["role"].mask_of(DEFAULT_ROLE)
        on_map, is_location = (
            _named(count_mentions(columns.place, inside & mask), columns.place, places.index)
            for mask in (columns.has_dot, is_location)
        )
        return _most_first(places.join(counts).assign(on_map=on_map, is_location=is_location))

    def facet(self, name: str) -> pd.Series:
        """Releases by each value of a facet under all the other filters (int), most first; unknown is a value.

        What is chosen stands there even when it counts none.
        """
        columns = self.tables.columns
        column = columns.facets[name]
        if name in RELEASE_FACETS:
            passes = self.masks.releases(except_for=name) & self.masks.named_releases
            counts = np.bincount(column.codes[passes], minlength=len(column.values))
        else:
            inside = self.masks.mentions(except_for=name) & self.masks.releases()[columns.release]
            counts = count_releases(columns, column, inside)
        series = pd.Series(counts, index=pd.Index(column.values, name=name), name="releases")
        kept = (series > 0) | series.index.isin(getattr(self.filters, name))
        return series[kept].sort_values(ascending=False, kind="stable")

    @cached_property
    def histogram(self) -> Histogram:
        """Releases by time of publication under all filters but that on dates."""
        columns = self.tables.columns
        return count_by_time(columns.first_day[self._any_date], columns.last_day[self._any_date])

    @cached_property
    def _inside(self) -> np.ndarray:
        """Which mentions of shown releases pass every filter but the picked places (bool, one per mention)."""
        return self.masks.mentions(except_for="places") & self.shown[self.tables.columns.release]

    @cached_property
    def _any_date(self) -> np.ndarray:
        return self.masks.releases(except_for="published") & self.masks.named_releases

    def _count(self, column: Coded, inside: np.ndarray, ids: pd.Index) -> pd.DataFrame:
        """Releases and mentions (int) of each id."""
        counts = {
            "releases": count_releases(self.tables.columns, column, inside),
            "mentions": count_mentions(column, inside),
        }
        return pd.DataFrame(counts, index=list(column.values)).reindex(ids, fill_value=0)


def apply_filters(tables: Tables, filters: Filters, matching: Collection[str] | None = None) -> View:
    """Find what the filters leave.

    Args:
        tables: the library's tables.
        filters: what restricts the view.
        matching: release_ids that hold `filters.words`, from the library's search; None when no words are set.
    """
    found = None if matching is None or not filters.words.strip() else matching_mask(tables.releases.index, matching)
    masks = Masks(tables.columns, filters, spots=tables.spots, matching=found)
    return View(tables, filters, masks, shown=masks.releases() & masks.named_releases)


def relaxations(
    tables: Tables, filters: Filters, matching: Collection[str] | None = None
) -> tuple[tuple[str, int], ...]:
    """For an empty view: each active filter that alone brings releases back, with how many, the most helpful first."""
    counts = ((name, apply_filters(tables, filters.without(name), matching).release_count) for name in filters.active())
    return tuple(sorted(((name, count) for name, count in counts if count), key=lambda pair: -pair[1]))


def _most_first(counted: pd.DataFrame) -> pd.DataFrame:
    named = counted[counted["releases"] > 0]
    return named.sort_values(["releases", "mentions"], ascending=False, kind="stable")


def _named(counts: np.ndarray, column: Coded, ids: pd.Index) -> np.ndarray:
    """Which ids count at least one (bool)."""
    return pd.Series(counts, index=list(column.values)).reindex(ids, fill_value=0).to_numpy() > 0
