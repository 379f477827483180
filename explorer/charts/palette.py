"""The colours of charts, light and dark; the app's own theme stands in .streamlit/config.toml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by duty. Dots and accent keep 3:1 contrast with the land and differ for every kind of colour vision."""

    sea: str
    land: str
    focus: str  # Iraq and Syria
    river: str
    stressed_river: str
    governorate: str
    border: str
    focus_border: str
    label: str
    country_label: str
    ink: str
    dot: str
    faded_dot: str
    accent: str
    halo: str
    few: str  # the least of what shading counts, and the most
    many: str
    dense: str


LIGHT = Palette(
    sea="#d6e2e8",
    land="#efece5",
    focus="#fcfbf8",
    river="#9dbdd0",
    stressed_river="#2f7fb5",
    governorate="#ddd7ca",
    border="#bdb5a5",
    focus_border="#7d7566",
    label="#706a5d",
    country_label="#6f695d",
    ink="#24292d",
    dot="#b4452f",
    faded_dot="#cbb3a9",
    accent="#1f5f8b",
    halo="#ffffff",
    few="#f3f5f4",
    many="#8fb9d6",
    dense="#7a2f8f",
)

DARK = Palette(
    sea="#0b1115",
    land="#151c21",
    focus="#1f282e",
    river="#35566b",
    stressed_river="#5fb0e2",
    governorate="#303b42",
    border="#3b474f",
    focus_border="#76858d",
    label="#8b9aa2",
    country_label="#8797a0",
    ink="#e9edee",
    dot="#f0805f",
    faded_dot="#6b5148",
    accent="#7cc0ee",
    halo="#12181c",
    few="#222c33",
    many="#2b5a7a",
    dense="#d59af0",
)

PALETTES = {"light": LIGHT, "dark": DARK}
