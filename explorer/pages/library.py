"""Library: the releases that are loaded, loading more, the log of corrections, and the file that holds it all."""

from __future__ import annotations

import streamlit as st

from explorer.ui import cache, library_files, library_loading, library_log, library_storage
from explorer.ui.shell import render_brand
from explorer.ui.text import plain

FILES, LOAD, LOG, STORAGE = SECTIONS = ("Releases", "Load", "Corrections", "Storage")


def render() -> None:
    """Draw the page."""
    library = cache.get_startup().library
    version = library.data_version()
    tables = cache.get_tables(library, str(library.path), version)
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        render_brand()
        section = st.segmented_control(
            "Show",
            SECTIONS,
            default=FILES,
            required=True,
            key="show",
            label_visibility="collapsed",
            bind="query-params",
        )
    counts = f"{len(tables.releases):,} releases · {len(tables.mentions):,} mentions · {len(tables.places):,} places"
    st.markdown(f"**{counts}** · data version {version} · {plain(str(library.path))}")
    releases = tables.releases.reset_index()
    if section == LOAD:
        library_loading.render_loading(library)
    elif section == LOG:
        library_log.render_log(library, releases, version)
    elif section == STORAGE:
        library_storage.render_storage(library, tables, version)
    else:
        library_files.render_files(library, releases, version)


render()
