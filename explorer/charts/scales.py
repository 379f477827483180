"""Colours that tell something of a dot, and the legend that says what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.charts.palette import LIGHT, Palette
from explorer.exploring.dots import OTHER, UNDATED, Groups

# Each stands out from every ground of the map by 3:1, and from each other by 16 or more in CIE Lab for every kind of
# colour vision, in the simulations of Machado, Oliveira and Fernandes 2009; tests/charts/test_scales.py measures it.
CATEGORIES = {
    "light": ("#b4452f", "#2f6fe8", "#aa62bb", "#2a1266", "#4d2f00"),
    "dark": ("#f0805f", "#3d8bf7", "#9c6ab4", "#c4e6fb", "#d8d24a"),
}
NEUTRAL = {"light": "#6f7478", "dark": "#8d989e"}
# From early to late; they also grow darker, or lighter on the dark map, step by step.
PERIODS = {
    "light": ("#b56d01", "#ba3d39", "#954c9d", "#510060", "#220090", "#19011c"),
    "dark": ("#2c68f9", "#a754b5", "#c5535d", "#d9442a", "#face22", "#e0e5a8"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend; `form` is disc, exact, area or ramp, and a ramp leads `to` another colour."""

    label: str
    color: str
    form: str = "disc"
    to: str | None = None


def colors_of(groups: Groups, palette: Palette) -> tuple[str, ...]:
    """A colour for each of the groups."""
    theme = "light" if palette == LIGHT else "dark"
    named = [name for name in groups.names if name not in (OTHER, UNDATED)]
    scale = PERIODS[theme] if groups.is_ordered else CATEGORIES[theme]
    if groups.is_ordered and len(named) > 1:  # the whole scale, however few the periods
        scale = [scale[round(step)] for step in np.linspace(0, len(scale) - 1, len(named))]
    chosen = dict(zip(named, scale, strict=False))
    return tuple(chosen.get(name, NEUTRAL[theme]) for name in groups.names)


def legend_of(groups: Groups | None, palette: Palette) -> list[Entry]:
    """What the colours and forms of dots mean."""
    forms = [
        Entry("exact point, to 1 km", palette.dot, "exact"),
        Entry("town or other point", palette.dot),
        Entry("area, never a dot", palette.dot, "area"),
    ]
    if groups is None:
        return forms
    colors = colors_of(groups, palette)
    return [Entry(name, color) for name, color in zip(groups.names, colors, strict=True)]
