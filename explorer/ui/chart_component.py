"""A Plotly chart as a Streamlit component that keeps its view through reruns; the work is in components/chart.js."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.charts.encoding import Chart, to_json
from explorer.exploring.address import MapView
from explorer.ui.gestures import Gesture, handler, settle
from explorer.ui.server import PLOTLY_URL
from explorer.ui.state import Camera

_JS = (Path(__file__).parent / "components" / "chart.js").read_text(encoding="utf-8")
MAP_TOOLS = [["pan2d", "select2d", "lasso2d"], ["zoomInMap", "zoomOutMap", "resetViewMap"]]


def _component(name: str, label: str) -> Callable[..., Any]:
    return st.components.v2.component(
        name,
        html=f'<div class="chart {name}" role="application" aria-label="{label}" tabindex="0"></div>',
        js=_JS,
        isolate_styles=False,  # Plotly puts its own styles into the page's head
    )


_map = _component("place-map", "Map of places")
_timeline = _component("timeline", "Releases by month of publication")


@dataclass(frozen=True, slots=True)
class Pick:
    """What the visitor picked on the map; mode is replace (a click, a box, a lasso) or toggle (with Shift)."""

    spot_ids: tuple[str, ...]
    mode: str


def render_map(
    chart: Chart,
    *,
    columns: str | None = None,
    camera: Camera | None,
    theme: str,
    on_pick: Callable[[Pick], None],
    on_view: Callable[[MapView], None],
    key: str = "map",
) -> None:
    """Draw the map in place of the one before, without moving it.

    `columns` is the address of what the chart takes values of;
    `on_pick` gets what is picked, `on_view` where the visitor moved the map.
    """

    def picked(gesture: Gesture) -> None:
        on_pick(Pick(tuple(str(each) for each in gesture["ids"]), str(gesture["mode"])))

    def viewed(gesture: Gesture) -> None:
        on_view(MapView(*(float(gesture[name]) for name in ("latitude", "longitude", "zoom"))))

    data = _data(chart, theme) | {"columns": columns, "camera": camera and asdict(camera), "tools": MAP_TOOLS}
    _map(data=data, key=key, on_gestures_change=handler(key, {"pick": picked, "view": viewed}))
    settle(key)


def render_timeline(
    chart: Chart, *, theme: str, on_brush: Callable[[dt.date, dt.date], None], key: str = "timeline"
) -> None:
    """Draw the timeline; `on_brush` gets the first and last day brushed, or those of a clicked bar."""

    def brushed(gesture: Gesture) -> None:
        on_brush(*sorted(dt.date.fromisoformat(str(gesture[end])[:10]) for end in ("from", "to")))

    def picked(gesture: Gesture) -> None:
        for days in gesture["ids"][:1]:
            on_brush(*(dt.date.fromisoformat(day) for day in str(days).split("/")))

    data = _data(chart, theme) | {"columns": None, "camera": None, "tools": []}
    _timeline(data=data, key=key, on_gestures_change=handler(key, {"brush": brushed, "pick": picked}))
    settle(key)


def _data(chart: Chart, theme: str) -> dict[str, Any]:
    return {"chart": to_json(chart), "script": PLOTLY_URL, "theme": theme}
