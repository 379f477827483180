"""Places: all that the library says of one place."""

from __future__ import annotations

import streamlit as st

from explorer.ui import cache, place_profile
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
        text_of=lambda release_id: cache.get_release(library, str(library.path), version, release_id).text,
    )


render()
