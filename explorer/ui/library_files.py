"""The releases of the library: what was left out of the text of one, and why; and taking one out of the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import streamlit as st

from explorer.library import Library
from explorer.model import Release
from explorer.reading import Upload
from explorer.ui import cache
from explorer.ui.scripts import script
from explorer.ui.text import plain

MOST_ROWS = 5_000
MOST_SHOWN = 200_000  # characters of an original; more would make the browser slow
_FILES = Path(__file__).parent / "components"
_original = st.components.v2.component(
    "release_original",
    html='<div class="original"></div>',
    css=(_FILES / "original.css").read_text(encoding="utf-8"),
    js=script("original"),
)


def render_files(library: Library, releases: pd.DataFrame, version: int) -> None:
    """The table of releases, and the one that is chosen."""
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        chosen = _render_table(_found(library, releases).head(MOST_ROWS))
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
    table = pd.DataFrame(
        {
            "File": releases["file_name"],
            "Title": releases["title"],
            "Published": releases["published"].fillna("undated"),
            "How known": releases["basis"],
            "From": releases["publisher"].fillna("unknown"),
        }
    )
    event = st.dataframe(
        table,
        hide_index=True,
        key="library-files",
        height=min(35 * (len(table) + 1) + 3, 600),
        on_select="rerun",
        selection_mode="single-cell",
        column_config={
            "File": st.column_config.TextColumn(width=190),
            "Title": st.column_config.TextColumn(width=250),
            "Published": st.column_config.TextColumn(width=85),
            "How known": st.column_config.TextColumn(width=80),
        },
    )
    cells = event["selection"]["cells"]
    return releases["release_id"].iloc[cells[0][0]] if cells and cells[0][0] < len(releases) else None


def _render_release(release: Release) -> None:
    st.caption(plain(f"{release.file_name} · {release.encoding} · sha256 {release.sha256[:16]}…"))
    for warning in release.warnings:
        st.warning(plain(warning))
    runs = list(original_runs(release))
    shown = f"{MOST_SHOWN:,} of {len(release.original):,} characters" if len(release.original) > MOST_SHOWN else ""
    st.caption(f"The original, with what was left out struck. {shown}")
    _original(data={"id": release.release_id, "runs": runs}, key="original", height="content")


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
