"""Texts to compare: built from sentences, with no release file behind them."""

from __future__ import annotations

from hypothesis import strategies as st

from explorer.exploring.comparing.details import Detail
from explorer.exploring.comparing.sides import Side
from explorer.model import UNKNOWN_DATE, Release
from explorer.reading.sentences import find_sentences

WORDS = ["strike", "boat", "bridge", "river", "tunnel", "sniper", "hospital", "south", "refinery", "the", "coalition"]


def release_of(text: str, original: str | None = None, **fields) -> Release:
    """A release with this clean text; its original is the same unless given."""
    facts = {
        "release_id": "0" * 16, "file_name": "a.txt", "sha256": "0" * 64, "encoding": "utf-8", "kept": (),
        "removed": (), "parts": (), "title": "Strikes go on", "title_basis": "stated", "published": UNKNOWN_DATE,
        "release_number": None, "publisher": None, "source": None, "kind": None, "dateline": None, "byline": None,
    }  # fmt: skip
    return Release(text=text, original=text if original is None else original, **(facts | fields))


def side_of(text: str, *details: Detail) -> Side:
    return Side(text, tuple(find_sentences(text)), details)


def place(text: str, name: str, key: str = "", note: str = "city", part_of: str = "") -> Detail:
    """The first mention of a name in a text."""
    start = text.index(name)
    return Detail(start, start + len(name), "place", key or name.lower(), name, note, part_of)


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """Up to eight sentences of up to ten words from a small stock, so that many are alike, some with a place."""
    sentences = draw(st.lists(st.lists(st.sampled_from([*WORDS, "Raqqa"]), min_size=1, max_size=10), max_size=8))
    text = " ".join(" ".join(words).capitalize().replace("raqqa", "Raqqa") + "." for words in sentences)
    starts = [at for at in range(len(text)) if text.startswith("Raqqa", at)]
    return side_of(text, *(Detail(at, at + 5, "place", "raqqa", "Raqqa", "city") for at in starts))
