"""Saved web pages: all text by the standard parser, of which trafilatura says what is the main text."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import trafilatura

from explorer.errors import ReadingError
from explorer.model import Removed
from explorer.reading.encoding import decode
from explorer.reading.page import Page

WITHOUT_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "select", "textarea", "button", "iframe"})
INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr"
)
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
AROUND = ("nav", "aside", "footer")
MOST_BESIDE = 12  # blocks between a headline and its date: picture, links to share it
MOST_STANDFIRST = 1  # blocks of a sentence's length between a headline and its date
DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
)
SPACES = re.compile(r"\s+")
LEAST_SENTENCE = 80  # [characters] a line this long is text, and not a link or a heading
LEAST_SHARE = 0.5  # of the text in sentences; below that the main text was not recognised
FEWEST_FOR_SHARE = 400  # [characters]


@dataclass(slots=True)
class _Block:
    text: str
    is_heading: bool
    is_link: bool


@dataclass(slots=True)
class _Open:
    """The block under construction: its pieces, and how many of their characters are links."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0


class _PlainText(HTMLParser):
    """Every text of a page in blocks, and the metadata of its head; survives any nesting and any size.

    `structured` are the headlines and the dates of publication that its scripts state, of this release and of others.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.structured: list[tuple[str, str]] = []
        self._open = _Open()
        self._within: dict[str, int] = {}
        self._structured = ""
        self._has_headline = False
        self._headed_at: int | None = None  # how many blocks came before the headline, or before its article

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            self.meta.setdefault(name, values.get("content", ""))
        elif tag == "link" and values.get("rel") == "canonical":
            self.meta.setdefault("canonical", values.get("href", ""))
        self._change_block(tag)
        is_headline = tag == "h1" and not self._has_headline
        if is_headline or (tag in ("article", "main") and self._headed_at is None):
            self._headed_at, self._has_headline = len(self.blocks), is_headline
        is_date = tag == "time" or values.get("itemprop", "").lower() == "datepublished"
        date = values.get("datetime") or values.get("content")
        if is_date and date and self._is_beside_headline():
            self.meta.setdefault("time", date)
        self._within[tag] = 1 if tag == "a" else self._within.get(tag, 0) + 1  # a link cannot stand in a link

    def handle_endtag(self, tag: str) -> None:
        self._change_block(tag)
        if tag == "script":
            self._read_structured_data()
        self._within[tag] = max(0, self._within.get(tag, 0) - 1)

    def handle_data(self, data: str) -> None:
        if self._within.get("script"):
            self._structured += data
        elif self._within.get("title") and not self.title:
            self.title = _one_line(data)
        elif not any(self._within.get(tag) for tag in WITHOUT_TEXT):
            self._open.pieces.append(data)
            self._open.linked += len(data.strip()) if self._within.get("a") else 0

    def close(self) -> None:
        super().close()
        self._change_block("body")

    def _is_beside_headline(self) -> bool:
        """Whether a date that stands here is that of the release: others are of related ones, or of the day's clock."""
        if self._headed_at is None or any(self._within.get(tag) for tag in AROUND):
            return False
        if len(self.blocks) - self._headed_at > MOST_BESIDE:
            return False
        sentences = sum(len(block.text) >= LEAST_SENTENCE for block in self.blocks[self._headed_at :])
        return sentences <= MOST_STANDFIRST

    def _read_structured_data(self) -> None:
        with contextlib.suppress(ValueError, RecursionError):
            self.structured += _structured_dates(json.loads(self._structured))
        self._structured = ""

    def _change_block(self, tag: str) -> None:
        if INLINE.fullmatch(tag):
            return
        text = _one_line("".join(self._open.pieces))
        if text:
            self.blocks.append(_Block(text, bool(self._within.get("h1")), self._open.linked > 0.8 * len(text)))
        self._open = _Open()


def read_web_page(data: bytes, *, file_name: str) -> Page:
    """The text of an HTML page, with what stands around its main text marked as outside.

    Raises:
        ReadingError: the page has no text (`no text`) or its bytes are none (`not parsed`).
    """
    declared = DECLARED.search(data[:4096])
    decoded = decode(data, file_name=file_name, declared=declared[1].decode() if declared else None)
    plain = _parse(decoded.text)
    main = trafilatura.extract(decoded.text, include_comments=False, favor_recall=True) or ""
    blocks = plain.blocks
    if sum(len(block.text) for block in blocks) < len(main) / 2:  # an unclosed <noscript> hides the rest of a page
        blocks = [_Block(_one_line(line), False, False) for line in main.splitlines() if line.strip()]
    if not blocks:
        raise ReadingError(f"{file_name}: the web page has no text; is it drawn by a script?", outcome="no text")
    outside, warnings = _outside(blocks, main)
    title = plain.meta.get("og:title") or plain.title or None
    date, evidence = _stated_date(plain, title or "")
    return Page(
        text="\n".join(block.text for block in blocks),
        encoding=decoded.encoding,
        warnings=decoded.warnings + warnings,
        outside=outside,
        title=title,
        date=date,
        date_evidence=evidence,
        site=_site(plain.meta),
        author=plain.meta.get("author") or None,
    )


def _parse(text: str) -> _PlainText:
    plain = _PlainText()
    with contextlib.suppress(AssertionError):  # html.parser gives up so at "<![odd["; what came before is kept
        plain.feed(text)
    with contextlib.suppress(AssertionError):
        plain.close()
    return plain


def _outside(blocks: list[_Block], main: str) -> tuple[tuple[Removed, ...], tuple[str, ...]]:
    """The blocks before the headline, after the last of the main text, and the links among it."""
    main_lines = {_one_line(line) for line in main.splitlines()}
    inside = [block.text in main_lines for block in blocks]
    if not _holds_most(blocks, inside):
        doubt = "the main text of the page was not recognised; all of its text is kept"
        return (), (doubt,)
    numbers = [number for number, is_inside in enumerate(inside) if is_inside]
    first = min([number for number, block in enumerate(blocks) if block.is_heading] + numbers)
    kept = {n for n in range(first, numbers[-1] + 1) if inside[n] or not blocks[n].is_link}
    outside, start = [], 0
    for number, block in enumerate(blocks):
        if number not in kept:
            outside.append(Removed(start, start + len(block.text), "outside the main text"))
        start += len(block.text) + 1
    return tuple(outside), ()


def _holds_most(blocks: list[_Block], inside: list[bool]) -> bool:
    """Whether the main text has most of the sentences: lxml drops deep and huge text in silence."""
    total = kept = 0
    for block, is_inside in zip(blocks, inside, strict=True):
        length = len(block.text) if len(block.text) >= LEAST_SENTENCE and not block.is_link else 0
        total += length
        kept += length if is_inside else 0
    return any(inside) and (total < FEWEST_FOR_SHARE or kept >= LEAST_SHARE * total)


def _structured_dates(value: object) -> Iterator[tuple[str, str]]:
    """Headline and date of publication of each thing that structured data describes."""
    if isinstance(value, dict):
        date, headline = value.get("datePublished"), value.get("headline") or value.get("name")
        if isinstance(date, str):
            yield headline if isinstance(headline, str) else "", date
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _structured_dates(inner)


def _stated_date(plain: _PlainText, title: str) -> tuple[str | None, str]:
    stated = dict(plain.meta)
    own = [date for headline, date in plain.structured if headline and _one_line(headline) in title]
    days = {date[:10] for date in own or [date for _, date in plain.structured]}
    if len(days) == 1:  # several are of other releases, or of comments
        stated.setdefault("datepublished", (own or [date for _, date in plain.structured])[0])
    for name in (*DATE_NAMES, "time"):
        if stated.get(name):
            return stated[name], f"{name}: {stated[name]}"
    return None, ""


def _site(meta: dict[str, str]) -> str | None:
    address = meta.get("canonical") or meta.get("og:url") or ""
    host = urlsplit(address).hostname if address.startswith("http") else None
    return (host or "").removeprefix("www.") or meta.get("og:site_name") or None


def _one_line(text: str) -> str:
    return SPACES.sub(" ", text).strip()
