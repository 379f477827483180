"""Places: all that the library says of one place."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explorer.exploring.tables import Tables
from explorer.library import Library
from explorer.ui import cache, log_entries, place_profile
from explorer.ui.library_log import log_table
from explorer.ui.shell import render_brand


def render() -> None:
    """Draw the page."""
    library = cache.get_startup().library
    version = library.data_version()
    tables = cache.get_tables(library, str(library.path), version)
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        render_brand()
        place_id = place_profile.render_choice(tables)
    if place_id is None:
        st.info("No release in the library names a place yet.")
        return
    place_profile.render_profile(
        tables,
        place_id,
        corrected=_corrected(library, tables, version, place_id),
        text_of=lambda release_id: cache.get_release(library, str(library.path), version, release_id).text,
    )


def _corrected(library: Library, tables: Tables, version: int, place_id: str) -> pd.DataFrame:
    """What people corrected about the place, as rows of the log."""
    log = log_entries.get_log(library, str(library.path), version)
    entries = log_entries.entries_naming(log, place_id)
    return log_table(entries, log, tables.releases["title"].to_dict(), log_entries.place_names(log))


render()
