"""The map for browsers without WebGL: the same chart as SVG, over the same files of the base map."""

from __future__ import annotations

from html import escape
from typing import Any

from explorer.charts.basemap import COUNTRIES_IN_FOCUS
from explorer.charts.encoding import Chart
from explorer.charts.palette import Palette

Trace = dict[str, Any]
KINDS = {"scattermap": "scattergeo", "choroplethmap": "choropleth"}
COUNTRIES = [  # of countries.geojson, but for one whose ring runs the other way and so would cover the world
    *("AFG", "ARE", "ARM", "AZE", "BGR", "BHR", "CYN", "CYP", "EGY", "ERI", "ESB", "GEO", "GRC", "IRN"),
    *("IRQ", "ISR", "JOR", "KAB", "KAZ", "KWT", "LBN", "LBY", "MDA", "MKD", "OMN", "PAK", "PSX", "QAT"),
    *("ROU", "RUS", "SAU", "SDN", "SRB", "SYR", "TCD", "TKM", "TUR", "UKR", "UZB", "YEM"),
]


def flattened(chart: Chart, palette: Palette, basemap_url: str) -> Chart:
    """The chart of `build_place_map` as Plotly's flat map; density, which needs WebGL, is left out.

    A scattergeo trace comes first: where a choropleth does, Plotly asks the network for a base map of its own.
    """
    drawn = [_flat(trace) for trace in chart["data"] if trace["type"] in KINDS]
    under = [trace for trace in drawn if trace["type"] == "choropleth"]
    over = [trace for trace in drawn if trace["type"] == "scattergeo"]
    layout = {name: value for name, value in chart["layout"].items() if name != "map"}
    view = chart["layout"]["map"]
    geo = dict(
        visible=False,
        bgcolor=palette.sea,
        projection=dict(type="mercator"),
        center=view["center"],
    )
    first = dict(type="scattergeo", lat=[None], lon=[None], hoverinfo="skip")
    traces = [first, *_ground(palette, basemap_url), *under, *over]
    return {"data": traces, "layout": layout | dict(geo=geo, meta=dict(zoom=view["zoom"]))}


def _flat(trace: Trace) -> Trace:
    flat = {name: value for name, value in trace.items() if name != "below"} | dict(type=KINDS[trace["type"]])
    if "text" in trace:  # in SVG, Plotly reads tags in it
        flat["text"] = [escape(text, quote=False) for text in trace["text"]]
    return flat


def _ground(palette: Palette, basemap_url: str) -> list[Trace]:
    """Land, and Iraq and Syria."""

    def area(name: str, file: str, key: str, ids: list[str], fill: str, line: str, width: float) -> Trace:
        return dict(
            type="choropleth",
            name=name,
            geojson=f"{basemap_url}/{file}.geojson",
            featureidkey=key,
            locations=ids,
            z=[1] * len(ids),
            colorscale=[[0, fill], [1, fill]],
            showscale=False,
            marker=dict(line=dict(color=line, width=width)),
            hoverinfo="skip",
        )

    return [
        area("land", "countries", "properties.id", COUNTRIES, palette.land, palette.border, 0.8),
        area("focus", "countries", "properties.id", COUNTRIES_IN_FOCUS, palette.focus, palette.focus_border, 1.2),
    ]
