"""Decoded text to a release: clean it, then ask each finder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from explorer.errors import ReadingError
from explorer.model import UNKNOWN_DATE, Part, Release
from explorer.reading import headers, publication, publishers
from explorer.reading.boilerplate import find_removed, is_caption
from explorer.reading.clean import clean


@dataclass(frozen=True, slots=True)
class Page:
    """What a format's reader got out of a file."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def build_release(page: Page, *, data: bytes, file_name: str) -> Release:
    """The release that stands on `page`.

    Raises:
        ReadingError: nothing is left when banners and white space are taken away (`no text`).
    """
    removed = find_removed(page.text)
    cleaned = clean(page.text, removed)
    if not cleaned.text:
        raise ReadingError(f"{file_name}: has no text besides {_named(removed)}; is it empty?", outcome="no text")
    lines = headers.clean_lines(cleaned.text)
    header = headers.header_lines(lines)
    statements = publication.find_statements(header, lines[len(header) :][-publication.TAIL_LINES :])
    published = publication.choose(statements)
    if published == UNKNOWN_DATE:
        published = publication.infer(cleaned.text, lines)
    number, dateline, byline = (
        headers.find_release_number(lines),
        headers.find_dateline(header),
        headers.find_byline(header),
    )
    parts = [Part(found.start, found.end, "date") for found in statements if found.written.readings]
    found = {"release number": number, "dateline": dateline, "byline": byline}
    parts += [value.as_part(name) for name, value in found.items() if value]
    title = headers.find_title(header, parts)
    if title:
        parts.append(title.as_part("title"))
    parts += [Part(line.start, line.end, "caption") for line in lines if is_caption(line.text)]
    parts += headers.find_subheads(lines, parts)
    passages = [page.text[passage.start : passage.end] for passage in removed]
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
        parts=tuple(sorted(parts, key=lambda part: (part.start, part.end))),
        title=title.value if title else headers.derive_title(lines, parts, file_name),
        title_basis="stated" if title else "derived",
        published=published,
        release_number=number.value if number else None,
        publisher=publishers.find_publisher(header, passages),
        source=publishers.find_source(passages),
        kind=publishers.find_kind(header, lines),
        dateline=dateline.value if dateline else None,
        byline=byline.value if byline else publishers.find_followed_author(passages),
        warnings=page.warnings,
    )


def _named(removed) -> str:
    return ", ".join(sorted({passage.reason for passage in removed})) or "white space"
