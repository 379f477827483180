"""The tables beside the map, of releases and of places, and what a click on each does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import streamlit as st

from explorer.exploring.address import Selection
from explorer.exploring.filters import toggled
from explorer.exploring.tables import Tables
from explorer.exploring.view import View
from explorer.model import PublicationDate
from explorer.ui.chart_component import Pick
from explorer.ui.reader_component import format_date
from explorer.ui.state import get_state, open_release, set_filters

ROW_HEIGHT = 31
MOST_ROWS = 5_000  # about 1 MB to the browser; the summary says how many there are
THEATRE = ("IQ", "SY", "")  # a river that crosses a border belongs to no one country


def spot_in_view(tables: Tables, selection: Selection) -> str | None:
    """The dot of the mention that the reader has in view."""
    mentions = tables.mentions_of(selection.release_id)
    found = mentions[(mentions["start"] == selection.mention_start) & mentions["on_map"]]
    return None if found.empty else found["spot_id"].iloc[0]


def pick_spots(tables: Tables, pick: Pick) -> None:
    """Narrow to what was picked; an open release shows its next mention of it, or closes if it has none."""
    state = get_state()
    filters = state.filters
    is_open = state.selection.release_id is not None
    if pick.mode == "toggle":
        for spot_id in pick.spot_ids:
            filters = toggled(filters, spot_id)
    elif filters.spot_ids == pick.spot_ids and not is_open:
        filters = filters.without("places")  # a second click on the same dot lets it go
    else:
        filters = replace(filters, spot_ids=pick.spot_ids)
    set_filters(filters)
    if is_open:
        start = next_mention(tables, state.selection, pick.spot_ids)
        open_release(state.selection.release_id if start is not None else None, start)


def next_mention(tables: Tables, selection: Selection, spot_ids: Iterable[str]) -> int | None:
    """The open release's mention of the picked places that follows the one in view, round and round."""
    mentions = tables.mentions_of(selection.release_id)
    names = mentions[["spot_id", "place_id", "city_id"]].isin(list(spot_ids)).any(axis=1)
    starts = sorted(mentions.loc[names, "start"])
    seen = -1 if selection.mention_start is None else selection.mention_start
    return next((int(start) for start in starts if start > seen), int(starts[0]) if starts else None)


def render_releases(view: View, selection: Selection) -> None:
    """The table of releases; a click on a row opens it."""
    rows = view.rows(MOST_ROWS)
    ids = list(rows.index)
    table = pd.DataFrame(
        {
            "Published": [format_date(_published(row)) for row in rows.itertuples()],
            "Release": rows["title"],
            "From": rows["publisher"].fillna("unknown"),
            "Places": rows["places"],
        }
    )
    row = ids.index(selection.release_id) if selection.release_id in ids else None
    _follow("releases", row, "Release")
    st.dataframe(
        table,
        key="releases",
        hide_index=True,
        width="stretch",
        height=ROW_HEIGHT * (min(max(len(table), 2), 6) + 1) + 3,
        row_height=ROW_HEIGHT,
        selection_mode="single-cell",
        on_select=lambda: _open_row(ids),
        column_config={
            "Published": st.column_config.TextColumn(width=126),
            "Release": st.column_config.TextColumn(width=270),
            "From": st.column_config.TextColumn(width=80),
            "Places": st.column_config.NumberColumn(width=58),
        },
    )


def render_places(view: View) -> None:
    """The table of places named, those off the map too; a click on a row narrows to it."""
    table = pd.DataFrame(
        {
            "Place": view.places["name"],
            "Kind": view.places["feature_class"],
            "Releases": view.places["releases"],
            "Mentions": view.places["mentions"],
            "On the map": [_standing(row) for row in view.places.itertuples()],
        }
    )
    _follow("places", None)
    st.dataframe(
        table,
        key="places",
        hide_index=True,
        width="stretch",
        height="stretch",
        row_height=ROW_HEIGHT,
        selection_mode="single-cell",
        on_select=lambda: _pick_row(view.places),
        column_config={
            "Releases": st.column_config.NumberColumn(width=70),
            "Mentions": st.column_config.NumberColumn(width=74),
        },
    )


def _standing(place: object) -> str:
    if place.on_map:
        return "point"
    is_drawn = place.geometry != "point" and place.country_code in THEATRE
    return place.geometry if is_drawn else "off the map"


def _published(row: object) -> PublicationDate:
    return PublicationDate(row.published, row.precision, row.basis, row.evidence)


def _follow(key: str, row: int | None, column: str = "") -> None:
    """Mark the row that is open. Positions mean another row after a filter, so the mark is set anew when it differs.

    Only then: what is set here takes away a click that comes at the same time.
    """
    cells = [] if row is None else [(row, column)]
    marked = [tuple(cell) for cell in (st.session_state.get(key) or {}).get("selection", {}).get("cells", [])]
    if marked != cells:
        st.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": cells}}


def _clicked_row(key: str) -> int | None:
    cells = st.session_state[key]["selection"]["cells"]
    return int(cells[0][0]) if cells else None


def _open_row(ids: list[str]) -> None:
    """Streamlit also calls this when a row was marked by us, so what is open already stays as it is."""
    row = _clicked_row("releases")
    if row is not None and row < len(ids) and ids[row] != get_state().selection.release_id:
        open_release(ids[row])


def _pick_row(places: pd.DataFrame) -> None:
    """A place that is nowhere a location is picked in every role."""
    row = _clicked_row("places")
    if row is not None and row < len(places):
        filters = replace(get_state().filters, spot_ids=(str(places.index[row]),))
        set_filters(filters if places["is_location"].iloc[row] else replace(filters, role=()))
