"""Where a library is."""

from __future__ import annotations

import os
from pathlib import Path

from explorer.errors import LibraryError


def default_path() -> Path:
    """Where the library is unless told otherwise."""
    return Path(os.environ.get("EXPLORER_LIBRARY", "data/library.sqlite"))


def library_path(url_or_path: str | Path) -> Path:
    """The file that a path or a URL names.

    Raises:
        LibraryError: the URL is not a `sqlite:///` one.
    """
    scheme, separator, rest = str(url_or_path).partition("://")
    if not separator:
        return Path(url_or_path)
    if scheme == "sqlite" and rest.startswith("/"):
        return Path(rest[1:])
    raise LibraryError(f"library {url_or_path}: {scheme!r} is not supported; give a path or sqlite:///path")
