"""The tables as columns of small integers, so that filters over a million mentions answer at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from explorer.exploring.marks import Marks, build_marks

UNKNOWN = "unknown"
NO_DAY = np.int32(-1)

RELEASE_FACETS = ("publisher", "kind", "basis", "file")
MENTION_FACETS = ("role", "country", "governorate", "place_kind", "precision")

PRECISIONS = ("day", "month", "year")  # of a date; one that is unknown has the code after these

COUNTRY_NAMES = {"IQ": "Iraq", "SY": "Syria", "": "across borders"}


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of values as codes: `values[codes[row]]` is the row's value."""

    codes: np.ndarray  # int32, one per row
    values: tuple[str, ...]

    @cached_property
    def index(self) -> pd.Index:
        """The values, to look their codes up in."""
        return pd.Index(self.values, dtype="str")

    def has_value(self, chosen: Iterable[str]) -> np.ndarray:
        """Which values (bool) are among the chosen ones."""
        mask = np.zeros(len(self.values), bool)
        mask[self._codes_here(chosen)] = True
        return mask

    def codes_of(self, chosen: Iterable[str]) -> np.ndarray:
        """The codes of some values (int), -1 for one that no row holds."""
        return np.array([self._codes.get(value, -1) for value in chosen], int)

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {value: code for code, value in enumerate(self.values)}

    def mask_of(self, chosen: Iterable[str]) -> np.ndarray:
        """Which rows (bool) hold one of the chosen values."""
        found = self._codes_here(chosen)
        # One is faster found by comparing.
        return self.codes == found[0] if len(found) == 1 else self.has_value(chosen).take(self.codes)

    def _codes_here(self, chosen: Iterable[str]) -> list[int]:
        """The codes of those of the values that a row may hold."""
        return [self._codes[value] for value in chosen if value in self._codes]


@dataclass(frozen=True, eq=False)
class Named(Coded):
    """What mentions name, as codes. `pairs` numbers the pairs of a release and a value (int32, one per mention)."""

    pairs: np.ndarray


@dataclass(frozen=True, eq=False)
class Columns:
    """One entry per release in the order of `Tables.releases`, or per mention in the order of `Tables.mentions`.

    first_day, last_day: per release, days since 1970-01-01 (int32), NO_DAY when undated.
    precision: per release, how exactly its date is known, as the position in `PRECISIONS` (int8).
    release: per mention, the position of its release.
    has_dot: per mention, whether it stands on the map.
    facets: by name, the releases' (`RELEASE_FACETS`) and the mentions' (`MENTION_FACETS`).
    place, spot, city: per mention; an unresolved mention has the place "unknown", and what is no part of a city is its
        own city.
    """

    first_day: np.ndarray
    last_day: np.ndarray
    precision: np.ndarray
    release: np.ndarray
    has_dot: np.ndarray
    facets: dict[str, Coded]
    place: Named
    spot: Named
    city: Named

    @property
    def release_total(self) -> int:
        """How many releases there are."""
        return len(self.first_day)

    @cached_property
    def first_mentions(self) -> np.ndarray:
        """The position of the first mention of each release that has any (int)."""
        return np.flatnonzero(_changes(self.release))

    @cached_property
    def uses(self) -> np.ndarray:
        """Per mention, the code of its place × 4, + 2 if it stands on the map, + 1 if its role is location."""
        is_location = self.facets["role"].mask_of(("location",))
        return self.place.codes * 4 + self.has_dot * np.int32(2) + is_location

    @cached_property
    def places_by_role(self) -> np.ndarray:
        """By release and role (`facets["role"].values`), whether it names any place in it (bool, two dimensions)."""
        role, unknown = self.facets["role"], self.place.codes_of([UNKNOWN])[0]
        named = np.flatnonzero((self.place.codes != unknown) | self.has_dot)
        found = np.zeros((self.release_total, len(role.values)), bool)
        found[self.release.take(named), role.codes.take(named)] = True
        return found

    @cached_property
    def marks(self) -> Marks:
        """The mentions' facets as bits."""
        return build_marks({name: (self.facets[name].codes, len(self.facets[name].values)) for name in MENTION_FACETS})


def build_columns(releases: pd.DataFrame, mentions: pd.DataFrame, places: pd.DataFrame) -> Columns:
    """Make the columns of the frames that `Tables` holds."""
    release = releases.index.get_indexer(mentions["release_id"]).astype(np.int32)
    place, spot, city = (_named(mentions[name], release) for name in ("place_id", "spot_id", "city_id"))
    facets = {
        "publisher": _coded(releases["publisher"]),
        "kind": _coded(releases["kind"]),
        "basis": _coded(releases["basis"]),
        "file": _coded(releases["file_name"]),
        "role": _coded(mentions["role"]),
        "country": _of_place(place, places["country_code"].replace(COUNTRY_NAMES)),
        "governorate": _of_place(place, places["admin1"]),
        "place_kind": _of_place(place, places["feature_class"]),
        "precision": _precision(mentions, place, places),
    }
    return Columns(
        first_day=_days(releases["first_day"]),
        last_day=_days(releases["last_day"]),
        precision=_date_precision(releases["precision"]),
        release=release,
        has_dot=mentions["on_map"].to_numpy(bool),
        facets=facets,
        place=place,
        spot=spot,
        city=city,
    )


def _coded(values: pd.Series) -> Coded:
    codes, uniques = pd.factorize(values.astype(object).where(values.notna(), UNKNOWN), sort=True)
    return Coded(codes.astype(np.int32), tuple(str(value) for value in uniques))


def _named(values: pd.Series, release: np.ndarray) -> Named:
    coded = _coded(values)
    pairs = np.cumsum(_changes(release) | _changes(coded.codes), dtype=np.int32)
    return Named(coded.codes, coded.values, pairs)


def _changes(values: np.ndarray) -> np.ndarray:
    """Which values (bool) are not those of the row before; the first is none's."""
    return np.concatenate([np.ones(min(len(values), 1), bool), values[1:] != values[:-1]])


def _of_place(place: Coded, described: pd.Series) -> Coded:
    """What the mentions' places say of themselves; `described` is indexed by place_id."""
    each = _coded(described.reindex(list(place.values)))
    return Coded(each.codes[place.codes], each.values)


def _precision(mentions: pd.DataFrame, place: Coded, places: pd.DataFrame) -> Coded:
    """Exact: a point to 1 km or better; town: another point; area: an area or a line."""
    values = ("exact", "town", "area", UNKNOWN)
    is_point = places["geometry"].reindex(list(place.values)).eq("point").to_numpy()[place.codes]
    has_dot = mentions["on_map"].to_numpy(bool)
    is_known = mentions["place_id"].notna().to_numpy() | has_dot
    is_exact = (is_point | has_dot) & (mentions["radius_km"].to_numpy(float) <= 1)
    codes = np.select([is_exact, is_point | has_dot, is_known], [0, 1, 2], 3)
    return Coded(codes.astype(np.int32), values)


def _date_precision(named: pd.Series) -> np.ndarray:
    found = pd.Index(PRECISIONS, dtype="str").get_indexer(named)
    return np.where(found < 0, len(PRECISIONS), found).astype(np.int8)


def _days(days: pd.Series) -> np.ndarray:
    whole = pd.to_datetime(days).to_numpy("datetime64[D]").astype(np.int64)
    return np.where(days.isna(), NO_DAY, whole).astype(np.int32)
