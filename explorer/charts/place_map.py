"""What to show → the map of places, as a Plotly chart."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from explorer.charts.basemap import build_style
from explorer.charts.encoding import Chart, Counted, Dated, Zipped
from explorer.charts.map_layers import Layers, Records, Trace, build_layers, kept_column, text_trace
from explorer.charts.palette import Palette
from explorer.exploring.dots import Dates

HOME = {"center": {"lat": 33.75, "lon": 41.9}, "zoom": 4.85}  # Iraq and Syria fill a map of about 740 × 560 px
STATES = ("faded", "plain", "named", "picked")  # of dots, in the order of drawing
LABELLED = 40  # names beyond these are left to hovering
SMALLEST, LARGEST = 10, 34  # diameters [px]
MANY, SMALLEST_OF_MANY = 300, 7  # of so many dots the smallest are smaller
LEAST_TOP = 25  # a dot is largest only with as many releases
EXACT_KM = 1  # a point known so well has a mark in it


def dot_columns(spots: pd.DataFrame) -> dict[str, list]:
    """What never changes about dots, by column, for the browser to keep; `spots` as in `Tables.spots`.

    spot_id, latitude, longitude [degrees], name, arabic ("" for none); detail says kind and precision.
    """
    kinds, radii = spots["feature_class"].astype(object), spots["radius_km"]
    return {
        "spot_id": spots.index.tolist(),
        "latitude": spots["latitude"].tolist(),
        "longitude": spots["longitude"].tolist(),
        "name": spots["name"].astype(object).tolist(),
        "arabic": [name if isinstance(name, str) else "" for name in spots["arabic_name"].astype(object)],
        "detail": [_detail(kind, radius) for kind, radius in zip(kinds, radii, strict=True)],
    }


def dot_records(
    spots: pd.DataFrame,
    *,
    picked: Collection[str],
    named: Collection[str] | None,
    palette: Palette,
    in_view: str | None = None,
    counted: str = "releases",
    colors: Sequence[str] | None = None,
    last: Dates | None = None,
) -> dict[str, np.ndarray]:
    """Say how each dot looks.

    Args:
        spots: the weightiest first, indexed by spot_id; columns name, arabic_name, latitude, longitude, radius_km,
            feature_class, releases, mentions, is_shown; and position (int), where the browser keeps their `dot_columns`
            under that row.
        picked: the spot_ids that the user picked.
        named: the spot_ids that the open release names, or None when no release is open.
        palette: light or dark colours.
        in_view: the spot_id of the mention that the reader has in view, if any; it looks like a picked one.
        counted: what the size counts, releases or mentions.
        colors: one per dot, where colour tells something; one for all otherwise.
        last: per dot, the date of the latest release that mentions it.

    Returns:
        By name the columns of a table of dots in the order of drawing, faded first, light under weighty: size [px],
        state (picked, named, plain or faded), releases, mentions, radius_km, color, ring (colour round it), last_day
        and last_precision (where `last` was given), and the `dot_columns`; of these only some, and row, where the
        browser keeps them. (A DataFrame of them would take longer to make than all else.)
    """
    codes = _states(spots, picked={*picked, in_view}, named=named)
    order = np.lexsort((-np.arange(len(codes)), codes))
    own = np.array([palette.faded_dot, palette.dot, palette.dot, palette.accent], object)[codes]
    is_picked = codes == STATES.index("picked")
    ring = np.full(len(codes), palette.halo, object)
    if colors is not None:
        own = np.where(codes == STATES.index("faded"), palette.faded_dot, np.array(colors, object))
        ring[is_picked] = palette.accent
    records = (_kept(spots) if "position" in spots else dot_columns(spots)) | {
        "size": dot_sizes(spots[counted].to_numpy()),
        "state": np.array(STATES, object)[codes],
        "releases": spots["releases"].to_numpy(),
        "mentions": spots["mentions"].to_numpy(),
        "radius_km": spots["radius_km"].to_numpy(float),
        "color": own,
        "ring": ring,
    }
    if last is not None:
        records |= {"last_day": last.days, "last_precision": last.precision}
    return {
        name: np.asarray(values, object if isinstance(values, list) else None)[order]
        for name, values in records.items()
    }


def _states(spots: pd.DataFrame, *, picked: Collection[str | None], named: Collection[str] | None) -> np.ndarray:
    """Of each dot, the position of its state in `STATES` (int)."""
    plain = np.zeros(len(spots), int) if named is not None else spots["is_shown"].to_numpy().astype(int)
    for name, ids in (("named", named or ()), ("picked", picked)):
        found = spots.index.get_indexer([each for each in ids if each is not None])
        plain[found[found >= 0]] = STATES.index(name)
    return plain


def _kept(spots: pd.DataFrame) -> dict[str, np.ndarray]:
    kept = {name: spots[name].to_numpy() for name in ("latitude", "longitude")}
    names = {"spot_id": spots.index.to_numpy(object), "name": spots["name"].to_numpy(object)}
    return {"row": spots["position"].to_numpy()} | kept | names


def size_scale(counts: np.ndarray) -> tuple[float, float, float]:
    """The diameter [px] of a dot that counts 1, that of the largest, and what the largest counts."""
    smallest = SMALLEST_OF_MANY if len(counts) > MANY else SMALLEST
    return smallest, LARGEST, float(max(LEAST_TOP, counts.max(initial=0)))


def dot_sizes(counts: np.ndarray) -> np.ndarray:
    """Diameters [px] that grow with the root of what is counted; components/map_dots.js does the same."""
    smallest, largest, top = size_scale(counts)
    return smallest + (largest - smallest) * (np.sqrt(np.maximum(counts, 1)) - 1) / (np.sqrt(top) - 1)


def area_ids(places: pd.DataFrame, place_ids: Collection[str]) -> dict[str, list[str]]:
    """Which of the places the base map can shade, by its file; `places` is indexed by place_id, with feature_class."""
    named, kinds = sorted(place_ids), places["feature_class"].array
    found = zip(named, places.index.get_indexer(named).tolist(), strict=True)
    kind_of = {place_id: kinds[position] for place_id, position in found if position >= 0}
    files = {"countries": "country", "governorates": "governorate"}
    return {file: [each for each in kind_of if kind_of[each] == kind] for file, kind in files.items()}


def build_place_map(
    records: Records,
    *,
    palette: Palette,
    basemap_url: str,
    layers: Layers | None = None,
    text_scale: float = 1,
) -> Chart:
    """Draw the map.

    Args:
        records: a table, or its columns by name, as `dot_records` returns them.
        palette: light or dark colours.
        basemap_url: where the base map's files are served.
        layers: what lies under the dots.
        text_scale: how much larger than usual the names are.
    """
    under, over = build_layers(
        layers or Layers(), records, palette=palette, basemap_url=basemap_url, text_scale=text_scale
    )
    traces = [*under, _dots(records), _names(records, palette, text_scale), *over]
    layout = dict(
        map=dict(style=build_style(palette, basemap_url, text_scale=text_scale), **HOME),
        margin=dict(l=0, r=0, t=0, b=0),
        showlegend=False,
        clickmode="event",
        dragmode="pan",
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        modebar=dict(orientation="v", bgcolor="rgba(0,0,0,0)", color=palette.label, activecolor=palette.accent),
    )
    return {"data": traces, "layout": layout}


def _detail(kind: str, radius_km: float) -> str:
    precision = "exact point" if radius_km <= EXACT_KM and kind != "exact point" else ""
    return ", ".join(part for part in (kind, precision, f"within {radius_km:g} km") if part)


def _dots(records: Records) -> Trace:
    """The dots with all that is pointed at. components/map_dots.js draws an outline of `meta.ring` under each, wider
    where the flag 2 is set, and a mark on those with the flag 1; components/map_pointing.js finds them."""
    whole = dict(marker=dict(opacity=1))
    return dict(
        type="scattermap",
        name="dots",
        mode="markers",
        hoverinfo="skip",
        lat=kept_column(records, "latitude"),
        lon=kept_column(records, "longitude"),
        ids=kept_column(records, "spot_id"),
        customdata=_said(records),
        meta=dict(ring=records["ring"], flags=_flags(records)),
        marker=dict(size=np.asarray(records["size"]).round(1), color=records["color"], opacity=1),
        selected=whole,
        unselected=whole,
    )


def _said(records: Records) -> object:
    """What is said of each dot: name, Arabic name, counts, the last mention where it is known, kind and precision."""
    if "said" in records:
        return records["said"].tolist()
    counts = (Counted(np.asarray(records[f"{noun}s"]), noun) for noun in ("release", "mention"))
    name, arabic, detail = (kept_column(records, each) for each in ("name", "arabic", "detail"))
    columns = [name, arabic, *counts, detail]
    if "last_day" in records:
        columns.insert(-1, Dated(np.asarray(records["last_day"]), np.asarray(records["last_precision"])))
    return Zipped(columns)


def _flags(records: Records) -> np.ndarray:
    is_exact = np.asarray(records["radius_km"]) <= EXACT_KM
    return is_exact + 2 * (np.asarray(records["state"]) == "picked")


def _names(records: Records, palette: Palette, text_scale: float) -> Trace:
    """MapLibre drops a label that collides with one before it, so the weightiest come first; it reads no tags."""
    shown = np.flatnonzero(np.asarray(records["state"]) != "faded")[::-1][:LABELLED]
    at = dict(lat=kept_column(records, "latitude", shown), lon=kept_column(records, "longitude", shown))
    names = np.asarray(records["name"])[shown]
    return text_trace("names", names, "bottom center", 14, palette.ink, text_scale) | at | dict(meta=shown)
