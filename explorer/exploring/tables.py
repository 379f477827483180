"""The library as tables that pages share and never change."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from explorer.exploring.columns import NO_DAY, UNKNOWN, Columns, build_columns
from explorer.exploring.labels import label_places
from explorer.exploring.parts import cities_of_parts


@dataclass(frozen=True, eq=False)
class Tables:
    """Everything the library holds, ready to filter.

    releases: one row per release, indexed by release_id; columns file_name, title, title_basis, published (ISO text
        or None), first_day, last_day (datetime64, NaT when undated), precision, basis, evidence, publisher, kind.
    mentions: one row per mention, in order of releases, then cities, places and dots; columns release_id, start, end,
        toponym, role, place_id (None when unresolved), on_map (bool), latitude, longitude [degrees], radius_km,
        reason, score; spot_id: where its dot stands, the place_id, or "@latitude,longitude" for an offset or an
        exact coordinate; city_id: the place_id, or the city's of a part of a city.
    spots: one row per dot, indexed by spot_id; columns name, arabic_name, latitude, longitude [degrees], radius_km,
        feature_class.
    places: one row per place named, indexed by place_id; columns as in `explorer.model.Place`, and geometry.
    columns: the same as codes, for filtering and counting.
    """

    releases: pd.DataFrame
    mentions: pd.DataFrame
    spots: pd.DataFrame
    places: pd.DataFrame
    columns: Columns

    @cached_property
    def release_ids(self) -> tuple[str, ...]:
        """The ids of `releases`, in its order; much faster to go through than its index."""
        return tuple(self.releases.index)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The row of each release in `releases`."""
        return {release_id: position for position, release_id in enumerate(self.release_ids)}

    @cached_property
    def names(self) -> dict[str, str]:
        """What to call each place and each dot, by id."""
        return {**self.places["name"].to_dict(), **self.spots["name"].to_dict()}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What to call each place and each dot where one is chosen from a list, by id: no two the same."""
        return label_places(self.places, self.spots)

    def has_place(self, spot_id: str) -> bool:
        """Whether it can be picked: a place, a dot, or "unknown" for releases that name no known place."""
        return spot_id == UNKNOWN or spot_id in self.places.index or spot_id in self.spots.index

    def mentions_of(self, release_id: str | None) -> pd.DataFrame:
        """The mentions of one release, as in `mentions`; none of one that is not here."""
        found = self.positions.get(release_id)
        numbers = self.columns.release
        # Of the same kind as the column, which would be turned into theirs as a whole.
        first, end = (0, 0) if found is None else numbers.searchsorted(np.array([found, found + 1], numbers.dtype))
        return self.mentions.iloc[first:end]

    def days_of(self, release_id: str | None) -> tuple[dt.date, dt.date] | None:
        """The first and last day of publication that a release may have; None of an undated one, or of none here."""
        found = self.positions.get(release_id)
        if found is None or self.columns.first_day[found] == NO_DAY:
            return None
        days = np.array([self.columns.first_day[found], self.columns.last_day[found]])
        return tuple(days.astype("datetime64[D]").tolist())

    @cached_property
    def title_ranks(self) -> np.ndarray:
        """Of each release, the rank of its title in the order of the alphabet (int)."""
        return pd.factorize(self.releases["title"].str.casefold(), sort=True)[0]

    @cached_property
    def spot_codes(self) -> dict[str, np.ndarray]:
        """Of each of `spots`, its code as a spot, a place and a city of `columns`; -1 where it is none."""
        named = {"spot": self.columns.spot, "place": self.columns.place, "city": self.columns.city}
        return {name: column.index.get_indexer(self.spots.index) for name, column in named.items()}

    @cached_property
    def place_codes(self) -> np.ndarray:
        """Of each of `places`, its code among the places of `columns`."""
        return self.columns.place.index.get_indexer(self.places.index)

    @cached_property
    def city_codes(self) -> np.ndarray:
        """Of each of `places`, its code among the cities of `columns`; -1 of a part of a city."""
        return self.columns.city.index.get_indexer(self.places.index)


def build_tables(releases: pd.DataFrame, mentions: pd.DataFrame, places: pd.DataFrame) -> Tables:
    """Make the shared tables from the library's three (`Library.releases`, `.mentions`, `.places`).

    Newest releases stand first, undated ones last.
    """
    releases = releases.sort_values(["last_day", "title"], ascending=[False, True], na_position="last", kind="stable")
    places = places.set_index("place_id")
    mentions = mentions.astype(_MENTION_TYPES)
    releases = _with_none(releases.set_index("release_id"))
    city_ids = mentions["place_id"].astype(object).replace(cities_of_parts(places, places))
    mentions = mentions.assign(spot_id=_spot_ids(mentions, places), city_id=city_ids)
    mentions = _in_order(mentions, releases.index)
    return Tables(
        releases=releases,
        mentions=mentions,
        spots=_spots(mentions, places),
        places=places,
        columns=build_columns(releases, mentions, places),
    )


def _in_order(mentions: pd.DataFrame, release_ids: pd.Index) -> pd.DataFrame:
    """Equal pairs of a release and a city, place or dot side by side: so they are counted without sorting."""
    keys = [pd.factorize(mentions[name])[0] for name in ("spot_id", "place_id", "city_id")]
    order = np.lexsort([*keys, release_ids.get_indexer(mentions["release_id"])])
    return mentions.iloc[order].reset_index(drop=True)


# The database leaves a column of nothing, or of unknowns alone, without a type.
_MENTION_TYPES = {"on_map": bool, "latitude": float, "longitude": float, "radius_km": float}


def _with_none(releases: pd.DataFrame) -> pd.DataFrame:
    """Unknown text as None, as the nouns have it, where the database's tables have NaN."""
    text = releases.select_dtypes(["object", "str"]).astype(object)
    return releases.assign(**text.where(text.notna(), None))


def _spot_ids(mentions: pd.DataFrame, places: pd.DataFrame) -> pd.Series:
    """The dot of each mention: its place's own point, or the point that the sentence gives."""
    own = mentions[["place_id"]].join(places[["latitude", "longitude"]], on="place_id")
    is_elsewhere = mentions["on_map"] & ~(
        own["latitude"].eq(mentions["latitude"]) & own["longitude"].eq(mentions["longitude"])
    )
    points = mentions[is_elsewhere]
    exact = [f"@{each.latitude:.5f},{each.longitude:.5f}" for each in points.itertuples()]
    return mentions["place_id"].astype(object).where(~is_elsewhere, pd.Series(exact, points.index, dtype=object))


def _spots(mentions: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """One row per dot, named after its place, or as written where the sentence gives a point of its own."""
    dots = mentions[mentions["on_map"]].drop_duplicates("spot_id").set_index("spot_id")
    named = dots.join(places[["name", "arabic_name", "feature_class", "precision_km"]], on="place_id")
    is_exact = named.index.str.startswith("@")
    return pd.DataFrame(
        {
            "name": named["toponym"].where(is_exact, named["name"]),
            "arabic_name": named["arabic_name"].where(~is_exact, None),
            "latitude": named["latitude"],
            "longitude": named["longitude"],
            "radius_km": named["radius_km"].where(is_exact, named["precision_km"]),
            "feature_class": named["feature_class"].astype(object).where(~is_exact, "exact point"),
        }
    )
