"""What the reader of a format hands on: plain text, and what the file says of itself outside that text."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.model import Removed

# Why passages are left out that the file's format tells from the text: by the names of a Word file's parts.
EDGES = {"header": "page header", "footer": "page footer"}
RUNNING = "running header"  # it may tell when a page was printed or opened, which is not when it was published


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a file with its metadata.

    `outside` are passages of `text` that its format tells from the release: the lines around the main text of a web
    page, markup; `date` is as written, and `date_evidence` where it stands; `site` is a host or a name, `author` a
    person or an office.
    """

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    outside: tuple[Removed, ...] = ()
    title: str | None = None
    date: str | None = None
    date_evidence: str = ""
    site: str | None = None
    author: str | None = None
