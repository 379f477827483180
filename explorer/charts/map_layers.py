"""What lies under the dots of a map, and what measures them: shading, density, circles, rings and the distance rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from explorer.charts.basemap import UNDER_DOTS
from explorer.charts.encoding import Taken
from explorer.charts.palette import Palette
from explorer.exploring.distances import EARTH_RADIUS_KM

Trace = dict[str, Any]
Records = Mapping[str, Any]  # columns by name, a DataFrame or arrays of equal length
Line = Sequence[tuple[float, float]]  # of (latitude, longitude) [degrees]
NOTHING = {"type": "FeatureCollection", "features": []}
CIRCLE = 48  # corners of a circle of precision


@dataclass(frozen=True, slots=True)
class Measure:
    """A line that tells a distance, and what it tells, at a point of its own."""

    line: Line
    text: str
    at: tuple[float, float]
    is_rule: bool = False


@dataclass(frozen=True, slots=True)
class Layers:
    """What to draw besides dots; each at its default draws nothing.

    areas: place_ids of the areas to shade, by base-map file.
    lines: rivers to stress.
    governorates: releases by governorate; columns place_id, name, releases.
    density: what each dot weighs in the density, in the order of the records; only what is shown has weight.
    precision: whether every dot has its circle of precision, and not only those picked.
    measures: rings round places, and the distance rule.
    """

    areas: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    governorates: pd.DataFrame | None = None
    density: np.ndarray | None = None
    precision: bool = False
    measures: Sequence[Measure] = ()


def kept_column(records: Records, name: str, rows: np.ndarray | slice = slice(None)) -> Taken | np.ndarray:
    """One of the `dot_columns`, as rows of what the browser keeps where it keeps them; of these rows (positions)."""
    is_kept = "row" in records
    values = np.asarray(records["row" if is_kept else name])[rows]
    return Taken(name, values) if is_kept else values


def build_layers(
    layers: Layers, records: Records, *, palette: Palette, basemap_url: str, text_scale: float = 1
) -> tuple[list[Trace], list[Trace]]:
    """The traces under the dots, and those over them; always the same ones, though Plotly leaves out what is empty."""
    circled = slice(None) if layers.precision else np.flatnonzero(np.asarray(records["state"]) == "picked")
    under = [
        _governorates(layers.governorates, palette, basemap_url),
        *(_shaded(file, layers.areas.get(file, ()), palette, basemap_url) for file in ("countries", "governorates")),
        _density(layers.density, records, palette),
        _lines("rivers", layers.lines, palette.stressed_river, 2.6),
        _circles(records, circled, palette),
        _lines("rings", [each.line for each in layers.measures if not each.is_rule], palette.accent, 1.4),
        _lines("rule", [each.line for each in layers.measures if each.is_rule], palette.ink, 2),
    ]
    return under, [_texts(layers.measures, palette, text_scale)]


def _governorates(counts: pd.DataFrame | None, palette: Palette, basemap_url: str) -> Trace:
    ids, names, releases = (
        [] if counts is None else counts[name].tolist() for name in ("place_id", "name", "releases")
    )
    return _area("governorate counts", "governorates", ids, palette, basemap_url) | dict(
        z=releases,
        zmin=0,
        zmax=max(releases, default=0) or 1,
        colorscale=[[0, palette.few], [1, palette.many]],
        marker=dict(opacity=0.85, line=dict(width=0)),
        customdata=[
            [name, "", f"{count:,} release{'s' * (count != 1)} naming it or a place in it"]
            for name, count in zip(names, releases, strict=True)
        ],
        hoverinfo="none",  # still says where the pointer is
    )


def _shaded(file: str, ids: Sequence[str], palette: Palette, basemap_url: str) -> Trace:
    return _area(f"shaded {file}", file, ids, palette, basemap_url) | dict(
        z=[1] * len(ids),
        colorscale=[[0, palette.dot], [1, palette.dot]],
        marker=dict(opacity=0.06, line=dict(width=0)),
        hoverinfo="skip",
    )


def _area(name: str, file: str, ids: Sequence[str], palette: Palette, basemap_url: str) -> Trace:
    return dict(
        type="choroplethmap",
        name=name,
        geojson=f"{basemap_url}/{file}.geojson" if len(ids) else NOTHING,  # an address is fetched, shown or not
        featureidkey="properties.place_id",
        locations=list(ids),
        showscale=False,
        below="rivers",
    )


def _density(weights: np.ndarray | None, records: Records, palette: Palette) -> Trace:
    kept = np.flatnonzero(weights) if weights is not None else np.array([], int)
    return dict(
        type="densitymap",
        name="density",
        meta=kept,
        lat=kept_column(records, "latitude", kept),
        lon=kept_column(records, "longitude", kept),
        z=weights[kept] if weights is not None else [],
        radius=34,
        zmin=0,
        zmax=max(float(np.quantile(weights[kept], 0.9)) * 1.6, 1) if len(kept) else 1,
        colorscale=[
            [0, _clear(palette.dense, 0)],
            [0.25, _clear(palette.dense, 0.25)],
            [1, _clear(palette.dense, 0.9)],
        ],
        showscale=False,
        hoverinfo="skip",
        below="country-names",
    )


def _lines(name: str, lines: Sequence[Line], color: str, width: float) -> Trace:
    points = [point for line in lines for point in (*line, (None, None))]
    return dict(
        type="scattermap",
        name=name,
        lat=[latitude for latitude, _ in points],
        lon=[longitude for _, longitude in points],
        mode="lines",
        line=dict(width=width, color=color),
        hoverinfo="skip",
        below=UNDER_DOTS,
    )


def _circles(records: Records, circled: np.ndarray | slice, palette: Palette) -> Trace:
    """How far from its dot each place may be, to scale, on the sphere; of the records at these positions."""
    latitude, longitude, radius_km = (
        np.asarray(records[name], float)[circled, np.newaxis] for name in ("latitude", "longitude", "radius_km")
    )
    latitudes, longitudes, far = np.radians(latitude), np.radians(longitude), radius_km / EARTH_RADIUS_KM
    bearings = np.linspace(0, 2 * np.pi, CIRCLE + 1)
    north = np.arcsin(np.sin(latitudes) * np.cos(far) + np.cos(latitudes) * np.sin(far) * np.cos(bearings))
    east = longitudes + np.arctan2(
        np.sin(bearings) * np.sin(far) * np.cos(latitudes), np.cos(far) - np.sin(latitudes) * np.sin(north)
    )
    gap = np.full((len(latitudes), 1), np.nan)
    north, east = (np.hstack([np.degrees(each).round(4), gap]).ravel() for each in (north, east))
    return _lines("circles", (), palette.accent, 1) | dict(
        lat=north,
        lon=east,
        fill="toself",
        fillcolor=_clear(palette.accent, 0.1),
    )


def _texts(measures: Sequence[Measure], palette: Palette, text_scale: float) -> Trace:
    at = dict(lat=[measure.at[0] for measure in measures], lon=[measure.at[1] for measure in measures])
    texts = [measure.text for measure in measures]
    return text_trace("measures", texts, "top center", 4, palette.accent, text_scale) | at


def text_trace(name: str, texts: Iterable[str], position: str, distance: float, color: str, text_scale: float) -> Trace:
    """Texts so far [px] from where they belong, each in one line, as one of two would cover what it is about."""
    return dict(
        type="scattermap",
        name=name,
        mode="markers+text",
        text=[text.replace(" ", "\u00a0") for text in texts],
        textposition=position,
        textfont=dict(size=13 * text_scale, color=color, family="Source Sans"),
        marker=dict(size=distance, opacity=0),  # mode "text" alone makes an invalid layer: the offset is the marker's
        hoverinfo="skip",
    )


def _clear(color: str, opacity: float) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
