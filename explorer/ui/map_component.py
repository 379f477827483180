"""The map of places as a Streamlit component; the work is in components/map.js."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from explorer.ui.server import PLOTLY_URL
from explorer.ui.state import Camera

_map = st.components.v2.component(
    "place_map",
    html='<div class="place-map" role="application" aria-label="Map of places" tabindex="0"></div>',
    css=".place-map { width: 100%; height: var(--map-height, 32rem); }",
    js=(Path(__file__).parent / "components" / "map.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # Plotly puts its own styles into the page's head
)


@dataclass(frozen=True, slots=True)
class Pick:
    """What the visitor picked on the map; mode is replace (a click, a box, a lasso) or toggle (with Shift)."""

    spot_ids: tuple[str, ...]
    mode: str


def render_map(chart: go.Figure, *, camera: Camera | None, theme: str, on_pick: Callable[[Pick], None]) -> None:
    """Draw the chart in place of the one before, without moving the map; `on_pick` gets what is picked."""

    def picked() -> None:
        pick = st.session_state["map"].get("pick")
        if pick:
            on_pick(Pick(tuple(str(each) for each in pick["ids"]), str(pick["mode"])))

    _map(
        data={
            "chart": chart.to_json(),
            "script": PLOTLY_URL,
            "camera": camera and asdict(camera),
            "theme": theme,
        },
        key="map",
        on_pick_change=picked,
        on_theme_change=lambda: None,
    )
