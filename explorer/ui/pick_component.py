"""Picks a point of the map and words of the reader for a correction; the work is in components/pick.js."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.ui.scripts import component

_pick = component("correction_pick", "pick", html="<span></span>")


def render_pick(
    *,
    point: bool,
    words: bool,
    on_point: Callable[[float, float], None],
    on_words: Callable[[str, str], None],
    key: str = "correction-pick",
) -> None:
    """Listen to the map and the reader.

    Args:
        point: whether a click on the map sets a point.
        words: whether words selected in the reader are picked.
        on_point: gets latitude and longitude [degrees].
        on_words: gets the words and what their line says before them.
        key: the component's key.
    """

    def pointed() -> None:
        picked = st.session_state[key].get("point")
        if picked:
            on_point(float(picked["latitude"]), float(picked["longitude"]))

    def selected() -> None:
        picked = st.session_state[key].get("words")
        if picked:
            on_words(str(picked["words"]), str(picked["before"]))

    _pick({"point": point, "words": words}, key=key, height=1, on_point_change=pointed, on_words_change=selected)
