"""The map and the timeline of Explore with their controls; and what a gesture on each does."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from explorer.charts.basemap import ATTRIBUTION
from explorer.charts.map_layers import Layers, Measure
from explorer.charts.palette import PALETTES
from explorer.charts.place_map import area_ids, build_place_map, dot_records, size_scale
from explorer.charts.scales import Entry, colors_of, legend_of
from explorer.charts.timeline import bar_name, build_timeline
from explorer.exploring.address import State
from explorer.exploring.distances import circle, way_between
from explorer.exploring.dots import group_dots, last_mentions
from explorer.exploring.export import describe_filters
from explorer.exploring.frames import cut_by_time
from explorer.exploring.histogram import Histogram
from explorer.exploring.look import RINGS_KM, Look, changed
from explorer.exploring.tables import Tables
from explorer.exploring.view import View
from explorer.ui import cache, date_panel, filter_bar, panes
from explorer.ui.chart_component import render_map, render_timeline
from explorer.ui.gestures import Gesture
from explorer.ui.server import BASEMAP_URL
from explorer.ui.state import get_camera, get_state, set_filters, set_look, set_view

MOST_RINGED = 3  # chosen places with rings round them
RINGS = 3  # round each
CHOICES = {
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
    "bars": {"releases": "releases", "mentions": "mentions"},
    "unit": {"auto": "what fits", "day": "day", "week": "week", "month": "month", "year": "year"},
}


def render_charts(tables: Tables, view: View, state: State, data_version: int) -> None:
    """Draw both."""
    look, theme = state.look, "dark" if st.context.theme.type == "dark" else "light"
    histogram = view.histogram_by(look.unit, look.bars)
    is_cut = bool(look.frame or st.session_state.get("playing")) and len(histogram.first_days) > 0
    picture = _picture(view, data_version)
    columns = cache.get_columns_url(tables, str(cache.get_startup().library.path), data_version)
    _render_map(tables, view, state, theme, picture, histogram if is_cut else None, columns=columns)
    _render_timeline(view, look, theme, picture, histogram, is_cut=is_cut)


def _render_map(
    tables: Tables,
    view: View,
    state: State,
    theme: str,
    picture: dict[str, Any],
    histogram: Histogram | None,
    *,
    columns: str,
) -> None:
    look, palette = state.look, PALETTES[theme]
    release_id = state.selection.release_id
    named = tables.mentions_of(release_id) if release_id else None
    groups = group_dots(view, look.color)
    in_view = panes.spot_in_view(tables, state.selection)
    records = dot_records(
        view.spots,
        picked=tables.dots_of(state.filters.spot_ids),
        named=None if named is None else set(named["spot_id"]),
        palette=palette,
        in_view=in_view,
        counted=look.size,
        colors=None if groups is None else [colors_of(groups, palette)[code] for code in groups.codes],
        last=last_mentions(view),
    )
    if "density" in look.layers:
        records["size"] *= 0.5  # so that the density is seen
    stressed = set(state.filters.spot_ids) | (set() if named is None else set(named["place_id"].dropna()))
    rivers = cache.get_rivers()
    counts = _governorates(view) if "governorates" in look.layers else None
    layers = Layers(
        areas=area_ids(tables.places, stressed),
        lines=[line for place_id in sorted(stressed & rivers.keys()) for line in rivers[place_id]],
        governorates=counts,
        density=_weights(view, records, look) if "density" in look.layers else None,
        precision="precision" in look.layers,
        measures=_measures(view, look, in_view),
    )
    legend = legend_of(groups, palette)
    if counts is not None and len(counts):
        legend.append(
            Entry(f"releases by governorate, 0 to {counts['releases'].max():,}", palette.few, "ramp", palette.many)
        )
    if layers.density is not None:
        legend.append(Entry(f"density of {look.size}", palette.focus, "ramp", palette.dense))
    panel = _panel(look, picture) | {
        "legend": [asdict(entry) for entry in legend],
        "legendTitle": "" if groups is None else CHOICES["color"][look.color].capitalize(),
        "placesChosen": bool(view.filters.spot_ids or in_view),
        "frames": None if histogram is None else _frames(view, histogram, look),
    }
    render_map(
        build_place_map(records, palette=palette, basemap_url=BASEMAP_URL, layers=layers),
        columns=columns,
        camera=get_camera(),
        theme=theme,
        on_pick=lambda pick: panes.pick_spots(tables, pick),
        on_view=set_view,
        panel=panel,
        actions={"look": _choose, "area": _pick_area},
    )


def _render_timeline(
    view: View, look: Look, theme: str, picture: dict[str, Any], histogram: Histogram, *, is_cut: bool
) -> None:
    filters = view.filters
    chart = build_timeline(
        histogram,
        counted=look.bars,
        brushed=(filters.published_from, filters.published_to),
        palette=PALETTES[theme],
    )
    panel = _panel(look, picture | {"stem": f"timeline-v{picture['version']}"}) | {
        "steps": _steps(histogram) if is_cut else None
    }
    render_timeline(
        chart,
        theme=theme,
        on_brush=date_panel.brush,
        panel=panel,
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


def _panel(look: Look, picture: dict[str, Any]) -> dict[str, Any]:
    frame = look.frame
    return {
        "look": asdict(look)
        | {
            "rings": f"{look.rings:g}",
            "frame": frame and {"day": frame.last_day.isoformat(), "window": frame.window},
        },
        "choices": {name: list(labels.items()) for name, labels in CHOICES.items()},
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


def _governorates(view: View) -> pd.DataFrame:
    """Releases by each governorate of the base map, those without any too."""
    counts, governorates = view.facet("governorate"), cache.get_governorates()
    return pd.DataFrame(
        {
            "place_id": governorates.values(),
            "name": governorates.keys(),
            "releases": [int(counts.get(name, 0)) for name in governorates],
        }
    )


def _weights(view: View, records: pd.DataFrame, look: Look) -> np.ndarray:
    """What each dot weighs in the density, in the order of the records: only what is shown has weight."""
    weights = view.spots[look.size].where(view.spots["is_shown"], 0)
    return weights.reindex(records["spot_id"]).to_numpy()


def _measures(view: View, look: Look, in_view: str | None) -> list[Measure]:
    filters, spots = view.filters, view.tables.spots
    measures = []
    if filters.near:
        near = filters.near
        measures.append(_ring(near.latitude, near.longitude, near.radius_km))
    if look.rings:
        chosen = [spot for spot in (filters.spot_ids or (in_view,)) if spot in spots.index]
        for spot in spots.loc[chosen[:MOST_RINGED]].itertuples():
            measures += [_ring(spot.latitude, spot.longitude, look.rings * (step + 1)) for step in range(RINGS)]
    if look.rule:
        way = way_between(*look.rule)
        middle = way.points[len(way.points) // 2]
        said = f"{_length(way.length_km)} km · {_length(way.length_nm)} nm · {way.bearing:.0f}°"
        measures.append(Measure(way.points, said, middle, is_rule=True))
    return measures


def _ring(latitude: float, longitude: float, radius_km: float) -> Measure:
    line = circle(latitude, longitude, radius_km)
    return Measure(line, f"{radius_km:g} km", line[0])


def _length(length: float) -> str:
    return f"{length:,.0f}" if length >= 100 else f"{length:.1f}"


def _frames(view: View, histogram: Histogram, look: Look) -> dict[str, Any]:
    frames, governorates = cut_by_time(view, histogram, look.size), cache.get_governorates()
    return {
        "dots": frames.dots.tolist(),
        "spots": list(view.spots.index),
        "governorates": frames.governorates.tolist(),
        "places": [governorates.get(name) for name in frames.governorate_names],
        "releases": frames.releases.tolist(),
        "leftOut": frames.left_out,
        "scale": size_scale(view.spots[look.size].to_numpy()),
        "counted": look.size,
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
