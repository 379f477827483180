"""PDF and Word files to pages; run in a limited process only."""

from __future__ import annotations

import io
import itertools
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
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PdfStreamError, PyPdfError
from pypdf.filters import ZLIB_MAX_OUTPUT_LENGTH
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, StreamObject

from explorer.errors import ReadingError
from explorer.model import Removed
from explorer.reading.page import RUNNING, Page
from explorer.reading.plain_documents import find_edges, find_lost_in_pdf, find_lost_in_word

MOST_PAGES = 2_000
MOST_NAMED = 5
MOST_INFLATED = 50 * 2**20  # [bytes] of all parts of a Word file
WORD = re.compile(r"[^\W\d_]+")
UNKNOWN_LETTER = re.compile(r"[\ue000-\uf8ff\ufffd]|\(cid:\d+\)|/g\d+")
MOST_SINGLE, MOST_UNKNOWN = 0.4, 0.02  # of the words, of the letters
# What pypdf raises for a damaged PDF.
DAMAGES = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
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
        limit = f"the limit of {MOST_PAGES} pages and of {ZLIB_MAX_OUTPUT_LENGTH // 10**6} MB that a part inflates to"
        raise ReadingError(f"{file_name}: goes beyond {limit}; save its text alone", outcome="too large") from error
    except DAMAGES as error:
        is_cut = isinstance(error, PdfStreamError) or b"%%EOF" not in data[-1024:]
        cause = "it ends too early; is it whole?" if is_cut else "its inner structure is damaged; open and save it anew"
        raise ReadingError(f"{file_name}: is no sound PDF: {cause}", outcome="not parsed") from error
    if not any(text.strip() for text in pages):
        raise ReadingError(
            f"{file_name}: has no text on any page (of {len(pages)}); scanned pages need character recognition first",
            outcome="no text",
        )
    text = "\n".join(pages)
    return Page(
        text,
        "PDF",
        warnings=(*_doubts(text), *_find_lost(reader, pages), *_find_left(reader)),
        outside=_running_lines(pages),
    )


def _find_lost(reader: pypdf.PdfReader, pages: list[str]) -> tuple[str, ...]:
    """What the pages show and their texts have not; where that cannot be found out, the texts stay and this is said."""
    try:
        return find_lost_in_pdf((text, *_shown(page)) for text, page in zip(pages, reader.pages, strict=True))
    except DAMAGES:
        return ("a part of it is damaged, so whether all of its text was read could not be checked",)


def _find_left(reader: pypdf.PdfReader) -> tuple[str, ...]:
    """What a PDF holds beside its pages and was neither run nor read: scripts, and files embedded in it."""
    try:
        root = reader.root_object
        holders = [root, *reader.pages]
        has_script = "/JavaScript" in _dictionary(root, "/Names") or any(map(_runs_script, holders))
        files = list(itertools.islice(reader.attachments, MOST_NAMED + 1))
    except DAMAGES:
        return ()  # no reader that runs or opens them would find them either
    named = ", ".join(files[:MOST_NAMED]) + (" and more" if len(files) > MOST_NAMED else "")
    return (
        *(["it has a script, which was not run"] if has_script else []),
        *([f"files embedded in it were left out: {named}"] if files else []),
    )


def _runs_script(holder: DictionaryObject) -> bool:
    """Whether a document or a page does so when it is opened, closed or printed."""
    additional = _dictionary(holder, "/AA")
    actions = [_dictionary(holder, "/OpenAction"), *(_dictionary(additional, name) for name in additional)]
    return any(action.get("/S") == "/JavaScript" for action in actions)


def _shown(page: pypdf.PageObject) -> tuple[bytes, bool]:
    """The content stream of a page, and whether it shows pictures; null shows nothing, as pypdf reads it."""
    content = page.get("/Contents", NullObject()).get_object()
    streams = [each.get_object() for each in content] if isinstance(content, ArrayObject) else [content]
    drawn = _dictionary(_dictionary(page, "/Resources"), "/XObject")
    has_pictures = any(_dictionary(drawn, name).get("/Subtype") == "/Image" for name in drawn)
    return b"\n".join(each.get_data() for each in streams if isinstance(each, StreamObject)), has_pictures


def _dictionary(holder: DictionaryObject, name: str) -> DictionaryObject:
    """What a dictionary holds under a name, empty when that is no dictionary."""
    found = holder.get(name, NullObject()).get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


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
        Removed(start, start + len(text), RUNNING)
        for start, text in edges
        if len(pages) > 2 and shapes[re.sub(r"\d+", "#", text)] > len(pages) / 2
    )


def read_word(data: bytes, *, file_name: str) -> Page:
    """The text of a Word file: paragraphs, tables and text boxes in order, without deleted text.

    The lines of its page headers and footers follow, to be left out.

    Raises:
        ReadingError: it is damaged, hostile or too large.
    """
    parts = _read_parts(data, file_name)
    try:
        document = docx.Document(io.BytesIO(data))
    except LxmlError as error:
        raise _unsound(file_name, "a part of it is damaged, or nested too deeply") from error
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise _unsound(file_name, "it lacks the parts that Word writes") from error
    text = "".join(_word_text(document.element.body))
    if not text.strip():
        raise ReadingError(f"{file_name}: the Word file has no text", outcome="no text")
    body_name = document.part.partname.removeprefix("/")
    edges = find_edges(parts)
    ends = list(itertools.accumulate((len(line) + 1 for line in edges), initial=len(text)))[1:]
    outside = [Removed(end - len(line), end, reason) for end, (line, reason) in zip(ends, edges.items(), strict=True)]
    whole = "\n".join([text, *edges])
    return Page(whole, "DOCX", warnings=find_lost_in_word(parts, body_name, text), outside=tuple(outside))


def _unsound(file_name: str, cause: str) -> ReadingError:
    return ReadingError(f"{file_name}: is no sound Word file: {cause}; open and save it anew", outcome="not parsed")


def _read_parts(data: bytes, file_name: str) -> dict[str, bytes]:
    """The XML parts by name. Counts what is inflated while reading, since declared sizes lie; refuses document types,
    which hold entities."""
    budget, parts = MOST_INFLATED, {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                with archive.open(name) as part:
                    content = part.read(budget + 1)
                budget -= len(content)
                _require_harmless_part(content, budget, f"{file_name}: its part {name}")
                if name.endswith(".xml"):
                    parts[name] = content
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _unsound(file_name, "its archive is damaged or locked") from error
    return parts


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
