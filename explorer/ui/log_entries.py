"""What the log of corrections says: which entries are about a release or a place, and which hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from explorer.library import Library
from explorer.library.corrections import Correction, find_active
from explorer.ui import cache


@st.cache_resource(show_spinner=False, max_entries=2)
def get_log(_library: Library, library_path: str, data_version: int) -> tuple[Correction, ...]:
    """The whole log of one version of the data; an entry's number is its place in it, from 1."""
    return tuple(_library.corrections())


def entries_about(log: tuple[Correction, ...], release_id: str) -> list[tuple[int, Correction]]:
    """The numbered entries that may change a release, newest first."""
    numbered = enumerate(log, start=1)
    about = [each for each in numbered if each[1].release_id == release_id or each[1].scope == "everywhere"]
    return about[::-1]


def entries_naming(log: tuple[Correction, ...], place_id: str) -> list[tuple[int, Correction]]:
    """The numbered entries that give a mention a place or take it from there, newest first."""
    return [each for each in enumerate(log, start=1) if place_id in _places_of(each[1])][::-1]


def place_names(log: tuple[Correction, ...]) -> dict[str, str]:
    """What the places that the log is about are called, by id, whether or not a release still names them."""
    given = [value for entry in log if (value := _place_given(entry))]
    known = cache.get_startup().library.geoparser().gazetteer.places
    before = [place_id for entry in log if (place_id := _place_before(entry)) in known]
    return {place_id: known[place_id].name for place_id in before} | {each["place_id"]: each["name"] for each in given}


def active_ids(log: tuple[Correction, ...]) -> set[str]:
    """The ids of the entries that hold and can be undone."""
    return {entry.correction_id for entry in find_active(log)}


def times_undone(entry: Correction, log: Sequence[Correction]) -> int:
    """How often the log says that an entry does not hold."""
    return sum(each.field == "undo" and each.after == entry.correction_id for each in log)


def _places_of(entry: Correction) -> set[str | None]:
    return {_place_before(entry), (_place_given(entry) or {}).get("place_id")}


def _place_before(entry: Correction) -> str | None:
    return (entry.before or {}).get("place_id") if entry.anchor else None


def _place_given(entry: Correction) -> dict[str, Any] | None:
    if entry.field == "mention":
        return entry.after and entry.after["place"]
    return entry.after if entry.field == "place" else None
