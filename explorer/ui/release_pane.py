"""The open release beside the map: its bar, the panel of corrections and the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from explorer.exploring.address import Selection
from explorer.exploring.comparing.also_said import also_said
from explorer.exploring.passages import Mark, build_paragraphs, certainty_of
from explorer.exploring.tables import Tables
from explorer.exploring.view import View
from explorer.library import Library
from explorer.model import Release
from explorer.ui import cache, corrections
from explorer.ui.compare_data import list_versions
from explorer.ui.compare_state import ORIGINAL, Desk, to_query, words_to_mark
from explorer.ui.compare_tray import Kept, keep, render_tray
from explorer.ui.panes import THEATRE
from explorer.ui.reader_component import ReaderActions, list_paragraphs, render_reader, render_view
from explorer.ui.state import get_state, move_map, open_release, turn

COMPARE = "explorer/pages/compare.py"
ZOOM_BY_GEOMETRY = {"point": None, "line": 5.5, "area": 6.0}


def render_release(release: Release, view: View, order: np.ndarray, library: Library, version: int) -> None:
    """The open release in the reader; a click on a mention moves the map to it.

    `order` has the positions of the shown releases as their table has them.
    """
    tables, state = view.tables, get_state()
    if asked := st.session_state.pop("asked_version", None):
        desk = Desk(a=release.release_id, b=asked, words=words_to_mark(Desk()), view="words")
        st.switch_page(COMPARE, query_params=to_query(desk))
    _render_bar(release, view, order, library, version)
    news = st.container(key="reader-news")  # the reader stands last, and is drawn first
    corrections.render_panel(library, release, version, state.selection.mention_start)
    key = str(library.path), version, release.release_id
    render_reader(
        release,
        get_paragraphs(tables, release, *key),
        versions=get_versions(library, *key),
        event_dates=cache.get_event_dates(library, *key),
        version=version,
        actions=_actions(release.release_id, tables),
    )
    with news:
        render_view(
            release.release_id,
            hits=library.hits(state.filters.words, release.release_id) if state.filters.words else (),
            said=_said(tables, state.selection, library, version) if st.session_state.get("said") else None,
            focus=state.selection.mention_start,
            turn=turn(),
        )


@st.cache_resource(show_spinner=False, max_entries=32)
def get_paragraphs(
    _tables: Tables, _release: Release, library_path: str, data_version: int, release_id: str
) -> dict[str, Any]:
    """The text of a release with its marks, as the reader needs it, once for each version of the data."""
    return list_paragraphs(build_paragraphs(_release, _marks(_tables.mentions_of(release_id), _tables.names)))


@st.cache_resource(show_spinner=False, max_entries=64)
def get_versions(
    _library: Library, library_path: str, data_version: int, release_id: str
) -> tuple[tuple[str, str], ...]:
    """The release_id and a label of each other version of a release; most have none."""
    if release_id not in _get_versioned(_library, library_path, data_version):
        return ()
    return tuple((each.release_id, each.label) for each in list_versions(_library, release_id))


@st.cache_resource(show_spinner=False, max_entries=2)
def _get_versioned(_library: Library, library_path: str, data_version: int) -> frozenset[str]:
    return _library.versioned()


def neighbours(tables: Tables, order: np.ndarray, release_id: str) -> tuple[str | None, str | None, int | None]:
    """The releases before and after one in the table's order, and its place there, counted from 1.

    After one that the filters leave out comes the first; it has no place.
    """
    found = np.flatnonzero(order == tables.releases.index.get_loc(release_id))
    place = int(found[0]) + 1 if len(found) else None
    before, after = (place or 0) - 2, place or 0
    ids = tables.release_ids
    return (ids[order[before]] if before >= 0 else None, ids[order[after]] if after < len(order) else None, place)


def _render_bar(release: Release, view: View, order: np.ndarray, library: Library, version: int) -> None:
    before, after, place = neighbours(view.tables, order, release.release_id)
    with st.container(key="reader-bar", horizontal=True, vertical_alignment="center"):
        _render_step("Previous release", "previous-release", before, ":material/chevron_left:")
        _render_step("Next release", "next-release", after, ":material/chevron_right:")
        st.caption(f"{place:,} of {view.release_count:,}" if place else "Not among those that the filters leave")
        corrections.render_switch()
        opened = to_query(Desk(a=release.release_id, words=words_to_mark(Desk())))
        st.page_link(COMPARE, label="Compare with …", query_params=opened)
        original = opened | {"b": ORIGINAL}
        st.page_link(COMPARE, label="Original", query_params=original, help="The file as it came, beside this text")
        render_tray(library, version, is_empty_shown=False)
        st.button("Close", key="close", on_click=open_release, args=(None,), icon=":material/close:", type="tertiary")


def _render_step(label: str, key: str, release_id: str | None, icon: str) -> None:
    st.button(
        "", key=key, on_click=open_release, args=(release_id,), icon=icon, help=label, disabled=release_id is None
    )


def _actions(release_id: str, tables: Tables) -> ReaderActions:
    return ReaderActions(
        mention=lambda start: show_mention(tables, release_id, start),
        keep=lambda start, end: keep(Kept(release_id, None, start, end)),
        version=lambda other: st.session_state.update(asked_version=other),
        said=lambda is_open: st.session_state.update(said=is_open),
        elsewhere=lambda other, start: show_mention(tables, other, start),
    )


def _marks(mentions: pd.DataFrame, names: Mapping[str, str]) -> list[Mark]:
    return [
        Mark(
            start=row.start,
            end=row.end,
            spot_id=row.spot_id,
            role=row.role,
            on_map=bool(row.on_map),
            note=mention_note(row, names),
            place=names.get(_meant(row), ""),
            certainty=certainty_of(_meant(row), row.score),
        )
        for row in mentions.itertuples()
    ]


def _meant(row: object) -> str | None:
    """The place of a mention, or the point that its coordinates give; None without either."""
    return next((each for each in (row.place_id, row.spot_id) if isinstance(each, str)), None)


def _said(tables: Tables, selection: Selection, library: Library, version: int) -> dict[str, Any] | None:
    """What other releases say about the place in view."""
    mentions = tables.mentions_of(selection.release_id)
    place_id = next(iter(mentions.loc[mentions["start"] == selection.mention_start, "place_id"].dropna()), None)
    if place_id is None:
        return None

    def text_of(release_id: str) -> str:
        return cache.get_release(library, str(library.path), version, release_id).text

    sentences = [
        {
            "release": said.release_id,
            "start": said.mention[0],
            "title": tables.releases.at[said.release_id, "title"],
            "apart": said.apart,
            "text": said.text,
        }
        for said in also_said(tables, selection.release_id, place_id, text_of)
    ]
    return {"place": tables.places.at[place_id, "name"], "sentences": sentences}


def show_mention(tables: Tables, release_id: str, start: int) -> None:
    """Bring a mention into view and move the map to where it stands, if it stands anywhere there."""
    open_release(release_id, start)
    mentions = tables.mentions_of(release_id)
    found = mentions[mentions["start"] == start]
    for row in found.itertuples():
        if row.role in ("location", "dateline", "actor") and row.place_id in tables.places.index:
            place = tables.places.loc[row.place_id]
            if row.on_map or place["country_code"] in THEATRE:
                move_map(row.latitude, row.longitude, ZOOM_BY_GEOMETRY[place["geometry"]])
        elif row.on_map:
            move_map(row.latitude, row.longitude)


def mention_note(row: object, names: Mapping[str, str]) -> str:
    """What to say about a mention when the pointer rests on it."""
    name = names.get(_meant(row), row.toponym if row.on_map else "no place known")
    where = "on the map" if row.on_map else "off the map"
    return f"{name}: {row.role}, {where}. {row.reason}"
