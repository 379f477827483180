"""The log of corrections as a page shows it: undo, export, import, and what fits no more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from explorer.errors import CorrectionError
from explorer.library import Library
from explorer.library.correction_records import correction_line, read_correction
from explorer.library.corrections import Correction
from explorer.ui import correction_log as logged
from explorer.ui import jobs, log_entries
from explorer.ui.correction_text import REACHES, describe, format_time
from explorer.ui.jobs import Job
from explorer.ui.library_loading import MOST_MEGABYTES, render_outcomes, safe_name

HOLDS = "Holds"
IMPORTING = "Corrections"


def render_log(library: Library, releases: pd.DataFrame, version: int) -> None:
    """Everything about corrections."""
    log = log_entries.get_log(library, str(library.path), version)
    logged.send_again()
    logged.render_receipt(log)
    if not jobs.is_running():
        render_outcomes(jobs.get_jobs(IMPORTING))
    titles = releases.set_index("release_id")["title"].to_dict()
    names = log_entries.place_names(log)
    if log:
        _render_table(log, titles, names)
    else:
        st.caption("Nothing was corrected yet. Open a release in Explore and switch on “Correct”.")
    _render_unfit(library, log, titles, names)
    left, right = st.columns(2, gap="large")
    with left:
        _render_export(log, version)
    with right:
        _render_import(library)


def _render_table(log: Sequence[Correction], titles: Mapping[str, str], names: Mapping[str, str]) -> None:
    """The log, newest first; the tick says whether an entry holds, and taking it away undoes the entry."""
    entries = list(enumerate(log, start=1))[::-1]
    table = log_table(entries, log, titles, names)
    key = f"log-{len(log)}"

    def pending() -> list[Correction]:
        edited = st.session_state[key]["edited_rows"]
        rows = [(entries[int(row)][1], change[HOLDS]) for row, change in edited.items() if HOLDS in change]
        return [entry for each in rows if (entry := toggled(log, *each))]

    def save_all() -> None:
        for entry in pending():
            logged.save(entry)

    st.caption("Take the tick away to undo a correction; set it again to have it back. An undo is an entry of its own.")
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        disabled=[name for name in table.columns if name != HOLDS],
        on_change=save_all,
        column_config={HOLDS: st.column_config.CheckboxColumn(width=60), "No.": st.column_config.Column(width=45)},
    )
    for entry in pending():
        logged.save_if_differing(True, lambda entry=entry: entry)


def log_table(
    entries: Iterable[tuple[int, Correction]],
    log: Sequence[Correction],
    titles: Mapping[str, str],
    names: Mapping[str, str],
) -> pd.DataFrame:
    """The numbered entries as rows."""
    numbers = {entry.correction_id: number for number, entry in enumerate(log, start=1)}
    active = log_entries.active_ids(tuple(log))
    rows = []
    for number, entry in entries:
        line = describe(entry, numbers, names)
        rows.append(
            {
                HOLDS: None if entry.field == "undo" else entry.correction_id in active,
                "No.": number,
                "When (UTC)": format_time(entry.made_at),
                "Who": entry.who,
                "Release": titles.get(entry.release_id, entry.release_id),
                "What": line.subject,
                "Before": line.before,
                "After": line.after,
                "Why": entry.why,
                "How far": REACHES[entry.scope],
            }
        )
    return pd.DataFrame(rows)


def toggled(log: Sequence[Correction], entry: Correction, holds: bool) -> Correction | None:
    """The entry that makes another hold or not; None when it is so already, or the other is an undo itself."""
    if entry.field == "undo" or holds == (entry.correction_id in log_entries.active_ids(tuple(log))):
        return None
    undos = [each for each in log if each.field == "undo" and each.after == entry.correction_id]
    return logged.undoing(undos[-1] if holds else entry, log)


def _render_unfit(
    library: Library, log: Sequence[Correction], titles: Mapping[str, str], names: Mapping[str, str]
) -> None:
    unfit = {entry.correction_id for entry in library.unfit_corrections()}
    if not unfit:
        return
    st.markdown(f"**{len(unfit)} fit no more**")
    st.caption("Their release is not in the library, or its text has the passage no more. They are kept.")
    entries = [each for each in enumerate(log, start=1) if each[1].correction_id in unfit]
    st.dataframe(log_table(entries, log, titles, names).drop(columns=HOLDS), hide_index=True)


def _render_export(log: Sequence[Correction], version: int) -> None:
    text = "".join(f"{correction_line(entry)}\n" for entry in log)
    digest = hashlib.sha256(text.encode()).hexdigest()
    st.download_button(
        "Export the log",
        text,
        file_name=f"corrections-v{version}-{digest[:16]}.jsonl",  # a name of its own: Streamlit serves stale files
        mime="application/jsonl",
        icon=":material/download:",
        on_click="ignore",
        disabled=not log,
    )
    st.caption("One JSON object a line; the name says the data version and how its sha256 begins.")


def _render_import(library: Library) -> None:
    turn = st.session_state.setdefault("import-turn", 0)
    file = st.file_uploader("Take over a colleague’s log (jsonl)", key=f"import-{turn}", max_upload_size=MOST_MEGABYTES)
    if file is None or jobs.is_running():
        return
    st.session_state["import-turn"] = turn + 1
    name = safe_name(file.name)
    corrections, refused = read_log_lines(file.getvalue(), name)

    def take_over(job: Job) -> None:
        added = library.import_corrections(corrections, library.geoparser(), on_progress=job.report)
        job.messages.append(f"{name}: {added} added, {len(corrections) - added} known already, {len(refused)} refused")
        job.messages.extend(refused)

    jobs.start_job(Job(IMPORTING), take_over)
    st.rerun()


def read_log_lines(data: bytes, name: str) -> tuple[list[Correction], list[str]]:
    """The corrections of an exported log, and what is wrong with its other lines."""
    corrections, refused = [], []
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            if line.strip():
                corrections.append(read_correction(line, where=f"{name} line {number}"))
        except CorrectionError as error:
            refused.append(str(error))
    return corrections, refused
