"""What the two panes of the Compare page show, in each of its views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from explorer.exploring.comparing.matching import longest_chain
from explorer.exploring.comparing.quotation import quotation
from explorer.exploring.comparing.sides import Side, Span, sentence_at
from explorer.exploring.comparing.worddiff import Run, diff_originals, diff_words, fold, trim
from explorer.model import Release
from explorer.ui.compare_component import list_item
from explorer.ui.compare_data import Comparison
from explorer.ui.compare_state import ORIGINAL
from explorer.ui.compare_text import (
    Layer,
    as_original,
    build_lines,
    change_layers,
    item_layer,
    pair_layers,
    removed_layer,
)
from explorer.ui.reader_component import format_head, list_facts
from explorer.ui.server import SPANS_URL

_Layers = dict[str, Layer]
MOST_ANCHORS = 400
_STRANGE = "No sentence of one is nearly the same in the other."
_SKIPPED = "Long stretches in which no sentence is the same are shown whole, not compared word by word."
_PASSAGES = "“Passages” pairs what they say in other words."


@dataclass(frozen=True, slots=True)
class Stop:
    """A passage to step to, in one text or both, half-open spans; kind "repeats" or "similar" for what both say."""

    a: Span | None
    b: Span | None
    kind: str


@dataclass(frozen=True, slots=True)
class Panes:
    """Texts side by side: the releases as shown, what is said of their stretches, and where they correspond.

    `stops` are the passages to step through, and `stopped` says what they are, or why there are none; `note` says what
    a reader should know of the view. `is_foldable` is whether what both say can be folded, to leave the changes.
    """

    releases: tuple[Release, ...]
    layers: tuple[_Layers, ...]
    anchors: list[Span]
    stops: list[Stop]
    stopped: str
    note: str = ""
    is_foldable: bool = False


@st.cache_resource(show_spinner=False, max_entries=16)
def build_content(
    _comparison: Comparison,
    data_version: int,
    a: str,
    b: str | None,
    view: str,
    only_changes: bool,
    *,
    is_whole: bool,
) -> dict[str, Any]:
    """Everything that the panes need and that does not change while they are read.

    `is_whole` is what `_comparison` says of itself; caches tell the two by it.
    """
    if b == ORIGINAL:
        panes = _beside_original(_comparison)
    elif view == "passages" or b is None:
        panes = _passages(_comparison)
    else:
        panes = _words(_comparison, view == "everything", only_changes)
    quotable = [] if view == "everything" else ["a"] if b == ORIGINAL else ["a", "b"]  # the clean texts
    return {
        "signature": f"{data_version} {a} {b} {view} {only_changes} {is_whole}",
        "texts": f"{a} {b}",
        "panes": [
            _pane(side, release, layers, is_original=b == ORIGINAL and side == "b", link=_link(side, a, b))
            | {"spans": f"{SPANS_URL}/{data_version}/{release.release_id}.json" if side in quotable else None}
            for side, release, layers in zip("ab", panes.releases, panes.layers, strict=False)
        ],
        "items": [list_item(item) for item in _comparison.items],
        "stops": [asdict(stop) for stop in panes.stops],
        "stopped": panes.stopped,
        "note": panes.note,
        "view": view,
        "is_foldable": panes.is_foldable,
        "is_version": _comparison.is_repeated,
        "anchors": panes.anchors[:: len(panes.anchors) // MOST_ANCHORS + 1],
        "quotable": quotable,
    }


def _passages(comparison: Comparison) -> Panes:
    sides = [comparison.sides[0], *([comparison.sides[1]] if comparison.b else [])]
    layers = [{"item": item_layer(side.details, comparison.items)} for side in sides]
    for each, pairs in zip(layers, pair_layers(comparison.pairs), strict=False):
        each["pair"] = pairs
    return Panes(
        releases=(comparison.a, *([comparison.b] if comparison.b else [])),
        layers=tuple(layers),
        anchors=longest_chain((pair.a[0], pair.b[0]) for pair in comparison.pairs),
        stops=[Stop(pair.a, pair.b, pair.kind) for pair in comparison.pairs],
        stopped=_stopped(comparison),
    )


def _stopped(comparison: Comparison) -> str:
    if not comparison.is_whole:
        return "Comparing …"
    if comparison.b is None:
        return ""
    return "passages in both" if comparison.pairs else "No passage of one says what a passage of the other says"


def _words(comparison: Comparison, everything: bool, only_changes: bool) -> Panes:
    releases = comparison.a, comparison.b
    if everything:
        found = diff_originals(*releases)
        releases = tuple(map(as_original, releases))
    else:
        found = diff_words(*releases, ((pair.a, pair.b) for pair in comparison.pairs))
    texts = [release.text for release in releases]
    runs = found.runs if everything else tuple(trim(found.runs, *texts))
    runs = fold(runs, *texts) if only_changes else runs
    is_strange = bool(runs) and all(run.kind in ("a", "b") for run in runs)
    marked = change_layers(() if is_strange else runs)
    changes = [Layer(layer.spans, tuple({"kind": kind} for kind in layer.values)) for layer in marked]
    items = [item_layer(() if everything else side.details, comparison.items) for side in comparison.sides]
    stops = [] if is_strange else list(_changes(runs, comparison.sides))
    return Panes(
        releases,
        layers=tuple({"change": change, "item": item} for change, item in zip(changes, items, strict=True)),
        anchors=[(run.a[0], run.b[0]) for run in runs if run.kind == "equal"],
        stops=stops,
        stopped="changes" if stops else "" if is_strange else "No difference",
        note=_note(is_strange, is_skipped=found.skipped > 0),
        is_foldable=bool(stops),
    )


def _note(is_strange: bool, is_skipped: bool) -> str:
    """Of what was not compared it is not known whether a sentence is nearly the same."""
    found = _SKIPPED if is_skipped else _STRANGE if is_strange else ""
    return f"{found} {_PASSAGES}" if is_strange else found


def _changes(runs: Sequence[Run], sides: Sequence[Side]) -> Iterator[Stop]:
    """Each change once: what one text has in the place of what the other has; of whole sentences the first."""
    for is_change, group in groupby(runs, key=lambda run: run.kind in ("a", "b")):
        if is_change:
            group = list(group)
            in_a, in_b = (_changed(group, kind, side) for kind, side in zip("ab", sides, strict=True))
            yield Stop(in_a, in_b, "change")


def _changed(runs: Sequence[Run], kind: str, side: Side) -> Span | None:
    own = [(run.a if kind == "a" else run.b, run.is_whole) for run in runs if run.kind == kind]
    if not own:
        return None
    (first, is_whole), (last, _) = own[0], own[-1]
    return (sentence_at(side.sentences, first[0]) or first) if is_whole else (first[0], last[1])


def _beside_original(comparison: Comparison) -> Panes:
    release = comparison.a
    removed = removed_layer(release)
    why = Layer(removed.spans, tuple({"kind": "removed", "why": reason} for reason in removed.values))
    return Panes(
        releases=(release, as_original(release)),
        layers=({"item": item_layer(comparison.sides[0].details, comparison.items)}, {"change": why}),
        anchors=[(kept.start, kept.original_start) for kept in release.kept],
        stops=[Stop(None, span, "removed") for span in removed.spans],
        stopped="passages left out" if removed.spans else "Nothing is left out",
    )


def _pane(side: str, release: Release, layers: _Layers, *, is_original: bool, link: str) -> dict[str, Any]:
    head = "The original, as it was read" if is_original else format_head(release)
    is_derived = release.title_basis == "derived" and not is_original
    return {
        "side": side,
        "id": release.release_id,
        "badge": side.upper(),
        "label": f"Release {side.upper()}: {release.title}",
        "head": head,
        "facts": [] if is_original else list_facts(release),
        "title": release.title if is_derived else None,
        "lines": build_lines(release, layers),
        "source": quotation(release, 0, 1, "").source,
        "link": link,
    }


def _link(side: str, a: str, b: str | None) -> str:
    """The address of a passage on this side, but for the passage: the release that is quoted stands first."""
    first, second = (a, b) if side == "a" or b == ORIGINAL else (b, a)
    return urlencode({"a": first, **({"b": second} if second else {})})
