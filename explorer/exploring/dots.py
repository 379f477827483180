"""What dots tell besides how often they are named: when, in which country, as what; and what picking one leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.exploring.columns import NO_DAY, PRECISIONS, UNKNOWN
from explorer.exploring.counting import count_named, of_codes
from explorer.exploring.masks import are_placeless
from explorer.exploring.view import View

UNDATED = "undated"
OTHER = "other"
COUNTRIES = ("Iraq", "Syria", OTHER)
ROLES = (
    "location alone",
    "also an actor",
    "also a dateline",
    "also elsewhere",
)  # the first that holds, from the second
KINDS = {
    "city or town": ("city", "town"),
    "village": ("village",),
    "part of a city": ("neighbourhood", "building", "site", "prison"),
    "base, camp or airfield": ("base", "camp", "airfield"),
    "infrastructure": (
        *("dam", "bridge", "border crossing", "road junction", "port"),
        *("oil field", "gas field", "refinery", "oil facility"),
    ),
}
MOST_PERIODS = 6
A_MONTH = 31  # days
MONTHS = (1, 3, 6, 12, 24, 36, 60, 120, 240, 1200)  # lengths of periods


@dataclass(frozen=True, eq=False)
class Groups:
    """The dots by something that their colour tells.

    names: all groups that have a dot, in the order of the legend.
    codes: per dot in the order of `View.spots`, the position of its group in names (int).
    is_ordered: whether the groups follow each other in time; one of undated dots then stands last.
    """

    names: tuple[str, ...]
    codes: np.ndarray
    is_ordered: bool = False


@dataclass(frozen=True, eq=False)
class Dates:
    """A date per dot.

    days: its first day, in days since 1970-01-01 (int).
    precision: its position in `PRECISIONS` (int); that after them for none.
    """

    days: np.ndarray
    precision: np.ndarray


def last_mentions(view: View) -> Dates:
    """The publication date of the latest release that mentions each dot, in the order of `View.spots`."""
    newest, columns = _ends(view, newest=True), view.tables.columns
    return Dates(
        days=np.append(columns.first_day, NO_DAY)[newest],
        precision=np.append(columns.precision, len(PRECISIONS))[newest],
    )


def group_dots(view: View, color: str) -> Groups | None:
    """Group the dots by country, kind, role, first or last (see `explorer.exploring.look.COLORS`); None for one."""
    match color:
        case "country":
            return _grouped(_countries(view), COUNTRIES)
        case "kind":
            return _grouped(_kinds(view.spots["feature_class"]), (*KINDS, OTHER))
        case "role":
            return _grouped(_roles(view), ROLES)
        case "first" | "last":
            return _periods(view, newest=color == "last")
    return None


def _grouped(names: np.ndarray, order: tuple[str, ...]) -> Groups:
    found = tuple(name for name in order if (names == name).any())
    return Groups(found, pd.Index(found, dtype=object).get_indexer(names))


def _kinds(classes: pd.Series) -> np.ndarray:
    kind_of = {each: kind for kind, classes in KINDS.items() for each in classes}
    return classes.map(kind_of).fillna(OTHER).to_numpy(object)


def _countries(view: View) -> np.ndarray:
    tables = view.tables
    coded = tables.columns.facets["country"]
    of_spot = np.zeros(len(tables.columns.spot.values), np.int32)
    of_spot[tables.columns.spot.codes] = coded.codes
    values = np.array(coded.values or (UNKNOWN,), object)
    names = values[of_spot[tables.spot_codes["spot"][view.spots["position"].to_numpy()]]]
    return np.where(np.isin(names, COUNTRIES), names, OTHER)


def _roles(view: View) -> np.ndarray:
    """Whatever role the filters ask for, all roles count in which the shown releases name a dot's place."""
    columns, spots = view.tables.columns, view.spots.index
    role, inside = columns.facets["role"], np.flatnonzero(view.shown.take(columns.release))
    used = np.zeros((len(columns.place.values), len(role.values)), bool)
    used[columns.place.codes.take(inside), role.codes.take(inside)] = True
    of_dots = of_codes(used.T, columns.place.index.get_indexer(spots))
    has = dict(zip(role.values, of_dots, strict=True))
    none = np.zeros(len(spots), bool)
    return np.select(
        [has.get("actor", none), has.get("dateline", none), has.get("elsewhere", none)], ROLES[1:], ROLES[0]
    ).astype(object)


def _periods(view: View, *, newest: bool) -> Groups:
    ends = _ends(view, newest=newest)
    days = view.tables.columns.last_day if newest else view.tables.columns.first_day
    months = np.append(days, NO_DAY)[ends].astype("datetime64[D]").astype("datetime64[M]").astype(int)
    is_dated = ends >= 0
    if not is_dated.any():
        return Groups((UNDATED,) if len(ends) else (), np.zeros(len(ends), int), is_ordered=True)
    first, last = months[is_dated].min(), months[is_dated].max()
    widths = (view.tables.columns.last_day - view.tables.columns.first_day)[ends[is_dated]]
    least = 12 if widths.max() > A_MONTH else 1
    step = next(step for step in MONTHS if step >= least and last // step - first // step < MOST_PERIODS)
    periods, codes = np.unique(months[is_dated] // step, return_inverse=True)
    names = tuple(_period(int(period) * step, step) for period in periods)
    all_codes = np.full(len(ends), len(names))
    all_codes[is_dated] = codes
    return Groups((*names, UNDATED) if not is_dated.all() else names, all_codes, is_ordered=True)


def _period(month: int, step: int) -> str:
    """The name of so many months from one, counted from January 1970."""
    first, last = (pd.Timestamp(1970 + each // 12, each % 12 + 1, 1) for each in (month, month + step - 1))
    if step % 12 == 0:
        return f"{first:%Y}" if step == 12 else f"{first:%Y}–{last:%Y}"
    return f"{first:%b %Y}" if step == 1 else f"{first:%b}–{last:%b %Y}"


def _ends(view: View, *, newest: bool) -> np.ndarray:
    """Per dot, the position of the newest or oldest dated release that mentions it, or a part of it; -1 for none."""
    columns, codes = view.tables.columns, view.tables.spot_codes
    inside = view.counted
    inside = inside[columns.first_day.take(columns.release.take(inside)) != NO_DAY]
    releases = columns.release.take(inside)  # newest first
    found = np.full(len(view.tables.spots), -1)
    for name, column in (("spot", columns.spot), ("place", columns.place), ("city", columns.city)):
        end = np.full(len(column.values), -1)
        order = slice(None, None, -1 if newest else 1)
        end[column.codes.take(inside)[order]] = releases[order]  # the last to be set stays
        each = of_codes(end, codes[name], none=-1)
        better = (each >= 0) & ((found < 0) | ((each < found) if newest else (each > found)))
        found = np.where(better, each, found)
    return found[view.spots["position"].to_numpy()]


def count_pickable(view: View) -> pd.Series:
    """Releases that each place or dot would leave if it alone were picked (int), by its id, most first.

    Unknown stands for no known place. What is picked stands there even when it counts none.
    """
    tables, inside = view.tables, view.counted
    named, _mentions = of_codes(count_named(tables.columns.place, inside), tables.place_codes)
    with_parts, _mentions = of_codes(count_named(tables.columns.city, inside), tables.city_codes)
    places, dots = tables.places.index, view.spots["releases"]
    placeless = (view.unpicked or view).shown & are_placeless(tables.columns, view.filters.role)
    none = pd.Series({UNKNOWN: int(placeless.sum())})
    counts = pd.concat([pd.Series(np.maximum(named, with_parts), places), dots[~dots.index.isin(places)], none])
    kept = counts[(counts > 0) | counts.index.isin(view.filters.spot_ids)]
    return kept.sort_values(ascending=False, kind="stable").rename("releases")
