"""The releases of the library: what was left out of the text of one, and why; and taking one out of the library."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from explorer.library import Library
from explorer.model import PublicationDate, Release
from explorer.reading import Upload
from explorer.ui import cache
from explorer.ui.reader_component import format_date
from explorer.ui.rows_component import Actions, Column, Rows, RowsComponent
from explorer.ui.scripts import component
from explorer.ui.text import plain

MOST_SHOWN = 200_000  # characters of an original; more would make the browser slow
_CHOSEN = "library-chosen"  # where the session keeps the release_id
_COLUMNS = (
    Column("file", "File", 11.5),
    Column("title", "Title"),
    Column("published", "Published", 9.7),
    Column("publisher", "From", 6.2, minor=True),
)
_table = RowsComponent("library-files", "Releases of the library")
_original = component("release_original", "original", html='<div class="original"></div>')


def render_files(library: Library, releases: pd.DataFrame, version: int) -> None:
    """The table of releases, and the one that is chosen."""
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        chosen = _render_table(_found(library, releases))
    with right:
        _render_put_back(library)
        if chosen is None:
            st.caption("Choose a row to see what was left out of its text, and why, or to remove the release.")
        else:
            picked = _render_versions(releases, library.versions(chosen), chosen)
            release = cache.get_release(library, str(library.path), version, picked)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{plain(release.title)}**")
                _render_removal(library, release)
            _render_release(release)


def _found(library: Library, releases: pd.DataFrame) -> pd.DataFrame:
    """The releases whose words, or whose file name, are looked for; all when nothing is."""
    typed = st.text_input(
        "Find a release",
        key="find-release",
        placeholder="Find a release by its words or its file name",
        label_visibility="collapsed",
        icon=":material/search:",
    ).strip()
    if not typed:
        return releases
    named = releases["file_name"].str.contains(typed, case=False, regex=False)
    return releases[named | releases["release_id"].isin(library.search(typed))]


def _render_versions(releases: pd.DataFrame, versions: pd.DataFrame, chosen: str) -> str:
    """Which of the texts that count as one release is meant."""
    if versions.empty:
        return chosen
    file_name = releases.set_index("release_id").at[chosen, "file_name"]
    labels = {chosen: f"counted: {file_name}"}
    labels |= {row.release_id: f"{row.relation}: {row.file_name}" for row in versions.itertuples()}
    return st.selectbox("Kept as one release", labels, format_func=labels.get, key=f"version-{chosen}")


def _render_table(releases: pd.DataFrame) -> str | None:
    """The table; returns the release that is chosen, if it is among these."""
    chosen = st.session_state.get(_CHOSEN)
    shown = releases.head(_table.limit(st.session_state["find-release"]))
    published = (PublicationDate(day, precision, basis, evidence="") for day, precision, basis in _dates(shown))
    cells = (
        shown["release_id"],
        shown["file_name"],
        shown["title"],
        map(format_date, published),
        shown["publisher"].fillna("unknown"),
    )
    _table.render(
        Rows(
            _COLUMNS,
            [list(row) for row in zip(*cells, strict=True)],
            total=len(releases),
            open=[chosen] if chosen else (),
        ),
        Actions(on_open=lambda release_id: st.session_state.update({_CHOSEN: release_id})),
    )
    return chosen if releases["release_id"].eq(chosen).any() else None


def _dates(releases: pd.DataFrame) -> Iterator[tuple[str | None, str | None, str]]:
    columns = releases[["published", "precision", "basis"]].astype(object)
    return columns.where(columns.notna(), None).itertuples(index=False, name=None)


def _render_release(release: Release) -> None:
    st.caption(plain(f"{release.file_name} · {release.encoding} · sha256 {release.sha256[:16]}…"))
    for warning in release.warnings:
        st.warning(plain(warning))
    runs = list(original_runs(release))
    shown = f"{MOST_SHOWN:,} of {len(release.original):,} characters" if len(release.original) > MOST_SHOWN else ""
    st.caption(f"The original, with what was left out struck. {shown}")
    _original({"id": release.release_id, "runs": runs}, key="original", height="content")


def _render_removal(library: Library, release: Release) -> None:
    with st.popover("Remove", icon=":material/delete:", width="content"):
        st.markdown(f"Remove **{plain(release.title)}**?")
        st.text(f"{release.file_name} goes. Corrections of it stay in the log, for when it is loaded again.")
        if st.button("Remove it", key="remove", type="primary"):
            kept = Upload(release.file_name, library.original_bytes(release.release_id))
            if library.remove(release.release_id):
                st.session_state.removed = (release.title, kept)
            st.rerun()


def _render_put_back(library: Library) -> None:
    """Say what was removed last, and offer to undo it."""
    title, kept = st.session_state.get("removed") or (None, None)
    if kept is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/check: Removed: {plain(title)}")
        if st.button("Put it back", key="put-back"):
            outcome = library.load_file(kept, library.geoparser())
            st.session_state.removed = None
            if outcome.outcome == "failed":
                st.error(plain(outcome.message), icon=":material/error:")
                return
            st.rerun()


def original_runs(release: Release) -> Iterator[tuple[str, str | None]]:
    """The original piece by piece, each with the reason why it was left out, or None."""
    position, original = 0, release.original[:MOST_SHOWN]
    for removed in sorted(release.removed, key=lambda removed: removed.start):
        start, end = max(position, removed.start), min(removed.end, len(original))
        if start >= end:
            continue
        if start > position:
            yield original[position:start], None
        yield original[start:end], removed.reason
        position = end
    if position < len(original):
        yield original[position:], None
