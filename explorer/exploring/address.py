"""What a page shows as query parameters, and back: every view is a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from explorer.exploring.filters import FACETS, NO_FILTERS, Filters, from_query, to_query
from explorer.exploring.tables import Tables


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
    """Everything that an address says; `view` is None while nobody has moved the map."""

    filters: Filters = field(default_factory=Filters)
    selection: Selection = field(default_factory=Selection)
    view: MapView | None = None


def state_to_query(state: State) -> dict[str, list[str]]:
    """Turn a state into query parameters; what stands at its default is left out."""
    query = to_query(state.filters)
    if state.selection.release_id:
        query["release"] = [state.selection.release_id]
        if state.selection.mention_start is not None:
            query["mention"] = [str(state.selection.mention_start)]
    if state.view:
        query["map"] = [f"{state.view.latitude:.3f},{state.view.longitude:.3f},{state.view.zoom:.2f}"]
    return query


def state_from_query(query: Mapping[str, Sequence[str]]) -> tuple[State, tuple[str, ...]]:
    """Turn query parameters into a state; what means nothing is dropped and named, the rest still holds."""
    filters, dropped = from_query(query)
    values = {name: list(query.get(name, ()))[:1] for name in ("release", "mention", "map")}
    view = _view(values["map"][0]) if values["map"] else None
    start = values["mention"][0] if values["mention"] else ""
    is_start = start.isascii() and start.isdigit() and len(start) < 10
    selection = Selection((values["release"] or [None])[0] or None, int(start) if is_start else None)
    broken = [f"mention={start}"] * bool(start and not is_start) + [
        f"map={value}" for value in values["map"] if view is None
    ]
    return State(filters, selection, view), (*dropped, *broken)


def fit_to(state: State, tables: Tables) -> tuple[State, tuple[str, ...]]:
    """Drop what the library does not hold (any more), and name it."""
    known = state.filters.spot_ids
    spot_ids = tuple(each for each in known if each in tables.places.index or each in tables.spots.index)
    dropped = [f"place={each}" for each in known if each not in spot_ids]
    selection = state.selection
    if selection.release_id and selection.release_id not in tables.releases.index:
        dropped.append(f"release={selection.release_id}")
        selection = Selection()
    facets, unknown = _known_facets(state.filters, tables)
    filters = replace(state.filters, spot_ids=spot_ids, **facets)
    return replace(state, filters=filters, selection=selection), (*dropped, *unknown)


def _known_facets(filters: Filters, tables: Tables) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The facets that are set, with the values that the library has, and what was asked beyond them."""
    facets, unknown = {}, []
    for name in set(filters.active()) & set(FACETS):
        asked, values = getattr(filters, name), tables.columns.facets[name].values
        kept = tuple(value for value in asked if value in values)
        facets[name] = kept if kept or not asked else getattr(NO_FILTERS, name)
        unknown += [f"{name}={value}" for value in asked if value not in values]
    return facets, unknown


def _view(text: str) -> MapView | None:
    try:
        latitude, longitude, zoom = (float(part) for part in text.split(","))
    except ValueError:
        return None
    is_on_earth = abs(latitude) <= 85 and abs(longitude) <= 180 and 0 <= zoom <= 22
    return MapView(latitude, longitude, zoom) if is_on_earth else None
