"""The map and the timeline of Explore with their controls; and what a gesture on each does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import streamlit as st

from explorer.charts.basemap import ATTRIBUTION
from explorer.charts.place_map import size_scale
from explorer.charts.timeline import bar_name
from explorer.exploring.address import State
from explorer.exploring.export import describe_filters
from explorer.exploring.frames import cut_by_time
from explorer.exploring.histogram import Histogram
from explorer.exploring.look import RINGS_KM, Look, changed
from explorer.exploring.tables import Tables
from explorer.exploring.view import View
from explorer.ui import cache, date_panel, filter_bar, panes
from explorer.ui.chart_component import is_flat, render_map, render_timeline
from explorer.ui.gestures import Gesture
from explorer.ui.map_drawing import draw_map, draw_timeline
from explorer.ui.state import get_camera, get_state, get_theme, set_filters, set_look, set_view

MAP_CHOICES = {
    "size": {"releases": "releases", "mentions": "mentions"},
    "color": {
        "one": "one for all",
        "country": "country",
        "kind": "kind of place",
        "role": "role",
        "first": "first mention",
        "last": "last mention",
    },
    "rings": {f"{km:g}": f"every {km:g} km" if km else "none" for km in RINGS_KM},
}
TIMELINE_CHOICES = {
    "bars": {"releases": "releases", "mentions": "mentions"},
    "unit": {"auto": "what fits", "day": "day", "week": "week", "month": "month", "year": "year"},
}


def render_charts(tables: Tables, view: View, state: State, data_version: int) -> None:
    """Draw both."""
    look, theme = state.look, get_theme()
    histogram = view.once(View.histogram_by, look.unit, look.bars)
    is_cut = bool(look.frame or st.session_state.get("playing")) and len(histogram.first_days) > 0
    picture = _picture(view, data_version)
    selection = state.selection
    how = look, theme, is_flat(), state.is_presented, selection
    # The map beside an open release is hardly ever asked for twice, so it is not kept.
    drawing = draw_map(view, *how) if selection.release_id else view.once(draw_map, *how)
    in_view = panes.spot_in_view(tables, selection)
    panel = _panel(look, MAP_CHOICES, picture) | {
        "legend": drawing.legend,
        "legendTitle": MAP_CHOICES["color"][look.color].capitalize() if look.color != "one" else "",
        "placesChosen": bool(view.filters.spot_ids or in_view),
        "frames": view.once(_frames, look.unit, look.bars, look.size) if is_cut else None,
    }
    render_map(
        drawing.chart,
        columns=cache.get_columns_url(tables),
        camera=get_camera(),
        theme=theme,
        on_pick=lambda pick: panes.pick_spots(tables, pick),
        on_view=set_view,
        panel=panel,
        actions={"look": _choose, "area": _pick_area},
    )
    render_timeline(
        view.once(draw_timeline, look, theme, state.is_presented, selection.release_id),
        theme=theme,
        on_brush=date_panel.brush,
        panel=_panel(look, TIMELINE_CHOICES, picture | {"stem": f"timeline-v{data_version}"})
        | {"steps": _steps(histogram) if is_cut else None},
        actions={"look": _choose, "play": _play},
    )


def _choose(gesture: Gesture) -> None:
    """Take over a choice made in the panel of layers or at the timeline; what means nothing changes nothing."""
    name = str(gesture["name"])
    try:
        set_look(changed(get_state().look, name, [str(value) for value in gesture["values"]]))
    except ValueError:
        return
    if name == "frame":
        st.session_state.playing = False


def _play(_gesture: Gesture) -> None:
    """While it plays, no address says where."""
    st.session_state.playing = True
    set_look(replace(get_state().look, frame=None))


def _pick_area(gesture: Gesture) -> None:
    """Narrow to a governorate, or let it go."""
    filters = get_state().filters
    chosen = (str(gesture["name"]),)
    if chosen[0] in cache.get_governorates():
        set_filters(replace(filters, governorate=() if filters.governorate == chosen else chosen))


def _panel(look: Look, choices: Mapping[str, Mapping[str, str]], picture: dict[str, Any]) -> dict[str, Any]:
    frame = look.frame
    return {
        "look": asdict(look)
        | {
            "rings": f"{look.rings:g}",
            "frame": frame and {"day": frame.last_day.isoformat(), "window": frame.window},
        },
        "choices": {name: list(labels.items()) for name, labels in choices.items()},
        "picture": picture,
    }


def _picture(view: View, data_version: int) -> dict[str, Any]:
    """What a picture says of itself."""
    return {
        "title": filter_bar.summary(view).replace("**", ""),
        "lines": [f"Filters: {describe_filters(view.filters, view.tables)}"],
        "foot": f"Release Explorer · data version {data_version} · {ATTRIBUTION}",
        "stem": f"map-v{data_version}",
        "version": data_version,
    }


def _frames(view: View, unit: str, bars: str, counted: str) -> dict[str, Any]:
    """What playing through time needs of the map."""
    histogram = view.once(View.histogram_by, unit, bars)
    frames, governorates = cut_by_time(view, histogram, counted), cache.get_governorates()
    return {
        "dots": frames.dots.tolist(),
        "spots": list(view.spots.index),
        "governorates": frames.governorates.tolist(),
        "places": [governorates.get(name) for name in frames.governorate_names],
        "releases": frames.releases.tolist(),
        "leftOut": frames.left_out,
        "scale": size_scale(view.spots[counted].to_numpy()),
        "counted": counted,
    }


def _steps(histogram: Histogram) -> dict[str, list[Any]]:
    first, last = histogram.steps()
    names = [bar_name(histogram.unit, *days) for days in zip(first.tolist(), last.tolist(), strict=True)]
    return {
        "first": first.astype(str).tolist(),
        "last": last.astype(str).tolist(),
        "label": names,
        "until": np.searchsorted(histogram.first_days, last, side="right").tolist(),
    }
