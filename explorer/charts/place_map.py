"""What to show → the map of places, as a Plotly chart."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from explorer.charts.basemap import build_style
from explorer.charts.encoding import Chart, Counted, Taken, Zipped
from explorer.charts.palette import Palette

HOME = {"center": {"lat": 33.75, "lon": 41.9}, "zoom": 4.85}  # Iraq and Syria fill a map of about 740 × 560 px
Trace = dict[str, Any]

LABELLED = 40  # names beyond these are left to hovering


def dot_columns(spots: pd.DataFrame) -> dict[str, list]:
    """What never changes about dots, by column, for the browser to keep; `spots` as in `Tables.spots`.

    spot_id, latitude, longitude [degrees]; heading and detail are the first and last line of what hovering shows.
    Plotly reads tags in them and knows the entities of `&`, `<` and `>` alone.
    """
    names, arabic = (spots[name].astype(object).to_numpy() for name in ("name", "arabic_name"))
    kinds = (escape(kind, quote=False) for kind in spots["feature_class"].astype(object))
    return {
        "spot_id": spots.index.tolist(),
        "latitude": spots["latitude"].tolist(),
        "longitude": spots["longitude"].tolist(),
        "heading": [_heading(*pair) for pair in zip(names, arabic, strict=True)],
        "detail": [f"{kind}, within {radius:g} km" for kind, radius in zip(kinds, spots["radius_km"], strict=True)],
    }


def dot_records(
    spots: pd.DataFrame, *, picked: Collection[str], named: Collection[str] | None, in_view: str | None = None
) -> pd.DataFrame:
    """Say how each dot looks.

    Args:
        spots: the weightiest first, indexed by spot_id; columns name, arabic_name, latitude, longitude, radius_km,
            feature_class, releases, mentions, is_shown; and position (int), where the browser keeps their `dot_columns`
            under that row.
        picked: the spot_ids that the user picked.
        named: the spot_ids that the open release names, or None when no release is open.
        in_view: the spot_id of the mention that the reader has in view, if any; it looks like a picked one.

    Returns:
        One row per dot, in the order of drawing: faded first, light under weighty; columns spot_id, rank (0 is the
        weightiest), size [px], state (picked, named, plain or faded), name, releases, mentions; and
        row, or else the `dot_columns`.
    """
    is_picked = spots.index.isin([*picked, in_view])
    is_named = spots.index.isin(list(named or ()))
    is_plain = spots["is_shown"].to_numpy() & (named is None)
    state = np.select([is_picked, is_named, is_plain], ["picked", "named", "plain"], "faded")
    records = pd.DataFrame(
        {
            "rank": np.arange(len(spots)),
            "size": dot_sizes(spots["releases"].to_numpy()),
            "state": state,
            "name": spots["name"].to_numpy(),
            "releases": spots["releases"].to_numpy(),
            "mentions": spots["mentions"].to_numpy(),
            **({"row": spots["position"].to_numpy()} if "position" in spots else dot_columns(spots)),
        }
    )
    order = np.select([is_picked, is_named, is_plain], [3, 2, 1], 0)
    return records.iloc[np.lexsort((-records["rank"], order))].reset_index(drop=True)


def dot_sizes(releases: np.ndarray) -> np.ndarray:
    """Diameters [px] whose area grows with the number of releases, from 10 to 34."""
    return np.clip(10 + 6 * (np.sqrt(np.maximum(releases, 1)) - 1), 10, 34)


def area_ids(places: pd.DataFrame, place_ids: Collection[str]) -> dict[str, list[str]]:
    """Which of the places the base map can shade, by its file; `places` is indexed by place_id, with feature_class."""
    chosen = places[places.index.isin(list(place_ids))]
    files = {"countries": "country", "governorates": "governorate"}
    return {file: sorted(chosen.index[chosen["feature_class"] == kind]) for file, kind in files.items()}


def build_place_map(
    records: pd.DataFrame,
    *,
    areas: Mapping[str, Sequence[str]],
    lines: Sequence[Sequence[tuple[float, float]]],
    palette: Palette,
    basemap_url: str,
    colors: Mapping[str, str] | None = None,
) -> Chart:
    """Draw the map.

    Args:
        records: as `dot_records` returns them.
        areas: place_ids of the areas to shade, by base-map file, as `area_ids` returns them.
        lines: rivers to stress, each a sequence of (latitude, longitude) [degrees].
        palette: light or dark colours.
        basemap_url: where the base map's files are served.
        colors: of the states of dots, where they are not those of `dot_records`.
    """
    traces = [
        *(_shaded(name, ids, palette, basemap_url) for name, ids in areas.items() if len(ids)),
        _stressed(lines, palette),
        *_discs(records, colors or _colors(palette), palette),
        _names(records, palette),
        _dots(records),
    ]
    layout = dict(
        map=dict(style=build_style(palette, basemap_url), **HOME),
        margin=dict(l=0, r=0, t=0, b=0),
        showlegend=False,
        clickmode="event",
        dragmode="pan",
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        hoverlabel=dict(
            bgcolor=palette.focus,
            bordercolor=palette.border,
            font=dict(color=palette.ink, family="Source Sans, sans-serif", size=14),
            align="left",
        ),
        modebar=dict(orientation="v", bgcolor="rgba(0,0,0,0)", color=palette.label, activecolor=palette.accent),
    )
    return {"data": traces, "layout": layout}


def _heading(name: str, arabic_name: str | None) -> str:
    arabic = f"  {escape(arabic_name, quote=False)}" if isinstance(arabic_name, str) else ""
    return f"<b>{escape(name, quote=False)}</b>{arabic}"


def _columns(records: pd.DataFrame, *names: str) -> tuple[Taken | pd.Series, ...]:
    """Columns of `dot_columns`, as rows of what the browser keeps where they are."""
    if "row" not in records:
        return tuple(records[name] for name in names)
    rows = records["row"].to_numpy()
    return tuple(Taken(name, rows) for name in names)


def _shaded(source: str, ids: Sequence[str], palette: Palette, basemap_url: str) -> Trace:
    return dict(
        type="choroplethmap",
        geojson=f"{basemap_url}/{source}.geojson",
        featureidkey="properties.place_id",
        locations=list(ids),
        z=[1] * len(ids),
        colorscale=[[0, palette.dot], [1, palette.dot]],
        showscale=False,
        marker=dict(opacity=0.06, line=dict(width=0)),
        hoverinfo="skip",
        below="rivers",
    )


def _stressed(lines: Sequence[Sequence[tuple[float, float]]], palette: Palette) -> Trace:
    points = [point for line in lines for point in (*line, (None, None))]
    return dict(
        type="scattermap",
        lat=[latitude for latitude, _ in points] or [None],
        lon=[longitude for _, longitude in points] or [None],
        mode="lines",
        line=dict(width=2.6, color=palette.stressed_river),
        hoverinfo="skip",
    )


def _colors(palette: Palette) -> dict[str, str]:
    return {"picked": palette.accent, "named": palette.dot, "plain": palette.dot, "faded": palette.faded_dot}


def _discs(records: pd.DataFrame, colors: Mapping[str, str], palette: Palette) -> tuple[Trace, Trace]:
    """What is seen. Plotly's map markers have no outline, so a larger disc lies under each."""
    latitudes, longitudes = _columns(records, "latitude", "longitude")
    place = dict(lat=latitudes, lon=longitudes, hoverinfo="skip")
    return (
        dict(type="scattermap", **place, marker=dict(size=records["size"] + 3, color=palette.halo, opacity=1)),
        dict(
            type="scattermap",
            **place,
            marker=dict(size=records["size"], color=records["state"].map(dict(colors)), opacity=1),
        ),
    )


def _dots(records: pd.DataFrame) -> Trace:
    """What is pointed at. Of dots under the pointer Plotly takes the smallest, and of equal ones the last: these are
    unseen, equal, and the weightiest last, so that no mosque covers its city until the map comes closer."""
    by_weight = records.iloc[np.argsort(-records["rank"].to_numpy())]
    latitudes, longitudes, spot_ids = _columns(by_weight, "latitude", "longitude", "spot_id")
    return dict(
        type="scattermap",
        name="dots",
        lat=latitudes,
        lon=longitudes,
        ids=spot_ids,
        **_hover(by_weight),
        marker=dict(size=18, opacity=0),
        selected=dict(marker=dict(opacity=0)),
        unselected=dict(marker=dict(opacity=0)),
    )


def _hover(records: pd.DataFrame) -> Trace:
    if "hover" in records:
        return dict(customdata=records["hover"], hovertemplate="%{customdata}<extra></extra>")
    heading, detail = _columns(records, "heading", "detail")
    counts = (Counted(records[f"{noun}s"].to_numpy(), noun) for noun in ("release", "mention"))
    lines = "%{customdata[0]}<br>%{customdata[1]}, %{customdata[2]}<br>%{customdata[3]}<extra></extra>"
    return dict(customdata=Zipped([heading, *counts, detail]), hovertemplate=lines)


def _names(records: pd.DataFrame, palette: Palette) -> Trace:
    """MapLibre drops a label that collides with one before it, so the weightiest come first; it reads no tags."""
    shown = records[records["state"] != "faded"].iloc[::-1].head(LABELLED)
    latitudes, longitudes = _columns(shown, "latitude", "longitude")
    return dict(
        type="scattermap",
        lat=latitudes,
        lon=longitudes,
        mode="markers+text",
        marker=dict(
            size=14, opacity=0
        ),  # mode "text" alone makes an invalid layer: the offset is taken from the marker
        text=shown["name"].str.replace(" ", "\u00a0"),  # a label of two lines would cover its dot
        textposition="bottom center",
        textfont=dict(size=13, color=palette.ink, family="Source Sans"),
        hoverinfo="skip",
    )
