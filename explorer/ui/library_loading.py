"""Loading releases on a page: files and folders in, one named outcome for each release out."""

from __future__ import annotations

import collections
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

import pandas as pd
import streamlit as st

from explorer.errors import ReadingError
from explorer.library import Library, Outcome
from explorer.reading import Upload, find_files, read_columns
from explorer.reading.records import COLUMNS, map_columns
from explorer.ui import jobs, library_watch
from explorer.ui.jobs import Job
from explorer.ui.text import plain

MOST_FAILURES = 20
MOST_LIVE = 100
MOST_MEGABYTES = 100
FORMATS = "txt, md, html, pdf, docx, csv, tsv, jsonl, or a zip of these"
NOT_THERE = "none"
LOADING = "Load"
_WIDTHS = {"Outcome": st.column_config.Column(width=95), "File": st.column_config.Column(width=330)}


def render_loading(library: Library) -> None:
    """The doors in, the work under way, and what came of it."""
    left, right = st.columns(2, gap="large")
    with left:
        _render_uploader(library)
    with right:
        _render_folder(library)
    for waiting in tuple(st.session_state.get("unmapped", ())):
        _render_mapping(library, waiting)
    if jobs.is_running():
        jobs.render_progress(render_lines)
    else:
        render_outcomes(jobs.get_jobs(LOADING))
    if (watch := library_watch.get_watching().watch) and watch.outcomes:
        st.markdown("**From the folder under watch**")
        _render_table(list(watch.outcomes))


def _render_uploader(library: Library) -> None:
    turn = st.session_state.setdefault("upload-turn", 0)
    # No `type`: Streamlit would refuse a wrong name with an error that stays; what a file is, is found by reading it.
    files = st.file_uploader(
        f"Drop files here: {FORMATS}", accept_multiple_files=True, key=f"uploads-{turn}", max_upload_size=MOST_MEGABYTES
    )
    if not files or jobs.is_running():
        return
    uploads = [Upload(safe_name(file.name), file.getvalue()) for file in files]
    unmapped = [upload for upload in uploads if needs_columns(upload)]
    st.session_state.unmapped = [*st.session_state.get("unmapped", ()), *unmapped]
    st.session_state["upload-turn"] = turn + 1
    ready = [upload for upload in uploads if upload not in unmapped]
    if ready:
        _start(library, ready)
    st.rerun()


def _render_folder(library: Library) -> None:
    watch = library_watch.get_watching().watch
    path = st.text_input(
        "A folder on the computer that runs this page",
        key="folder-path",
        placeholder="/home/me/releases",
        persist_state="session",
        disabled=watch is not None,
    )
    folder = Path(path.strip()) if path.strip() else None
    st.session_state["watching"] = watch is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button("Load what is new", disabled=jobs.is_running() or watch is not None, key="load-folder")
        st.toggle(
            "Keep watching",
            key="watching",
            on_change=lambda: _switch_watch(library, folder),
            help="The server looks for new and changed files until this is switched off, also when the page is closed.",
        )
    if problem := st.session_state.pop("folder-problem", None):
        st.error(plain(problem), icon=":material/error:")
    if watch is None:
        st.caption("What is known already is left as it is; a file that changed comes in as a new version.")
    library_watch.render_watch()
    if pressed:
        _load_folder(library, folder)


def _switch_watch(library: Library, folder: Path | None) -> None:
    if not st.session_state["watching"]:
        library_watch.stop_watch()
    elif folder is None or not folder.is_dir():
        cause = f"{folder}: there is no such folder" if folder else "Type the folder's path first"
        st.session_state["folder-problem"] = f"{cause}; then switch the watch on."
    else:
        library_watch.start_watch(library, folder)


def _load_folder(library: Library, folder: Path | None) -> None:
    try:
        if folder is None:
            raise ReadingError("Type the folder's path first.", outcome="not found")
        files, refused = find_folder_files(folder), library_watch.find_refusals(folder)
        if not files and not refused:
            raise ReadingError(f"{folder}: has no release files ({FORMATS})", outcome="not found")
    except ReadingError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _start(library, files, refused)
    st.rerun()


def find_folder_files(folder: Path) -> list[Path]:
    """The release files in a folder.

    Raises:
        ReadingError: it does not exist, or is no folder.
    """
    files = find_files([folder])
    if files == [folder]:
        raise ReadingError(f"{folder}: is no folder; add the file above, or name its folder", outcome="unsupported")
    return files


def _start(library: Library, files: Sequence[Path | Upload], refused: Sequence[Outcome] = ()) -> None:
    def load(job: Job) -> None:
        for outcome in library.load_each(job.count(files), library.geoparser()):
            job.outcomes.append(outcome)

    jobs.start_job(Job(LOADING, len(files), outcomes=list(refused)), load)


def safe_name(name: str) -> str:
    """The name of an upload without the folders that it may pretend to be in."""
    return PurePath(name.replace("\\", "/").replace("\0", "")).name or "unnamed"


def needs_columns(upload: Upload) -> bool:
    """Whether it is a table in which no column is known as the text, so that a person must say which."""
    names = _columns_of(upload)
    return bool(names) and "text" not in map_columns(list(names))


def _columns_of(upload: Upload) -> dict[str, str]:
    try:
        return read_columns(upload.data, file_name=upload.file_name)
    except ReadingError:
        return {}  # loading will say what is wrong


def _render_mapping(library: Library, upload: Upload) -> None:
    """Ask which column of a table is what."""
    first_row = _columns_of(upload)
    names = list(first_row)
    longest = max(names, key=lambda name: len(first_row[name]))  # most likely the text
    found = {"text": longest} | map_columns(names)
    with st.form(f"columns-{upload.file_name}"):
        st.text(f"{upload.file_name}: which column is what? Its first row:")
        st.dataframe(pd.DataFrame([first_row]), hide_index=True)
        chosen = {}
        for column, ours in zip(st.columns(len(COLUMNS)), COLUMNS, strict=True):
            options = names if ours == "text" else [NOT_THERE, *names]
            index = options.index(found[ours]) if ours in found else 0
            chosen[ours] = column.selectbox(ours.capitalize(), options, index=index)
        pressed = st.form_submit_button("Load with these columns", disabled=jobs.is_running())
    if pressed:
        columns = {ours: name for ours, name in chosen.items() if name != NOT_THERE}
        st.session_state.unmapped.remove(upload)
        _start(library, [replace(upload, columns=columns)])
        st.rerun()


def render_outcomes(done: Sequence[Job]) -> None:
    """What became of each release in this visit, and first of all what failed and why."""
    outcomes = [outcome for job in done for outcome in job.outcomes]
    failed = [outcome.message for outcome in outcomes if outcome.outcome == "failed"]
    for error in (job.error for job in done if job.error):
        st.error(plain(error), icon=":material/error:")
    if failed:
        more = [f"… and {len(failed) - MOST_FAILURES} more, in the table below"] if len(failed) > MOST_FAILURES else []
        lines = [f"{len(failed)} failed:", *failed[:MOST_FAILURES], *more]
        st.error("  \n".join(plain(one_line(line)) for line in lines), icon=":material/error:")
    for message in (message for job in done for message in job.messages):
        st.info(plain(one_line(message)))
    if outcomes:
        st.markdown(f"**{outcome_summary(outcomes)}** in {sum(job.seconds for job in done):.1f} s")
        _render_table(outcomes)


def render_lines(job: Job) -> None:
    """The last files that are done, while the work goes on."""
    if job.outcomes:
        _render_table(job.outcomes[-MOST_LIVE:])


def _render_table(outcomes: Sequence[Outcome]) -> None:
    st.dataframe(outcome_table(outcomes), hide_index=True, column_config=_WIDTHS)


def outcome_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row per release or failure, the last first."""
    return pd.DataFrame(
        {
            "Outcome": [outcome.outcome for outcome in outcomes],
            "File": [one_line(str(outcome.path)) for outcome in outcomes],
            "Of, or because": [one_line(outcome.message) for outcome in outcomes],
        }
    )[::-1]


def outcome_summary(outcomes: Sequence[Outcome]) -> str:
    """How many ended how, as "5 files: 4 added, 1 failed"."""
    counts = collections.Counter(outcome.outcome for outcome in outcomes)
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())


def one_line(text: str) -> str:
    """The text with line ends and invisible characters of file names made visible."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
