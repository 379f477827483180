"""Correcting the open release beside its text: each choice is saved at once, and the log says that it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from explorer.library import Library
from explorer.library.correction_records import LENGTHS
from explorer.library.corrections import Correction
from explorer.model import Release
from explorer.ui import correction_log as logged
from explorer.ui import log_entries
from explorer.ui.correction_log import Subject, change, save_if_differing, saving
from explorer.ui.correction_mentions import Desk, render_mention, render_missed, render_why
from explorer.ui.correction_places import set_point
from explorer.ui.correction_text import describe, describe_shortly
from explorer.ui.pick_component import render_pick
from explorer.ui.text import plain

THIS, MISSED, RELEASE = SECTIONS = ("This place", "A missed place", "The release")
PRECISIONS = {length: precision for precision, length in LENGTHS.items()}
MOST_ENTRIES = 5
MEANWHILE = dt.timedelta(minutes=10)  # a browser finds the next server sooner
_STYLE = (Path(__file__).parent / "components" / "corrections.css").read_text(encoding="utf-8")


def render_switch() -> None:
    """The switch that opens the panel."""
    st.toggle("Correct", key="correcting")


def render_panel(library: Library, release: Release, version: int, mention_start: int | None) -> None:
    """The panel, if it is switched on, for a release and the mention in view."""
    if not st.session_state.get("correcting"):
        st.session_state.began_without_panel = True
        return
    log = log_entries.get_log(library, str(library.path), version)
    about = log_entries.entries_about(log, release.release_id)
    mentions = library.mentions_of(release.release_id)
    desk = Desk(library, log, about, logged.subject_of(release, about, "mention"), mentions)
    logged.send_again()
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
        logged.render_receipt(desk.log, "Each choice is saved at once and can be undone.")
        _render_meanwhile(desk)
        aiming = None
        if section == RELEASE:
            _render_release(release, about)
        elif section == MISSED:
            aiming = render_missed(desk)
        else:
            aiming = render_mention(desk, mention_start)
        _render_entries(desk)
        _listen(desk.subject, aiming=aiming, words=section == MISSED)


def _render_name() -> None:
    st.text_input(
        "Your name",
        key="corrector",
        placeholder="Your name, for the log",
        label_visibility="collapsed",
        persist_state="session",
    )


def _render_meanwhile(desk: Desk) -> None:
    """Say what was corrected here while a browser had no server: a choice made then was about what stood before.

    A session that begins with the panel open is one that goes on after its server died. What the browser held for the
    widgets of before nothing can read, so this cannot say whether there was a choice.
    """
    state = st.session_state
    if "began_without_panel" not in state and "corrected_meanwhile" not in state:
        newest = next((entry for _, entry in desk.about), None)
        is_new = newest and dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(newest.made_at) < MEANWHILE
        state.corrected_meanwhile = newest.correction_id if is_new else ""
    found = [each for each in desk.about if each[1].correction_id == state.get("corrected_meanwhile")]
    if not found or state.get("correction_saved"):
        return
    [(number, entry)] = found
    numbers = {each.correction_id: number for number, each in enumerate(desk.log, start=1)}
    line = describe_shortly(number, describe(entry, numbers, log_entries.place_names(desk.log)))
    lost = "The connection was lost, and this was corrected last, by"
    again = "If you chose something else here just then, choose it again."
    st.info(plain(f"{lost} {entry.who}: {line}. {again}"), icon=":material/sync_problem:")


def _render_release(release: Release, about: Sequence[tuple[int, Correction]]) -> None:
    titled, dated = (logged.subject_of(release, about, topic) for topic in ("title", "published"))
    title_key, date_key = titled.key("title"), dated.key("date")
    why_key = f"correct-why-{release.release_id}-{len(about)}"

    def why() -> str:
        return st.session_state.get(why_key, "")

    def title() -> Correction:
        return change(titled, "title", st.session_state[title_key].strip(), why=why())

    def date() -> Correction:
        return change(dated, "published", _date_said(st.session_state[date_key]), why=why())

    render_why(why_key, "Why? (optional; type it first, it is saved with what you change)")
    st.text_input("Title", value=release.title, key=title_key, on_change=saving(title_key, release.title, title))
    published = release.published.date or ""
    st.text_input(
        "Published",
        value=published,
        key=date_key,
        placeholder="unknown",
        on_change=saving(date_key, published, date),
        help="As 2017-06-29, 2017-06 or 2017, by what is known; empty when it is unknown",
    )
    save_if_differing(st.session_state[title_key].strip() != release.title.strip(), title)
    save_if_differing(st.session_state[date_key].strip() != published, date)


def _render_entries(desk: Desk) -> None:
    """What was corrected in the release, newest first, each with its undo."""
    numbers = {entry.correction_id: number for number, entry in enumerate(desk.log, start=1)}
    names = log_entries.place_names(desk.log)
    active = log_entries.active_ids(desk.log)
    for number, entry in desk.about[:MOST_ENTRIES]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"entry-{number}"):
            st.text(describe_shortly(number, describe(entry, numbers, names)))
            if entry.correction_id in active:
                _render_undo(desk, entry)


def _render_undo(desk: Desk, entry: Correction) -> None:
    key = f"correct-undo-{entry.correction_id}-{log_entries.times_undone(entry, desk.log)}"

    def undoing() -> Correction:
        return logged.undoing(entry, desk.log)

    pressed = st.pills(
        "Undo this correction", ["Undo"], key=key, label_visibility="collapsed", on_change=saving(key, None, undoing)
    )
    save_if_differing(pressed is not None, undoing)


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
