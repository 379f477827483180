"""What stands round every page: start-up with its progress bar, errors as messages."""

from __future__ import annotations

import logging
import time
from copy import copy
from functools import cache

import streamlit as st

from explorer.errors import ExplorerError
from explorer.ui.address_bar import leave_address
from explorer.ui.cache import Startup, get_startup, load_seeds
from explorer.ui.text import plain

PAGES = {
    "Explore": "explorer/pages/explore.py",
    "Compare": "explorer/pages/compare.py",
    "Places": "explorer/pages/places.py",
    "Library": "explorer/pages/library.py",
}
PATIENCE_SECONDS = 0.3  # what is loaded sooner needs no bar
_log = logging.getLogger("explorer")


def render_shell() -> None:
    """Run the chosen page once the library is open and loaded; say what is wrong where it is not."""
    # Of its own for each run: Streamlit marks the one that is to be run, once.
    page = st.navigation([copy(page) for page in _pages()], position="hidden")
    if st.session_state.get("page", page.title) != page.title:
        leave_address()
    st.session_state.page = page.title
    try:
        startup = get_startup()
        _load(startup)
        _show_messages(startup)
        page.run()
    except ExplorerError as error:
        _log.error(error)
        st.error(plain(str(error)), icon=":material/error:")


@cache
def _pages() -> tuple[st.Page, ...]:
    """The pages, whose files are looked for once."""
    return tuple(st.Page(path, title=title, default=title == "Explore") for title, path in PAGES.items())


def render_brand(*, has_links: bool = True) -> None:
    """The name and the way to the other pages; stands first in the bar of every page."""
    st.html('<div class="brand">Release Explorer</div>', width="content")
    for page in _pages() if has_links else ():
        st.page_link(page)


def _load(startup: Startup) -> None:
    slot = st.empty()  # in every run, so that what follows keeps its place and is not drawn anew
    if startup.messages is not None:
        return
    began = time.monotonic()

    def show(done: int, total: int) -> None:
        if time.monotonic() - began > PATIENCE_SECONDS:
            slot.progress(done / total, f"Loading release {done} of {total} …")

    load_seeds(startup, show)
    slot.empty()


def _show_messages(startup: Startup) -> None:
    said = (startup.library.notice, startup.damage, *(startup.messages or ()), startup.library.gazetteer_problem())
    for message in filter(None, said):
        st.warning(plain(message), icon=":material/warning:")
