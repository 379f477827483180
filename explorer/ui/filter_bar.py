"""The bar above every exploring page: words, publication date, how much is shown, what restricts it, and clear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.exploring.columns import UNKNOWN
from explorer.exploring.filters import FACETS, Filters
from explorer.exploring.view import View
from explorer.library import Library
from explorer.ui import date_panel, export_panel, facet_panel, listings
from explorer.ui.address_bar import render_dropped
from explorer.ui.keys_component import render_keys
from explorer.ui.shell import render_brand
from explorer.ui.state import clear, follow, get_state, get_theme, present, set_filters
from explorer.ui.text import plain

SEARCH_HELP = """
| type | to find releases |
|---|---|
| `mosul bridge` | that hold both words |
| `"west of Mosul"` | that hold these words in this order |
| `mosul OR tabqa` | that hold one of the two |
| `mosul -airport` | that hold the first and not the second |
| `liberat*` | with any word that begins so |
| `place:tabqa` | that name a place, however it is spelt there |
| `from:"Central Command"` | whose publisher, source or author is called so |

Capitals and accents make no difference. The last word may be only begun.
"""
_PRESENT = (Path(__file__).parent / "components" / "present.css").read_text(encoding="utf-8")


def make_bar() -> DeltaGenerator:
    """The bar at the head of the page, still empty."""
    return st.container(horizontal=True, vertical_alignment="center", key="bar")


def render_filter_inputs(bar: DeltaGenerator, view: View, library: Library, data_version: int) -> None:
    """The brand and the inputs."""
    filters = view.filters
    with bar:
        render_brand()
        follow("words", filters.words)
        st.text_input(
            "Search the releases",
            key="words",
            placeholder="Search the releases",
            label_visibility="collapsed",
            icon=":material/search:",
            live="300ms",
            on_change=lambda: set_filters(replace(get_state().filters, words=st.session_state.words.strip())),
            width=240,
        )
        _render_search_help()
        date_panel.render_dates(view)
        facet_panel.render_facets(view)
        export_panel.render_export(view, data_version, library.event_dates)
        _render_room()


def render_presented(bar: DeltaGenerator, view: View, dropped: tuple[str, ...] = ()) -> None:
    """What stands above the map when it is shown to a room: the name, how much is shown under which filters."""
    st.html(f"<style>{_PRESENT}</style>")
    st.html(f'<div class="present-{get_theme()}"></div>')
    with bar:
        render_brand(has_links=False)
        st.markdown(summary(view), width="content")
        for _name, label, _remove in _chips(view):
            st.caption(plain(label), width="content")
        listings.render_hidden_sort()
        render_dropped(dropped)
        _render_room()


def render_summary(view: View, dropped: tuple[str, ...] = ()) -> None:
    """How much is shown, a chip for each filter, one click that clears them all, and what a link asked in vain."""
    with st.container(horizontal=True, vertical_alignment="center", key="summary"):
        st.markdown(summary(view), width="content")
        for name, label, remove in _chips(view):
            st.button(
                plain(label), key=f"chip-{name}", icon=":material/close:", on_click=remove, help="Remove this filter"
            )
        state = get_state()
        if view.filters.active() or state.selection.release_id:
            st.button("Clear all", key="clear", type="tertiary", on_click=clear, help="Show every release")
        if view.filters.words.strip() and not view.filters.has_words:
            st.caption("Nothing to search for: type a word, or a name", width="content")
        render_dropped(dropped)
        st.space("stretch")
        listings.render_tools()


def _render_room() -> None:
    """What one wants before a room: large type, light or dark, the keys."""
    is_presented = get_state().is_presented
    label, icon = ("Back", ":material/close_fullscreen:") if is_presented else ("", ":material/slideshow:")
    st.button(label, key="present", icon=icon, on_click=present, help="Present to a room: large type, no filters (p)")
    render_keys()


def _render_search_help() -> None:
    with st.popover("", icon=":material/help:", key="search-help", type="tertiary", width="content"):
        st.markdown(SEARCH_HELP)


def summary(view: View) -> str:
    """How much is shown, as "2 of 5 releases · 14 places"; undated releases are named when there are any."""
    releases = f"**{view.release_count} of {view.total} release{'s' * (view.total != 1)}**"
    places = f"**{view.place_count} place{'s' * (view.place_count != 1)}**"
    undated = f" · {view.undated_count} undated" if view.undated_count else ""
    hidden = " (hidden)" if view.undated_count and not view.filters.undated else ""
    return f"{releases} · {places}{undated}{hidden}"


def render_nothing(view: View, relaxed: tuple[tuple[str, int], ...]) -> None:
    """Say which filter to relax, with a button for each that helps."""
    if not view.total:
        st.markdown("**The library holds no release yet.** Load some on the Library page.")
        return
    st.markdown("**No release fits all filters.**")
    if not relaxed:
        st.button("Clear all filters", key="relax-all", on_click=clear)
    for name, count in relaxed:
        label = f"{_RELAX[name]}: {count} release{'s' * (count != 1)}"
        st.button(label, key=f"relax-{name}", on_click=set_filters, args=(view.filters.without(name),))


MOST_PLACES = 4  # picked places with a chip each; more of them share one

_RELAX = {
    "words": "Drop the search words",
    "published": "Show every publication date",
    "undated": "Show undated releases too",
    "places": "Show every place",
    "near": "Show every distance",
} | {name: f"Any {label.lower()}" for name, label in facet_panel.LABELS.items()}


def _chips(view: View) -> list[tuple[str, str, Callable[[], None]]]:
    """For each filter that is set: its name, what to call it, and what takes it off."""

    def relax(relaxed: Filters) -> Callable[[], None]:
        return lambda: set_filters(relaxed)

    filters, names = view.filters, view.tables.names
    labels = {
        "words": f"“{filters.words}”",
        "published": date_panel.describe_dates(filters),
        "undated": "no undated",
        "places": f"{len(filters.spot_ids)} places",
        "near": facet_panel.describe_near(filters.near, view.tables.spots),
    } | {name: facet_panel.describe(name, filters) for name in FACETS}
    active = filters.active()
    if len(filters.spot_ids) <= MOST_PLACES:
        active = tuple(name for name in active if name != "places")
    chips = [(name, labels[name], relax(filters.without(name))) for name in active]
    for spot_id in filters.spot_ids[: MOST_PLACES * ("places" not in active)]:
        kept = tuple(each for each in filters.spot_ids if each != spot_id)
        label = "Place: unknown" if spot_id == UNKNOWN else names.get(spot_id, spot_id)
        chips.append((f"place-{spot_id}", label, relax(replace(filters, spot_ids=kept))))
    return chips
