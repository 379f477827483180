"""One release as a record: a row of a table or a line of JSON, with its columns under our names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from explorer.errors import ReadingError
from explorer.reading.page import Page

# What the columns of exports are called; the first name that a table has is taken, without regard to case.
COLUMNS = {
    "text": ("text", "body", "content", "article", "full_text", "article_text", "body_text", "press_release"),
    "title": ("title", "headline", "heading", "subject"),
    "date": ("date", "published", "publication_date", "published_at", "pub_date", "pubdate", "release_date", "posted"),
    "url": ("url", "link", "source_url", "permalink", "href"),
    "publisher": ("publisher", "source", "site", "agency"),
}


def map_columns(names: list[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """Our column names to those of a table: as `chosen`, else as exports usually call them."""
    given = {name.strip().lower(): name for name in reversed(names)}
    wanted = {ours: (chosen[ours].lower(),) if chosen and ours in chosen else usual for ours, usual in COLUMNS.items()}
    found = {ours: next((given[name] for name in usual if name in given), None) for ours, usual in wanted.items()}
    return {ours: name for ours, name in found.items() if name is not None}


def read_record(data: bytes, *, file_name: str) -> Page:
    """The page of a record in JSON.

    Raises:
        ReadingError: it is no JSON object, or none of its columns is known as the text.
    """
    record = parse_object(data.decode("utf-8", errors="replace"), where=file_name)
    columns = map_columns(list(record))
    values = {ours: _as_text(record[name]) for ours, name in columns.items()}
    text, title = values.get("text", ""), values.get("title", "")
    if not text.strip():
        raise ReadingError(
            f"{file_name}: has no text; its columns are {', '.join(record) or 'none'}, and the text is looked for in "
            f"{', '.join(COLUMNS['text'])}; name the right column",
            outcome="no text",
        )
    has_title_line = not title or text.lstrip().startswith(title)
    whole = text if has_title_line else f"{title}\n\n{text}"
    repaired = whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    bad = repaired.count("\ufffd") - whole.count("\ufffd")
    date = values.get("date") or None
    return Page(
        text=repaired,
        encoding="utf-8",
        warnings=(f"{bad} characters are halves of surrogate pairs and stand as U+FFFD",) if bad else (),
        title=title or None,
        date=date,
        date_evidence=f"{columns['date']}: {date}" if date else "",
        site=urlsplit(values.get("url", "")).hostname or values.get("publisher") or None,
    )


def parse_object(text: str, *, where: str) -> dict:
    """One JSON object.

    Raises:
        ReadingError: it is no JSON, or JSON of another kind.
    """
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{where}: is no JSON: {json_flaw(error)}", outcome="not parsed") from error
    if not isinstance(record, dict):
        raise ReadingError(f"{where}: is a JSON {type(record).__name__}; an object is expected", outcome="not parsed")
    return record


def json_flaw(error: ValueError | RecursionError) -> str:
    """What is wrong with a text that `json.loads` refused, in plain words, with the place."""
    if isinstance(error, json.JSONDecodeError):
        line = f"line {error.lineno}, " if "\n" in error.doc.strip() else ""
        if found := error.doc[error.pos :].strip():
            return f"it goes wrong at {line}character {error.colno}, where it has {found[:20]!r}"
        return f"it ends too early, at {line}character {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is no UTF-8"
    is_deep = isinstance(error, RecursionError)
    return "it is nested too deep" if is_deep else "it has a number of too many digits"


def _as_text(value: object) -> str:
    return "" if value is None else str(value)
