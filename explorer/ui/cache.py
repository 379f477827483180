"""What all visitors share: the open library and its tables, read once for each version of the data."""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st

from explorer.charts.place_map import dot_columns
from explorer.errors import ExplorerError
from explorer.exploring.filters import Filters
from explorer.exploring.kept import Kept
from explorer.exploring.tables import Tables, build_tables
from explorer.exploring.view import View, apply_filters
from explorer.library import LateGeoparser, Library, default_path
from explorer.model import EventDate, Release
from explorer.reading import find_files
from explorer.reading.basemap import Line, read_governorates, read_rivers
from explorer.ui.server import COLUMNS_URL

SEEDS = Path(__file__).parents[2] / "seeds"
BASEMAP = Path(__file__).parents[1] / "data" / "basemap"
COLUMNS_KEPT = 8
LEAST_VIEWS, MOST_VIEWS = 16, 160  # kept, so that visitors come back to theirs
MENTIONS_KEPT = 20_000_000  # that the views kept may be made of, for the memory that they take
PATIENCE_SECONDS = 0.2  # to wait for another visitor's page
MADE_IN_A_RUN = 20_000  # objects, of which nearly all go at its end
_log = logging.getLogger("explorer")


@dataclass(eq=False)
class Startup:
    """The library, what is wrong with its file, and what loading the seeds into it said; None until it was done.

    columns: what browsers may ask for of the dots of the last data versions (JSON), by digest.
    turn: held while a page is drawn, see `taking_turns`.
    """

    library: Library
    damage: str = ""
    messages: tuple[str, ...] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    columns: dict[str, bytes] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def get_startup() -> Startup:
    """Open the library of this server.

    Raises:
        LibraryError: it cannot be opened; the message names file and cause.
    """
    startup = Startup(Library.open_or_begin(chosen_library() or default_path(), is_awaited=True))
    threading.Thread(target=_look_for_damage, args=(startup,), daemon=True).start()
    return startup


@contextmanager
def taking_turns(startup: Startup) -> Iterator[None]:
    """Draw a page after those of others: of pages drawn at once each is there only when nearly all are.

    One that takes long is not waited for to its end.
    """
    has_turn = startup.turn.acquire(timeout=PATIENCE_SECONDS)
    try:
        yield
    finally:
        if has_turn:
            startup.turn.release()


def _look_for_damage(startup: Startup) -> None:
    startup.damage = startup.library.find_damage()
    if startup.damage:
        _log.error(startup.damage)


def chosen_library() -> str | None:
    """What `streamlit run app.py -- --library PATH` or EXPLORER_LIBRARY says."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--library")
    return parser.parse_known_args(sys.argv[1:])[0].library or os.environ.get("EXPLORER_LIBRARY")


def load_seeds(startup: Startup, on_progress: Callable[[int, int], None]) -> None:
    """Load the seeds on the first start, and again what is missing of them in the default library."""
    with startup.lock:
        if startup.messages is not None:
            return
        messages = []
        library = startup.library
        geoparser = LateGeoparser(library.geoparser)
        try:
            library.re_extract(geoparser, on_progress=on_progress)
            if chosen_library() is None or not library.release_ids():
                outcomes = library.load(find_files([SEEDS]), geoparser, on_progress=on_progress)
                messages = [outcome.message for outcome in outcomes if outcome.outcome == "failed"]
            if not library.release_ids() and not messages:
                messages.append(
                    f"{SEEDS}: no release is there, and the library is empty; put text files there, or load some"
                )
        except ExplorerError as error:
            messages.append(str(error))
        for message in messages:
            _log.warning(message)
        startup.messages = tuple(messages)


@st.cache_resource(show_spinner=False, max_entries=2)
def get_tables(_library: Library, library_path: str, data_version: int) -> Tables:
    """The tables of one version of the data, shared by all visitors: read only."""
    tables = build_tables(_library.releases(), _library.mentions(), _library.places())
    # What stays need not be looked through whenever garbage is collected: imports, the gazetteer, these tables.
    if gc.isenabled():
        gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_IN_A_RUN)
    return tables


def get_view(tables: Tables, filters: Filters) -> View:
    """What the filters leave, made once for what most gestures do not change."""

    def make() -> View:
        if filters.spot_ids:
            unpicked = get_view(tables, filters.without("places"))
            return apply_filters(tables, filters, unpicked.matching, unpicked=unpicked)
        return apply_filters(
            tables, filters, get_startup().library.search(filters.words) if filters.has_words else None
        )

    return _get_views(tables).get((repr(filters),), make)


def views_to_keep(mentions: int) -> int:
    """How many views of so many mentions are kept."""
    return min(max(MENTIONS_KEPT // max(mentions, 1), LEAST_VIEWS), MOST_VIEWS)


@lru_cache(maxsize=2)  # asked for at every run, as is the address below: Streamlit's cache takes longer to look it up
def _get_views(tables: Tables) -> Kept:
    """The views of one version of the data: they go when its tables go."""
    return Kept(views_to_keep(len(tables.mentions)))


@lru_cache(maxsize=2)
def get_columns_url(tables: Tables) -> str:
    """Where browsers find what never changes about the dots of one version of the data."""
    found = json.dumps(dot_columns(tables.spots), ensure_ascii=False).encode()
    digest = hashlib.sha256(found).hexdigest()[:16]
    kept = get_startup().columns
    kept[digest] = found
    for old in list(kept)[:-COLUMNS_KEPT]:
        del kept[old]
    return f"{COLUMNS_URL}/{digest}.json"


def prepare() -> None:
    """Make what the first page shows, before it is asked for; what is wrong is said to whoever asks."""
    with suppress(ExplorerError):
        library = get_startup().library
        version = library.data_version()
        tables = get_tables(library, str(library.path), version)
        get_view(tables, Filters())
        get_columns_url(tables)
        get_rivers()
        get_governorates()


def find_columns(digest: str) -> bytes | None:
    """The columns that `get_columns_url` named; None when they are too old."""
    return get_startup().columns.get(digest)


@st.cache_resource(show_spinner=False, max_entries=64)
def get_release(_library: Library, library_path: str, data_version: int, release_id: str) -> Release:
    """One release of one version of the data."""
    return _library.release(release_id)


@st.cache_resource(show_spinner=False, max_entries=64)
def get_event_dates(_library: Library, library_path: str, data_version: int, release_id: str) -> tuple[EventDate, ...]:
    """The days that one release of one version of the data names."""
    return _library.event_dates_of(release_id)


@cache
def get_rivers() -> dict[str, tuple[Line, ...]]:
    """The base map's rivers by place_id."""
    return read_rivers(BASEMAP / "rivers.geojson")


@cache
def get_governorates() -> dict[str, str]:
    """The place_ids of the base map's governorates by name."""
    return read_governorates(BASEMAP / "governorates.geojson")
