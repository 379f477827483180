"""The bar of the Compare page: which two releases, suggestions with their reasons, and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from explorer.errors import LibraryError
from explorer.exploring.comparing.suggestions import IN_WORDS, Suggestion
from explorer.exploring.tables import Tables
from explorer.library import Library
from explorer.model import Release
from explorer.ui import cache
from explorer.ui.compare_data import get_suggestions
from explorer.ui.compare_state import ORIGINAL, Desk, choose, get_desk, pass_by, swap
from explorer.ui.reader_component import format_date
from explorer.ui.shell import render_brand
from explorer.ui.text import plain

_FOUND, _NEWEST = 12, 6  # releases that a search, and a look at the newest, offer at most
_ID_LENGTH = 16  # characters of a release_id
_VIEWS = {"passages": "Passages", "words": "Word by word", "everything": "Everything"}
_VIEW_HELP = (
    "Passages: what both say, in the same or other words. Word by word: what changed between versions and reprints, "
    "wrappers, white space and forms of quotation marks aside. Everything: the same for the files as they came."
)


@dataclass(frozen=True, eq=False)
class Shelf:
    """Where releases come from: the library at one version of its data."""

    library: Library
    tables: Tables
    version: int

    @property
    def key(self) -> tuple[str, int]:
        """What caches know it by."""
        return str(self.library.path), self.version

    def release(self, release_id: str) -> Release:
        """One release, whole.

        Raises:
            LibraryError: there is no such release.
        """
        return cache.get_release(self.library, *self.key, release_id)

    def readable(self, desk: Desk) -> Desk:
        """What a link asks for, without a release that was removed, or whose text is damaged."""
        a, b = (release_id if self._has(release_id) else None for release_id in (desk.a, desk.b))
        return replace(desk, a=a, b=None if b == ORIGINAL and a is None else b)

    def _has(self, release_id: str | None) -> bool:
        """Whether there is this release, and it can be read; `ORIGINAL` stands for one that is there."""
        try:
            return release_id == ORIGINAL or bool(release_id and self.release(release_id))
        except LibraryError:
            return False


def render_view(view: str, desk: Desk, *, is_pair: bool, is_foldable: bool) -> None:
    """The brand, and how two releases are shown."""
    render_brand()
    if not is_pair:
        return
    st.session_state.view = view
    st.segmented_control(
        "View",
        list(_VIEWS),
        key="view",
        format_func=_VIEWS.get,
        required=True,
        label_visibility="collapsed",
        help=_VIEW_HELP,
        on_change=lambda: pass_by(replace(get_desk(), view=st.session_state.view)),
    )
    if is_foldable:
        st.session_state.only_changes = desk.only_changes
        st.toggle(
            "Changes only",
            key="only_changes",
            on_change=lambda: pass_by(replace(get_desk(), only_changes=st.session_state.only_changes)),
        )


def render_words(words: str) -> None:
    """The words that a link marks, as a chip that drops them."""
    st.button(
        plain(f"“{words}”"),
        key="linked-words",
        icon=":material/close:",
        on_click=lambda: pass_by(replace(get_desk(), words=None)),
        help="The hits of these words of a link are marked. Drop them",
    )


def render_gone(wanted: Desk, desk: Desk) -> None:
    """Which release a link asked for is not in what is shown instead."""
    asked = {wanted.a, wanted.b} - {desk.a, desk.b, ORIGINAL}
    names = ", ".join(sorted(release_id[:_ID_LENGTH] for release_id in asked if release_id))
    also = "also " if desk.a or desk.b else ""
    said = f"The link {also}asked for a release that is not here: {names}. Choose another one."
    st.error(plain(said), icon=":material/link_off:")


def render_choices(shelf: Shelf, desk: Desk) -> None:
    """What stands on either side, each above its pane, with a way to choose another."""
    left, right, rest = st.columns([1.375, 1.375, 1], gap="small", vertical_alignment="center")
    with left:
        _render_choice(shelf, "a", desk.a, desk.b)
    with right:
        _render_choice(shelf, "b", desk.b, desk.a)
    with rest, st.container(horizontal=True, horizontal_alignment="right"):
        is_pair = bool(desk.a and desk.b and desk.b != ORIGINAL)
        st.button("Swap", key="swap", on_click=swap, icon=":material/swap_horiz:", disabled=not is_pair)
        st.button(
            "Close B", key="alone", on_click=choose, args=("b", None), icon=":material/close:", disabled=not desk.b
        )


def render_candidates(shelf: Shelf, side: str, beside: str | None, *, place: str) -> None:
    """Releases to put on a side: those suggested for the other one with their reasons, or what a search finds."""
    key = f"find-{side}-{place}"
    words = st.text_input(
        "Find a release", key=key, placeholder="Find a release", icon=":material/search:", label_visibility="collapsed"
    )
    groups = _found(shelf, words, beside) if words.strip() else _suggested(shelf, beside)
    for heading, releases in groups:
        st.caption(heading)
        for release_id, reason in releases:
            _render_candidate(shelf, side, release_id, reason, key)
    if side == "b" and beside and not words.strip():
        st.button(
            "Its own original, with what the clean text leaves out",
            key=f"{key}-original",
            on_click=choose,
            args=("b", ORIGINAL),
            type="tertiary",
        )


def _render_choice(shelf: Shelf, side: str, release_id: str | None, beside: str | None) -> None:
    if release_id == ORIGINAL:
        label = "B · the original of A"
    else:
        label = f"{side.upper()} · {plain(shelf.release(release_id).title)}" if release_id else "Compare with …"
    with st.popover(label, key=f"choose-{side}", width="stretch"):
        render_candidates(shelf, side, None if beside == ORIGINAL else beside, place="bar")


_Candidates = list[tuple[str, str]]  # release_id and reason


def _found(shelf: Shelf, words: str, beside: str | None) -> list[tuple[str, _Candidates]]:
    found = [(each, "") for each in shelf.library.ranked(words, most=_FOUND) if each != beside]
    return [("Found" if found else "No release says that.", found)]


def _suggested(shelf: Shelf, beside: str | None) -> list[tuple[str, _Candidates]]:
    """Those worth comparing, and the newest, each under its heading."""
    suggestions = get_suggestions(shelf.library, shelf.tables, *shelf.key, beside) if beside else ()
    suggested = [(each.release_id, _reason(shelf, each)) for each in suggestions]
    known = {beside, *(release_id for release_id, _ in suggested)}
    newest = [(each, "") for each in shelf.tables.releases.index if each not in known][:_NEWEST]
    groups = [("Worth comparing", suggested), ("The newest releases", newest)]
    return [(heading, releases) for heading, releases in groups if releases]


def _reason(shelf: Shelf, suggestion: Suggestion) -> str:
    """Why it is suggested; a version is told from the release by its file."""
    said = []
    for reason in suggestion.reasons:
        if reason.kind in IN_WORDS:
            said.append(f"{reason.text}, {shelf.release(suggestion.release_id).file_name}")
        else:
            said.append(f"{reason.kind}: {reason.text}")
    return "; ".join(said)


def _render_candidate(shelf: Shelf, side: str, release_id: str, reason: str, key: str) -> None:
    release = shelf.release(release_id)
    described = f"{format_date(release.published)} · {release.publisher or 'publisher unknown'}"
    with st.container(key=f"{key}-{release_id}", gap=None):
        st.button(
            plain(release.title),
            key=f"{key}-{release_id}-choose",
            on_click=choose,
            args=(side, release_id),
            type="tertiary",
        )
        st.caption(plain(" · ".join(filter(None, [described, reason]))))
