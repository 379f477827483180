"""Comparing long texts in a thread of its own, while they can be read: no click waits for it, and none stops it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import streamlit as st

from explorer.errors import ExplorerError
from explorer.ui.text import plain

STOPPED = "The comparison stopped in the middle; the server's log says what went wrong."
_KEPT = 8  # works of a visit
_log = logging.getLogger("explorer")

Step = tuple[str, Callable[[], object]]  # what it is, in words, and how to do it


@dataclass(eq=False)
class Work:
    """What is worked out for one visitor.

    Attributes:
        pair: Which texts it is about.
        shown: How they are to be shown.
        step: What is being done, in words.
        is_done: Whether all of it was done.
        is_wanted: Whether the visitor still waits for it.
        error: What went wrong.
        is_told: Whether the visitor was told of that.
    """

    pair: Hashable
    shown: Hashable
    step: str = "Waiting for another comparison"
    is_done: bool = False
    is_wanted: bool = True
    error: str | None = None
    is_told: bool = False

    def run(self, steps: Sequence[Step]) -> None:
        """Take the steps, as long as they are wanted."""
        try:
            for self.step, take in steps:
                if self.is_wanted:
                    take()
            self.is_done = self.is_wanted
        except ExplorerError as error:
            self.error = str(error)
            raise

    def end(self, future: Future) -> None:
        """Tell what kept the steps from being taken."""
        if error := future.exception():
            _log.error("comparing %s", self.pair, exc_info=error)
            self.error = self.error or STOPPED


def work_out(pair: Hashable, shown: Hashable, steps: Sequence[Step]) -> None:
    """Begin with this, unless it is what was begun last, or done; what else is under way for the visitor is left.

    What failed is begun anew, once the visitor was told.
    """
    works = _works()
    current = works[-1] if works else None
    if current and (current.pair, current.shown) == (pair, shown) and not current.is_told:
        return
    if current:
        current.is_wanted = False
    work = next((each for each in works if (each.pair, each.shown) == (pair, shown) and each.is_done), None)
    if work is None:
        work = Work(pair, shown)
        _worker().submit(work.run, steps).add_done_callback(work.end)
    st.session_state.comparing = [*(each for each in works if each is not work), work][-_KEPT:]


def last_shown(pair: Hashable) -> Hashable | None:
    """How these texts were to be shown when that was last worked out; None before."""
    return next((each.shown for each in reversed(_works()) if each.pair == pair and each.is_done), None)


def render_progress() -> None:
    """What is being done, or what went wrong."""
    work = _works()[-1]
    if work.error:
        work.is_told = True
        st.error(plain(work.error), icon=":material/error:")
    else:
        _render_step()


@st.fragment(run_every=0.5)
def _render_step() -> None:
    """What is being done; once that is over, the page anew."""
    work = _works()[-1]
    if work.is_done or work.error:
        st.rerun()
    st.caption(plain(f"{work.step} …"))


def _works() -> list[Work]:
    return st.session_state.get("comparing", [])


@st.cache_resource(show_spinner=False)
def _worker() -> ThreadPoolExecutor:
    """One for all visitors: two long comparisons at once would only slow each other, and every page."""
    return ThreadPoolExecutor(1, thread_name_prefix="comparing")
