"""Which format some bytes are in, and its reader; what the bytes say counts more than the file's name."""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePath
from typing import Any

from explorer.errors import ReadingError
from explorer.model import Removed
from explorer.reading.clean import split_lines
from explorer.reading.encoding import decode
from explorer.reading.limited import read_limited
from explorer.reading.page import Page
from explorer.reading.records import read_record

BY_SUFFIX = {".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".json": "record"}
HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE,
)
# Headings, emphasis, and what makes words a link; in other texts these signs are words.
MARKUP = re.compile(
    r"^[ \t]*#{1,6} +|\*\*(?=\S)|(?<=\S)\*\*|\[(?=[^\]\n]{1,200}\]\(http)|\]\(https?://[^)\s]{1,500}\)", re.MULTILINE
)
# Names and values between dashes, as at the top of the files of static sites.
FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n[\w-]+:.*\r?\n(?:(?:[\w-]+:|[ \t#]|- ).*\r?\n|\r?\n){0,60}?---[ \t]*(?:\r?\n|$)"
)
NAMED = re.compile(r"^(title|date|author):[ \t]*[\"']?(.+?)[\"']?[ \t]*\r?$", re.MULTILINE)
ZIP_START = b"PK\x03\x04"
OLE_START = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
REFUSED_STARTS = (
    (OLE_START, "an old Office file; save it as .docx"),
    (b"{\\rtf", "a rich-text file; save it as .docx or .txt"),
    (b"MIME-Version:", "a web archive (MHTML); save the page as HTML"),
    (b"From: <Saved by", "a web archive (MHTML); save the page as HTML"),
    (ZIP_START, "a zip archive with no Word file in it, where one release is expected"),
)


def read_page(data: bytes, *, file_name: str) -> Page:
    """The text and the metadata of a file that holds one release.

    Raises:
        ReadingError: naming the file and the cause.
    """
    found = find_format(data, file_name=file_name)
    if found == "text":
        decoded = decode(data, file_name=file_name)
        page = Page(decoded.text, decoded.encoding, decoded.warnings)
        if PurePath(file_name).suffix.lower() == ".md":
            page = dataclasses.replace(page, **_markdown(page.text))
    elif found == "record":
        page = read_record(data, file_name=file_name)
    else:
        page = read_limited(found, data, file_name=file_name)
    return _with_suffix_doubt(page, found, file_name)


def find_format(data: bytes, *, file_name: str) -> str:
    """One of text, html, pdf, docx, record.

    Raises:
        ReadingError: a format that is known and not read (`unsupported`), or an encrypted one (`encrypted`).
    """
    by_suffix = BY_SUFFIX.get(PurePath(file_name).suffix.lower(), "text")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if is_word(data) or (data.startswith(ZIP_START) and by_suffix == "docx"):
        return "docx"
    _require_supported(data, file_name)
    if HTML_START.match(data):
        return "html"
    return by_suffix if by_suffix in ("html", "record") else "text"


def _markdown(text: str) -> dict[str, Any]:
    """What the markup of a text leaves out, and what the lines between dashes at its top name."""
    front = FRONT_MATTER.match(text)
    end = front.end() if front else 0
    found = {match[1]: match for match in NAMED.finditer(text, 0, end)}
    named = {name: match[2] for name, match in found.items()}
    lines = [(line.start, line.end) for line in split_lines(text[:end]) if line.start < line.end]
    if "title" in named and named["title"] not in text[end:]:  # it stays, as the first line
        start, stop = found["title"].span(2)
        cut = ((a, b) for first, last in lines for a, b in ((first, min(last, start)), (max(first, stop), last)))
        lines = [(first, last) for first, last in cut if first < last]
    left_out = [Removed(first, last, "front matter") for first, last in lines]
    left_out += [Removed(*match.span(), "markup") for match in MARKUP.finditer(text, end)]
    evidence = f"date: {named['date']}" if "date" in named else ""
    return {**named, "date_evidence": evidence, "outside": tuple(left_out)}


def is_word(data: bytes) -> bool:
    """Whether a zip archive is a Word file."""
    return data.startswith(ZIP_START) and b"word/document.xml" in data


def _require_supported(data: bytes, file_name: str) -> None:
    if data.startswith(OLE_START) and ENCRYPTED_PACKAGE in data:
        raise ReadingError(f"{file_name}: is encrypted; save it without its password", outcome="encrypted")
    for start, what in REFUSED_STARTS:
        if data.startswith(start):
            raise ReadingError(f"{file_name}: is {what}", outcome="unsupported")


def _with_suffix_doubt(page: Page, found: str, file_name: str) -> Page:
    suffix = PurePath(file_name).suffix.lower()
    if found == BY_SUFFIX.get(suffix, "text"):
        return page
    doubt = f"the file is named {suffix or 'without suffix'} and was read as {found}, which its bytes are"
    return dataclasses.replace(page, warnings=(*page.warnings, doubt))
