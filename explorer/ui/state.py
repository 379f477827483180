"""What one visitor sees, kept in the session and in the page's address.

Widgets write here through callbacks and are drawn from here; nothing else holds a copy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from explorer.exploring.address import (
    MOST_COMPARED,
    MapView,
    Selection,
    State,
    fit_to,
    state_from_query,
    state_to_query,
)
from explorer.exploring.arranging import Arrangement
from explorer.exploring.filters import Filters
from explorer.exploring.look import Look
from explorer.exploring.tables import Tables
from explorer.ui.address_bar import read_query, write_query

CLOSE_ZOOM = 7  # where the map shows a town among its neighbours; chart.js comes at least as close


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the map should go [degrees, zoom level]; a new `turn` makes it go there, an old one leaves it alone."""

    latitude: float
    longitude: float
    zoom: float | None
    turn: int


def get_state() -> State:
    """The visitor's state."""
    return st.session_state.setdefault("state", State())


def read_address(tables: Tables) -> tuple[str, ...]:
    """Take over what the address says when it was opened: a link, or back and forward.

    Returns what it named that means nothing here.
    """
    query = read_query()
    if query is not None:
        state, dropped = state_from_query(query)
        st.session_state.state, unknown = fit_to(state, tables)
        _next_turn()
        if state.view:
            move_map(state.view.latitude, state.view.longitude, state.view.zoom)
        st.session_state.dropped = (*dropped, *unknown)
    return st.session_state.get("dropped", ())


def write_address() -> None:
    """Put the state into the page's address."""
    if write_query(state_to_query(get_state())):
        st.session_state.dropped = ()


def set_filters(filters: Filters) -> None:
    """Show what these filters leave; the open release stays open."""
    st.session_state.state = replace(get_state(), filters=filters)


def open_release(release_id: str | None, mention_start: int | None = None) -> None:
    """Open a release in the reader, at a mention; None closes it."""
    _next_turn()
    st.session_state.state = replace(get_state(), selection=Selection(release_id, mention_start))


def set_view(view: MapView) -> None:
    """Keep where the visitor moved the map."""
    st.session_state.state = replace(get_state(), view=view)


def set_tables(tables: Arrangement) -> None:
    """Arrange the tables so."""
    st.session_state.state = replace(get_state(), tables=tables)


def choose_to_compare(release_id: str) -> None:
    """Choose a release to be compared, or let it go; the third one chosen takes the place of the first."""
    chosen = get_state().compared
    kept = tuple(each for each in chosen if each != release_id)
    chosen = kept if len(kept) < len(chosen) else (*chosen, release_id)[-MOST_COMPARED:]
    st.session_state.state = replace(get_state(), compared=chosen)


def present() -> None:
    """Turn the page to a room, or back."""
    st.session_state.state = replace(get_state(), is_presented=not get_state().is_presented)


def set_look(look: Look) -> None:
    """Show the same in another way."""
    st.session_state.state = replace(get_state(), look=look)


def move_map(latitude: float, longitude: float, zoom: float | None = None) -> None:
    """Make the map go there [degrees]; without a zoom it comes closer only when it is far out."""
    st.session_state.camera = Camera(latitude, longitude, zoom, turn=_next_turn())
    here = get_state().view
    close = max(here.zoom if here else 0, CLOSE_ZOOM)
    set_view(MapView(latitude, longitude, close if zoom is None else zoom))


def get_camera() -> Camera | None:
    """Where the map was last told to go; it went there already unless the turn is new."""
    return st.session_state.get("camera")


def clear() -> None:
    """Back to everything: no filter and no selection; the map and the tables stay as they are."""
    st.session_state.state = replace(get_state(), filters=Filters(), selection=Selection())


def get_theme() -> str:
    """The colours that the visitor's page has: "light" or "dark"."""
    return "dark" if st.context.theme.type == "dark" else "light"


def turn() -> int:
    """A number that grows with every gesture, so that the reader and the map can tell a new wish from an old one."""
    return st.session_state.get("turn", 0)


def _next_turn() -> int:
    st.session_state.turn = turn() + 1
    return st.session_state.turn


def follow(key: str, value: object) -> None:
    """Make a widget follow the state without touching what a visitor is typing."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
