"""How a visitor arranged the tables: their columns, and what they are sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.exploring.columns import NO_DAY, UNKNOWN, Coded
from explorer.exploring.view import View

RELEASE_COLUMNS = ("published", "title", "publisher", "places", "mentions", "kind", "basis", "file")
DEFAULT_COLUMNS = RELEASE_COLUMNS[:4]
PLACE_COLUMNS = ("name", "feature_class", "releases", "mentions")
MATCH = "match"  # sorted by how much a release says the words searched for
NUMBERS = ("places", "mentions", "releases")
ONE_WAY = ("published", "releases", MATCH)  # the other way is how a table stands at first, or makes no sense
LAST = 1 << 40


@dataclass(frozen=True, slots=True)
class Sort:
    """A column to sort by."""

    column: str
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The columns of the table of releases, and the order of both tables; None is the newest and the most named."""

    columns: tuple[str, ...] = DEFAULT_COLUMNS
    releases: Sort | None = None
    places: Sort | None = None


def turned(sort: Sort | None, column: str) -> Sort | None:
    """What another click on the head of a column sorts by: one way, then the other, then as at first."""
    first = Sort(column, column in NUMBERS and column != "releases")
    if sort is None or sort.column != column:
        return first
    return Sort(column, not first.is_descending) if sort == first and column not in ONE_WAY else None


def arrangement_to_query(arrangement: Arrangement) -> dict[str, list[str]]:
    """Turn an arrangement into query parameters; what stands at its default is left out."""
    query = {"columns": [",".join(arrangement.columns)]} if arrangement.columns != DEFAULT_COLUMNS else {}
    sorts = {"sort": arrangement.releases, "sort-places": arrangement.places}
    return query | {name: ["-" * sort.is_descending + sort.column] for name, sort in sorts.items() if sort}


def sort_from(text: str, columns: Sequence[str]) -> Sort:
    """Read "places" or, descending, "-places".

    Raises:
        ValueError: it names none of the columns.
    """
    sort = Sort(text.removeprefix("-"), text.startswith("-"))
    if sort.column not in columns or sort == Sort(MATCH, is_descending=True):
        raise ValueError(text)
    return sort


def columns_from(text: str) -> tuple[str, ...]:
    """Read the names of columns between commas; the title is always among them.

    Raises:
        ValueError: one of them is none of a release's.
    """
    named = set(text.split(","))
    if not named <= {*RELEASE_COLUMNS}:
        raise ValueError(text)
    return tuple(name for name in RELEASE_COLUMNS if name in named | {"title"})


def order_releases(view: View, sort: Sort | None, best_first: Sequence[str] = ()) -> np.ndarray:
    """The positions of the shown releases (int) in the order asked for; unknown and undated ones last either way.

    Args:
        view: what is shown.
        sort: by what, None for the order of `Tables.releases`.
        best_first: release_ids in the order of `MATCH`; others follow.
    """
    shown = np.flatnonzero(view.shown)
    if sort is None or sort == Sort("published", is_descending=True):
        return shown
    keys = _keys(view, sort.column, best_first)[shown].astype(np.int64)
    keys = np.where(keys == LAST, LAST, -keys if sort.is_descending else keys)
    return shown[np.argsort(keys, kind="stable")]


def order_places(places: pd.DataFrame, sort: Sort | None) -> pd.DataFrame:
    """The places (`View.places`) in the order asked for."""
    if sort is None:
        return places
    by_text = (lambda values: values.str.casefold()) if sort.column not in NUMBERS else None
    return places.sort_values(sort.column, ascending=not sort.is_descending, kind="stable", key=by_text)


def _keys(view: View, column: str, best_first: Sequence[str]) -> np.ndarray:
    """A number per release of the library, to sort by; LAST where it has none."""
    tables = view.tables
    if column == "published":
        first_day = tables.columns.first_day.astype(np.int64)
        return np.where(first_day == NO_DAY, LAST, first_day)
    if column == "title":
        return tables.title_ranks
    if column == MATCH:
        ranks = {release_id: rank for rank, release_id in enumerate(best_first)}
        return np.fromiter((ranks.get(each, LAST - 1) for each in tables.release_ids), np.int64, view.total)
    if column in NUMBERS:
        return view.counts()[NUMBERS.index(column)]
    return _ranks(tables.columns.facets[column])


def _ranks(column: Coded) -> np.ndarray:
    ranks = pd.Series([value.casefold() for value in column.values]).rank(method="dense").to_numpy(np.int64)
    return np.where(np.array(column.values) == UNKNOWN, LAST, ranks)[column.codes]
