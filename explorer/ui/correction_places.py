"""Choosing the place of a mention: one of the gazetteer, one that a person adds, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.exploring.candidates import find_places, new_place
from explorer.exploring.labels import tell_apart
from explorer.library.corrections import Correction
from explorer.model import Place
from explorer.reading.gazetteer import FEATURE_CLASSES
from explorer.ui import cache
from explorer.ui.correction_log import Subject, save_if_differing, saving
from explorer.ui.correction_text import NOTHING, describe_place
from explorer.ui.text import plain

NONE_KNOWN = ""
KINDS = sorted(FEATURE_CLASSES)
SAVE = "Save this place"
NEW_PLACE = "New place"

Correct = Callable[[Place | None], Correction]


def own_places(log: Sequence[Correction]) -> list[Place]:
    """The places that people added in corrections, newest first."""
    values = [entry.after["place"] if entry.field == "mention" else entry.after for entry in log if _has_place(entry)]
    gazetteer = cache.get_startup().library.geoparser().gazetteer.places
    places = {value["place_id"]: Place(**value) for value in values if value and value["place_id"] not in gazetteer}
    return list(places.values())[::-1]


def labelled_row(label: str) -> DeltaGenerator:
    """A row of the panel that begins with what it asks for."""
    row = st.container(horizontal=True, vertical_alignment="center")
    row.caption(label, width=52)
    return row


def render_place(subject: Subject, own: Sequence[Place], correct: Correct) -> bool:
    """Ask for the place of the mention, and save what is chosen as the entry that `correct` makes of it.

    Returns whether a click on the map is waited for: the place is a new one, and this says where it is.
    """
    adding = st.session_state.get(subject.key("adding"), False)
    with labelled_row("Place"):
        typed = "" if adding else _render_search(subject)
        st.toggle(NEW_PLACE, key=subject.key("adding"))
    if adding:
        _render_new_place(subject, correct)
    else:
        _render_choice(subject, typed, own, correct)
    return adding


def _render_search(subject: Subject) -> str:
    return st.text_input(
        "Search places",
        key=subject.key("search"),
        placeholder=f"Search places: {subject.mention.toponym}",
        label_visibility="collapsed",
        icon=":material/search:",
        live="300ms",
    )


def _render_choice(subject: Subject, typed: str, own: Sequence[Place], correct: Correct) -> None:
    mention = subject.mention
    found = find_places(cache.get_startup().library.geoparser().gazetteer, typed or mention.toponym, own)
    shown = mention.place.place_id if mention.place else NONE_KNOWN
    offered = {place.place_id: place for place in ([mention.place] if mention.place else []) + found}
    places: dict[str, Place | None] = {**offered, NONE_KNOWN: None}
    labels = tell_apart({place_id: _parts(place) for place_id, place in places.items()}, " · ")
    key = subject.key(f"place-{_digest(list(places))}")
    asked = None if subject.is_new else shown

    def place() -> Correction:
        return correct(places[st.session_state[key]])

    st.radio(
        "Place",
        list(places),
        index=None if subject.is_new else list(places).index(shown),
        format_func=labels.__getitem__,
        key=key,
        on_change=saving(key, asked, place),
        label_visibility="collapsed",
    )
    save_if_differing(st.session_state[key] != asked, place)


def _render_new_place(subject: Subject, correct: Correct) -> None:
    with st.container(horizontal=True):
        st.text_input("Name", value=subject.mention.toponym, key=subject.key("new-name"))
        st.selectbox("Kind", KINDS, index=KINDS.index("village"), key=subject.key("new-kind"))
    with st.container(horizontal=True):
        _render_coordinate(subject, "latitude", 90.0)
        _render_coordinate(subject, "longitude", 180.0)
        st.number_input(
            "Precision [km]",
            0.01,
            5000.0,
            value=1.0,
            key=subject.key("new-precision"),
            help="The true place lies within this distance of the point.",
        )
    st.text_input("Source", key=subject.key("new-source"), placeholder="Where the position is from: a map, a gazetteer")
    missing = [name for name in ("name", "latitude", "longitude", "source") if _said(subject, name) in (None, "")]
    if missing:
        st.caption(f"**Click the map** where it is, or type it. Still needed: {', '.join(missing)}.")
        return
    place = _new_place(subject)
    st.caption(plain(f"{describe_place(place)}; governorate and country are those of the nearest known place."))
    # Pills hold a value, and so are not lost as the click of a button can be.
    key = subject.key("new-save")

    def added() -> Correction:
        return correct(place)

    pressed = st.pills("Save", [SAVE], key=key, label_visibility="collapsed", on_change=saving(key, None, added))
    save_if_differing(pressed is not None, added)


def _render_coordinate(subject: Subject, name: str, most: float) -> None:
    key = subject.key(f"new-{name}")
    st.number_input(name.capitalize(), -most, most, value=None, format="%.5f", key=key)


def set_point(subject: Subject, latitude: float, longitude: float) -> None:
    """Keep where the visitor clicked the map for the place that is being added."""
    st.session_state[subject.key("new-latitude")] = round(latitude, 5)
    st.session_state[subject.key("new-longitude")] = round(longitude, 5)


def _said(subject: Subject, name: str) -> str | float | None:
    value = st.session_state.get(subject.key(f"new-{name}"))
    return value.strip() if isinstance(value, str) else value


def _new_place(subject: Subject) -> Place:
    name, latitude, longitude = (_said(subject, each) for each in ("name", "latitude", "longitude"))
    return new_place(
        name,
        latitude,
        longitude,
        kind=_said(subject, "kind"),
        precision_km=_said(subject, "precision"),
        source=_said(subject, "source"),
        known=cache.get_startup().library.geoparser().gazetteer.places.values(),
    )


def _parts(place: Place | None) -> list[str]:
    if place is None:
        return [NOTHING]
    point = f"{place.latitude:.4f}, {place.longitude:.4f}"
    return [f"**{plain(place.name)}** · {plain(describe_place(place))}", plain(point), plain(place.place_id)]


def _has_place(entry: Correction) -> bool:
    return entry.field == "place" or (entry.field == "mention" and entry.after is not None)


def _digest(place_ids: list[str]) -> str:
    return hashlib.sha256("\n".join(place_ids).encode()).hexdigest()[:12]
