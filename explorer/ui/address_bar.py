"""The page's address: read when it was opened, written when the visitor changed what the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.ui.text import plain

Query = Mapping[str, list[str]]


def read_query() -> Query | None:
    """The parameters of an address that was opened: a link, or back and forward; None when it says nothing new.

    With gestures in quick succession the browser still tells an address that is behind what was written; it must not
    undo them.
    """
    query, written = _query(), st.session_state.get("written")
    is_opened = query != written if get_script_run_ctx().is_history_navigation else bool(query) and written is None
    if not is_opened:
        return None
    st.session_state.written = query  # before a gesture cuts the page off while it is drawn
    return query


def write_query(query: Query) -> bool:
    """Put the parameters into the address, so that the view is a link; returns whether that changes it."""
    is_news = query != _query() or query != st.session_state.get("written", query)
    if is_news:
        st.query_params.from_dict(query)
    st.session_state.written = query
    return is_news


def render_dropped(dropped: Sequence[str]) -> None:
    """Say what the address named that means nothing here."""
    if dropped:
        st.caption(plain(f"The link also asked for what is not here: {', '.join(dropped)}"), width="content")


def leave_address() -> None:
    """Another page was opened: what was written on the one before says nothing of it."""
    st.session_state.pop("written", None)


def _query() -> Query:
    return {name: st.query_params.get_all(name) for name in st.query_params}
