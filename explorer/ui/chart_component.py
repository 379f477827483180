"""A Plotly chart as a Streamlit component that keeps its view through reruns; the work is in components/*.js."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from explorer.charts.basemap import ATTRIBUTION, with_tiles
from explorer.charts.encoding import Chart, to_json
from explorer.charts.flat_map import flattened
from explorer.charts.palette import PALETTES
from explorer.exploring.address import MapView
from explorer.ui.gestures import Gesture, handler, settle
from explorer.ui.scripts import CHART, component
from explorer.ui.server import chosen_tiles
from explorer.ui.start import BASEMAP_URL, PLOTLY_URL
from explorer.ui.state import Camera

MAP_TOOLS = [["pan2d", "select2d", "lasso2d"], ["zoomInMap", "zoomOutMap", "resetViewMap"]]
FLAT_TOOLS = [["pan2d", "select2d", "lasso2d"], ["zoomInGeo", "zoomOutGeo"]]
NO_WEBGL = "A flat map, as this browser has no WebGL 2"
Action = Callable[[Gesture], None]


def _component(name: str, label: str) -> Callable[..., Any]:
    chart = f'<div class="chart {name}" role="application" aria-label="{label}" tabindex="0"></div>'
    frame = f'<div class="chart-frame {name}-frame">{chart}</div>'
    return component(name, *CHART, html=frame, isolate_styles=False)  # Plotly puts its styles into the page's head


_map = _component(
    "place-map", "Map of places; arrow keys move it, plus and minus zoom, Enter lists the places in the middle"
)
_timeline = _component("timeline", "Releases by time of publication; space plays through time")


@dataclass(frozen=True, slots=True)
class Pick:
    """What the visitor picked on the map; mode is replace (a click, a box, a lasso) or toggle (with Shift)."""

    spot_ids: tuple[str, ...]
    mode: str


def is_flat() -> bool:
    """Whether this visitor's browser needs the flat map."""
    return st.session_state.get("flat", False)


def write_map(chart: Chart, theme: str, *, is_flat: bool) -> str:
    """The map as a browser gets it: flat, or on online tiles where the server has some."""
    tiles = chosen_tiles()
    if is_flat:
        chart = flattened(chart, PALETTES[theme], BASEMAP_URL)
    elif tiles:
        chart["layout"]["map"] |= {"style": with_tiles(chart["layout"]["map"]["style"], tiles.address)}
    return to_json(chart)


def render_map(
    chart: Chart | str,
    *,
    camera: Camera | None,
    theme: str,
    on_pick: Callable[[Pick], None],
    on_view: Callable[[MapView], None],
    columns: str | None = None,
    panel: Mapping[str, Any] | None = None,
    actions: Mapping[str, Action] | None = None,
    picks_many: bool = True,
    key: str = "map",
) -> None:
    """Draw the map in place of the one before, without moving it.

    `chart` may be written already, by `write_map`; `columns` is the address of what the chart takes values of;
    `on_pick` gets what is picked, `on_view` where the visitor moved the map; `panel` is what the map's own controls
    need, None for a map without them, and `actions` take their gestures by kind (both as in components/chart.js).
    Without `picks_many` there are no tools that pick several dots at once.
    """

    def picked(gesture: Gesture) -> None:
        on_pick(Pick(tuple(str(each) for each in gesture["ids"]), str(gesture["mode"])))

    def viewed(gesture: Gesture) -> None:
        on_view(MapView(*(float(gesture[name]) for name in ("latitude", "longitude", "zoom"))))

    flat, tiles = is_flat(), chosen_tiles()
    tools = FLAT_TOOLS if flat else MAP_TOOLS
    text = chart if isinstance(chart, str) else write_map(chart, theme, is_flat=flat)
    data = _data(text, theme) | {
        "columns": columns,
        "camera": camera and asdict(camera),
        "tools": tools if picks_many else tools[1:],
        "panel": panel,
        "flat": flat,
        "notice": NO_WEBGL if flat else None,
        "attribution": f"{tiles.credit} · {ATTRIBUTION}" if tiles and not flat else ATTRIBUTION,
    }
    own = {"pick": picked, "view": viewed, "flat": lambda _: st.session_state.update(flat=True)}
    _map(data, written={"chart": text}, key=key, on_gestures_change=handler(key, own | dict(actions or {})))
    settle(key)


def render_timeline(
    chart: Chart | str,
    *,
    theme: str,
    on_brush: Callable[[dt.date, dt.date], None],
    panel: Mapping[str, Any] | None = None,
    actions: Mapping[str, Action] | None = None,
    key: str = "timeline",
) -> None:
    """Draw the timeline; `on_brush` gets the first and last day brushed, or those of a clicked bar.

    `chart` may be written already, as JSON; `panel` and `actions` are as for `render_map`.
    """

    def brushed(gesture: Gesture) -> None:
        on_brush(*sorted(dt.date.fromisoformat(str(gesture[end])[:10]) for end in ("from", "to")))

    def picked(gesture: Gesture) -> None:
        for days in gesture["ids"][:1]:
            on_brush(*(dt.date.fromisoformat(day) for day in str(days).split("/")))

    text = chart if isinstance(chart, str) else to_json(chart)
    data = _data(text, theme) | {
        "columns": None,
        "camera": None,
        "tools": [],
        "panel": panel,
    }
    handled = {"brush": brushed, "pick": picked} | dict(actions or {})
    _timeline(data, written={"chart": text}, key=key, on_gestures_change=handler(key, handled))
    settle(key)


def _data(chart: str, theme: str) -> dict[str, Any]:
    return {"digest": f"{hash(chart):x}", "script": PLOTLY_URL, "theme": theme}
