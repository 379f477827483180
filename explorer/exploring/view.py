"""Tables + Filters → what to show."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from explorer.exploring.columns import NO_DAY, RELEASE_FACETS
from explorer.exploring.counting import (
    count_marks,
    count_mentions,
    count_named,
    count_uses,
    count_values,
    of_codes,
)
from explorer.exploring.filters import Filters
from explorer.exploring.histogram import Histogram, count_by_time
from explorer.exploring.kept import Kept
from explorer.exploring.masks import Masks, matching_mask
from explorer.exploring.tables import Tables


@dataclass(frozen=True, eq=False)
class View:
    """What the filters leave; each table is made when it is first asked for.

    shown: per release in the order of `Tables.releases`, whether it is shown (bool).
    matching: the releases that hold the words, None when none are set.
    unpicked: the same without the picked places, which says where others can be picked; None where none is picked.
    """

    tables: Tables
    filters: Filters
    masks: Masks
    shown: np.ndarray
    matching: Collection[str] | None = None
    unpicked: View | None = None
    kept: Kept = field(default_factory=Kept, repr=False)

    def once(self, make: Callable[..., Any], *args: Any) -> Any:
        """What `make(view, *args)` makes: the last few of these are kept, so nobody may change them."""
        return self.kept.get((make, *args), lambda: make(self, *args))

    @property
    def total(self) -> int:
        """How many releases the library holds."""
        return len(self.shown)

    @cached_property
    def release_count(self) -> int:
        """How many releases are shown."""
        return int(self.shown.sum())

    @cached_property
    def place_count(self) -> int:
        """How many dots the shown releases put on the map."""
        return int(self.spots["is_shown"].to_numpy().sum())

    @cached_property
    def undated_count(self) -> int:
        """How many releases without a publication date pass every filter but that on dates."""
        return int((self._any_date & (self.tables.columns.first_day == NO_DAY)).sum())

    def rows(self, limit: int | None = None, order: np.ndarray | None = None) -> pd.DataFrame:
        """The shown releases, as in `Tables.releases`, with mentions and places (int counts) added.

        `order` has their positions; without it they stand as in `Tables.releases`.
        """
        positions = (np.flatnonzero(self.shown) if order is None else order)[:limit]
        places, mentions = self.counts(up_to=int(positions.max()) if len(positions) else None)
        return self.tables.releases.iloc[positions].assign(mentions=mentions[positions], places=places[positions])

    def counts(self, up_to: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Places on the map and mentions by release (int, one per release), as far as the position `up_to`."""
        columns, inside = self.tables.columns, self._inside
        if up_to is not None:
            end = columns.release.searchsorted(columns.release.dtype.type(up_to), side="right")
            inside = inside[: inside.searchsorted(end)]
        mentions = np.bincount(columns.release.take(inside), minlength=self.total)
        return count_values(columns, columns.spot, self._with_dot(inside)), mentions

    @property
    def mentions(self) -> pd.DataFrame:
        """The mentions that the rows count, as in `Tables.mentions` and in its order."""
        return self.tables.mentions.iloc[self._inside]

    @cached_property
    def spots(self) -> pd.DataFrame:
        """One row per dot, as in `Tables.spots`, most named first.

        Adds releases, mentions, position (its row there; int) and is_shown (bool).

        Dots are those of the releases that pass every filter but the picked places, so that others can be picked too;
        is_shown says that a shown release names it. Picking a dot shows as many releases as it counts.
        """
        codes = self.tables.spot_codes
        if self.unpicked:
            spots = self.unpicked.spots
            named = count_mentions(self.tables.columns.spot, self._with_dot(self._inside))
            return spots.assign(is_shown=of_codes(named, codes["spot"])[spots["position"].to_numpy()] > 0)
        columns, inside = self.tables.columns, self.counted
        counts = of_codes(count_named(columns.spot, self._with_dot(inside)), codes["spot"])
        is_dot = counts[0] > 0
        for name, column in (("place", columns.place), ("city", columns.city)):
            # An offset from a place counts for it, and a part of a city for the city.
            wider = of_codes(count_named(column, inside), codes[name])
            counts = np.where(wider[0] > 0, wider, counts)
        ranks = _most_first(np.where(is_dot, counts, 0), is_shown=is_dot)
        return self.tables.spots.iloc[ranks["position"]].assign(**ranks)

    @cached_property
    def picked_dots(self) -> set[str]:
        """The dots that stand for the picked places: themselves, exact spots given by them, and parts of a city."""
        if not self.unpicked:
            return set()
        columns = self.tables.columns
        codes = columns.spot.codes.take(np.flatnonzero(self.masks.picked & columns.has_dot))
        return {*self.filters.spot_ids, *columns.spot.index.take(np.unique(codes))}

    @cached_property
    def places(self) -> pd.DataFrame:
        """One row per place that the shown releases name in any role, as in `Tables.places`, most named first.

        A city counts its parts too. Adds the `place_ranks`.
        """
        return self.tables.places.iloc[self.place_ranks["position"]].assign(**self.place_ranks)

    @cached_property
    def place_ranks(self) -> dict[str, np.ndarray]:
        """Of each of `places`: releases, mentions, position (its row in `Tables.places`; int), on_map and is_location
        (bool: some mention has a dot, or the role location)."""
        columns, codes = self.tables.columns, self.tables.place_codes
        inside = np.flatnonzero(self.shown.take(columns.release))
        _neither, locations, dots, both = of_codes(count_uses(columns, inside), codes)
        counts = of_codes(count_named(columns.place, inside), codes)
        with_parts = of_codes(count_named(columns.city, inside), self.tables.city_codes)
        counts = np.where((counts[0] > 0) & (with_parts[0] > 0), with_parts, counts)
        return _most_first(counts, on_map=dots + both > 0, is_location=locations + both > 0)

    def facet(self, name: str) -> pd.Series:
        """Releases by each value of a facet under all the other filters (int), most first; unknown is a value.

        What is chosen stands there even when it counts none.
        """
        column = self.tables.columns.facets[name]
        counts = self._count_releases(name) if name in RELEASE_FACETS else self._count_marked(name)
        kept = np.flatnonzero((counts > 0) | column.has_value(getattr(self.filters, name)))
        order = kept[np.argsort(-counts[kept], kind="stable")]
        return pd.Series(counts[order], index=column.index[order].rename(name), name="releases")

    def _count_releases(self, facet: str) -> np.ndarray:
        column = self.tables.columns.facets[facet]
        passes = np.flatnonzero(self.masks.releases(except_for=facet) & self.masks.named_releases)
        return np.bincount(column.codes.take(passes), minlength=len(column.values))

    def _count_marked(self, facet: str) -> np.ndarray:
        marks, passing = self.tables.columns.marks, self.masks.passing(except_for=facet)
        return marks.cut(facet, np.concatenate([self._count_word(word, passing) for word in marks.words_of(facet)]))

    def _count_word(self, word: int, passing: np.ndarray) -> np.ndarray:
        """What a word of marks counts; facets that restrict nothing let the same mentions pass, and share it."""
        key = (word, id(passing))
        if key not in self._counted_words:
            self._counted_words[key] = count_marks(self.tables.columns, word, passing)
        return self._counted_words[key]

    @cached_property
    def _counted_words(self) -> dict[tuple[int, int], np.ndarray]:
        return {}

    @cached_property
    def histogram(self) -> Histogram:
        """Releases by time of publication under all filters but that on dates, by the unit that fits."""
        return self.histogram_by("auto", "releases")

    def histogram_by(self, unit: str, counted: str) -> Histogram:
        """The same by a unit (see `count_by_time`), of releases or of their mentions that pass the filters."""
        columns, shown = self.tables.columns, self._any_date
        mentions = None
        if counted == "mentions":
            passing = np.flatnonzero(self.masks.mentions())
            mentions = np.bincount(columns.release.take(passing), minlength=self.total)[shown]
        return count_by_time(columns.first_day[shown], columns.last_day[shown], mentions=mentions, unit=unit)

    @cached_property
    def counted(self) -> np.ndarray:
        """The mentions (positions) that the dots count: those that pass every filter but the picked places."""
        return self.unpicked.counted if self.unpicked else self.masks.inside()

    @cached_property
    def _inside(self) -> np.ndarray:
        """The mentions (positions) of shown releases that pass every filter but the picked places."""
        inside = self.counted
        if not self.unpicked:
            return inside
        return inside[np.flatnonzero(self.shown.take(self.tables.columns.release.take(inside)))]

    def _with_dot(self, inside: np.ndarray) -> np.ndarray:
        return inside[np.flatnonzero(self.tables.columns.has_dot.take(inside))]

    @cached_property
    def _any_date(self) -> np.ndarray:
        return self.masks.releases(except_for="published") & self.masks.named_releases


def apply_filters(
    tables: Tables, filters: Filters, matching: Collection[str] | None = None, *, unpicked: View | None = None
) -> View:
    """Find what the filters leave.

    Args:
        tables: the library's tables.
        filters: what restricts the view.
        matching: release_ids that hold `filters.words`, from the library's search; None when no words are set.
        unpicked: the view without the picked places, where it is there already.
    """
    found = None if matching is None or not filters.has_words else matching_mask(tables.release_ids, matching)
    masks = Masks(tables.columns, filters, spots=tables.spots, matching=found)
    if not filters.spot_ids:
        return View(tables, filters, masks, shown=masks.releases() & masks.named_releases, matching=matching)
    unpicked = unpicked or apply_filters(tables, filters.without("places"), matching)
    inside = unpicked.counted
    shown = unpicked.shown & masks.placeless
    shown[tables.columns.release.take(inside[masks.picked.take(inside)])] = True
    return View(tables, filters, masks, shown=shown, matching=matching, unpicked=unpicked)


def relaxations(
    tables: Tables, filters: Filters, matching: Collection[str] | None = None
) -> tuple[tuple[str, int], ...]:
    """For an empty view: each active filter that alone brings releases back, with how many, the most helpful first."""
    counts = ((name, apply_filters(tables, filters.without(name), matching).release_count) for name in filters.active())
    return tuple(sorted(((name, count) for name, count in counts if count), key=lambda pair: -pair[1]))


def _most_first(counts: np.ndarray, **added: np.ndarray) -> dict[str, np.ndarray]:
    """What counts a release, most first: releases and mentions (the rows of counts), position (where each stood) and
    what is added."""
    releases, mentions = counts
    kept = np.flatnonzero(releases > 0)
    order = kept[np.lexsort((-mentions[kept], -releases[kept]))]
    added = {"releases": releases, "mentions": mentions} | added
    return {"position": order} | {name: values[order] for name, values in added.items()}
