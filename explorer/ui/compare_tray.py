"""The tray of quotations: kept while the visitor stays, and exported with their sources."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from explorer.exploring.comparing.quotation import Quotation, quotation, to_markdown
from explorer.library import Library
from explorer.ui import cache
from explorer.ui.text import plain

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHOWN = 140  # characters of a quotation in the tray


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage of a release, half-open span into its clean text, and the release beside which it was read."""

    release_id: str
    beside: str | None
    start: int
    end: int


def get_tray() -> tuple[Kept, ...]:
    """What this visitor keeps."""
    return st.session_state.get("tray", ())


def keep(kept: Kept) -> None:
    """Put a passage into the tray, once."""
    st.session_state.tray = tuple(dict.fromkeys([*get_tray(), kept]))


def render_tray(library: Library, version: int, *, is_empty_shown: bool = True) -> None:
    """The tray, as a button that opens it."""
    tray = get_tray()
    if not tray and not is_empty_shown:
        return
    with st.popover(f"Quotations ({len(tray)})", icon=":material/format_quote:", key="tray", width="content"):
        if not tray:
            st.caption("Select text in a release, then “Keep”, to collect it here with its source.")
            return
        # Its import takes long, and most visitors keep nothing.
        from explorer.exploring.comparing.word_file import to_docx

        quotations = [_quote(library, version, kept) for kept in tray]
        for kept, quoted in zip(tray, quotations, strict=True):
            _render_quotation(kept, quoted)
        with st.container(horizontal=True):
            _render_export("Markdown", "md", to_markdown(quotations).encode(), "text/markdown", version)
            _render_export("Word", "docx", to_docx(quotations), _DOCX, version)
            st.button("Empty the tray", key="empty-tray", on_click=_set_tray, args=((),), type="tertiary")


def _quote(library: Library, version: int, kept: Kept) -> Quotation:
    release = cache.get_release(library, str(library.path), version, kept.release_id)
    pair = {"a": kept.release_id} | ({"b": kept.beside} if kept.beside else {})
    page = urlsplit(st.context.url or "")
    address = urlunsplit(page._replace(query=urlencode(pair | {"at": f"{kept.start}-{kept.end}"}), fragment=""))
    return quotation(release, kept.start, kept.end, address)


def _render_quotation(kept: Kept, quoted: Quotation) -> None:
    text = quoted.text if len(quoted.text) <= _SHOWN else quoted.text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    with st.container(horizontal=True, vertical_alignment="top"):
        st.markdown(f"“{plain(' '.join(text.split()))}”  \n:small[{plain(quoted.source)}]")
        st.button(
            "Remove",
            key=f"remove-{kept.release_id}-{kept.start}-{kept.end}",
            on_click=_remove,
            args=(kept,),
            icon=":material/close:",
            type="tertiary",
        )


def _render_export(label: str, suffix: str, content: bytes, mime: str, version: int) -> None:
    digest = hashlib.sha256(content).hexdigest()[:12]
    name = f"quotations-data-{version}-sha256-{digest}.{suffix}"
    st.download_button(
        label, content, name, mime, key=f"export-{suffix}", on_click="ignore", icon=":material/download:"
    )


def _remove(kept: Kept) -> None:
    _set_tray(tuple(each for each in get_tray() if each != kept))


def _set_tray(tray: tuple[Kept, ...]) -> None:
    st.session_state.tray = tray
