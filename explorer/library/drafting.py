"""From entries to drafts, ready to be written: on all cores when there are many."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from explorer.errors import ReadingError
from explorer.library.likeness import band_keys, running_text, word_runs
from explorer.model import EventDate, Mention, Release
from explorer.reading import Entry, event_dates_of, read_bytes

FEW = 32  # entries that are read sooner than other processes start
CHUNK = 8


class TextGeoparser(Protocol):
    """Whatever finds the mentions of a text."""

    def geoparse(self, text: str) -> tuple[Mention, ...]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a release; `message` says why it failed, or names the file that it repeats.

    `path` is its file; the row of a table or the member of an archive is named as if it were a file beside it.
    """

    path: Path
    outcome: Literal["added", "unchanged", "duplicate", "reprint", "new version", "failed"]
    release_id: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A release with all that is kept of it."""

    path: Path
    data: bytes
    release: Release
    mentions: tuple[Mention, ...]
    event_dates: tuple[EventDate, ...]
    keys: frozenset[int]  # of likeness


Item = tuple[Path, Entry] | Outcome

# In a worker process: the geoparser that it was started with.
_worker = threading.local()


def draft_each(items: Iterable[Item], geoparser: TextGeoparser) -> Iterator[Draft | Outcome]:
    """A draft, or an outcome, for each item in its order; what is an outcome already stays as it is."""
    items = iter(items)
    for item in itertools.islice(items, FEW):
        yield draft(item, geoparser)
    chunk = list(itertools.islice(items, CHUNK))
    if chunk:
        yield from _draft_on_all_cores(itertools.chain(chunk, items), geoparser)


def draft(item: Item, geoparser: TextGeoparser) -> Draft | Outcome:
    """Read and geoparse one entry."""
    if isinstance(item, Outcome):
        return item
    path, entry = item
    try:
        release = read_bytes(entry.data, file_name=entry.file_name)
    except ReadingError as error:
        return failure(path, error)
    return draft_of(release, entry.data, path, geoparser)


def draft_of(release: Release, data: bytes, path: Path, geoparser: TextGeoparser) -> Draft:
    """The draft of a release that has been read."""
    keys = frozenset(band_keys(word_runs(running_text(release))))
    return Draft(path, data, release, geoparser.geoparse(release.text), event_dates_of(release), keys)


def failure(path: Path, error: ReadingError) -> Outcome:
    """The outcome of a file that cannot be read; the message names its whole path, once."""
    cause = str(error).removeprefix(f"{path}: ").removeprefix(f"{path.name}: ")
    return Outcome(path, "failed", None, f"{error.outcome}: {path}: {cause}")


def _draft_on_all_cores(items: Iterator[Item], geoparser: TextGeoparser) -> Iterator[Draft | Outcome]:
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # Spawned, not forked: the server of the pages has threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(geoparser,))
    pending: deque[tuple[list[Item], Future[list[Draft | Outcome]] | None]] = deque()
    try:
        while chunk := list(itertools.islice(items, CHUNK)):
            pending.append((chunk, _submit(pool, chunk)))
            if len(pending) > 3 * workers:
                yield from _drafts(*pending.popleft(), geoparser)
        while pending:
            yield from _drafts(*pending.popleft(), geoparser)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, chunk: list[Item]) -> Future[list[Draft | Outcome]] | None:
    try:
        return pool.submit(_draft_chunk, chunk)
    except BrokenProcessPool:
        return None


def _drafts(
    chunk: list[Item], future: Future[list[Draft | Outcome]] | None, geoparser: TextGeoparser
) -> list[Draft | Outcome]:
    """What the workers made of a chunk, or this process, when the system killed a worker."""
    with contextlib.suppress(BrokenProcessPool):
        if future:
            return future.result()
    return [draft(item, geoparser) for item in chunk]


def _start_worker(geoparser: TextGeoparser) -> None:
    _worker.geoparser = geoparser
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the loader, which then ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A loader that is killed cannot tell its workers, which would wait for work for ever.
    multiprocessing.parent_process().join()
    os._exit(1)


def _draft_chunk(items: list[Item]) -> list[Draft | Outcome]:
    return [draft(item, _worker.geoparser) for item in items]
