"""The reader as a Streamlit component; the work is in components/reader.js, which builds text nodes only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from explorer.exploring.comparing.quotation import quotation
from explorer.exploring.comparing.sides import Span
from explorer.exploring.passages import Mark, Paragraph
from explorer.model import EventDate, PublicationDate, Release
from explorer.ui.gestures import Gesture, handler, settle
from explorer.ui.scripts import TEXT, component
from explorer.ui.server import SPANS_URL

_reader = component(
    "release_reader",
    *(*TEXT, "reader_panels", "reader"),
    html='<section class="reader" aria-label="Release"></section>',
    isolate_styles=False,  # so that selections and highlights of text are those of the page
)
_view = component("reader_view", "reader_news", html="<span></span>")


@dataclass(frozen=True, slots=True)
class ReaderActions:
    """What the page does when the visitor asks for something in the reader.

    Attributes:
        mention: gets the start of the mention that was clicked or stepped to.
        keep: gets a passage, as start and end, to keep as a quotation.
        version: gets the release_id of a version to compare with.
        said: gets whether to show what other releases say about the place in view.
        elsewhere: gets the release_id and the start of a mention of another release to open.
    """

    mention: Callable[[int], None]
    keep: Callable[[int, int], None]
    version: Callable[[str], None]
    said: Callable[[bool], None]
    elsewhere: Callable[[str, int], None]

    def by_kind(self) -> dict[str, Callable[[Gesture], None]]:
        """What to do with each kind of gesture."""
        return {
            "mention": lambda gesture: self.mention(int(gesture["start"])),
            "keep": lambda gesture: self.keep(int(gesture["start"]), int(gesture["end"])),
            "version": lambda gesture: self.version(str(gesture["id"])),
            "said": lambda gesture: self.said(bool(gesture["isOpen"])),
            "elsewhere": lambda gesture: self.elsewhere(str(gesture["release"]), int(gesture["start"])),
        }


def render_reader(
    release: Release,
    text: Mapping[str, Any],
    *,
    versions: Iterable[tuple[str, str]],
    event_dates: Iterable[EventDate],
    version: int,
    actions: ReaderActions,
) -> None:
    """Show a release.

    Args:
        release: what to show.
        text: its text and marks, as `list_paragraphs` returns them.
        versions: the release_id and a label of each version to compare with.
        event_dates: the days that its text names, in reading order.
        version: the library's data version; a new one draws the text anew.
        actions: what the visitor can ask for.
    """
    _reader(
        {
            "release": _release(release, versions),
            **text,
            "dates": [_event_date(each) for each in event_dates],
            "version": version,
            "spans": f"{SPANS_URL}/{version}/{release.release_id}.json",
        },
        key="reader",
        height="stretch",
        on_gestures_change=handler("reader", actions.by_kind()),
    )
    settle("reader")


def render_view(
    release_id: str, *, hits: Sequence[Span], said: Mapping[str, Any] | None, focus: int | None, turn: int
) -> None:
    """Say what is in view of the release that the reader shows.

    Args:
        release_id: that release.
        hits: the spans of the search's words in its clean text.
        said: the name of a place, and sentences of other releases about it: release, start, title, apart, text.
        focus: start of the mention to bring into view, if any.
        turn: a new one makes the reader scroll to `focus`.
    """
    data = {"release": release_id, "hits": hits, "said": said, "focus": focus, "turn": turn}
    _view(data, key="reader-view", height=1)


def list_paragraphs(paragraphs: Iterable[Paragraph]) -> dict[str, Any]:
    """The text of a release, cut by `build_paragraphs`, as the reader needs it: `paragraphs`, and `marks` once each."""
    marks: dict[tuple[Any, ...], int] = {}
    listed = [
        {
            "start": each.start,
            "duty": each.duty,
            "runs": [
                text if mark is None else (text, marks.setdefault(_said_of(mark), len(marks)))
                for text, mark in each.runs
            ],
        }
        for each in paragraphs
    ]
    names = ("role", "onMap", "certainty", "place", "note")
    return {"paragraphs": listed, "marks": [dict(zip(names, mark, strict=True)) for mark in marks]}


def _said_of(mark: Mark) -> tuple[Any, ...]:
    return mark.role, mark.on_map, mark.certainty, mark.place, mark.note


def format_date(published: PublicationDate) -> str:
    """The date as a person reads it, with how it is known: "26 May 2015", "June 2017 (inferred)", "undated"."""
    first = published.first_day
    if first is None:
        return "undated"
    pattern = {"day": f"{first.day} %B %Y", "month": "%B %Y", "year": "%Y"}[published.precision or "day"]
    basis = "" if published.basis == "stated" else f" ({published.basis})"
    return first.strftime(pattern) + basis


def format_days(found: EventDate) -> str:
    """The days of an event: "19–20 May 2015", "June 2016"; "within June 2017" when the day in it is unknown."""
    first, last = found.first_day, found.last_day
    is_whole = {
        "%Y": (first.month, first.day, last.month, last.day) == (1, 1, 12, 31),
        "%B %Y": first.day == 1 and last.month == first.month and (last + dt.timedelta(days=1)).day == 1,
    }
    whole = next((first.strftime(form) for form, is_so in is_whole.items() if is_so and first.year == last.year), None)
    within = "within " if found.precision != "day" and found.basis == "computed" else ""
    return within + (whole or _days(first, last))


def format_head(release: Release) -> str:
    """A release in one line: its date, its publisher and its number."""
    number = f"release {release.release_number}" if release.release_number else None
    return " · ".join(filter(None, [format_date(release.published), release.publisher or "publisher unknown", number]))


def list_facts(release: Release) -> list[dict[str, Any]]:
    """What is known of a release, each with a name and a value; `wide` ones need a line of their own."""
    published = release.published
    facts = [
        ("Title", release.title, True),
        ("Published", format_date(published), False),
        ("Evidence", published.evidence, True),
        *(("Also dated", f"{format_date(each)}: {each.evidence}", True) for each in release.other_dates),
        ("Publisher", release.publisher, False),
        ("Originally", release.source, False),
        ("Author", release.byline, False),
        ("Number", release.release_number, False),
        ("File", f"{release.file_name} ({release.encoding})", True),
        ("SHA-256", release.sha256, True),
        *(("Note", warning, True) for warning in release.warnings),
    ]
    return [{"name": name, "value": value, "wide": wide} for name, value, wide in facts if value]


def _days(first: dt.date, last: dt.date) -> str:
    end = f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {first:{'%B' if first.year == last.year else '%B %Y'}} – {end}"


def _event_date(found: EventDate) -> dict[str, Any]:
    return {
        "days": format_days(found),
        "basis": found.basis,
        "span": (found.start, found.end),
        "sentence": (found.sentence_start, found.sentence_end),
    }


def _release(release: Release, versions: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "id": release.release_id,
        "derivedTitle": release.title if release.title_basis == "derived" else None,
        "head": format_head(release),
        "facts": list_facts(release),
        "versions": [{"id": version_id, "label": label} for version_id, label in versions],
        "source": quotation(release, 0, 1, "").source,
        "link": urlencode({"a": release.release_id}),
    }
