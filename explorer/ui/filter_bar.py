"""The bar above every exploring page: words, publication date, how much is shown, what restricts it, and clear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from explorer.exploring.filters import FACETS, Filters
from explorer.exploring.view import View
from explorer.ui import export_panel, facet_panel, listings
from explorer.ui.cache import get_startup
from explorer.ui.shell import render_brand
from explorer.ui.state import clear, get_state, set_filters
from explorer.ui.text import plain


def render_filter_inputs(view: View, span: tuple[dt.date, dt.date], data_version: int) -> None:
    """The brand and the inputs; `span` is the first and last day that any release can have."""
    filters = view.filters
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        render_brand()
        _sync("words", filters.words)
        st.text_input(
            "Search the releases",
            key="words",
            placeholder="Search the releases",
            label_visibility="collapsed",
            icon=":material/search:",
            live="300ms",
            on_change=lambda: set_filters(replace(get_state().filters, words=st.session_state.words.strip())),
            width=260,
        )
        with st.popover(_date_label(filters), icon=":material/calendar_month:", key="dates", width="content"):
            _render_dates(filters, span, view.undated_count)
        facet_panel.render_facets(view)
        export_panel.render_export(view, data_version, get_startup().library.event_dates)


def render_summary(view: View, spot_names: Mapping[str, str], dropped: tuple[str, ...] = ()) -> None:
    """How much is shown, a chip for each filter, one click that clears them all, and what a link asked in vain."""
    with st.container(horizontal=True, vertical_alignment="center", key="summary"):
        st.markdown(summary(view), width="content")
        for name, label, remove in _chips(view.filters, spot_names):
            st.button(
                plain(label), key=f"chip-{name}", icon=":material/close:", on_click=remove, help="Remove this filter"
            )
        state = get_state()
        if view.filters.active() or state.selection.release_id:
            st.button("Clear all", key="clear", type="tertiary", on_click=clear, help="Show every release")
        if dropped:
            st.caption(plain(f"The link also asked for what is not here: {', '.join(dropped)}"), width="content")
        st.space("stretch")
        listings.render_tools()


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


def _sync(key: str, value: object) -> None:
    """Make a widget follow the state without touching what a visitor is typing."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _render_dates(filters: Filters, span: tuple[dt.date, dt.date], undated_count: int) -> None:
    days = [*span, *(day for day in (filters.published_from, filters.published_to) if day)]
    first, last = min(days), max(days)  # a link may ask for days outside
    for key, label, value in (("from", "From", filters.published_from), ("to", "To", filters.published_to)):
        _sync(f"published_{key}", value)
        st.date_input(
            label, key=f"published_{key}", min_value=first, max_value=last, format="YYYY-MM-DD", on_change=_set_dates
        )
    _sync("undated", filters.undated)
    st.checkbox(f"Undated releases ({undated_count})", key="undated", on_change=_set_dates)
    st.caption("A date known only by month or year counts when any of its days lies in the range.")


def _set_dates() -> None:
    values = st.session_state
    set_filters(
        replace(
            get_state().filters,
            published_from=values.published_from,
            published_to=values.published_to,
            undated=values.undated,
        )
    )


def brush(first: dt.date, last: dt.date) -> None:
    """Show what may be published in these days; brushed again, they are let go."""
    filters = get_state().filters
    is_again = (filters.published_from, filters.published_to) == (first, last)
    set_filters(filters.without("published") if is_again else replace(filters, published_from=first, published_to=last))


def _date_label(filters: Filters) -> str:
    if not filters.has_dates:
        return "Any date"
    return f"{filters.published_from or '…'} to {filters.published_to or '…'}"


def _chips(filters: Filters, spot_names: Mapping[str, str]) -> list[tuple[str, str, Callable[[], None]]]:
    """For each filter that is set: its name, what to call it, and what takes it off."""

    def relax(relaxed: Filters) -> Callable[[], None]:
        return lambda: set_filters(relaxed)

    labels = {
        "words": f"“{filters.words}”",
        "published": _date_label(filters),
        "undated": "no undated",
        "places": f"{len(filters.spot_ids)} places",
        "near": facet_panel.describe_near(filters.near),
    } | {name: facet_panel.describe(name, filters) for name in FACETS}
    active = filters.active()
    if len(filters.spot_ids) <= MOST_PLACES:
        active = tuple(name for name in active if name != "places")
    chips = [(name, labels[name], relax(filters.without(name))) for name in active]
    for spot_id in filters.spot_ids[: MOST_PLACES * ("places" not in active)]:
        kept = tuple(each for each in filters.spot_ids if each != spot_id)
        chips.append((f"place-{spot_id}", spot_names.get(spot_id, spot_id), relax(replace(filters, spot_ids=kept))))
    return chips


def date_span(releases: pd.DataFrame) -> tuple[dt.date, dt.date]:
    """The first and last day that any release can have; the campaign's first year when none is dated."""
    first, last = releases["first_day"].min(), releases["last_day"].max()
    if pd.isna(first):
        return dt.date(2014, 1, 1), dt.date(2014, 12, 31)
    return first.date(), last.date()
