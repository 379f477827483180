"""Reading: files become releases, with a clean text, a date with its evidence, and a way back to the original."""

from __future__ import annotations

from pathlib import Path

from explorer.errors import ReadingError
from explorer.model import Release
from explorer.reading.encoding import decode
from explorer.reading.files import find_files, read_file
from explorer.reading.release import Page, build_release

__all__ = ["find_files", "read_bytes", "read_release"]


def read_release(path: Path) -> Release:
    """The release in the file at `path`.

    Raises:
        ReadingError: naming the file and the cause, with its one outcome.
    """
    return read_bytes(read_file(Path(path)), file_name=Path(path).name)


def read_bytes(data: bytes, *, file_name: str) -> Release:
    """The release in the bytes of a text file; `file_name` is for messages and, without a headline, the title.

    Raises:
        ReadingError: naming the file and the cause, with its one outcome.
    """
    if not data.strip():
        raise ReadingError(f"{file_name}: is empty; there is nothing to read", outcome="no text")
    decoded = decode(data, file_name=file_name)
    page = Page(decoded.text, decoded.encoding, decoded.warnings)
    return build_release(page, data=data, file_name=file_name)
