"""What a page shows as query parameters, and back: every view is a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from explorer.exploring.arranging import (
    DEFAULT_COLUMNS,
    MATCH,
    PLACE_COLUMNS,
    RELEASE_COLUMNS,
    Arrangement,
    arrangement_to_query,
    columns_from,
    sort_from,
)
from explorer.exploring.filters import FACETS, NO_FILTERS, Filters, from_query, to_query
from explorer.exploring.look import Look, look_from_query, look_to_query
from explorer.exploring.tables import Tables

MOST_COMPARED = 2
MANY = {"place", "compare", "layers", *FACETS}  # parameters of several values; the others have one
KNOWN = {"q", "from", "to", "undated", "near", "release", "mention", "map", "columns", "sort", "sort-places", "present"}
KNOWN |= MANY | {choice.name for choice in fields(Look)}


@dataclass(frozen=True, slots=True)
class Selection:
    """What the visitor opened: a release, and the mention in view by its start in the clean text."""

    release_id: str | None = None
    mention_start: int | None = None


@dataclass(frozen=True, slots=True)
class MapView:
    """Where the map looks: its centre [degrees] and zoom level."""

    latitude: float
    longitude: float
    zoom: float


@dataclass(frozen=True, slots=True)
class State:
    """Everything that an address says.

    Attributes:
        view: None while nobody has moved the map.
        tables: how the tables are arranged.
        compared: the releases chosen to be compared, at most two.
        is_presented: whether the page is shown to a room: larger, with stronger contrast and without its inputs.
    """

    filters: Filters = field(default_factory=Filters)
    selection: Selection = field(default_factory=Selection)
    view: MapView | None = None
    tables: Arrangement = field(default_factory=Arrangement)
    compared: tuple[str, ...] = ()
    is_presented: bool = False
    look: Look = field(default_factory=Look)


def state_to_query(state: State) -> dict[str, list[str]]:
    """Turn a state into query parameters; what stands at its default is left out."""
    query = to_query(state.filters) | arrangement_to_query(state.tables) | look_to_query(state.look)
    if state.selection.release_id:
        query["release"] = [state.selection.release_id]
        if state.selection.mention_start is not None:
            query["mention"] = [str(state.selection.mention_start)]
    if state.view:
        query["map"] = [f"{state.view.latitude:.3f},{state.view.longitude:.3f},{state.view.zoom:.2f}"]
    if state.compared:
        query["compare"] = list(state.compared)
    if state.is_presented:
        query["present"] = ["yes"]
    return query


def state_from_query(query: Mapping[str, Sequence[str]]) -> tuple[State, tuple[str, ...]]:
    """Turn query parameters into a state; what means nothing is dropped and named, the rest still holds."""
    filters, dropped = from_query(query)
    look, meaningless = look_from_query(query)
    broken: list[str] = []

    def first(name: str, read: Callable[[str], Any], default: Any = None) -> Any:
        value = next(iter(query.get(name, ())), "")
        try:
            return read(value) if value else default
        except ValueError:
            broken.append(f"{name}={value}")
            return default

    state = State(
        filters=filters,
        selection=Selection(first("release", str), first("mention", _start)),
        view=first("map", _view),
        tables=Arrangement(
            columns=first("columns", columns_from, DEFAULT_COLUMNS),
            releases=first("sort", lambda text: sort_from(text, (*RELEASE_COLUMNS, MATCH))),
            places=first("sort-places", lambda text: sort_from(text, PLACE_COLUMNS)),
        ),
        compared=_compared(query)[-MOST_COMPARED:],
        is_presented=first("present", is_yes, False),
        look=look,
    )
    return state, (*dropped, *broken, *meaningless, *_without_meaning(query))


def _compared(query: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in query.get("compare", ()) if each))


def _without_meaning(query: Mapping[str, Sequence[str]]) -> list[str]:
    """What an address says that no page reads: parameters of another name, values beyond the first, a mention of no
    release, releases to compare before the last two."""
    surplus = {name: values[name in KNOWN :] for name, values in query.items() if name not in MANY}
    surplus["compare"] = _compared(query)[:-MOST_COMPARED]
    if not any(query.get("release", ())):
        surplus["mention"] = query.get("mention", ())
    return [f"{name}={value}" for name, values in surplus.items() for value in values]


def fit_to(state: State, tables: Tables) -> tuple[State, tuple[str, ...]]:
    """Drop what the library does not hold (any more), and name it."""
    known = state.filters.spot_ids
    spot_ids = tuple(each for each in known if tables.has_place(each))
    dropped = [f"place={each}" for each in known if each not in spot_ids]
    selection = state.selection
    if selection.release_id and selection.release_id not in tables.releases.index:
        dropped.append(f"release={selection.release_id}")
        selection = Selection()
    compared = tuple(each for each in state.compared if each in tables.releases.index)
    dropped += [f"compare={each}" for each in state.compared if each not in compared]
    facets, unknown = _known_facets(state.filters, tables)
    filters = replace(state.filters, spot_ids=spot_ids, **facets)
    return replace(state, filters=filters, selection=selection, compared=compared), (*dropped, *unknown)


def _known_facets(filters: Filters, tables: Tables) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The facets that are set, with the values that the library has, and what was asked beyond them."""
    facets, unknown = {}, []
    for name in set(filters.active()) & set(FACETS):
        asked, values = getattr(filters, name), tables.columns.facets[name].values
        kept = tuple(value for value in asked if value in values)
        facets[name] = kept if kept or not asked else getattr(NO_FILTERS, name)
        unknown += [f"{name}={value}" for value in asked if value not in values]
    return facets, unknown


def is_yes(text: str) -> bool:
    """Read "yes".

    Raises:
        ValueError: it is something else.
    """
    if text != "yes":
        raise ValueError(text)
    return True


def _start(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return int(text)


def _view(text: str) -> MapView:
    latitude, longitude, zoom = (float(part) for part in text.split(","))
    if not (abs(latitude) <= 85 and abs(longitude) <= 180 and 0 <= zoom <= 22):
        raise ValueError(text)
    return MapView(latitude, longitude, zoom)
