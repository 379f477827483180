"""From entries to drafts, ready to be written: on all cores when there are many."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from explorer.errors import ReadingError
from explorer.library.likeness import band_keys, running_text, word_runs
from explorer.library.rows import event_date_row, mention_row, place_row, release_row
from explorer.model import Mention, Release
from explorer.reading import Entry, event_dates_of, read_bytes, searched_text
from explorer.records import Record

FEW = 32  # entries that are read sooner than other processes start
CHUNK, CHUNK_BYTES = 8, 2**20  # entries that a worker gets at once; of large ones fewer
MOST_TOGETHER = 64  # drafts that are written in one transaction: more would keep others from writing
SOON = 0.2  # how long drafts that are ready wait for others [s]
AHEAD = 16  # chunks for each worker that wait to be written: it has work while the disk is slow


class TextGeoparser(Protocol):
    """Whatever finds the mentions of a text."""

    def geoparse(self, text: str) -> tuple[Mention, ...]: ...


class LateGeoparser:
    """A geoparser that is loaded for the first text, for there may be none; other processes get the loaded one."""

    def __init__(self, load: Callable[[], TextGeoparser]) -> None:
        self._load = cache(load)

    def geoparse(self, text: str) -> tuple[Mention, ...]:
        """As the loaded one does."""
        return self._load().geoparse(text)

    def __reduce__(self) -> tuple:
        return _itself, (self._load(),)


def _itself(geoparser: TextGeoparser) -> TextGeoparser:
    return geoparser


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a release; `message` says why it failed, or names the file that it repeats.

    `path` is its file; the row of a table or the member of an archive is named as if it were a file beside it.
    """

    path: Path
    outcome: Literal["added", "unchanged", "reprint", "new version", "failed"]
    release_id: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is kept of a release, as rows of the library's tables: made on all cores, written by one."""

    path: Path
    data: bytes
    release: Record
    places: tuple[Record, ...]
    mentions: tuple[Record, ...]
    event_dates: tuple[Record, ...]
    keys: tuple[int, ...]  # of likeness

    @property
    def release_id(self) -> str:
        """The id of the release."""
        return self.release["release_id"]


Item = tuple[Path, Entry] | Outcome
Drafted = Draft | Outcome
Pending = tuple[list[Item], Future[list[Drafted]] | None]

# In a worker process: the geoparser that it was started with.
_worker = threading.local()


def draft_each(items: Iterable[Item], geoparser: TextGeoparser) -> Iterator[list[Drafted]]:
    """A draft, or an outcome, for each item in its order; what is an outcome already stays as it is.

    They come together as they are ready: one by one at first, later several at once.
    """
    items = iter(items)
    for item in itertools.islice(items, FEW):
        yield [draft(item, geoparser)]
    for item in items:
        yield from _draft_on_all_cores(itertools.chain([item], items), geoparser)


def draft(item: Item, geoparser: TextGeoparser) -> Drafted:
    """Read and geoparse one entry."""
    if isinstance(item, Outcome):
        return item
    path, entry = item
    try:
        release = read_bytes(entry.data, file_name=entry.file_name)
    except ReadingError as error:
        return failure(path, error)
    return draft_of(path, entry.data, release, geoparser.geoparse(searched_text(release)))


def draft_of(path: Path, data: bytes, release: Release, mentions: Iterable[Mention]) -> Draft:
    """The draft of a release that has been read and geoparsed."""
    mentions = tuple(mentions)
    places = {found.place.place_id: found.place for found in mentions if found.place}
    return Draft(
        path,
        data,
        release_row(release),
        tuple(map(place_row, places.values())),
        tuple(mention_row(found, release.release_id) for found in mentions),
        tuple(event_date_row(found, release.release_id) for found in event_dates_of(release)),
        tuple(sorted(set(band_keys(word_runs(running_text(release)))))),
    )


def failure(path: Path, error: ReadingError) -> Outcome:
    """The outcome of a file that cannot be read; the message names its whole path, once."""
    cause = str(error).removeprefix(f"{path}: ").removeprefix(f"{path.name}: ")
    return Outcome(path, "failed", None, f"{error.outcome}: {path}: {cause}")


def _draft_on_all_cores(items: Iterator[Item], geoparser: TextGeoparser) -> Iterator[list[Drafted]]:
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # Spawned, not forked: the server of the pages has threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(geoparser,))
    pending: deque[Pending] = deque()
    try:
        for chunk in _chunks(items):
            pending.append((chunk, _submit(pool, chunk)))
            if len(pending) > AHEAD * workers + MOST_TOGETHER // CHUNK:
                yield _next_drafts(pending, geoparser)
        while pending:
            yield _next_drafts(pending, geoparser)
    finally:
        pool.shutdown(cancel_futures=True)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk, size = [], 0
    for item in items:
        chunk.append(item)
        size += 0 if isinstance(item, Outcome) else len(item[1].data)
        if len(chunk) == CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _submit(pool: ProcessPoolExecutor, chunk: list[Item]) -> Future[list[Drafted]] | None:
    try:
        return pool.submit(_draft_chunk, chunk)
    except BrokenProcessPool:
        return None


def _next_drafts(pending: deque[Pending], geoparser: TextGeoparser) -> list[Drafted]:
    """The drafts of the chunk that was sent first, and of those after it that are ready soon."""
    drafts = _drafts(*pending.popleft(), geoparser)
    until = time.monotonic() + SOON
    while pending and len(drafts) < MOST_TOGETHER and _is_ready(pending[0][1], until):
        drafts += _drafts(*pending.popleft(), geoparser)
    return drafts


def _is_ready(future: Future[list[Drafted]] | None, until: float) -> bool:
    return future is not None and bool(wait([future], max(0.0, until - time.monotonic())).done)


def _drafts(chunk: list[Item], future: Future[list[Drafted]] | None, geoparser: TextGeoparser) -> list[Drafted]:
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


def _draft_chunk(items: list[Item]) -> list[Drafted]:
    return [draft(item, _worker.geoparser) for item in items]
