"""Builds files that break readers, each by the name of its kind, with the outcome that a person may rely on."""

import io
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pypdf

from explorer.model import Release
from tests.reading.documents import (
    CATALOG,
    FONT,
    PAGE,
    PAGES,
    deflated,
    paragraphs,
    pdf,
    pdf_of_lines,
    pdf_stream,
    word,
    zipped,
)

ARABIC = "نفذت القوات ضربات قرب الموصل يوم الخميس وقالت إن القوات العراقية تقدمت في المدينة القديمة. " * 4
ARABIC_8859 = ARABIC.replace("الموصل", "الموصل والرقة").encode("iso-8859-6")
ENGLISH = (
    "Strikes near Mosul\n\nSOUTHWEST ASIA, June 29, 2017 — Forces struck near Mosul, and “more” followed in Raqqa.\n"
)
RUSSIAN = "Силы коалиции нанесли удары по позициям боевиков близ Мосула, сообщил в четверг представитель. " * 4
TURKISH = (
    "Koalisyon güçleri perşembe günü Musul yakınlarında mevzilere saldırdı, dedi sözcü; şehirde çatışma sürüyor. " * 4
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def page(body, head=""):
    """A web page."""
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def lines(*records):
    """Lines of JSON, given as values or as they stand."""
    return "\n".join(each if isinstance(each, str) else json.dumps(each) for each in records).encode()


def encrypted(user, owner):
    """A PDF with these passwords."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of_lines("Forces struck near Mosul.")))
    writer.encrypt(user, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_script():
    """A PDF that runs a script when it is opened, and has a file embedded."""
    catalog = b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"
    shown = pdf_stream(zlib.compress(b"BT /F1 11 Tf 40 760 Td (Forces struck near Hatra.) Tj ET"))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(catalog, PAGES, PAGE, shown, FONT)))
    writer.add_attachment("inner.txt", b"Embedded words.")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def nested_forms(depth):
    """A PDF whose forms each draw the next one twice."""
    objects = [
        CATALOG,
        PAGES,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        b"<</Length 5>>\nstream\n/X Do\nendstream",
        FONT,
    ]
    for number in range(depth):
        is_last = number == depth - 1
        body = b"BT /F1 12 Tf 10 10 Td (A) Tj ET" if is_last else b"/X Do /X Do"
        inner = b"" if is_last else b"/XObject<</X %d 0 R>>" % (7 + number)
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>%s>>/Length %d>>"
        objects.append(head % (inner, len(body)) + b"\nstream\n" + body + b"\nendstream")
    return pdf(*objects)


def laughing():
    """A Word file whose entities multiply."""
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    return word(paragraphs("&j;"), prologue=f'<!DOCTYPE d [<!ENTITY a "lollollol">{entities}]>')


@dataclass(frozen=True, slots=True)
class Failing:
    """A file that ends as one named outcome; the message holds `cause`."""

    file_name: str
    data: bytes | Callable[[], bytes]
    outcome: str
    cause: str


@dataclass(frozen=True, slots=True)
class Loading:
    """A file that becomes one release all the same, of which `is_right` holds."""

    file_name: str
    data: bytes | Callable[[], bytes]
    is_right: Callable[[Release], bool]


@dataclass(frozen=True, slots=True)
class Several:
    """A file with several entries; `outcomes` in order, failures as their outcome and a part of their message."""

    file_name: str
    data: bytes | Callable[[], bytes]
    outcomes: tuple[str | tuple[str, str], ...]


def made(data):
    """The bytes of a file; large ones are made only when they are needed."""
    return data() if callable(data) else data


def says(*words):
    """A text that holds these words, and a check for it."""
    return lambda release: all(word in release.text for word in words)


def warns(*words):
    """A check that the release's warnings hold these words."""
    return lambda release: all(word in " ".join(release.warnings) for word in words)


def both(*checks):
    """A check that several hold."""
    return lambda release: all(check(release) for check in checks)


def dated(date, *words):
    """A check of the publication date, and of words in the warnings."""
    return lambda release: release.published.date == date and warns(*words)(release)


def held(place):
    """A short sentence with a number of its own, so that none is taken for a reprint of another."""
    return f"Forces held {place} for {zlib.crc32(place.encode())} hours."


def story(name):
    """A sentence of several kinds, each with a number of its own."""
    return f"Forces struck near Mosul {zlib.crc32(name.encode())} times, a spokesman said in Raqqa of the {name}."


FAILING = {
    "a file of zero bytes": Failing("zero.txt", b"", "no text", "is empty"),
    "a PDF of zero bytes": Failing("zero.pdf", b"", "no text", "is empty"),
    "white space alone": Failing("blank.txt", b" \n\t\r\n " * 50, "no text", "is empty"),
    "a byte order mark alone": Failing("mark.txt", b"\xef\xbb\xbf", "no text", "has no text"),
    "a binary named .txt": Failing("binary.txt", bytes(range(256)) * 40, "not parsed", "its bytes are no text"),
    "50 MB on one line of a web page": Failing(
        "wide.html", lambda: b"<p>" + b"word " * 10_000_000, "too large", "larger than the 20 MB"
    ),
    "a web archive": Failing(
        "page.txt", b"MIME-Version: 1.0\r\n\r\n" + page("x"), "unsupported", "save the page as HTML"
    ),
    "a web archive by its suffix": Failing("page.mht", b"From: <Saved by Blink>\r\n\r\n", "unsupported", "MHTML"),
    "a web page drawn by scripts": Failing(
        "drawn.html", page("<script>draw()</script>"), "no text", "drawn by a script"
    ),
    "a Word bomb of 60 MB": Failing("bomb.docx", lambda: word(paragraphs("A" * 60_000_000)), "too large", "the 50 MB"),
    "Word with external entities": Failing(
        "xxe.docx",
        word(paragraphs("A&x;B"), prologue='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        "not parsed",
        "declares a document type",
    ),
    "Word with a billion laughs": Failing("laughs.docx", laughing, "not parsed", "declares a document type"),
    "Word nested 100,000 deep": Failing(
        "deep.docx", lambda: word("<w:tbl>" * 100_000 + "</w:tbl>" * 100_000), "not parsed", "no sound Word file"
    ),
    "an old Word file named .docx": Failing("old.docx", OLE + bytes(2000), "unsupported", "save it as .docx"),
    "an old Word file": Failing("old.doc", OLE + bytes(2001), "unsupported", "save it as .docx"),
    "rich text": Failing("rich.rtf", b"{\\rtf1 Words.}", "unsupported", "save it as .docx or .txt"),
    "an encrypted Word file": Failing(
        "locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "without its password"
    ),
    "a broken archive named .docx": Failing("broken.docx", b"PK\x03\x04garbage", "not parsed", "no sound Word file"),
    "a Word file without text": Failing("empty.docx", word("<w:p/>"), "no text", "has no text"),
    "a PDF bomb of 100 MB": Failing(
        "bomb.pdf",
        lambda: pdf(CATALOG, PAGES, PAGE, pdf_stream(deflated(b" " * 64, 10**8)), FONT),
        "too large",
        "75 MB that a part inflates to",
    ),
    "a PDF of 200,000 pages": Failing(
        "pages.pdf",
        pdf(CATALOG, b"<</Type/Pages/Kids[" + b"3 0 R " * 200_000 + b"]/Count 200000>>", PAGE),
        "too large",
        "limit",
    ),
    "a PDF whose pages are a loop": Failing(
        "loop.pdf", pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), "not parsed", "no sound PDF"
    ),
    "a PDF with a password": Failing(
        "locked.pdf", lambda: encrypted("user", "owner"), "encrypted", "without its password"
    ),
    "a scanned PDF": Failing(
        "scanned.pdf",
        pdf(CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"),
        "no text",
        "need character recognition",
    ),
    "a truncated PDF": Failing("cut.pdf", pdf_of_lines("Words.")[:200], "not parsed", "no sound PDF"),
    "a table without a header": Failing("bare.csv", b"1,2017\n2,2018\n", "not parsed", "one must be the text"),
    "a table with its text column twice": Failing(
        "twice.csv", b"text,text\nOne.,Two.\n", "not parsed", "two columns are called 'text'"
    ),
    "no JSON in .json": Failing("bad.json", b"{", "not parsed", "is no JSON"),
    "JSON nested too deep": Failing("deep.json", b"[" * 200_000, "not parsed", "is no JSON"),
    "JSON without text": Failing("textless.json", b'{"title": "T"}', "no text", "name the right column"),
    "a broken archive": Failing("broken.zip", b"PK\x03\x04garbage", "not parsed", "no sound zip archive"),
}

LOADING = {
    "10 MB on one line": Loading(
        "line.txt",
        lambda: ("words of a line without end " * 400_000 + "near Mosul").encode(),
        lambda release: len(release.text) > 10 * 2**20 and release.text.endswith("near Mosul"),
    ),
    "a text node of 10 MB": Loading(
        "node.html",
        lambda: page("<p>" + "word " * 2_000_003 + "</p><p>The last words stand in Hatra.</p>"),
        says("last words"),
    ),
    "UTF-16 with its mark": Loading(
        "utf16.txt", (story("utf16") + " “so”").encode("utf-16"), lambda release: release.encoding == "utf-16"
    ),
    "UTF-16 without its mark": Loading(
        "bare16.txt", (story("bare16") * 3).encode("utf-16-le"), lambda release: release.encoding == "utf-16-le"
    ),
    "Windows-1252": Loading(
        "western.txt",
        (ENGLISH.replace("29", "28") + "Café – naïve, he said; “quoted” in Erbil’s hall.").encode("cp1252"),
        both(says("“more”", "Café", "Erbil’s"), lambda release: release.encoding == "cp1252"),
    ),
    "Windows-1256": Loading(
        "arabic.txt", ARABIC.encode("cp1256"), both(says("الموصل"), lambda release: release.encoding == "cp1256")
    ),
    "ISO 8859-6": Loading("iso.txt", ARABIC_8859, both(says("الموصل"), warns("found as"))),
    "KOI8-R": Loading("koi8.txt", RUSSIAN.encode("koi8-r"), both(says("Мосула"), warns("nowhere stated"))),
    "Windows-1254": Loading("turkish.txt", TURKISH.encode("cp1254"), warns("nowhere stated")),
    "Mac Roman": Loading("mac.txt", (ENGLISH * 3).encode("mac-roman"), warns("nowhere stated")),
    "a charset that is declared wrong": Loading(
        "declared.html",
        page("<p>Forces struck near Tall ʿAfar: “so”.</p>", '<meta charset="iso-8859-1">'),
        both(says("ʿAfar", "“so”"), lambda release: release.encoding == "utf-8"),
    ),
    "mixed encodings": Loading(
        "mixed.txt", story("mixed").encode() * 3 + "Café Ŷ".encode() + b"\xe9\xff\x81", warns("")
    ),
    "NULs in a text": Loading("nul.txt", story("nul").replace("Mosul", "Mo\0sul").encode(), says("near Mosul")),
    "lone surrogates": Loading(
        "surrogate.json",
        b'{"text": "A convoy \\ud800 left Hatra at dawn."}',
        both(says("\ufffd left"), warns("surrogate")),
    ),
    "right-to-left overrides and isolates": Loading(
        "override.txt",
        ("\u202eA headline of three words\u202c\n\n\u2067" + story("override") + "\u2069").encode(),
        lambda release: release.title == "A headline of three words" and release.original[0] == "\u202e",
    ),
    "zero-width characters and soft hyphens": Loading(
        "hyphen.txt", story("hyphen").replace("Mosul", "Mo\u00ads\u200bul").encode(), says("near Mosul")
    ),
    "decomposed letters": Loading("decomposed.txt", "Forces went by Ta\u0304ji to Café.".encode(), says("Ta\u0304ji")),
    "stacked accents": Loading(
        "zalgo.txt", ("M" + "\u0301\u0316" * 300 + "osul is near Hatra.").encode(), says("Hatra")
    ),
    "astral letters": Loading("astral.txt", ("😀𝔐 " * 9 + story("astral")).encode(), says("😀𝔐", "Mosul")),
    "every kind of line break": Loading(
        "breaks.txt",
        "One\rTwo\r\nThree\u2028Four\x0bFive\x85Six\n".encode(),
        lambda release: release.text == "One\nTwo\nThree\nFour\nFive\nSix",
    ),
    "control characters and terminal escapes": Loading(
        "ansi.txt",
        ("\x1b[31m" + story("ansi") + "\x07\x1b[0m").encode(),
        lambda release: not any(sign in release.text for sign in "\x1b\x07"),
    ),
    "scripts and handlers": Loading(
        "xss.html",
        page("<script>alert(1)</script><svg onload=alert(2)></svg><p onclick='alert(3)'>Forces left Sinjar.</p>"),
        lambda release: release.text == "Forces left Sinjar.",
    ),
    "links that run": Loading(
        "links.html",
        page("<p>Forces held <a href='javascript:alert(4)'>Tal Afar</a> and more.</p>"),
        lambda release: release.text == "Forces held Tal Afar and more.",
    ),
    "a page that would lead elsewhere": Loading(
        "meta.html",
        page(
            "<form action=/x><p>Forces held Kirkuk.</p></form>",
            "<meta http-equiv=refresh content='0;url=/'><base href=/>",
        ),
        lambda release: release.text == "Forces held Kirkuk.",
    ),
    "styles and pixels": Loading(
        "style.html",
        page("<style>*{display:none}</style><p>Forces held Samarra.</p><img src=http://x.invalid/p.gif>"),
        lambda release: release.text == "Forces held Samarra.",
    ),
    "markup that nothing closes": Loading(
        "open.html", b"<html><body>" + b"<table><tr><td>" * 5_000 + b"Forces held Balad.", says("Forces held Balad.")
    ),
    "200,000 nested elements": Loading(
        "nested.html",
        lambda: page("<div>" * 200_000 + "Forces held Hit." + "</div>" * 200_000),
        says("Forces held Hit."),
    ),
    "entities without end": Loading(
        "entities.html",
        page("<p>" + "&amp;&lt;&#x41;&#99999999;&notanentity;" * 20_000 + "</p><p>Forces held Rutbah.</p>"),
        says("Forces held Rutbah."),
    ),
    "a page without an article": Loading(
        "listing.html",
        page("".join(f"<p>{story(f'listed {n}')}</p><a href=x>More</a>" for n in range(3))),
        says("listed 0", "listed 2"),
    ),
    "a picture as markup named .txt": Loading("svg.txt", b"<svg><text>Forces held Qaim.</text></svg>", says("Qaim")),
    "a web page named .txt": Loading("named.txt", page("<p>Forces held Tikrit.</p>"), warns("was read as html")),
    "Word that climbs out of its archive": Loading(
        "climb.docx", word(paragraphs(held("Haditha")), others={"../../climbed.txt": "x"}), says("Haditha")
    ),
    "Word with tables and tracked changes": Loading(
        "tracked.docx",
        word(
            f"<w:tbl><w:tr><w:tc>{paragraphs('Near Qayyarah')}</w:tc></w:tr></w:tbl>"
            "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>stays</w:t></w:r></w:p>"
        ),
        lambda release: release.text == "Near Qayyarah\nstays",
    ),
    "Word with macros": Loading(
        "macro.docm", word(paragraphs(held("Makhmur")), others={"word/vbaProject.bin": "x"}), says("Makhmur")
    ),
    "a PDF with an owner's password": Loading("owner.pdf", lambda: encrypted("", "owner"), says("Forces struck")),
    "a PDF with a script and a file in it": Loading(
        "script.pdf",
        with_script,
        both(
            lambda release: release.text == "Forces struck near Hatra.",
            warns("it has a script, which was not run", "embedded in it were left out: inner.txt"),
        ),
    ),
    "a PDF with letters set apart": Loading(
        "apart.pdf", pdf_of_lines(*(["F o r c e s h e l d B a i j i a n d m o v e d o n"] * 4)), warns("stand apart")
    ),
    "text named .pdf": Loading("text.pdf", story("pdf").encode(), warns("was read as text")),
    "a formula in a table": Loading(
        "formula.csv", b'text\n"=HYPERLINK(""http://x.invalid"",""Forces held Karbala"")"\n', says("=HYPERLINK(")
    ),
    "a table with semicolons and line breaks in its cells": Loading(
        "semicolon.csv",
        b'title;text;date\n"A ""quoted"" title";"Forces held Najaf.\nThey left.";2017-06-29\n',
        lambda release: release.title == 'A "quoted" title' and release.text.endswith("Forces held Najaf.\nThey left."),
    ),
    "a table with tabs and quotes": Loading(
        "tab.tsv",
        b'date\ttitle\ttext\n2017-06-30\tB\t"Forces held ""old"" Samawah; then, they left."\n',
        lambda release: release.published.date == "2017-06-30" and 'held "old" Samawah; then, they' in release.text,
    ),
    "a table that declares what divides its cells, with a line break in its header": Loading(
        "declared.csv",
        b'sep=|\n"Date\n(UTC)"|Text\n2017|Forces held Diwaniyah, and more; so it is.\n',
        lambda release: release.text == "Forces held Diwaniyah, and more; so it is.",
    ),
    "a cell of 200 kB": Loading(
        "cell.csv", b'text\n"' + b"Forces held Kufa. " * 11_000 + b'"\n', lambda release: len(release.text) > 190_000
    ),
    "a byte order mark before JSON lines": Loading(
        "mark.jsonl", "\ufeff".encode() + lines({"text": held("Hilla")}), says("Hilla")
    ),
    "an array named .jsonl": Loading("array.jsonl", json.dumps([{"text": held("Amarah")}]).encode(), says("Amarah")),
    "02/03/2015": Loading(
        "ambiguous.txt",
        f"A headline of words\n02/03/2015\n{story('ambiguous')}".encode(),
        dated("2015", "2015-02-03 or 2015-03-02"),
    ),
    "the year 20155": Loading(
        "far.txt", f"A headline of four words\nMay 26, 20155\n{story('far')}".encode(), dated(None, "is impossible")
    ),
    "31 June": Loading(
        "june.txt", f"A headline of five words\nJune 31, 2015\n{story('june')}".encode(), dated(None, "is impossible")
    ),
    "1970-01-01": Loading(
        "epoch.json",
        lines({"text": held("Nasiriyah"), "date": "1970-01-01"}),
        dated("1970-01-01", "before the operation"),
    ),
    "a date to come": Loading(
        "future.txt",
        f"A headline of seven words\nMay 26, 2099\n{story('future')}".encode(),
        dated("2099-05-26", "in the future"),
    ),
    "a date in Arabic digits": Loading(
        "digits.txt",
        "عنوان البيان الصحفي\n٢٦ مايو ٢٠١٥\nنفذت قوات التحالف ضربات قرب مدينة الرمادي.".encode(),
        dated("2015-05-26"),
    ),
    "a date of the Islamic calendar": Loading(
        "hijri.txt", "عنوان البيان الصحفي الثاني\n8 شعبان 1436\nنفذت القوات ضربات قرب بيجي.".encode(), dated(None)
    ),
    "no date": Loading("undated.txt", story("undated").encode(), dated(None)),
    "no title": Loading("untitled.txt", story("untitled").encode(), lambda release: release.title_basis == "derived"),
    "a title of 10 kB": Loading(
        "title.json",
        lines({"title": "T" * 10_000, "text": "Forces held Basra."}),
        lambda release: len(release.title) == 10_000,
    ),
    "names without end": Loading(
        "names.txt",
        lambda: ("Mosul Raqqa Al Tanf Abu Kamal " * 2_000).encode(),
        lambda release: release.text.count("Mosul") == 2_000,
    ),
    "a million names": Loading(
        "million.txt",
        lambda: ("Xarul Bodex Wanif Kumar Hatra " * 200_000).encode(),
        both(
            lambda release: release.text.count("Hatra") == 200_000,
            warns("5,999,999 characters; places were looked for in the first 1,000,000 alone"),
        ),
    ),
    "a text made against patterns": Loading(
        "pattern.txt", b"a" * 200_000 + b"!", lambda release: len(release.text) == 200_001
    ),
}

SEVERAL = {
    "ragged rows": Several(
        "ragged.csv",
        b"title,text\nOne,Forces held Zakho.\nTwo\nThree,Forces held Dohuk.\n",
        ("added", ("not parsed", "line 3: has 1 cells"), "added"),
    ),
    "bad lines of JSON": Several(
        "bad.jsonl",
        lines({"text": held("Amadiya")}, "{", "[1]", {"text": held("Akre")}),
        ("added", ("not parsed", "line 2"), ("not parsed", "line 3"), "added"),
    ),
    "numbers and depths that JSON does not bear": Several(
        "odd.jsonl",
        lines(
            '{"text": "A truck went by Soran.", "date": 1e400}',
            '{"text": "x", "date": ' + "9" * 5000 + "}",
            "[" * 100_000,
        ),
        ("added", ("not parsed", "line 2"), ("not parsed", "line 3")),
    ),
    "an archive in an archive": Several(
        "outer.zip",
        zipped({"inner.zip": zipped({"a.txt": "x"}), "b.txt": held("Ranya")}),
        (("unsupported", "outer.zip/inner.zip: is an archive within"), "added"),
    ),
    "an archive with names that climb out": Several(
        "climb.zip",
        zipped({"../../../climbed.txt": held("Kalar"), "/abs.txt": held("Kifri")}),
        ("added",) * 2,
    ),
    "an archive whose member inflates to 30 MB": Several(
        "bomb.zip",
        lambda: zipped({"bomb.txt": "A" * 30 * 2**20, "c.txt": held("Jalula")}),
        (("too large", "bomb.txt: inflates to more than the 20 MB"), "added"),
    ),
}

# Kinds whose parser ends when its processor time does; what they may become is read or named.
SLOW = {
    "200,000 attributes": (
        "attributes.html",
        lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>Forces held Shaqlawa.</p>"),
    ),
    "a PDF with 2²⁸ forms": ("forms.pdf", lambda: nested_forms(28)),
    "a PDF of 50 MB of operators": (
        "operators.pdf",
        lambda: pdf(CATALOG, PAGES, PAGE, pdf_stream(deflated(b"BT /F1 12 Tf 10 10 Td (A) Tj ET\n", 50 * 10**6)), FONT),
    ),
    "Word with five million paragraphs": ("paragraphs.docx", lambda: word("<w:p/>" * 5_000_000)),
}
