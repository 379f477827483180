"""The whole library as one file, and back."""

from __future__ import annotations

import streamlit as st

from explorer.library import Library
from explorer.ui import jobs
from explorer.ui.jobs import Job
from explorer.ui.library_loading import MOST_MEGABYTES, render_outcomes

RESTORING = "Backup"


def render_backup(library: Library, version: int) -> None:
    """Save everything, or bring it back."""
    left, right = st.columns(2, gap="large")
    with left:
        st.download_button(
            "Save the whole library",
            lambda: "".join(f"{line}\n" for line in library.backup()).encode(),
            file_name=f"library-v{version}.jsonl",
            mime="application/jsonl",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption("Every file byte for byte and every correction, one JSON object a line; all else follows from them.")
    with right:
        _render_restore(library)
    if jobs.is_running():
        jobs.render_progress()
    else:
        render_outcomes(jobs.get_jobs(RESTORING))


def _render_restore(library: Library) -> None:
    turn = st.session_state.setdefault("restore-turn", 0)
    file = st.file_uploader("Bring back what was saved (jsonl)", key=f"restore-{turn}", max_upload_size=MOST_MEGABYTES)
    if file is None or jobs.is_running():
        return
    st.session_state["restore-turn"] = turn + 1
    lines = [line for line in file.getvalue().split(b"\n") if line.strip()]

    def restore(job: Job) -> None:
        for outcome in library.restore(job.count(lines), library.geoparser()):
            job.outcomes.append(outcome)

    jobs.start_job(Job(RESTORING, len(lines)), restore)
    st.rerun()
