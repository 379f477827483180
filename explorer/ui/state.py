"""What one visitor sees: filters and selection, kept in the session and in the page's address.

Widgets write here through callbacks and are drawn from here; nothing else holds a copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from explorer.exploring.filters import Filters, from_query, to_query


@dataclass(frozen=True, slots=True)
class Selection:
    """What the visitor opened: a release, and the mention in view by its start in the clean text."""

    release_id: str | None = None
    mention_start: int | None = None


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the map should go [degrees, zoom level]; a new `turn` makes it go there, an old one leaves it alone."""

    latitude: float
    longitude: float
    zoom: float | None
    turn: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything that an address says."""

    filters: Filters = field(default_factory=Filters)
    selection: Selection = field(default_factory=Selection)


def get_state() -> State:
    """The visitor's state; on a new session, what the address says."""
    if "state" not in st.session_state:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
        start = "".join(query.get("mention", [])[:1])
        selection = Selection(
            release_id="".join(query.get("release", [])[:1]) or None,
            mention_start=int(start) if start.isascii() and start.isdigit() else None,
        )
        filters, st.session_state.dropped = from_query(query)
        st.session_state.state = State(filters, selection)
    return st.session_state.state


def set_filters(filters: Filters) -> None:
    """Show what these filters leave; the open release stays open."""
    st.session_state.state = replace(get_state(), filters=filters)


def open_release(release_id: str | None, mention_start: int | None = None) -> None:
    """Open a release in the reader, at a mention; None closes it."""
    _next_turn()
    st.session_state.state = replace(get_state(), selection=Selection(release_id, mention_start))


def move_map(latitude: float, longitude: float, zoom: float | None = None) -> None:
    """Make the map go there [degrees]; without a zoom it comes closer only when it is far out."""
    st.session_state.camera = Camera(latitude, longitude, zoom, turn=_next_turn())


def get_camera() -> Camera | None:
    """Where the map was last told to go; it went there already unless the turn is new."""
    return st.session_state.get("camera")


def clear() -> None:
    """Back to everything: no filter and no selection; the map stays where it is."""
    st.session_state.state = State()


def write_address(state: State) -> None:
    """Put the state into the page's address, so that the view is a link."""
    query = to_query(state.filters)
    if state.selection.release_id:
        query["release"] = [state.selection.release_id]
    if state.selection.mention_start is not None:
        query["mention"] = [str(state.selection.mention_start)]
    if query != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(query)


def turn() -> int:
    """A number that grows with every gesture, so that the reader and the map can tell a new wish from an old one."""
    return st.session_state.get("turn", 0)


def _next_turn() -> int:
    st.session_state.turn = turn() + 1
    return st.session_state.turn
