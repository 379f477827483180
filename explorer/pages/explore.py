"""Explore: where releases say things happened, which releases, and what they say."""

from __future__ import annotations

import streamlit as st

from explorer.exploring.view import relaxations
from explorer.ui import cache, filter_bar, listings, map_pane, release_pane
from explorer.ui.state import get_state, read_address, write_address
from explorer.ui.together import drawing_together


def render() -> None:
    """Draw the page."""
    library = cache.get_startup().library
    version = library.data_version()
    tables = cache.get_tables(library, str(library.path), version)
    dropped = read_address(tables)
    state = get_state()
    view = cache.get_view(tables, state.filters)
    bar = filter_bar.make_bar()
    if state.is_presented:
        filter_bar.render_presented(bar, view, dropped)
    else:
        filter_bar.render_summary(view, dropped)
    order = listings.order_of(view, library)
    left, right = st.columns([1.28, 1], gap="small")
    with right, st.container(key="right-pane", gap="small"):
        if view.release_count:
            listings.render_releases(view, order, library)
        else:
            filter_bar.render_nothing(view, relaxations(tables, state.filters, view.matching))
        if not state.is_presented:  # a click changes the table, and nothing in the bar
            filter_bar.render_filter_inputs(bar, view, library, version)
        if state.selection.release_id in tables.releases.index:
            release = cache.get_release(library, str(library.path), version, state.selection.release_id)
            release_pane.render_release(release, view, order, library, version)
        else:
            listings.render_places(view)
    with left:  # last, for drawing a map keeps a browser from all else
        map_pane.render_charts(tables, view, state, version)
    write_address()


with cache.taking_turns(cache.get_startup()), drawing_together():
    render()
