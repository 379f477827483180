"""Which passages of two releases the panes mark, and where these stand in what the panes show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.exploring.comparing.comparison import Item
from explorer.exploring.comparing.sides import Side, Span, sentence_at
from explorer.library import Library
from explorer.model import Release
from explorer.ui.compare_data import Comparison
from explorer.ui.compare_state import ORIGINAL, Desk, Passage, to_query


def passages_in_view(comparison: Comparison, desk: Desk) -> tuple[list[Span], list[Span]]:
    """The passages of either clean text that the address asks for; those of b are what says the same."""
    item = find_item(comparison.items, desk.item)
    if item:
        return list(item.in_a), list(item.in_b)
    at = _passage(comparison.sides[0], desk.at)
    to = _passage(comparison.sides[1], desk.to)
    for pair in comparison.pairs:
        if to is None and at and pair.a[0] <= at[0] < pair.a[1]:
            to = pair.b
        elif at is None and to and pair.b[0] <= to[0] < pair.b[1]:
            at = pair.a
    return [at] if at else [], [to] if to else []


def not_there(comparison: Comparison, desk: Desk) -> list[str]:
    """What the address asks for that neither text has, as it names it."""
    asked = to_query(desk)
    missing = [
        name
        for name, side, passage in zip(("at", "to"), comparison.sides, (desk.at, desk.to), strict=True)
        if passage and not _passage(side, passage)
    ]
    if comparison.is_whole and desk.item and not find_item(comparison.items, desk.item):
        missing.append("item")
    return [f"{name}={asked[name]}" for name in missing]


def find_item(items: Iterable[Item], named: str | None) -> Item | None:
    """The item that an address names."""
    return next((item for item in items if item_address(item) == named), None)


def item_address(item: Item) -> str:
    """How an address names an item."""
    return f"{item.kind}:{item.key}"


def find_hits(library: Library, desk: Desk) -> list[Sequence[Span]]:
    """Where the clean texts of a and b have the words of the search."""
    releases = [desk.a, desk.b if desk.b != ORIGINAL else None]
    return [library.hits(desk.words, each) if desk.words and each else () for each in releases]


def placed(desk: Desk, comparison: Comparison, view: str, spans: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """Spans of the clean texts as the panes have them, which may show the originals."""
    if desk.b == ORIGINAL:
        return [list(spans[0]), _in_original(comparison.a, spans[0])]
    if view != "everything":
        return list(map(list, spans))
    releases = [comparison.a, *([comparison.b] if comparison.b else [])]
    return [_in_original(release, each) for release, each in zip(releases, spans, strict=False)]


def _in_original(release: Release, spans: Iterable[Span]) -> list[Span]:
    origin = release.original_offset
    return [(origin(start), origin(end - 1) + 1) for start, end in spans]


def _passage(side: Side, passage: Passage | None) -> Span | None:
    """A passage of a text; of one whose end is unknown, its sentence."""
    if passage is None:
        return None
    start, end = passage
    if end is not None:
        return (start, end) if start < end <= len(side.text) else None
    return sentence_at(side.sentences, start)
