"""Correcting where a release says things happened: the mention in view, and words that were missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

import streamlit as st

from explorer.exploring.candidates import find_words
from explorer.library import Library
from explorer.library.corrections import Correction, Scope
from explorer.model import Mention, Place, Role
from explorer.ui import correction_log as logged
from explorer.ui.correction_log import Subject, change, save, save_if_differing
from explorer.ui.correction_places import own_places, render_choice, render_new_place
from explorer.ui.correction_text import NOT_A_PLACE
from explorer.ui.text import plain

ROLES = (*get_args(Role), NOT_A_PLACE)
REACHES: dict[Scope, str] = {"here": "Here only", "release": "In this release", "everywhere": "Everywhere"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the panel works on."""

    library: Library
    log: tuple[Correction, ...]
    subject: Subject  # the release
    mentions: tuple[Mention, ...]


def render_mention(desk: Desk, start: int | None) -> Subject | None:
    """The mention in view; returns it when a click on the map is waited for."""
    mention = next((each for each in desk.mentions if each.start == start), None)
    if mention is None:
        st.caption("Click a place in the text below, then say here what it is.")
        return None
    subject = replace(desk.subject, mention=mention)
    st.markdown(f"**{plain(mention.toponym)}** · {plain(mention.reason)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        reach = _render_reach(desk, subject)
        render_why(subject.key("why"))
    _render_role(subject, reach)

    def place(chosen: Place | None) -> Correction:
        why = st.session_state[subject.key("why")]
        return change(subject, "place", logged.as_value(chosen), scope=reach, why=why)

    render_choice(subject, own_places(desk.log), place)
    return subject if render_new_place(subject, place) else None


def _render_reach(desk: Desk, subject: Subject) -> Scope:
    counts = {reach: desk.library.count_meant(change(subject, "mention", None, scope=reach)) for reach in REACHES}
    return st.segmented_control(
        "How far it goes",
        list(REACHES),
        default="here",
        required=True,
        format_func=lambda reach: f"{REACHES[reach]}: {counts[reach]}" if reach != "here" else REACHES[reach],
        key=subject.key("reach"),
        label_visibility="collapsed",
    )


def _render_role(subject: Subject, reach: Scope) -> None:
    key, shown = subject.key("role"), subject.mention.role

    def role() -> Correction:
        field, after = ("mention", None) if st.session_state[key] == NOT_A_PLACE else ("role", st.session_state[key])
        return change(subject, field, after, scope=reach, why=st.session_state[subject.key("why")])

    st.segmented_control(
        "Role",
        ROLES,
        default=shown,
        required=True,
        key=key,
        on_change=lambda: save(role()),
        label_visibility="collapsed",
    )
    save_if_differing(st.session_state[key] != shown, role)


def render_missed(desk: Desk) -> Subject | None:
    """Words of the text that no mention covers; returns them when a click on the map is waited for."""
    words_key = desk.subject.key("words")
    words = st.text_input(
        "Words of the text", key=words_key, placeholder="Mark the words in the text below, or type them here"
    )
    before = st.session_state.get(desk.subject.key("words-before"), "")
    spans = find_words(desk.subject.release.text, words, desk.mentions, before=before)
    if not spans:
        if words:
            st.caption("The text has no such words that are no place yet.")
        return None
    start, end = _render_spans(desk, spans)
    text = desk.subject.release.text
    found = Mention(start, end, text[start:end], "location", None, None, False, "", 1.0)
    subject = replace(desk.subject, mention=found, is_new=True)
    render_why(subject.key("why"))
    role = st.segmented_control(
        "Role",
        get_args(Role),
        default="location",
        required=True,
        key=subject.key("role"),
        label_visibility="collapsed",
    )

    def missed(chosen: Place | None) -> Correction:
        after = {"role": role, "place": logged.as_value(chosen)}
        return change(subject, "mention", after, why=st.session_state[subject.key("why")])

    render_choice(subject, own_places(desk.log), missed)
    return subject if render_new_place(subject, missed) else None


def _render_spans(desk: Desk, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Which of several places in the text is meant."""
    if len(spans) == 1:
        return spans[0]
    text = desk.subject.release.text
    return st.selectbox(
        "Which of them", spans, key=desk.subject.key("span"), format_func=lambda span: _around(text, *span)
    )


def _around(text: str, start: int, end: int) -> str:
    return " ".join(f"… {text[max(0, start - 30) : end + 30]} …".split())


def render_why(key: str) -> None:
    """Ask for the reason that goes into the log."""
    st.text_input("Why", key=key, placeholder="Why? (optional)", label_visibility="collapsed")
