"""Which two releases one visitor compares, and what is in view: kept in the session and in the page's address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from explorer.ui.address_bar import read_query, write_query
from explorer.ui.state import get_state

ORIGINAL = "original"  # in the place of b: the original of a, beside its clean text
VIEWS = ("passages", "words", "everything")
_NAMES = ("a", "b", "at", "to", "item", "q", "view", "changes")  # of parameters
_PASSAGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")

Passage = tuple[int, int | None]  # start and, where it is known, end in a clean text


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the address says.

    Attributes:
        a, b: The release_ids; b may be `ORIGINAL`.
        at, to: The passage in view in a and, where it has no counterpart in a, in b.
        item: What is in view instead: kind and key of an item of the comparison, as "place:geonames:99072".
        words: Those of a search, whose hits are marked; None for those that Explore searches for.
        view: One of `VIEWS`, or None for the one that suits the two releases.
        only_changes: Whether what both say is folded.
    """

    a: str | None = None
    b: str | None = None
    at: Passage | None = None
    to: Passage | None = None
    item: str | None = None
    words: str | None = None
    view: str | None = None
    only_changes: bool = False


def to_query(desk: Desk) -> dict[str, str]:
    """Turn a pair into query parameters; what stands at its default is left out."""
    query = {
        "a": desk.a,
        "b": desk.b,
        "at": _write(desk.at),
        "to": _write(desk.to),
        "item": desk.item,
        "q": desk.words,
        "view": desk.view,
        "changes": "only" if desk.only_changes else None,
    }
    return {name: value for name, value in query.items() if value}


def from_query(query: Mapping[str, Sequence[str]]) -> tuple[Desk, tuple[str, ...]]:
    """Turn query parameters into a pair; what means nothing is dropped and named, the rest still holds."""
    first = {name: values[0] for name, values in query.items() if values and values[0]}
    desk = Desk(
        a=first.get("a"),
        b=first.get("b"),
        at=_read(first.get("at", "")),
        to=_read(first.get("to", "")),
        item=first.get("item"),
        words=first.get("q"),
        view=first["view"] if first.get("view") in VIEWS else None,
        only_changes=first.get("changes") == "only",
    )
    understood = to_query(desk)
    return desk, tuple(f"{name}={first[name]}" for name in _NAMES if name in first and name not in understood)


def get_desk() -> Desk:
    """The visitor's pair: what the address says when it was opened, else what was set last."""
    query = read_query()
    if query is not None or "desk" not in st.session_state:
        desk, dropped = from_query(query or {})
        is_as_searched = desk.words == get_state().filters.words
        set_desk(replace(desk, words=None) if is_as_searched else desk)
        st.session_state.desk_dropped = st.session_state.desk, dropped
    return st.session_state.desk


def get_dropped() -> tuple[str, ...]:
    """What the address named that means nothing, as long as the visitor looks at what it did mean."""
    desk, dropped = st.session_state.get("desk_dropped", (None, ()))
    return dropped if desk == st.session_state.desk else ()


def words_to_mark(desk: Desk) -> str | None:
    """The words of the link, else those that Explore searches for now."""
    filters = get_state().filters
    return desk.words or (filters.words if filters.has_words else None)


def set_desk(desk: Desk) -> None:
    """Show this pair; what it has in view is scrolled to."""
    st.session_state.desk = desk
    st.session_state.desk_turn = desk_turn() + 1


def choose(side: str, release_id: str | None) -> None:
    """Put a release on a side ("a" or "b"); the view and what was in view are those of another desk."""
    desk = st.session_state.desk
    set_desk(Desk(**({"a": desk.a, "b": desk.b, "words": desk.words} | {side: release_id})))


def swap() -> None:
    """Exchange the two releases."""
    desk = st.session_state.desk
    set_desk(replace(desk, a=desk.b, b=desk.a, at=desk.to, to=desk.at))


def pass_by(desk: Desk) -> None:
    """Keep a pair that the page shows already: nothing needs to be scrolled."""
    st.session_state.desk = desk


def desk_turn() -> int:
    """A number that grows with every wish, so that the panes can tell a new one from an old one."""
    return st.session_state.get("desk_turn", 0)


def write_address(desk: Desk) -> None:
    """Put the pair into the page's address."""
    write_query({name: [value] for name, value in to_query(desk).items()})


def _write(passage: Passage | None) -> str | None:
    return passage and "-".join(str(offset) for offset in passage if offset is not None)


def _read(text: str) -> Passage | None:
    match = _PASSAGE.fullmatch(text)
    if match is None:
        return None
    return int(match[1]), int(match[2]) if match[2] else None
