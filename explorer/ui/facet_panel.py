"""The facets: each value with how many releases it would leave under all the other filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from explorer.exploring.columns import UNKNOWN
from explorer.exploring.dots import count_pickable
from explorer.exploring.filters import FACETS, LEAST_KM, MOST_KM, Filters, Near
from explorer.exploring.view import View
from explorer.ui.state import get_state, set_filters

MOST_VALUES = 500  # that a facet lists; of more, the rest is found by typing
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
SHOWN = tuple(name for name in FACETS if name != "basis")  # how a date is known is chosen beside the dates
MOST_NAMED = 3  # values on a chip


def render_facets(view: View) -> None:
    """A button that opens all facets, and the distance from a point."""
    with st.popover("Filters", icon=":material/tune:", key="facets", width="content", on_change="rerun") as popover:
        if not popover.open:
            return
        columns = st.columns(3, gap="small")
        for position, name in enumerate(SHOWN):
            with columns[position % 3]:
                render_facet(view, name)
        with columns[-1]:
            _render_places(view)
        _render_near(view)


def describe(name: str, filters: Filters) -> str:
    """What a chip says of one facet that is set."""
    chosen = getattr(filters, name)
    more = f" and {len(chosen) - MOST_NAMED} more" if len(chosen) > MOST_NAMED else ""
    return f"{LABELS[name]}: {', '.join(chosen[:MOST_NAMED]) or 'any'}{more}"


def describe_near(near: Near | None, spots: pd.DataFrame) -> str:
    """What a chip says of the distance; a point that is a dot (`Tables.spots`) is called by its name."""
    if near is None:
        return ""
    is_there = (spots["latitude"] == near.latitude) & (spots["longitude"] == near.longitude)
    names = spots.loc[is_there, "name"]
    point = f"{near.latitude:g}, {near.longitude:g}" if names.empty else names.iloc[0]
    return f"within {near.radius_km:g} km of {point}"


def render_facet(view: View, name: str) -> None:
    """The values of one facet to choose from, with their counts."""
    counts = view.facet(name)
    _render_choice(name, LABELS[name], counts, dict(zip(counts.index, counts.index, strict=True)), view.filters)


def _render_places(view: View) -> None:
    """The places to pick from, those without a dot too."""
    names = view.tables.labels | {UNKNOWN: UNKNOWN}
    _render_choice("spot_ids", "Place", view.once(count_pickable), names, view.filters)


def _render_choice(field: str, label: str, counts: pd.Series, names: Mapping[str, str], filters: Filters) -> None:
    """Choose values of a field of the filters, with their counts; one with very many has a field to find them by."""
    total, chosen, key = len(counts), list(getattr(filters, field)), f"facet-{field}"
    if total > MOST_VALUES:
        typed = (st.session_state.get(f"find-{field}") or "").strip().casefold()
        found = np.array([typed in names[value].casefold() for value in counts.index])
        counts = counts[(found & (np.cumsum(found) <= MOST_VALUES)) | counts.index.isin(chosen)]
    labels = {value: f"{names[value]} ({count:,})" for value, count in counts.items()}
    told = st.session_state.get(f"{key}-told", labels)
    # The browser keeps what is chosen by its label, with the count that it had when it was chosen.
    if st.session_state.get(key) != chosen or any(told.get(value) != labels[value] for value in chosen):
        st.session_state[key] = chosen
    st.session_state[f"{key}-told"] = labels
    st.multiselect(
        label,
        options=list(labels),
        key=key,
        format_func=labels.__getitem__,
        filter_mode="contains",  # Enter takes what holds the typed letters, not all that resembles them
        select_all=False,
        placeholder="Any",
        on_change=_set_chosen,
        args=(field, {names[value]: value for value in labels}),
    )
    if total > MOST_VALUES:
        st.text_input(
            f"Find in {label.lower()}",
            key=f"find-{field}",
            placeholder=f"Find among {total:,}; {len(counts):,} are listed",
            label_visibility="collapsed",
        )


def _set_chosen(field: str, values: Mapping[str, str]) -> None:
    """A label whose count is no longer right comes back whole, "location (5)", in place of its value."""
    known = frozenset(values.values())
    picked = (
        each if each in known else values.get(each.rpartition(" (")[0]) for each in st.session_state[f"facet-{field}"]
    )
    set_filters(replace(get_state().filters, **{field: tuple(value for value in picked if value is not None)}))


def _render_near(view: View) -> None:
    """Within so many kilometres of a place, or of a latitude and longitude."""
    near, spots, labels = view.filters.near, view.tables.spots, view.tables.labels
    reset = st.session_state.get("near-was", near) is not None and near is None  # taken off: the fields are emptied
    st.session_state["near-was"] = near
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for field, label, value, most in (
            ("radius_km", "Within [km]", near.radius_km if near else 50.0, MOST_KM),
            ("latitude", "of latitude", near.latitude if near else None, 90.0),
            ("longitude", "and longitude", near.longitude if near else None, 180.0),
        ):
            key = f"near-{field}"
            is_missing = key not in st.session_state or (field == "radius_km" and st.session_state[key] is None)
            if is_missing or (near and st.session_state[key] != value) or reset:
                st.session_state[key] = value
            least = LEAST_KM if field == "radius_km" else -most
            form = "%.1f" if field == "radius_km" else "%.4f"
            # Without `value=None` an emptied field would be given the least that it takes.
            st.number_input(
                label, value=None, key=key, min_value=least, max_value=most, format=form, on_change=_set_near
            )
        st.selectbox(
            "or of a place",
            sorted(spots.index, key=lambda spot_id: labels[spot_id].casefold()),
            index=None,
            key="near-place",
            format_func=labels.__getitem__,
            placeholder="Any",
            on_change=_set_near_place,
            args=(spots,),
        )


def _set_near() -> None:
    """A field that is empty asks for nothing yet, or no longer."""
    values = [st.session_state[f"near-{each}"] for each in ("latitude", "longitude", "radius_km")]
    set_filters(replace(get_state().filters, near=None if None in values else Near(*values)))


def _set_near_place(spots: pd.DataFrame) -> None:
    """The place gives its point to the fields, and is then free for another."""
    spot_id = st.session_state["near-place"]
    st.session_state["near-place"] = None
    if spot_id is not None:
        latitude, longitude = (float(spots.at[spot_id, name]) for name in ("latitude", "longitude"))
        near = Near(latitude, longitude, st.session_state["near-radius_km"] or 50.0)
        set_filters(replace(get_state().filters, near=near))
