"""The button that gives what is shown as a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st

from explorer.exploring.export import FORMATS, EventDates
from explorer.exploring.view import View
from explorer.ui.text import plain


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    name: str
    media_type: str
    data: bytes


def render_export(view: View, data_version: int, event_dates: EventDates) -> None:
    """A button that opens the choice of formats; a file is made when its format is chosen."""
    with st.popover("Export", icon=":material/download:", key="export", width="content", on_change="rerun") as popover:
        if not popover.open:
            return
        st.caption(f"What is shown: {view.release_count:,} of {view.total:,} releases, under the same filters.")
        chosen = st.radio(
            "Format", FORMATS, index=None, format_func=lambda name: FORMATS[name].label, key="export-format"
        )
        if chosen:
            render_download(make_file(view, data_version, chosen, event_dates))


def make_file(view: View, data_version: int, chosen: str, event_dates: EventDates) -> File:
    """The file of a format; its name says the data version and how the sha256 of its bytes begins."""
    form = FORMATS[chosen]
    data = form.write(view, data_version, event_dates).encode("utf-8", "backslashreplace")
    return name_file(form.stem, data_version, form.ending, form.media_type, data)


def name_file(stem: str, data_version: int, ending: str, media_type: str, data: bytes) -> File:
    """A file under a name that says what it is of and what is in it."""
    digest = hashlib.sha256(data).hexdigest()
    return File(f"{stem}-v{data_version}-{digest[:8]}.{ending}", media_type, data)


def render_download(file: File, key: str = "export-download") -> None:
    """The button that saves a file, and its name."""
    # A name of its own for each content: Streamlit serves a stale file under a name that it knows.
    st.download_button(
        f"Download {len(file.data) / 1e6:,.1f} MB" if len(file.data) >= 1e5 else f"Download {len(file.data):,} bytes",
        file.data,
        file_name=file.name,
        mime=file.media_type,
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )
    st.caption(plain(file.name))
