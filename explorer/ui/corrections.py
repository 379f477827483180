"""Correcting the open release beside its text: each choice is saved at once, and the log says that it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import streamlit as st

from explorer.exploring.candidates import find_words
from explorer.library import Library
from explorer.library.correction_records import LENGTHS
from explorer.library.corrections import Correction, Scope
from explorer.model import Mention, Place, Release, Role
from explorer.ui import correction_log as logged
from explorer.ui.correction_log import Subject, change, save, save_if_differing
from explorer.ui.correction_places import own_places, render_choice, render_new_place, set_point
from explorer.ui.correction_text import NOT_A_PLACE, describe, describe_shortly
from explorer.ui.pick_component import render_pick
from explorer.ui.text import plain

THIS, MISSED, RELEASE = SECTIONS = ("This place", "A missed place", "The release")
ROLES = (*get_args(Role), NOT_A_PLACE)
PRECISIONS = {length: precision for precision, length in LENGTHS.items()}
MOST_ENTRIES = 5
_STYLE = (Path(__file__).parent / "components" / "corrections.css").read_text(encoding="utf-8")
REACHES: dict[Scope, str] = {"here": "Here only", "release": "In this release", "everywhere": "Everywhere"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the panel works on."""

    library: Library
    log: tuple[Correction, ...]
    subject: Subject  # the release
    mentions: tuple[Mention, ...]


def render_switch() -> None:
    """The switch that opens the panel."""
    st.toggle("Correct", key="correcting")


def render_panel(library: Library, release: Release, version: int, mention_start: int | None) -> None:
    """The panel, if it is switched on, for a release and the mention in view."""
    if not st.session_state.get("correcting"):
        return
    log = logged.get_log(library, str(library.path), version)
    about = logged.entries_about(log, release.release_id)
    desk = Desk(library, log, Subject(release, len(about)), library.mentions_of(release.release_id))
    with st.container(key="corrections", gap="small"):
        st.html(f"<style>{_STYLE}</style>")
        with st.container(horizontal=True, vertical_alignment="center"):
            section = st.segmented_control(
                "Correct",
                SECTIONS,
                default=THIS,
                required=True,
                key="correcting-what",
                on_change=logged.forget_failure,
                label_visibility="collapsed",
            )
            _render_name()
        _render_receipt(desk)
        aiming = None
        if section == RELEASE:
            _render_release(desk.subject)
        elif section == MISSED:
            aiming = _render_missed(desk)
        else:
            aiming = _render_mention(desk, mention_start)
        _render_entries(desk, about[:MOST_ENTRIES])
        _listen(desk.subject, aiming=aiming, words=section == MISSED)


def _render_name() -> None:
    st.text_input(
        "Your name",
        key="corrector",
        placeholder="Your name, for the log",
        label_visibility="collapsed",
        persist_state="session",
    )


def _render_receipt(desk: Desk) -> None:
    failure = st.session_state.get("correction_failure")
    if failure:
        st.error(plain(f"Not saved: {failure}"), icon=":material/error:")
    elif receipt := logged.receipt(desk.log):
        st.markdown(f":material/check: {plain(receipt)}")


def _render_release(subject: Subject) -> None:
    title_key, date_key, why_key = (subject.key(name) for name in ("title", "date", "why"))
    release = subject.release

    def title() -> Correction:
        return change(subject, "title", st.session_state[title_key].strip(), why=st.session_state[why_key])

    def date() -> Correction:
        return change(subject, "published", _date_said(st.session_state[date_key]), why=st.session_state[why_key])

    _render_why(why_key)
    st.text_input("Title", value=release.title, key=title_key, on_change=lambda: save(title()))
    st.text_input(
        "Published",
        value=release.published.date or "",
        key=date_key,
        placeholder="unknown",
        on_change=lambda: save(date()),
        help="As 2017-06-29, 2017-06 or 2017, by what is known; empty when it is unknown",
    )
    save_if_differing(st.session_state[title_key].strip() != release.title.strip(), title)
    save_if_differing(st.session_state[date_key].strip() != (release.published.date or ""), date)


def _render_mention(desk: Desk, start: int | None) -> Subject | None:
    """The mention in view; returns it when a click on the map is waited for."""
    mention = next((each for each in desk.mentions if each.start == start), None)
    if mention is None:
        st.caption("Click a place in the text below, then say here what it is.")
        return None
    subject = replace(desk.subject, mention=mention)
    st.markdown(f"**{plain(mention.toponym)}** · {plain(mention.reason)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        reach = _render_reach(desk, subject)
        _render_why(subject.key("why"))
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


def _render_missed(desk: Desk) -> Subject | None:
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
    _render_why(subject.key("why"))
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


def _render_entries(desk: Desk, about: Sequence[tuple[int, Correction]]) -> None:
    """What was corrected in the release, newest first, each with its undo."""
    numbers = {entry.correction_id: number for number, entry in enumerate(desk.log, start=1)}
    names = {mention.place.place_id: mention.place.name for mention in desk.mentions if mention.place}
    active = logged.active_ids(desk.log)
    for number, entry in about:
        with st.container(horizontal=True, vertical_alignment="center", key=f"entry-{number}"):
            st.text(describe_shortly(number, describe(entry, numbers, names)))
            if entry.correction_id in active:
                _render_undo(desk, entry)


def _render_undo(desk: Desk, entry: Correction) -> None:
    key = desk.subject.key(f"undo-{entry.correction_id}")

    def undoing() -> Correction:
        return logged.undoing(entry, len(desk.log))

    pressed = st.pills("Undo", ["Undo"], key=key, label_visibility="collapsed", on_change=lambda: save(undoing()))
    save_if_differing(pressed is not None, undoing)


def _render_why(key: str) -> None:
    st.text_input("Why", key=key, placeholder="Why? (optional)", label_visibility="collapsed")


def _date_said(typed: str) -> dict[str, str | None]:
    date = typed.strip()
    return {"date": date or None, "precision": PRECISIONS.get(len(date), "day") if date else None}


def _listen(subject: Subject, *, aiming: Subject | None, words: bool) -> None:
    def pick_words(picked: str, before: str) -> None:
        st.session_state[subject.key("words")] = picked
        st.session_state[subject.key("words-before")] = before

    render_pick(
        point=aiming is not None,
        words=words,
        on_point=lambda *point: set_point(aiming, *point),
        on_words=pick_words,
    )
