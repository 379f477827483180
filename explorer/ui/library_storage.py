"""Where the library lies and how large it is; everything as files, and back from one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explorer.exploring.export import FORMATS
from explorer.exploring.filters import Filters
from explorer.exploring.tables import Tables
from explorer.exploring.view import apply_filters
from explorer.library import Library
from explorer.library.holdings import Holdings
from explorer.ui import jobs
from explorer.ui.export_panel import File, make_file, name_file, render_download
from explorer.ui.jobs import Job
from explorer.ui.library_loading import render_lines, render_outcomes
from explorer.ui.text import plain

RESTORING = "Storage"
MOST_RESTORED = 2_000  # megabytes; a larger one is restored on the command line
WHOLE = "library"
LABELS = {WHOLE: "The whole library, to restore (JSONL)"} | {name: form.label for name, form in FORMATS.items()}
NOTES = {
    WHOLE: "Every file byte for byte, every correction and your own places, one JSON object a line; all else follows."
}
FOR_OTHERS = "Every release, in every role, for other programs; it cannot be restored."


def render_storage(library: Library, tables: Tables, version: int) -> None:
    """The facts of the file, everything as a download, and the way back."""
    left, right = st.columns([1, 1.15], gap="large")
    with left:
        facts = pd.DataFrame(describe(library.holdings()), columns=["Storage", ""])
        st.dataframe(facts, hide_index=True, key="facts", height="content")
    with right:
        _render_export(library, tables, version)
        _render_restore(library)
    if jobs.is_running():
        jobs.render_progress(render_lines)
    else:
        render_outcomes(jobs.get_jobs(RESTORING))


def describe(held: Holdings) -> list[tuple[str, str]]:
    """The facts by name, in words."""
    return [
        ("File", str(held.path)),
        ("Size", format_bytes(held.file_bytes)),
        ("Free on its disk", format_bytes(held.free_bytes)),
        ("Releases", f"{held.releases:,}"),
        ("Reprints and new versions", f"{held.versions:,}"),
        ("Mentions of places", f"{held.mentions:,}, of {held.places:,} places"),
        ("Corrections", f"{held.corrections:,}" + (f", {held.unfit:,} fit no more" if held.unfit else "")),
        ("Data version", f"{held.data_version:,} (one more with every write)"),
        ("Schema", str(held.schema_version)),
        ("Extraction rules", held.extraction_version),
        ("Read by older rules", f"{held.outdated:,} releases" if held.outdated else "none"),
    ]


def format_bytes(count: int) -> str:
    """As "1.4 GB"; a kB is 1,000 bytes."""
    size, units = float(count), ["bytes", "kB", "MB", "GB", "TB"]
    while size >= 1000 and len(units) > 1:
        size, units = size / 1000, units[1:]
    return f"{size:,.0f} {units[0]}" if units[0] == "bytes" else f"{size:,.1f} {units[0]}"


def _render_export(library: Library, tables: Tables, version: int) -> None:
    chosen = st.selectbox(
        "Save everything as",
        LABELS,
        index=None,
        format_func=LABELS.get,
        key="everything",
        placeholder="Choose a format",
    )
    if chosen is None:
        st.caption("The name of the file says the data version and how its sha256 begins.")
        return
    with st.spinner("Making the file …"):
        file = save_everything(library, tables, version, chosen)
    st.caption(NOTES.get(chosen, FOR_OTHERS))
    render_download(file, key="everything-download")


def save_everything(library: Library, tables: Tables, version: int, chosen: str) -> File:
    """All that the library holds as a file, no filter and no role left out; the page says what cannot be read."""
    if chosen != WHOLE:
        return make_file(apply_filters(tables, Filters(role=())), version, chosen, library.event_dates)
    lines = library.backup(lambda said: st.warning(plain(said), icon=":material/warning:"))
    data = "".join(f"{line}\n" for line in lines).encode()
    return name_file(WHOLE, version, "jsonl", "application/jsonl", data)


def _render_restore(library: Library) -> None:
    turn = st.session_state.setdefault("restore-turn", 0)
    file = st.file_uploader(
        "Restore a library that was saved (JSONL)", key=f"restore-{turn}", max_upload_size=MOST_RESTORED
    )
    st.caption("Into this library: what is here already stays, what is missing comes back, with its corrections.")
    if file is None or jobs.is_running():
        return
    st.session_state["restore-turn"] = turn + 1
    lines = [line for line in file if line.strip()]

    def restore(job: Job) -> None:
        for outcome in library.restore(job.count(lines), library.geoparser(), file_name=file.name):
            job.outcomes.append(outcome)

    jobs.start_job(Job(RESTORING, len(lines)), restore)
    st.rerun()
