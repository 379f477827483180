"""A folder that the server watches: what is new in it is loaded until someone switches it off, tab open or not."""

from __future__ import annotations

import collections
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from explorer.errors import ExplorerError
from explorer.library import Library, Outcome
from explorer.reading import find_refused
from explorer.reading.watching import FolderWatch
from explorer.ui.text import plain

INTERVAL_SECONDS = 2.0
MOST_KEPT = 500  # outcomes to show
_log = logging.getLogger("explorer")


@dataclass(eq=False)
class Watch:
    """A folder under watch, and what came of it; `problem` says why nothing can be loaded just now."""

    folder: Path
    outcomes: collections.deque[Outcome] = field(default_factory=lambda: collections.deque(maxlen=MOST_KEPT))
    counts: collections.Counter[str] = field(default_factory=collections.Counter)
    problem: str | None = None
    looked: float | None = None  # time.monotonic() of the last look
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self, library: Library) -> None:
        """Look and load until it is stopped."""
        files, refused = FolderWatch(self.folder), set()
        while not self.stopped.is_set():
            try:
                for outcome in find_refusals(self.folder):
                    if outcome not in refused:
                        refused.add(outcome)
                        self._keep(outcome)
                for outcome in library.load_each(self._until_stopped(files.look()), library.geoparser()):
                    self._keep(outcome)
                self.problem = None
            except ExplorerError as error:
                if self.problem != str(error):
                    _log.warning(error)
                self.problem = str(error)
            self.looked = time.monotonic()
            self.stopped.wait(INTERVAL_SECONDS)

    def _until_stopped(self, files: list[Path]) -> Iterator[Path]:
        return (file for file in files if not self.stopped.is_set())

    def _keep(self, outcome: Outcome) -> None:
        self.counts[outcome.outcome] += 1
        if outcome.outcome != "unchanged":
            self.outcomes.append(outcome)


@dataclass(eq=False)
class Watching:
    """The one watch of this server, if any."""

    watch: Watch | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def get_watching() -> Watching:
    """What all visitors share."""
    return Watching()


def find_refusals(folder: Path) -> list[Outcome]:
    """What in a folder is not looked at, as links that lead out of it are not; none when it is not there."""
    errors = find_refused([folder]) if folder.exists() else []
    return [Outcome(folder, "failed", None, f"{error.outcome}: {error}") for error in errors]


def start_watch(library: Library, folder: Path) -> Watch:
    """Watch a folder, instead of any other."""
    watching = get_watching()
    with watching.lock:
        if watching.watch:
            watching.watch.stopped.set()
        watching.watch = Watch(folder)
        threading.Thread(target=watching.watch.run, args=(library,), daemon=True).start()
        return watching.watch


def stop_watch() -> None:
    """Look no more; a release that is being loaded is loaded."""
    watching = get_watching()
    with watching.lock:
        if watching.watch:
            watching.watch.stopped.set()
            watching.watch = None


def describe(watch: Watch, now: float) -> str:
    """What there is to say: "Watching /in: 3 added, 1 failed, looked 2 s ago"."""
    found = ", ".join(f"{count} {name}" for name, count in watch.counts.most_common()) or "nothing new yet"
    looked = "looking …" if watch.looked is None else f"looked {now - watch.looked:.0f} s ago"
    return f"Watching {watch.folder}: {found}, {looked}"


def render_watch() -> None:
    """How the watch goes, as long as there is one, and the page anew when something was loaded."""
    if get_watching().watch:
        _render_watch()
    else:
        st.session_state["watch-seen"] = None


@st.fragment(run_every=INTERVAL_SECONDS)
def _render_watch() -> None:
    watch = get_watching().watch
    if watch is None:
        st.rerun()
    st.caption(plain(describe(watch, time.monotonic())))
    if watch.problem:
        st.warning(plain(watch.problem), icon=":material/warning:")
    seen = (str(watch.folder), watch.counts.total())
    if st.session_state.get("watch-seen") not in (None, seen):
        st.session_state["watch-seen"] = seen
        st.rerun()
    st.session_state["watch-seen"] = seen
