"""Trays of quotations as a Word file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from explorer.exploring.comparing.quotation import LINE_END, Quotation

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_docx(quotations: Iterable[Quotation]) -> bytes:
    """The quotations as a Word file."""
    document = Document()
    document.core_properties.author = ""
    document.core_properties.title = "Quotations"
    for each in quotations:
        document.add_paragraph(_printable(LINE_END.sub("\n", each.text)), style="Quote")
        source = document.add_paragraph(_printable(each.source + " "))
        _add_link(source, "Open the passage", _printable(each.address))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _printable(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _add_link(paragraph: Paragraph, words: str, address: str) -> None:
    """A link at the end of a paragraph; python-docx has no call for it (ECMA-376 part 1, 17.16.22)."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
