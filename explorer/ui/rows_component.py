"""A table of rows to open as a Streamlit component; the work is in components/rows.js, which builds text nodes only.

Rows are named by their ids in both directions, so that a click never means another row than the one under the pointer.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any, Literal

import streamlit as st

from explorer.ui.gestures import Gesture, handler, settle
from explorer.ui.scripts import ROWS, component

AT_FIRST = 40  # rows; more come as the visitor scrolls to the end of them
MOST = 5_000
_HTML = (
    '<div class="rows"><table role="grid"><colgroup></colgroup><thead></thead><tbody></tbody></table>'
    '<div class="foot" hidden></div></div>'
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: width in rem, None for the one that takes the room that is left; sort as in `aria-sort`, or None.

    A minor one is left out where the table is narrow, as on a phone.
    """

    name: str
    label: str
    width: float | None = None
    kind: Literal["text", "number", "bars"] = "text"
    sort: Literal["ascending", "descending", "none"] | None = None
    note: str = ""
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table shows: rows are an id and then a cell per column; snippets say under a row what was found there.

    `total` counts the rows that there are, `open` and `chosen` name those that are open and have a tick.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    total: int
    open: Sequence[str] = ()
    chosen: Sequence[str] | None = None
    snippets: Mapping[str, Sequence[tuple[str, bool]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Actions:
    """What a table calls: with the id of the row opened or ticked, with the name of the column to sort by."""

    on_open: Callable[[str], None]
    on_choose: Callable[[str], None] | None = None
    on_sort: Callable[[str], None] | None = None


@lru_cache(maxsize=256)
def _plain(column: Column) -> dict[str, Any]:
    return asdict(column)


class RowsComponent:
    """A table of the page, by its name; each page has at most one of a name."""

    def __init__(self, key: str, label: str) -> None:
        self._key = key
        self._label = label
        self._component = component(f"{key}-rows", *ROWS, html=_HTML)

    def limit(self, content: object) -> int:
        """How many rows to give it; `content` is what they are made from, and a new one starts with few again."""
        signature = zlib.crc32(repr(content).encode(errors="backslashreplace"))
        if st.session_state.get(self._limit_key, (None, 0))[0] != signature:
            st.session_state[self._limit_key] = (signature, AT_FIRST)
        return st.session_state[self._limit_key][1]

    def render(self, rows: Rows, actions: Actions, *, height: Literal["content", "stretch"] = "content") -> None:
        """Draw it, after `limit` was asked."""
        called: dict[str, Callable[[Gesture], None]] = {
            "open": lambda gesture: actions.on_open(str(gesture["id"])),
            "more": lambda _gesture: self._show_more(),
        }
        if actions.on_choose:
            called["choose"] = lambda gesture: actions.on_choose(str(gesture["id"]))
        if actions.on_sort:
            called["sort"] = lambda gesture: actions.on_sort(str(gesture["column"]))
        data = {
            "columns": list(map(_plain, rows.columns)),
            "rows": rows.rows,
            "snippets": rows.snippets,
            "total": rows.total,
            "open": list(rows.open),
            "chosen": rows.chosen,
            "label": self._label,
            "most": MOST,
            "signature": st.session_state[self._limit_key][0],
        }
        self._component(data, key=self._key, height=height, on_gestures_change=handler(self._key, called))
        settle(self._key)

    def _show_more(self) -> None:
        signature, limit = st.session_state[self._limit_key]
        st.session_state[self._limit_key] = (signature, min(5 * limit, MOST))

    @property
    def _limit_key(self) -> str:
        return f"{self._key}-limit"
