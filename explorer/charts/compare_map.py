"""The places of two releases on one map: those of each in its own colour, those of both in a third."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from explorer.charts.encoding import Chart
from explorer.charts.map_layers import Layers
from explorer.charts.palette import LIGHT, Palette
from explorer.charts.place_map import build_place_map

# By standing and theme. Blue, orange and ink stay apart for every kind of colour vision (at least 45 in CIE Lab in the
# simulations of Machado, Oliveira and Fernandes 2009), and keep 3:1 contrast with the land.
COLORS = {
    "light": {"only a": "#0f7ac4", "only b": "#c65a00", "shared": "#24292d"},
    "dark": {"only a": "#4aa8ee", "only b": "#ec8a33", "shared": "#e9edee"},
}
SIZES = {"only a": 12, "only b": 12, "shared": 15}  # diameters [px]
CLOSEST, WIDEST = 8.0, 3.0  # zoom levels
TILE = 512  # [px], of the whole world at zoom 0
_WHERE = {"shared": "in both releases", "only a": "only in A", "only b": "only in B"}
MARGIN = 0.75  # how much of the map the dots may fill


def compare_records(dots: pd.DataFrame, stressed: str | None, palette: Palette) -> pd.DataFrame:
    """Say how each dot looks.

    Args:
        dots: indexed by spot_id; columns name, latitude, longitude, standing (shared, only a, only b).
        stressed: the spot_id of the place in view, drawn larger and last.

    Returns:
        One row per dot in the order of drawing; columns as `explorer.charts.place_map.dot_records` returns them.
    """
    is_stressed = dots.index == stressed
    records = pd.DataFrame(
        {
            "spot_id": dots.index,
            "latitude": dots["latitude"].to_numpy(float),
            "longitude": dots["longitude"].to_numpy(float),
            "size": dots["standing"].map(SIZES).to_numpy(float) + 8 * is_stressed,
            "state": dots["standing"].to_numpy(object),
            "name": dots["name"].to_numpy(object),
            "radius_km": np.inf,
            "color": dots["standing"].map(COLORS["light" if palette == LIGHT else "dark"]).to_numpy(object),
            "ring": palette.halo,
            "said": [
                [name, "", _WHERE[standing]] for name, standing in zip(dots["name"], dots["standing"], strict=True)
            ],
        }
    )
    order = np.lexsort([dots["standing"].eq("shared").to_numpy(), is_stressed])
    return records.iloc[order].reset_index(drop=True)


def build_compare_map(
    records: pd.DataFrame, *, lines: Sequence[Sequence[tuple[float, float]]], palette: Palette, basemap_url: str
) -> Chart:
    """Draw the map; `lines` are the rivers that both name, each a sequence of (latitude, longitude) [degrees]."""
    return build_place_map(records, palette=palette, basemap_url=basemap_url, layers=Layers(lines=lines))


def fit_view(
    latitudes: Sequence[float], longitudes: Sequence[float], width: float, height: float
) -> tuple[float, float, float] | None:
    """Latitude, longitude [degrees] and zoom of a map of that size [px] that shows all points; None without points."""
    if not len(latitudes):
        return None
    xs = [longitude / 360 for longitude in longitudes]
    ys = [_mercator(latitude) for latitude in latitudes]
    spans = ((max(xs) - min(xs)) / width, (max(ys) - min(ys)) / height)
    zoom = math.log2(MARGIN / TILE / max(*spans, 1e-9))
    middle = (min(ys) + max(ys)) / 2
    latitude = math.degrees(math.atan(math.sinh(2 * math.pi * middle)))
    return latitude, 180 * (min(xs) + max(xs)), min(max(zoom, WIDEST), CLOSEST)


def _mercator(latitude: float) -> float:
    """The northing of a latitude [degrees] on a world of width 1."""
    return math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
