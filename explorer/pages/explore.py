"""Explore: where releases say things happened, which releases, and what they say."""

from __future__ import annotations

import streamlit as st

from explorer.charts.palette import DARK, LIGHT
from explorer.charts.place_map import area_ids, build_place_map, dot_records
from explorer.charts.timeline import build_timeline
from explorer.exploring.address import State
from explorer.exploring.tables import Tables
from explorer.exploring.view import View, apply_filters, relaxations
from explorer.ui import cache, date_panel, filter_bar, listings, panes, release_pane
from explorer.ui.chart_component import render_map, render_timeline
from explorer.ui.server import BASEMAP_URL
from explorer.ui.state import get_camera, get_state, read_address, set_view, write_address


def render() -> None:
    """Draw the page."""
    library = cache.get_startup().library
    version = library.data_version()
    tables = cache.get_tables(library, str(library.path), version)
    dropped = read_address(tables)
    state = get_state()
    matching = library.search(state.filters.words) if state.filters.has_words else None
    view = apply_filters(tables, state.filters, matching)
    if state.is_presented:
        filter_bar.render_presented(view, dropped)
    else:
        filter_bar.render_filter_inputs(view, date_panel.date_span(tables.releases), version)
        filter_bar.render_summary(view, dropped)
    order = listings.order_of(view, library)
    left, right = st.columns([1.28, 1], gap="small")
    with left:
        _render_map(tables, view, state)
        _render_timeline(view)
    with right, st.container(key="right-pane", gap="small"):
        if view.release_count:
            listings.render_releases(view, order, library)
        else:
            filter_bar.render_nothing(view, relaxations(tables, state.filters, matching))
        if state.selection.release_id in tables.releases.index:
            release = cache.get_release(library, str(library.path), version, state.selection.release_id)
            release_pane.render_release(release, view, order, library, version)
        else:
            listings.render_places(view)
    write_address()


def _render_map(tables: Tables, view: View, state: State) -> None:
    theme = _theme()
    release_id = state.selection.release_id
    named = tables.mentions_of(release_id) if release_id else None
    picked = tables.dots_of(state.filters.spot_ids)
    records = dot_records(
        view.spots,
        picked=picked,
        named=None if named is None else set(named["spot_id"]),
        in_view=panes.spot_in_view(tables, state.selection),
    )
    stressed = set(state.filters.spot_ids) | (set() if named is None else set(named["place_id"].dropna()))
    rivers = cache.get_rivers()
    chart = build_place_map(
        records,
        areas=area_ids(tables.places, stressed),
        lines=[line for place_id in sorted(stressed & rivers.keys()) for line in rivers[place_id]],
        palette=DARK if theme == "dark" else LIGHT,
        basemap_url=BASEMAP_URL,
    )
    library = cache.get_startup().library
    render_map(
        chart,
        columns=cache.get_columns_url(tables, str(library.path), library.data_version()),
        camera=get_camera(),
        theme=theme,
        on_pick=lambda pick: panes.pick_spots(tables, pick),
        on_view=set_view,
    )


def _render_timeline(view: View) -> None:
    filters = view.filters
    chart = build_timeline(
        view.histogram,
        brushed=(filters.published_from, filters.published_to),
        palette=DARK if _theme() == "dark" else LIGHT,
    )
    render_timeline(chart, theme=_theme(), on_brush=date_panel.brush)


def _theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


render()
