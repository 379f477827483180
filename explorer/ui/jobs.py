"""Long work on the library in a thread of its own: no click stops it, and a closed tab does not either."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import streamlit as st

from explorer.errors import ExplorerError
from explorer.library import Outcome
from explorer.ui.text import plain

STOPPED = "The work stopped in the middle. What is loaded is whole; the server's log says what went wrong."
_log = logging.getLogger("explorer")


@dataclass(eq=False)
class Job:
    """Work that is under way or done: how much of it, what came out, and what went wrong."""

    about: str  # the section of the page that shows it
    total: int = 0  # files, or releases
    begun: int = 0
    done: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    error: str | None = None
    started: float = field(default_factory=time.monotonic)
    seconds: float | None = None  # None while it runs

    def count(self, items: Iterable) -> Iterator:
        """The items, counted as they are begun."""
        for item in items:
            self.begun += 1
            yield item

    def report(self, done: int, total: int) -> None:
        """Keep how far the work is."""
        self.done, self.total = done, total

    @property
    def fraction(self) -> float:
        """How much of the work is done, 0 to 1; one file may hold many releases, so outcomes alone do not say it."""
        done = max(self.done, min(self.begun, len(self.outcomes)))
        return min(done / self.total, 1.0) if self.total > 1 else 0.0


def start_job(job: Job, work: Callable[[Job], object]) -> threading.Thread:
    """Start the work, for the page of the visitor who did; returns its thread."""

    def run() -> None:
        job.error = STOPPED  # until the work is done
        try:
            work(job)
            job.error = None
        except ExplorerError as error:
            _log.error(error)
            job.error = str(error)
        finally:
            job.seconds = time.monotonic() - job.started

    st.session_state.jobs = [*get_jobs(), job]
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def get_jobs(about: str | None = None) -> list[Job]:
    """The works of this visit, of one section or all, oldest first."""
    return [job for job in st.session_state.get("jobs", ()) if about in (None, job.about)]


def is_running() -> bool:
    """Whether the visitor's last work goes on."""
    return any(job.seconds is None for job in get_jobs())


@st.fragment(run_every=0.5)
def render_progress(render_so_far: Callable[[Job], None] | None = None) -> None:
    """How far the work is and what came of it so far, and when it is done the page anew."""
    job = get_jobs()[-1]
    if not is_running():
        st.rerun()
    st.progress(job.fraction, plain(progress_text(job, time.monotonic() - job.started)))
    if render_so_far:
        render_so_far(job)


def progress_text(job: Job, elapsed: float) -> str:
    """What there is to say while it runs: "120 of 400 · 45 a second · about 7 s left"."""
    count = max(job.done, len(job.outcomes))
    rate = count / elapsed if elapsed else 0.0
    whole = f"{count} of {job.total}" if job.total > 1 else f"{count} releases"
    parts = [whole, f"{rate:.0f} a second"] if rate >= 1 else [whole]
    if 0 < job.fraction < 1:
        parts.append(f"about {elapsed / job.fraction - elapsed:.0f} s left")
    return " · ".join(parts)
