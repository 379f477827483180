"""Passages quoted exactly, with their source, and trays of them as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from explorer.exploring.comparing.dates import date_name
from explorer.model import PublicationDate, Release

LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# What CommonMark and its usual extensions (links, mathematics, strikethrough, tables, emoji) take for more than itself.
_INLINE = re.compile(r"[\\`*_\[\]<>&~$|^]|!(?=\[)|:(?=\w|//)|(?<=\w)@|(?<=[Ww]{3})\.")
_BLOCK = re.compile(r"^(?:(?=[#+=:-])|(?P<number>\d+)(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage as it stands in the clean text of a release, and where it comes from.

    Attributes:
        text: The passage, exactly.
        title: Of the release, in quotation marks; of one without a headline its beginning, and a word on that.
        publisher: Who published it, None when unknown.
        date: As a person reads it: "29 June 2017", "June 2017", "undated".
        date_basis: How the date is known, in words.
        release_number: As its publisher gave it, None without one.
        address: A link that opens the release at this passage.
    """

    text: str
    title: str
    publisher: str | None
    date: str
    date_basis: str
    release_number: str | None
    address: str

    @property
    def source(self) -> str:
        """Everything but text and link in one line."""
        number = f"release {self.release_number}" if self.release_number else None
        date = f"{self.date} ({self.date_basis})"
        return ", ".join(filter(None, [self.title, self.publisher or "publisher unknown", number, date]))


def quotation(release: Release, start: int, end: int, address: str) -> Quotation:
    """The passage `text[start:end]` of a release with its source.

    Raises:
        IndexError: the span is empty or not inside the clean text.
    """
    if not 0 <= start < end <= len(release.text):
        raise IndexError(
            f"passage {start} to {end} is not inside the clean text of {release.file_name} (0 to {len(release.text)}); "
            "it may have been read anew since it was marked"
        )
    return Quotation(
        text=release.text[start:end],
        title=f"“{release.title}”" if release.title_basis == "stated" else f"“{release.title}” (without a headline)",
        publisher=release.publisher,
        date=date_name(release.published.date) if release.published.date else "undated",
        date_basis=basis_in_words(release.published),
        release_number=release.release_number,
        address=address,
    )


def basis_in_words(published: PublicationDate) -> str:
    """How a date of publication is known: "stated: “May 26, 2015”"."""
    if published.basis == "unknown":
        return "the release gives no date"
    evidence = published.evidence if re.match('[“"]', published.evidence) else f"“{published.evidence}”"
    words = {"stated": "stated: ", "inferred": "inferred from ", "corrected": "corrected by a person: "}
    return words[published.basis] + evidence


def to_markdown(quotations: Iterable[Quotation]) -> str:
    """The quotations as Markdown that shows every character of text and source as it is."""
    return "\n".join(
        f"{_block_quote(each.text)}\n\n{_escaped(each.source)} [Open the passage](<{_in_brackets(each.address)}>)\n"
        for each in quotations
    )


def _block_quote(text: str) -> str:
    """Lines keep their breaks, by a backslash; a blank line begins a new paragraph."""
    paragraphs = re.split(r"\n{2,}", "\n".join(line.strip() for line in LINE_END.split(text)).strip("\n"))
    quoted = ("\\\n> ".join(map(_escaped, paragraph.split("\n"))) for paragraph in paragraphs)
    return "> " + "\n>\n> ".join(quoted)


def _escaped(line: str) -> str:
    """One line as Markdown that reads as it is written."""
    inline = _INLINE.sub(lambda match: "\\" + match[0], line)
    return _BLOCK.sub(lambda match: (match["number"] or "") + "\\", inline, count=1)


def _in_brackets(address: str) -> str:
    return re.sub(r"[<>\s\\]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)
