"""The reader as a Streamlit component; the work is in components/reader.js, which builds text nodes only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.exploring.passages import Paragraph
from explorer.model import PublicationDate, Release
from explorer.ui.gestures import handler, settle

_FILES = Path(__file__).parent / "components"
_reader = st.components.v2.component(
    "release_reader",
    html='<article class="reader" tabindex="0" aria-label="Release"></article>',
    css=(_FILES / "reader.css").read_text(encoding="utf-8"),
    js=(_FILES / "reader.js").read_text(encoding="utf-8"),
)


def render_reader(
    release: Release,
    paragraphs: Sequence[Paragraph],
    *,
    version: int,
    focus: int | None,
    turn: int,
    on_mention: Callable[[int], None],
) -> None:
    """Show a release.

    Args:
        release: what to show.
        paragraphs: its text, cut by `build_paragraphs`.
        version: the library's data version; a new one draws the text anew.
        focus: start of the mention to bring into view, if any.
        turn: a new one makes the reader scroll to `focus`.
        on_mention: gets the start of the mention that the visitor clicked.
    """

    _reader(
        data={
            "release": {
                "id": release.release_id,
                "derivedTitle": release.title if release.title_basis == "derived" else None,
                "facts": list_facts(release),
            },
            "paragraphs": [_paragraph(each) for each in paragraphs],
            "version": version,
            "focus": focus,
            "turn": turn,
        },
        key="reader",
        height="stretch",
        on_gestures_change=handler("reader", {"mention": lambda gesture: on_mention(int(gesture["start"]))}),
    )
    settle("reader")


def format_date(published: PublicationDate) -> str:
    """The date as a person reads it, with how it is known: "26 May 2015", "June 2017 (inferred)", "undated"."""
    first = published.first_day
    if first is None:
        return "undated"
    pattern = {"day": f"{first.day} %B %Y", "month": "%B %Y", "year": "%Y"}[published.precision or "day"]
    basis = "" if published.basis == "stated" else f" ({published.basis})"
    return first.strftime(pattern) + basis


def list_facts(release: Release) -> list[dict[str, Any]]:
    """What is known of a release, each with a name and a value; `wide` ones need a line of their own."""
    published = release.published
    facts = [
        ("Published", format_date(published), False),
        ("Because", published.evidence if published.basis == "inferred" else None, True),
        ("Publisher", release.publisher, False),
        ("Originally", release.source, False),
        ("Author", release.byline, False),
        ("Number", release.release_number, False),
        ("File", release.file_name, False),
    ]
    return [{"name": name, "value": value, "wide": wide} for name, value, wide in facts if value]


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    runs = [
        text
        if mark is None
        else {"start": mark.start, "text": text, "role": mark.role, "onMap": mark.on_map, "note": mark.note}
        for text, mark in paragraph.runs
    ]
    return {"duty": paragraph.duty, "runs": runs}
