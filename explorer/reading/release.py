"""Decoded text to a release: clean it, then ask each finder."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from explorer.errors import ReadingError
from explorer.model import UNKNOWN_DATE, Part, PublicationDate, Release, Removed
from explorer.reading import headers, publication, publishers
from explorer.reading.boilerplate import find_removed, is_caption, plain_line
from explorer.reading.clean import clean
from explorer.reading.headers import Found, Line
from explorer.reading.inference import infer_date
from explorer.reading.noise import TRANSLATED
from explorer.reading.page import EDGES, Page
from explorer.reading.publication import Statement

MOST_SEARCHED = 1_000_000  # [characters] a book; ten times as many names would take minutes and gigabytes


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above, and just below, the running text."""

    lines: list[Line]
    statements: list[Statement]
    release_number: Found | None
    dateline: Found | None
    byline: Found | None
    title: Found | None
    parts: tuple[Part, ...]


def build_release(page: Page, *, data: bytes, file_name: str, today: dt.date) -> Release:
    """The release that stands on `page`; a date after `today` is doubtful.

    Raises:
        ReadingError: nothing is left when banners and white space are taken away (`no text`).
    """
    removed = find_removed(page.text, page.outside)
    cleaned = clean(page.text, removed)
    if not cleaned.text:
        raise ReadingError(f"{file_name}: has no text besides {_named(removed)}; is it empty?", outcome="no text")
    lines = headers.clean_lines(cleaned.text)
    passages = [page.text[passage.start : passage.end] for passage in removed]
    edges = headers.clean_lines("\n".join(page.text[found.start : found.end] for found in removed if _is_edge(found)))
    elsewhere = publication.find_in_metadata(page) + publication.find_in_sources(passages)
    header = _read_header(lines, elsewhere, edges, plain_line(page.title))
    published = _published(header, cleaned.text, lines)
    title = _value(header.title) or plain_line(page.title)
    digest = hashlib.sha256(data).hexdigest()
    return Release(
        release_id=digest[:16],
        file_name=file_name,
        sha256=digest,
        encoding=page.encoding,
        original=page.text,
        text=cleaned.text,
        kept=cleaned.kept,
        removed=removed,
        parts=header.parts,
        title=title or headers.derive_title(lines, header.parts, file_name),
        title_basis="stated" if title else "derived",
        published=published,
        release_number=_value(header.release_number or headers.find_release_number(edges)),
        publisher=publishers.find_publisher(header.lines, passages, plain_line(page.site)),
        source=publishers.find_source(passages),
        kind=publishers.find_kind(header.lines, lines, passages),
        dateline=_value(header.dateline),
        byline=_value(header.byline) or plain_line(page.author) or publishers.find_followed_author(passages),
        other_dates=publication.find_others(header.statements, published),
        warnings=(
            *page.warnings,
            *headers.find_doubts(lines),
            *(f"it says that it is a machine translation: {text!r}" for text in _translations(page.text, removed)),
            *_length_doubts(cleaned.text),
            *publication.find_doubts(header.statements, published, today=today),
        ),
    )


def searched_text(release: Release) -> str:
    """The text in which places are looked for: all of it, or of one that is longer than a book its beginning."""
    text = release.text
    return text if len(text) <= MOST_SEARCHED else text[: max(text.rfind(" ", 0, MOST_SEARCHED), 0) or MOST_SEARCHED]


def _read_header(
    lines: list[Line], stated_elsewhere: list[Statement], edges: list[Line], named_title: str | None
) -> Header:
    above = headers.header_lines(lines)
    tail = lines[len(above) :][-publication.TAIL_LINES :]
    stated = publication.find_statements(above, stated_elsewhere, tail)
    statements = stated or publication.find_in_edges(edges)
    duties = {
        "release number": headers.find_release_number(lines),
        "dateline": headers.find_dateline(above) or next((found.place for found in stated if found.place), None),
        "byline": headers.find_byline(above),
    }
    parts = [Part(found.start, found.end, name) for name, found in duties.items() if found]
    parts += [Part(line.start, line.end, "caption") for line in lines if is_caption(line.text)]
    parts += [
        Part(found.start, found.end, "date")
        for found in statements
        if found.start is not None and not _is_within(found, parts)
    ]
    parts += headers.find_speakers(lines)
    title = headers.find_named_title(lines, named_title) or headers.find_title(above, parts)
    if title:
        parts.append(Part(title.start, title.end, "title"))
    parts += headers.find_subheads(lines, len(above), parts)
    in_order = tuple(sorted(parts, key=lambda part: (part.start, part.end)))
    return Header(above, statements, *duties.values(), title, in_order)


def _published(header: Header, text: str, lines: list[Line]) -> PublicationDate:
    stated = publication.choose(header.statements, title_start=header.title.start if header.title else None)
    return infer_date(text, lines) if stated == UNKNOWN_DATE else stated


def _is_within(found: Statement, parts: list[Part]) -> bool:
    return any(part.start <= found.start and found.end <= part.end for part in parts)


def _is_edge(passage: Removed) -> bool:
    """Whether a passage is a page header or footer, whose number and date hold where the text has none."""
    return passage.reason in EDGES.values()


def _length_doubts(text: str) -> list[str]:
    cause = f"it has {len(text):,} characters; places were looked for in the first {MOST_SEARCHED:,} alone; split it"
    return [cause] if len(text) > MOST_SEARCHED else []


def _translations(text: str, removed: Iterable[Removed]) -> list[str]:
    return [text[found.start : found.end] for found in removed if found.reason == TRANSLATED]


def _value(found: Found | None) -> str | None:
    return found.value if found else None


def _named(removed: Iterable[Removed]) -> str:
    return ", ".join(sorted({passage.reason for passage in removed})) or "white space"
