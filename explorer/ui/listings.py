"""The tables beside the map: of releases, with what the search found in them, and of places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from explorer.exploring.address import MOST_COMPARED
from explorer.exploring.arranging import MATCH, RELEASE_COLUMNS, Sort, order_places, order_releases, turned
from explorer.exploring.trends import count_trends
from explorer.exploring.view import View
from explorer.library import Library
from explorer.library.search import Snippet
from explorer.model import Basis, Precision, PublicationDate
from explorer.ui.panes import THEATRE
from explorer.ui.reader_component import format_date
from explorer.ui.rows_component import MOST, Actions, Column, Rows, RowsComponent
from explorer.ui.state import choose_to_compare, get_state, open_release, set_filters, set_tables

UNKNOWN = "unknown"
COLUMNS = {
    "published": Column("published", "Published", 9.7),
    "title": Column("title", "Release"),
    "publisher": Column("publisher", "From", 6.2, minor=True),
    "places": Column("places", "Places", 4.4, "number", note="Places on the map that the release names"),
    "mentions": Column("mentions", "Mentions", 5.2, "number", note="Mentions of places that the filters leave"),
    "kind": Column("kind", "Kind", 6.5),
    "basis": Column("basis", "Date known", 5.8, note="How the publication date is known"),
    "file": Column("file", "File", 8),
}
AT_FIRST = Sort("published", is_descending=True)
PRESENTED = ("published", "title", "places")  # to a room
PRESENTED_OF_PLACES = ("name", "releases", "mentions", "trend")
PLACE_COLUMNS = (
    Column("name", "Place"),
    Column("feature_class", "Kind", 5.8, minor=True),
    Column("releases", "Releases", 5.3, "number"),
    Column("mentions", "Mentions", 5.4, "number"),
    Column("trend", "In time", 5.2, "bars", note="Mentions by time of publication, from the first shown to the last"),
    Column("standing", "On the map", 5.8, minor=True),
)
_releases = RowsComponent("releases", "Releases")
_places = RowsComponent("places", "Places named")


def order_of(view: View, library: Library) -> np.ndarray:
    """The positions of the shown releases in the order of their table."""
    return view.once(_order, _sort_of(view), library)


def _order(view: View, sort: Sort | None, library: Library) -> np.ndarray:
    is_best = sort is not None and sort.column == MATCH
    return order_releases(view, sort, library.ranked(view.filters.words, most=MOST) if is_best else ())


def render_releases(view: View, order: np.ndarray, library: Library) -> None:
    """The table of releases; a click on a row opens it, and two chosen ones can be compared."""
    state, sort, names = get_state(), _sort_of(view), _columns_shown()
    rows, snippets = view.once(_release_rows, names, sort, _releases.limit((view.filters, sort)), library)
    _releases.render(
        Rows(
            columns=[_sortable(COLUMNS[name], sort, AT_FIRST) for name in names],
            rows=rows,
            total=view.release_count,
            open=[state.selection.release_id] if state.selection.release_id else (),
            chosen=None if state.is_presented else state.compared,
            snippets=snippets,
        ),
        Actions(on_open=open_release, on_choose=choose_to_compare, on_sort=_sort_releases),
    )


def _columns_shown() -> tuple[str, ...]:
    state = get_state()
    return tuple(name for name in state.tables.columns if name in PRESENTED or not state.is_presented)


def _release_rows(
    view: View, names: Sequence[str], sort: Sort | None, limit: int, library: Library
) -> tuple[list[list[Any]], dict[str, list[tuple[str, bool]]]]:
    """So many rows of the table of releases, and their snippets."""
    shown = view.once(_order, sort, library)[:limit]
    ids = [view.tables.release_ids[position] for position in shown.tolist()]
    snippets = library.snippets(view.filters.words, ids) if view.filters.has_words else {}
    rows = [list(each) for each in zip(ids, *_release_cells(view, shown, names), strict=True)]
    return rows, {release_id: pieces_of(snippet) for release_id, snippet in snippets.items()}


def render_places(view: View) -> None:
    """The table of places named, those off the map too; a click on a row narrows to it."""
    sort = get_state().tables.places
    columns = [each for each in PLACE_COLUMNS if each.name in PRESENTED_OF_PLACES or not get_state().is_presented]
    rows = view.once(_place_rows, tuple(column.name for column in columns), sort, _places.limit((view.filters, sort)))
    _places.render(
        Rows(
            columns=[_sortable(column, sort, Sort("releases", True)) for column in columns],
            rows=rows,
            total=len(view.place_ranks["position"]),
            open=view.filters.spot_ids,
        ),
        Actions(on_open=lambda place_id: _pick_place(view, place_id), on_sort=_sort_places),
        height="stretch",
    )


def _place_rows(view: View, names: Sequence[str], sort: Sort | None, limit: int) -> list[list[Any]]:
    """So many rows of the table of places."""
    places, ranks = view.tables.places, view.place_ranks
    if sort is not None:
        first = order_places(view.places, sort).head(limit).index
        ranks = {name: values[view.places.index.get_indexer(first)] for name, values in ranks.items()}
    ranks = {name: values[:limit] for name, values in ranks.items()}
    ids = places.index.array[ranks["position"]].tolist()
    texts = {
        name: places[name].array[ranks["position"]].tolist()
        for name in ("name", "feature_class", "geometry", "country_code")
    }
    cells = texts | {
        **{name: ranks[name].tolist() for name in ("releases", "mentions")},
        "trend": count_trends(view, ids).tolist(),
        "standing": list(map(_standing, ranks["on_map"].tolist(), texts["geometry"], texts["country_code"])),
    }
    return [list(each) for each in zip(ids, *(cells[name] for name in names), strict=True)]


def pieces_of(snippet: Snippet) -> list[tuple[str, bool]]:
    """A snippet cut into what is marked and what is not."""
    pieces, end = [], 0
    for first, last in snippet.marked:
        pieces += [(snippet.text[end:first], False), (snippet.text[first:last], True)]
        end = last
    return [piece for piece in (*pieces, (snippet.text[end:], False)) if piece[0]]


def render_tools() -> None:
    """What two chosen releases are for, and how the table is arranged."""
    state = get_state()
    if len(state.compared) == MOST_COMPARED:
        pair = dict(zip("ab", state.compared, strict=True))
        with st.container(key="compare", width="content"):
            st.page_link("explorer/pages/compare.py", label="Compare the two", query_params=pair)
    elif state.compared:
        st.caption("Choose one more to compare", width="content")
    if state.filters.has_words:
        is_best = state.tables.releases == Sort(MATCH)
        label = "Newest first" if is_best else "Best match first"
        st.button(label, key="match", type="tertiary", on_click=_sort_releases, args=(MATCH,))
    render_hidden_sort()
    with st.popover("Columns", type="tertiary", key="columns", width="content", on_change="rerun") as popover:
        if popover.open:
            _render_columns()


def render_hidden_sort() -> None:
    """Say what the releases are sorted by where no column shows it."""
    column = (get_state().tables.releases or AT_FIRST).column
    if column not in (MATCH, *_columns_shown()):
        st.caption(f"Sorted by {COLUMNS[column].label} (hidden)", width="content")


def _sort_of(view: View) -> Sort | None:
    """What the table of releases is sorted by; by the match only while there are words to match."""
    sort = get_state().tables.releases
    return None if sort == Sort(MATCH) and not view.filters.has_words else sort


def _render_columns() -> None:
    chosen = [name for name in get_state().tables.columns if name != "title"]
    if st.session_state.get("chosen-columns") != chosen:
        st.session_state["chosen-columns"] = chosen
    st.pills(
        "Columns of the table",
        [name for name in RELEASE_COLUMNS if name != "title"],
        key="chosen-columns",
        selection_mode="multi",
        format_func=lambda name: COLUMNS[name].label,
        on_change=_choose_columns,
    )


def _choose_columns() -> None:
    chosen = {"title", *st.session_state["chosen-columns"]}
    columns = tuple(name for name in RELEASE_COLUMNS if name in chosen)
    set_tables(replace(get_state().tables, columns=columns))


def _sort_releases(column: str) -> None:
    tables = get_state().tables
    set_tables(replace(tables, releases=turned(tables.releases, column)))


def _sort_places(column: str) -> None:
    tables = get_state().tables
    set_tables(replace(tables, places=turned(tables.places, column)))


def _sortable(column: Column, sort: Sort | None, at_first: Sort) -> Column:
    if column.name in ("trend", "standing"):
        return column
    shown = sort or at_first
    direction = "descending" if shown.is_descending else "ascending"
    return replace(column, sort=direction if shown.column == column.name else "none")


def _release_cells(view: View, shown: np.ndarray, columns: Iterable[str]) -> list[list[Any]]:
    """The cells of the releases at these positions, column by column."""
    releases = view.tables.releases

    def texts(name: str) -> list[Any]:
        return [each if isinstance(each, str) else None for each in releases[name].array[shown]]

    def cells(name: str) -> list[Any]:
        match name:
            case "places" | "mentions":
                places, mentions = view.counts(up_to=int(shown.max(initial=0)))
                return (places if name == "places" else mentions)[shown].tolist()
            case "published":
                return [_date(*each) for each in zip(*map(texts, ("published", "precision", "basis")), strict=True)]
            case "publisher" | "kind":
                return [each or UNKNOWN for each in texts(name)]
        return texts("file_name" if name == "file" else name)

    return [cells(name) for name in columns]


@lru_cache(maxsize=4096)  # hundreds of rows at every drawing, and few dates
def _date(published: str | None, precision: Precision | None, basis: Basis) -> str:
    return format_date(PublicationDate(published, precision, basis, evidence=""))


def _standing(is_on_map: bool, geometry: str, country_code: str) -> str:
    if is_on_map:
        return "point"
    is_drawn = geometry != "point" and country_code in THEATRE
    return geometry if is_drawn else "off the map"


def _pick_place(view: View, place_id: str) -> None:
    """A place that is nowhere a location is picked in every role."""
    filters = replace(get_state().filters, spot_ids=(place_id,))
    is_location = view.places["is_location"].get(place_id, True)
    set_filters(filters if is_location else replace(filters, role=()))
