"""The facets: each value with how many releases it would leave under all the other filters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from explorer.exploring.filters import FACETS, Filters, Near
from explorer.exploring.view import View
from explorer.ui.state import get_state, set_filters

MOST_VALUES = 500  # of a facet with more, the rarest are left to the search
LABELS = {
    "publisher": "Publisher",
    "kind": "Kind of release",
    "basis": "How the date is known",
    "file": "Source file",
    "role": "Role of the place",
    "country": "Country",
    "governorate": "Governorate",
    "place_kind": "Kind of place",
    "precision": "Precision of the place",
}


def render_facets(view: View) -> None:
    """A button that opens all facets, and the distance from a point."""
    active = [name for name in view.filters.active() if name in (*FACETS, "near")]
    label = f"Filters ({len(active)})" if active else "Filters"
    with st.popover(label, icon=":material/tune:", key="facets", width="content", on_change="rerun") as popover:
        if not popover.open:
            return
        columns = st.columns(3, gap="small")
        for position, name in enumerate(FACETS):
            with columns[position % 3]:
                _render_facet(view, name)
        _render_near(view.filters)


def describe(name: str, filters: Filters) -> str:
    """What a chip says of one facet that is set."""
    chosen = getattr(filters, name)
    return ", ".join(chosen) if chosen else f"any {LABELS[name].lower()}"


def describe_near(near: Near | None) -> str:
    """What a chip says of the distance."""
    return f"within {near.radius_km:g} km of {near.latitude:g}, {near.longitude:g}" if near else ""


def _render_facet(view: View, name: str) -> None:
    counts = view.facet(name)
    counts = counts[(np.arange(len(counts)) < MOST_VALUES) | counts.index.isin(getattr(view.filters, name))]
    key = f"facet-{name}"
    chosen = list(getattr(view.filters, name))
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.multiselect(
        LABELS[name],
        options=list(counts.index),
        key=key,
        format_func=lambda value: f"{value} ({counts.get(value, 0):,})",
        placeholder="Any",
        on_change=_set_facet,
        args=(name, frozenset(counts.index)),
    )


def _set_facet(name: str, known: frozenset[str]) -> None:
    """A label whose count is no longer right comes back whole, "location (5)", in place of its value."""
    picked = (value if value in known else value.rpartition(" (")[0] for value in st.session_state[f"facet-{name}"])
    chosen = tuple(value for value in picked if value in known)
    set_filters(replace(get_state().filters, **{name: chosen}))


def _render_near(filters: Filters) -> None:
    """Within so many kilometres of a latitude and longitude."""
    near = filters.near
    reset = st.session_state.get("near-was", near) is not None and near is None  # taken off: the fields are emptied
    st.session_state["near-was"] = near
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for field, label, value in (
            ("latitude", "Within … of latitude", near.latitude if near else None),
            ("longitude", "and longitude", near.longitude if near else None),
            ("radius_km", "Distance [km]", near.radius_km if near else 50.0),
        ):
            key = f"near-{field}"
            if key not in st.session_state or (near and st.session_state[key] != value) or reset:
                st.session_state[key] = value
            st.number_input(label, key=key, format="%.4f" if field != "radius_km" else "%.0f", on_change=_set_near)


def _set_near() -> None:
    values = [st.session_state[f"near-{field}"] for field in ("latitude", "longitude", "radius_km")]
    if None in values:
        return
    latitude, longitude, radius_km = values
    if abs(latitude) <= 90 and abs(longitude) <= 180 and 0 < radius_km <= 2000:
        set_filters(replace(get_state().filters, near=Near(latitude, longitude, radius_km)))
