"""The open release beside the map: its bar, the panel of corrections and the reader."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from explorer.exploring.address import Selection
from explorer.exploring.passages import Mark, build_paragraphs
from explorer.exploring.tables import Tables
from explorer.model import Release
from explorer.ui import corrections
from explorer.ui.cache import get_startup
from explorer.ui.panes import THEATRE, spot_names
from explorer.ui.reader_component import render_reader
from explorer.ui.state import get_state, move_map, open_release, turn

ZOOM_BY_GEOMETRY = {"point": None, "line": 5.5, "area": 6.0}


def render_release(
    release: Release, tables: Tables, selection: Selection, version: int, *, is_shown: bool = True
) -> None:
    """The open release in the reader; a click on a mention moves the map to it.

    `is_shown` says whether the filters leave it in the table.
    """
    mentions = tables.mentions[tables.mentions["release_id"] == release.release_id]
    names = spot_names(tables)
    marks = [
        Mark(row.start, row.end, row.spot_id, row.role, bool(row.on_map), mention_note(row, names))
        for row in mentions.itertuples()
    ]
    with st.container(key="reader-bar", horizontal=True, vertical_alignment="center"):
        st.button("Previous place", key="previous", on_click=_step, args=(mentions, -1), icon=":material/arrow_upward:")
        st.button("Next place", key="next", on_click=_step, args=(mentions, 1), icon=":material/arrow_downward:")
        st.button("Close", key="close", on_click=open_release, args=(None,), icon=":material/close:", type="tertiary")
        corrections.render_switch()
        st.page_link("explorer/pages/compare.py", label="Compare with …", query_params={"a": release.release_id})
    if not is_shown:
        st.caption("This release is not among those that the filters leave.")
    corrections.render_panel(get_startup().library, release, version, selection.mention_start)
    render_reader(
        release,
        build_paragraphs(release, marks),
        version=version,
        focus=selection.mention_start,
        turn=turn(),
        on_mention=lambda start: show_mention(tables, release.release_id, start),
    )


def show_mention(tables: Tables, release_id: str, start: int) -> None:
    """Bring a mention into view and move the map to where it stands, if it stands anywhere there."""
    open_release(release_id, start)
    mentions = tables.mentions
    found = mentions[(mentions["release_id"] == release_id) & (mentions["start"] == start)]
    for row in found.itertuples():
        if row.role in ("location", "dateline", "actor") and row.place_id in tables.places.index:
            place = tables.places.loc[row.place_id]
            if row.on_map or place["country_code"] in THEATRE:
                move_map(row.latitude, row.longitude, ZOOM_BY_GEOMETRY[place["geometry"]])
        elif row.on_map:
            move_map(row.latitude, row.longitude)


def mention_note(row: object, names: Mapping[str, str]) -> str:
    """What to say about a mention when the pointer rests on it."""
    name = names.get(row.spot_id or row.place_id, "no place known")
    where = "on the map" if row.on_map else "off the map"
    return f"{name}: {row.role}, {where}. {row.reason}"


def _step(mentions: pd.DataFrame, direction: int) -> None:
    """Bring the next or previous mention on the map into view, round and round."""
    selection = get_state().selection
    starts = sorted(mentions.loc[mentions["on_map"], "start"])
    if not starts:
        return
    here = selection.mention_start if selection.mention_start is not None else (-1 if direction > 0 else 1 << 60)
    ahead = [start for start in starts if (start - here) * direction > 0]
    ends = (starts[0], starts[-1])
    start = (min(ahead) if direction > 0 else max(ahead)) if ahead else ends[direction < 0]
    open_release(selection.release_id, int(start))
