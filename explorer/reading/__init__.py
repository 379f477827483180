"""Reading: files become releases, with a clean text, a date with its evidence, and a way back to the original."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from explorer.errors import ReadingError
from explorer.model import EventDate, Release
from explorer.reading.entries import Columns, Entry, Upload, read_columns, unpack, unpack_upload
from explorer.reading.event_dates import find_event_dates
from explorer.reading.files import find_files, find_refused, read_file
from explorer.reading.formats import read_page
from explorer.reading.release import build_release, searched_text

__all__ = [
    "Columns",
    "Entry",
    "Upload",
    "event_dates_of",
    "find_event_dates",
    "find_files",
    "find_refused",
    "read_bytes",
    "read_columns",
    "read_release",
    "read_releases",
    "searched_text",
    "unpack",
    "unpack_upload",
]


def read_release(path: Path) -> Release:
    """The release in the file at `path`.

    Raises:
        ReadingError: naming the file and the cause, with its one outcome.
    """
    return read_bytes(read_file(Path(path)), file_name=Path(path).name)


def read_releases(path: Path, *, columns: Columns | None = None) -> Iterator[Release | ReadingError]:
    """The releases in the file at `path`, of which a table or an archive has several, and what is wrong with others.

    `columns` names the columns of a table where they are not called as usual: {"text": "Body", "date": "Day"}.
    """
    for entry in unpack(Path(path), columns=columns):
        if isinstance(entry, ReadingError):
            yield entry
            continue
        try:
            yield read_bytes(entry.data, file_name=entry.file_name)
        except ReadingError as error:
            yield error


def read_bytes(data: bytes, *, file_name: str) -> Release:
    """The release in some bytes; `file_name` is for messages, for the format, and, without a headline, the title.

    Raises:
        ReadingError: naming the file and the cause, with its one outcome.
    """
    if not data.strip():
        raise ReadingError(f"{file_name}: is empty; there is nothing to read", outcome="no text")
    page = read_page(data, file_name=file_name)
    return build_release(page, data=data, file_name=file_name, today=dt.date.today())


def event_dates_of(release: Release) -> tuple[EventDate, ...]:
    """When the things in a release happened, in reading order."""
    return find_event_dates(release.text, release.published, parts=release.parts)
