"""The two panes and the list of what both name, as Streamlit components; the work is in components/compare*.js."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explorer.charts.compare_map import COLORS
from explorer.exploring.comparing.comparison import Item
from explorer.exploring.comparing.sides import Span
from explorer.ui.gestures import Gesture, handler, settle
from explorer.ui.scripts import TEXT, component

STYLE = (Path(__file__).parent / "components" / "compare_page.css").read_text(encoding="utf-8")
_NAMES = {"only a": "in-a", "only b": "in-b", "shared": "in-both"}
_IN_VIEW = {"light": "#f8dd85", "dark": "#66521a"}  # behind the passages in view; text on it keeps 7:1 contrast
_LABELS = {
    "shared": "In both",
    "only a": "Only A",
    "only b": "Only B",
    "said": "Also said",
    "repeats": "both say it in nearly the same words",
    "similar": "both say something like it",
    "derived": "Title derived from the first sentence; the release has no headline",
    "nothing": "Nothing of this kind.",
    "choose": "Choose a place, here, in the text or on the map, to see what other releases say about it.",
}

_panes = component(
    "compare_panes",
    *(*TEXT, "compare_text", "compare_scrolling", "compare"),
    html='<div class="compare"></div>',
    isolate_styles=False,  # so that selections and highlights of text are those of the page
)
_items = component(
    "compare_items", *("gestures", "compare_items"), html='<div class="compare-items"></div>', isolate_styles=False
)


@dataclass(frozen=True, slots=True)
class Picked:
    """A passage that the visitor picked in a pane, half-open span into its clean text."""

    side: str
    start: int
    end: int


def render_panes(
    content: dict[str, Any],
    *,
    theme: str,
    shown: tuple[Sequence[Span], Sequence[Span]],
    hits: tuple[Sequence[Span], Sequence[Span]],
    words: str | None,
    item: str | None,
    turn: int,
    on_item: Callable[[int], None],
    on_passage: Callable[[Picked], None],
    on_keep: Callable[[Picked], None],
) -> None:
    """Show two releases, or one.

    Args:
        content: what is shown, as `explorer.ui.compare_content.build_content` returns it.
        theme: "light" or "dark".
        shown: the passages in view, in a and in b.
        hits: where either text has the words of the search.
        words: those words.
        item: the address of the item in view, if any; asked for again, its next passage comes into view.
        turn: a new one makes the panes scroll to what is shown.
        on_item: gets the number of an item that the visitor clicked in the text.
        on_passage: gets a passage of both, or a change, that the visitor stepped to.
        on_keep: gets a passage to keep as a quotation.
    """

    _panes(
        content
        | {"shown": dict(zip("ab", shown, strict=True)), "hits": dict(zip("ab", hits, strict=True)), "words": words}
        | {"item": item, "turn": turn, "labels": _LABELS, "colors": _colors(theme)},
        key="compare",
        on_gestures_change=handler(
            "compare",
            {
                "item": lambda gesture: on_item(int(gesture["number"])),
                "passage": lambda gesture: on_passage(_picked(gesture)),
                "keep": lambda gesture: on_keep(_picked(gesture)),
            },
        ),
    )
    settle("compare")


def render_items(
    items: Sequence[Item],
    *,
    theme: str,
    changed: Sequence[tuple[Item, Item]],
    said: Sequence[dict[str, Any]],
    place: str | None,
    current: int | None,
    tabs: Sequence[str],
    signature: str,
    on_item: Callable[[int], None],
    on_open: Callable[[str, int, int], None],
) -> None:
    """List what the releases name.

    Args:
        items: all of it.
        theme: "light" or "dark".
        changed: numbers of a and of b that may be of the same.
        said: sentences of other releases about the place in view: release, title, apart, text, start, end.
        place: the name of that place, if one is in view.
        current: the number of the item in view, if any.
        tabs: what can be chosen: standings, and "said".
        signature: a new one starts with the first tab again.
        on_item: gets the number of the item that the visitor chose.
        on_open: gets release_id, start and end of a sentence to open beside a.
    """

    data = {
        "items": [list_item(item) | {"a": len(item.in_a), "b": len(item.in_b)} for item in items],
        "changed": [[items.index(item) for item in each] for each in changed],
        "said": list(said),
        "place": place,
        "current": current,
        "tabs": list(tabs),
        "signature": signature,
        "labels": _LABELS if "only b" in tabs else _LABELS | {"only a": "Named here"},
        "colors": _colors(theme),
    }
    actions = {
        "item": lambda gesture: on_item(int(gesture["number"])),
        "open": lambda gesture: on_open(str(gesture["release"]), int(gesture["start"]), int(gesture["end"])),
    }
    _items(data, key="compare-items", on_gestures_change=handler("compare-items", actions))
    settle("compare-items")


def list_item(item: Item) -> dict[str, str]:
    """An item as the components need it."""
    return {"kind": item.kind, "name": item.name, "note": item.note, "standing": item.standing}


def _picked(gesture: Gesture) -> Picked:
    return Picked(str(gesture["side"]), int(gesture["start"]), int(gesture["end"]))


def _colors(theme: str) -> dict[str, str]:
    return {_NAMES[standing]: color for standing, color in COLORS[theme].items()} | {"in-view": _IN_VIEW[theme]}
