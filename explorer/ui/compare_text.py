"""Two releases as the panes of the Compare page show them: lines cut into cells, and where passages correspond."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from explorer.exploring.comparing.alignment import Pair
from explorer.exploring.comparing.comparison import Item
from explorer.exploring.comparing.details import Detail
from explorer.exploring.comparing.sides import Span
from explorer.exploring.comparing.worddiff import Run
from explorer.exploring.passages import build_paragraphs
from explorer.model import Release


@dataclass(frozen=True)
class Layer:
    """Stretches of a text, half-open, in order and not overlapping, each with something to say of it."""

    spans: tuple[Span, ...]
    values: tuple[Any, ...]

    def value_at(self, offset: int) -> Any:
        """What is said of the character at `offset`, None where nothing is."""
        position = bisect_right(self._starts, offset) - 1
        is_inside = position >= 0 and offset < self.spans[position][1]
        return self.values[position] if is_inside else None

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]


def build_lines(release: Release, layers: Mapping[str, Layer]) -> list[dict[str, Any]]:
    """The lines of the clean text, each with its duty and its cells.

    A cell is a stretch of text of which all layers say one thing: "text", "at" (its offset), and what each layer
    that says something says, by the layer's name. Joined, the cells are the clean text without its blank lines.
    """
    edges = sorted({offset for layer in layers.values() for span in layer.spans for offset in span})
    return [
        {"duty": line.duty, "cells": list(_cells(line.start, line.runs[0][0], edges, layers))}
        for line in build_paragraphs(release, ())
    ]


def _cells(start: int, line: str, edges: Sequence[int], layers: Mapping[str, Layer]) -> Iterator[dict[str, Any]]:
    end = start + len(line)
    inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
    for at, stop in zip((start, *inside), (*inside, end), strict=True):
        said = {name: layer.value_at(at) for name, layer in layers.items()}
        cell = {"text": line[at - start : stop - start], "at": at}
        yield cell | {name: value for name, value in said.items() if value is not None}


def as_original(release: Release) -> Release:
    """The release with its original in the place of the clean text."""
    return replace(release, text=release.original, parts=())


def _layer_of(stretches: Sequence[tuple[Span, Any]]) -> Layer:
    return Layer(tuple(span for span, _ in stretches), tuple(value for _, value in stretches))


def item_layer(details: Iterable[Detail], items: Sequence[Item]) -> Layer:
    """Which item, by its number, each detail of a text is; a surname alone is the person named in full."""
    numbers = {(item.kind, item.key): number for number, item in enumerate(items)}
    numbers = {
        (kind, key.split(" ")[-1]): number for (kind, key), number in numbers.items() if kind == "person"
    } | numbers
    found = [(detail, numbers.get((detail.kind, detail.key))) for detail in details]
    known = [((detail.start, detail.end), number) for detail, number in found if number is not None]
    return _layer_of(known)


def pair_layers(pairs: Sequence[Pair]) -> tuple[Layer, Layer]:
    """Which pair, by its number, the sentences of either text belong to."""
    in_a = [(pair.a, number) for number, pair in enumerate(pairs)]
    in_b = sorted((pair.b, number) for number, pair in enumerate(pairs))
    return _layer_of(in_a), _layer_of(in_b)


def change_layers(runs: Sequence[Run]) -> tuple[Layer, Layer]:
    """What of either text is not in the other ("a", "b"; "a whole", "b whole" for sentences), or folded ("folded")."""
    changes = [(run, f"{run.kind} whole" if run.is_whole else run.kind) for run in runs if run.kind != "equal"]
    in_a = [(run.a, kind) for run, kind in changes if run.a[0] < run.a[1]]
    in_b = [(run.b, kind) for run, kind in changes if run.b[0] < run.b[1]]
    return _layer_of(in_a), _layer_of(in_b)


def removed_layer(release: Release) -> Layer:
    """Why each passage of the original that the clean text leaves out is left out."""
    removed = sorted(release.removed, key=lambda each: each.start)
    return _layer_of([((each.start, each.end), each.reason) for each in removed])
