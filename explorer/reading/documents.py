"""PDF and Word files to pages; run in a limited process only."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

import docx
import pypdf
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import LxmlError
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from explorer.errors import ReadingError
from explorer.model import Removed
from explorer.reading.page import Page

MOST_PAGES = 2_000
MOST_INFLATED = 50 * 2**20  # [bytes] of all parts of a Word file
WORD = re.compile(r"[^\W\d_]+")
UNKNOWN_LETTER = re.compile(r"[\ue000-\uf8ff\ufffd]|\(cid:\d+\)|/g\d+")
MOST_SINGLE, MOST_UNKNOWN = 0.4, 0.02  # of the words, of the letters
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_pdf(data: bytes, *, file_name: str) -> Page:
    """The text of a PDF, page after page.

    Raises:
        ReadingError: it is encrypted, damaged, too large, or has no text because it was scanned.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if len(reader.pages) > MOST_PAGES:
            raise ReadingError(
                f"{file_name}: has {len(reader.pages)} pages; up to {MOST_PAGES} are read; split it",
                outcome="too large",
            )
        pages = [page.extract_text() for page in reader.pages]
    except (FileNotDecryptedError, DependencyError) as error:
        raise ReadingError(f"{file_name}: is encrypted; save it without its password", outcome="encrypted") from error
    except LimitReachedError as error:
        raise ReadingError(f"{file_name}: decompresses beyond the limit: {error}", outcome="too large") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ReadingError(
            f"{file_name}: is no sound PDF: {error!r}; open and save it anew", outcome="not parsed"
        ) from error
    if not any(text.strip() for text in pages):
        raise ReadingError(
            f"{file_name}: has no text on any page (of {len(pages)}); scanned pages need character recognition first",
            outcome="no text",
        )
    text = "\n".join(pages)
    return Page(text, "PDF", warnings=_doubts(text), outside=_running_lines(pages))


def _doubts(text: str) -> tuple[str, ...]:
    """What a reader should know of letters that a PDF draws without saying rightly which they are."""
    words = WORD.findall(text)
    single = sum(len(word) == 1 for word in words)
    unknown = len(UNKNOWN_LETTER.findall(text))
    doubts = (
        (single > MOST_SINGLE * len(words), "most of its letters stand apart; words may not be found"),
        (unknown > MOST_UNKNOWN * len(text), f"it does not say which letters it shows ({unknown} are unknown)"),
    )
    return tuple(said for is_so, said in doubts if is_so)


def _running_lines(pages: list[str]) -> tuple[Removed, ...]:
    """The first and last lines of pages that return, but for their numbers, on more than half of three or more."""
    edges, offset = [], 0
    for page in pages:
        lines = list(re.finditer(r"\S.*", page))
        edges += [(offset + line.start(), line[0].rstrip()) for line in dict.fromkeys([*lines[:1], *lines[-1:]])]
        offset += len(page) + 1
    shapes = Counter(re.sub(r"\d+", "#", text) for _, text in edges)
    return tuple(
        Removed(start, start + len(text), "running header")
        for start, text in edges
        if len(pages) > 2 and shapes[re.sub(r"\d+", "#", text)] > len(pages) / 2
    )


def read_word(data: bytes, *, file_name: str) -> Page:
    """The text of a Word file: paragraphs, tables and text boxes in order, without deleted text.

    Raises:
        ReadingError: it is damaged, hostile or too large.
    """
    _require_harmless(data, file_name)
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadingError(f"{file_name}: is no sound Word file: {error}", outcome="not parsed") from error
    text = "".join(_word_text(body))
    if not text.strip():
        raise ReadingError(f"{file_name}: the Word file has no text", outcome="no text")
    return Page(text, "DOCX")


def _require_harmless(data: bytes, file_name: str) -> None:
    """Count what is inflated while reading, since declared sizes lie; refuse document types, which hold entities."""
    budget = MOST_INFLATED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                with archive.open(name) as part:
                    content = part.read(budget + 1)
                budget -= len(content)
                _require_harmless_part(content, budget, f"{file_name}: its part {name}")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ReadingError(f"{file_name}: is no sound Word file: {error}", outcome="not parsed") from error


def _require_harmless_part(content: bytes, budget: int, where: str) -> None:
    if budget < 0:
        raise ReadingError(
            f"{where} inflates beyond the {MOST_INFLATED // 2**20} MB that are read; save its text alone",
            outcome="too large",
        )
    if b"<!DOCTYPE" in content.replace(b"\0", b""):  # zeros: the part may be UTF-16
        raise ReadingError(
            f"{where} declares a document type, which Word never writes; open and save it anew", outcome="not parsed"
        )


def _word_text(body: BaseOxmlElement) -> Iterator[str]:
    """Runs, tabs and breaks as they follow each other; moved text and the older copy of a text box are left out."""
    spoken = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    for element in body.iter(qn("w:t"), qn("w:p"), *spoken):
        if next(element.iterancestors(FALLBACK, qn("w:moveFrom"), qn("w:tabs")), None) is not None:
            continue
        if element.tag == qn("w:p"):
            yield "\n"
        else:
            yield spoken.get(element.tag) or element.text or ""
