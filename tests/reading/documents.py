"""Builds PDF, Word and archive files, sound and hostile ones, for the tests; none of them is kept."""

import io
import zipfile
import zlib

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def zipped(members):
    """A zip archive of names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body, *, prologue="", others=None):
    """A Word file with `body` as the XML within its body."""
    document = f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONSHIPS, "word/document.xml": document}
    return zipped(parts | (others or {}))


def paragraphs(*lines):
    """Word XML of one paragraph a line."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def pdf(*objects):
    """A PDF of these objects, the first of which is the catalog."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    tail = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    return out + head + table + tail


def pdf_stream(data, *, filters="/FlateDecode"):
    """A stream object of a PDF, already encoded."""
    return f"<</Length {len(data)}/Filter {filters}>>\nstream\n".encode() + data + b"\nendstream"


def pdf_of_lines(*lines):
    """A PDF of one page with one text line each."""
    return pdf_of_pages(lines)


def pdf_of_pages(*pages):
    """A PDF of several pages, each given as its lines."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [CATALOG, f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(), FONT]
    for number, lines in enumerate(pages):
        shown = "".join(f"1 0 0 1 40 {760 - 14 * row} Tm ({line}) Tj " for row, line in enumerate(lines))
        contents = PAGE.replace(b"4 0 R", f"{5 + 2 * number} 0 R".encode()).replace(b"5 0 R>>>>", b"3 0 R>>>>", 1)
        objects += [contents, pdf_stream(zlib.compress(f"BT /F1 11 Tf {shown} ET".encode()))]
    return pdf(*objects)


def deflated(unit, total):
    """`total` bytes of repeated `unit`, compressed without ever being held at once."""
    compressor, block, out, done = zlib.compressobj(9), unit * (65536 // len(unit)), [], 0
    while done < total:
        out.append(compressor.compress(block))
        done += len(block)
    return b"".join([*out, compressor.flush()])
