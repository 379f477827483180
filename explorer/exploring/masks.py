"""Columns + Filters → which releases and which mentions pass, under all filters or all but one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, reduce

import numpy as np
import pandas as pd

from explorer.exploring.columns import MENTION_FACETS, NO_DAY, RELEASE_FACETS, UNKNOWN, Columns
from explorer.exploring.distances import is_within
from explorer.exploring.filters import DEFAULT_ROLE, Filters


class Masks:
    """What passes each filter. "published" stands for everything about dates, undated ones too."""

    def __init__(
        self, columns: Columns, filters: Filters, *, spots: pd.DataFrame, matching: np.ndarray | None = None
    ) -> None:
        """`spots` as in `Tables`; `matching` says which releases hold the words (bool), None when there are none."""
        self._columns = columns
        self._filters = filters
        self._spots = spots
        self._matching = matching
        self._passing: dict[str | None, np.ndarray] = {}

    def releases(self, except_for: str | None = None) -> np.ndarray:
        """Which releases pass what is said of releases (bool, one per release)."""
        masks = (mask for name, mask in self._of_releases.items() if name != except_for)
        return reduce(np.logical_and, masks, np.ones(self._columns.release_total, bool))

    def mentions(self, except_for: str | None = None) -> np.ndarray:
        """Which mentions pass what is said of mentions (bool, one per mention)."""
        of_mentions = self._of_mentions
        if except_for == "role" and self._asks_for_none:  # whether any place is named depends on the role
            of_mentions = of_mentions | {"places": self.picked | self._placeless_in_own_role}
        masks = (mask for name, mask in of_mentions.items() if name != except_for)
        return reduce(np.logical_and, masks, np.ones(len(self._columns.release), bool))

    def passing(self, except_for: str | None = None) -> np.ndarray:
        """Which mentions pass, in releases that pass (bool, one per mention)."""
        restricts = self._of_mentions.keys() | ({"role"} if self._asks_for_none else set())
        key = except_for if except_for in restricts else None
        if key not in self._passing:
            self._passing[key] = self.mentions(key) & self._in_passing_releases
        return self._passing[key]

    def inside(self, except_for: str | None = None) -> np.ndarray:
        """The positions (int, ascending) of the mentions that pass, in releases that pass."""
        return np.flatnonzero(self.passing(except_for))

    @cached_property
    def _in_passing_releases(self) -> np.ndarray:
        """Which mentions stand in releases that pass (bool, one per mention)."""
        return self.releases().take(self._columns.release)

    @cached_property
    def named_releases(self) -> np.ndarray:
        """Which releases have a mention that passes; all of them while nothing is asked of mentions.

        The role alone, at its default or any, asks nothing: a release that names no place is shown.
        """
        asked = self._of_mentions.keys() - ({"role"} if self._filters.role == DEFAULT_ROLE else set())
        if not asked:
            return np.ones(self._columns.release_total, bool)
        found = self.placeless.copy() if asked == {"places"} else np.zeros(self._columns.release_total, bool)
        found[self._columns.release.take(np.flatnonzero(self.mentions()))] = True
        return found

    @cached_property
    def _of_releases(self) -> dict[str, np.ndarray]:
        masks = {"published": self._dates()}
        if self._matching is not None:
            masks["words"] = self._matching
        return masks | self._facets(RELEASE_FACETS)

    @cached_property
    def _of_mentions(self) -> dict[str, np.ndarray]:
        masks = self._facets(MENTION_FACETS)
        filters, columns = self._filters, self._columns
        if filters.spot_ids:
            masks["places"] = self.picked | self.placeless.take(columns.release)
        if filters.near:
            inside = is_within(self._spots["latitude"].to_numpy(), self._spots["longitude"].to_numpy(), filters.near)
            masks["near"] = columns.has_dot & columns.spot.mask_of(self._spots.index[inside])
        return masks

    @cached_property
    def picked(self) -> np.ndarray:
        """Which mentions name a picked place (bool, one per mention)."""
        columns, picked = self._columns, [each for each in self._filters.spot_ids if each != UNKNOWN]
        named = (column.mask_of(picked) for column in (columns.spot, columns.place, columns.city))
        return reduce(np.logical_or, named)

    @cached_property
    def placeless(self) -> np.ndarray:
        """Which releases (bool, one per release) are picked for naming no known place in the roles asked for."""
        if not self._asks_for_none:
            return np.zeros(self._columns.release_total, bool)
        return are_placeless(self._columns, self._filters.role)

    @property
    def _asks_for_none(self) -> bool:
        return UNKNOWN in self._filters.spot_ids

    @property
    def _placeless_in_own_role(self) -> np.ndarray:
        """Which mentions stand in a release that names no known place in their role (bool, one per mention)."""
        columns = self._columns
        return ~columns.places_by_role[columns.release, columns.facets["role"].codes]

    def _facets(self, names: Iterable[str]) -> dict[str, np.ndarray]:
        chosen = {name: getattr(self._filters, name) for name in names}
        return {name: self._columns.facets[name].mask_of(values) for name, values in chosen.items() if values}

    def _dates(self) -> np.ndarray:
        """A date of month or year precision passes when any day that it can mean lies in the range."""
        columns, filters = self._columns, self._filters
        first = _day(filters.published_from, -(1 << 30))
        last = _day(filters.published_to, 1 << 30)
        is_undated = columns.first_day == NO_DAY
        return np.where(is_undated, filters.undated, (columns.last_day >= first) & (columns.first_day <= last))


def are_placeless(columns: Columns, roles: Sequence[str]) -> np.ndarray:
    """Which releases name no known place in any of the roles, none meaning any (bool, one per release)."""
    asked = columns.facets["role"].has_value(roles) if roles else slice(None)
    return ~columns.places_by_role[:, asked].any(axis=1)


def matching_mask(release_ids: Sequence[str], matching: Collection[str]) -> np.ndarray:
    """Which releases (bool, one per release) are among those that the search found."""
    return np.fromiter(map(matching.__contains__, release_ids), bool, len(release_ids))


def _day(day: dt.date | None, default: int) -> int:
    return default if day is None else (day - dt.date(1970, 1, 1)).days
