"""Correcting where a release says things happened: the mention in view, and words that were missed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

import streamlit as st

from explorer.exploring.candidates import find_words
from explorer.library import Library
from explorer.library.corrections import Correction, Scope
from explorer.model import Mention, Place, Role
from explorer.ui import correction_log as logged
from explorer.ui.correction_log import Subject, change, save_if_differing, saving
from explorer.ui.correction_places import labelled_row, own_places, render_place
from explorer.ui.correction_text import NOT_A_PLACE
from explorer.ui.text import plain

ROLES = (*get_args(Role), NOT_A_PLACE)
REACHES: dict[Scope, str] = {"here": "Here only", "release": "In this release", "everywhere": "Everywhere"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the panel works on."""

    library: Library
    log: tuple[Correction, ...]
    about: Sequence[tuple[int, Correction]]  # the entries about the release
    subject: Subject  # the release
    mentions: tuple[Mention, ...]


def render_mention(desk: Desk, start: int | None) -> Subject | None:
    """The mention in view; returns it when a click on the map is waited for."""
    mention = next((each for each in desk.mentions if each.start == start), None)
    if mention is None:
        st.caption("Click a place in the text below, then say here what it is.")
        return None
    subject = logged.mention_subject(desk.subject.release, desk.about, mention)
    st.markdown(f"**{plain(mention.toponym)}** in view")

    def place(chosen: Place | None) -> Correction:
        return change(subject, "place", logged.as_value(chosen), scope=reach, why=why_of(subject))

    reach = _render_reach(desk, subject, lambda reach: change(subject, "mention", None, scope=reach))
    _render_role(subject, reach)
    return subject if render_place(subject, own_places(desk.log), place) else None


def _render_reach(desk: Desk, subject: Subject, asked: Callable[[Scope], Correction]) -> Scope:
    """Ask how far a correction goes, and say for each answer how many mentions it changes; and ask why."""
    counts = {reach: desk.library.count_meant(asked(reach)) for reach in REACHES}
    with labelled_row("Change"):
        reach = st.segmented_control(
            "How far it goes",
            list(REACHES),
            default="here",
            required=True,
            format_func=lambda reach: f"{REACHES[reach]}: {counts[reach]}" if reach != "here" else REACHES[reach],
            key=subject.key("reach"),
            label_visibility="collapsed",
        )
        render_why(subject.key("why"))
    if reach != "here":
        later = "" if reach == "release" else ", and those loaded later"
        alike = "are no mention yet" if subject.is_new else "have this role and place"
        st.caption(f"Changes {counts[reach]}{later}: the same words where they {alike}.")
    return reach


def _render_role(subject: Subject, reach: Scope) -> None:
    key, shown = subject.key("role"), subject.mention.role

    def role() -> Correction:
        field, after = ("mention", None) if st.session_state[key] == NOT_A_PLACE else ("role", st.session_state[key])
        return change(subject, field, after, scope=reach, why=why_of(subject))

    with labelled_row("It is"):
        st.segmented_control(
            "Role",
            ROLES,
            default=shown,
            required=True,
            key=key,
            on_change=saving(key, shown, role),
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
    subject = logged.mention_subject(desk.subject.release, desk.about, found, is_new=True)
    key = subject.key("role")

    def missed(chosen: Place | None, reach: Scope) -> Correction:
        after = {"role": st.session_state.get(key, "location"), "place": logged.as_value(chosen)}
        return change(subject, "mention", after, scope=reach, why=why_of(subject))

    reach = _render_reach(desk, subject, lambda reach: missed(None, reach))
    with labelled_row("It is"):
        st.segmented_control(
            "Role", get_args(Role), default="location", required=True, key=key, label_visibility="collapsed"
        )
    is_aiming = render_place(subject, own_places(desk.log), lambda chosen: missed(chosen, reach))
    return subject if is_aiming else None


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


def render_why(key: str, placeholder: str = "Why? (optional)") -> None:
    """Ask for the reason that goes into the log."""
    st.text_input("Why", key=key, placeholder=placeholder, label_visibility="collapsed")


def why_of(subject: Subject) -> str:
    """The reason that was given."""
    return st.session_state.get(subject.key("why"), "")
