"""What to show → the map of places, as a Plotly chart."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from explorer.charts.basemap import build_style
from explorer.charts.encoding import Chart, Counted, Zipped
from explorer.charts.map_layers import Layers, Trace, build_layers, kept_column
from explorer.charts.palette import Palette

HOME = {"center": {"lat": 33.75, "lon": 41.9}, "zoom": 4.85}  # Iraq and Syria fill a map of about 740 × 560 px
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
    last: Sequence[str | None] | None = None,
) -> pd.DataFrame:
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
        last: per dot, the date of the latest release that mentions it (ISO, at its precision), None if undated.

    Returns:
        One row per dot in the order of drawing, faded first, light under weighty; columns size [px], state (picked,
        named, plain or faded), releases, mentions, radius_km, color, ring (colour round it), last (in words, "" where
        none was given), and the `dot_columns`; of these only some, and row, where the browser keeps them.
    """
    is_picked = spots.index.isin([*picked, in_view])
    is_named = spots.index.isin(list(named or ()))
    is_plain = spots["is_shown"].to_numpy() & (named is None)
    state = np.select([is_picked, is_named, is_plain], ["picked", "named", "plain"], "faded")
    one = {"picked": palette.accent, "named": palette.dot, "plain": palette.dot, "faded": palette.faded_dot}
    own = pd.Series(state).map(one) if colors is None else np.where(state == "faded", palette.faded_dot, list(colors))
    records = pd.DataFrame(
        (_kept(spots) if "position" in spots else dot_columns(spots))
        | {
            "size": dot_sizes(spots[counted].to_numpy()),
            "state": state,
            "releases": spots["releases"].to_numpy(),
            "mentions": spots["mentions"].to_numpy(),
            "radius_km": spots["radius_km"].to_numpy(float),
            "color": np.asarray(own, object),
            "ring": np.where(is_picked & (colors is not None), palette.accent, palette.halo).astype(object),
            "last": _last_texts(last or [], len(spots)),
        }
    )
    order = np.select([is_picked, is_named, is_plain], [3, 2, 1], 0)
    return records.iloc[np.lexsort((-np.arange(len(records)), order))].reset_index(drop=True)


def _kept(spots: pd.DataFrame) -> dict[str, object]:
    names = ("latitude", "longitude", "name")
    return {"row": spots["position"].to_numpy(), "spot_id": spots.index} | {name: spots[name].array for name in names}


def size_scale(counts: np.ndarray) -> tuple[float, float, float]:
    """The diameter [px] of a dot that counts 1, that of the largest, and what the largest counts."""
    smallest = SMALLEST_OF_MANY if len(counts) > MANY else SMALLEST
    return smallest, LARGEST, float(max(LEAST_TOP, counts.max(initial=0)))


def dot_sizes(counts: np.ndarray) -> np.ndarray:
    """Diameters [px] that grow with the root of what is counted; components/map_dots.js does the same."""
    smallest, largest, top = size_scale(counts)
    return smallest + (largest - smallest) * (np.sqrt(np.maximum(counts, 1)) - 1) / (np.sqrt(top) - 1)


@lru_cache(maxsize=4096)  # thousands of dots at every drawing, and few dates
def date_text(date: str | None) -> str:
    """An ISO date at any precision as a person reads it: "29 June 2017", "June 2017", "2017", "undated"."""
    if date is None:
        return "undated"
    year, month, day = ([int(part) for part in date.split("-")] + [0, 0])[:3]
    return " ".join(str(part) for part in (day, month and calendar.month_name[month], year) if part)


def area_ids(places: pd.DataFrame, place_ids: Collection[str]) -> dict[str, list[str]]:
    """Which of the places the base map can shade, by its file; `places` is indexed by place_id, with feature_class."""
    chosen = places.loc[[place_id for place_id in place_ids if place_id in places.index]]
    files = {"countries": "country", "governorates": "governorate"}
    return {file: sorted(chosen.index[chosen["feature_class"] == kind]) for file, kind in files.items()}


def build_place_map(
    records: pd.DataFrame, *, palette: Palette, basemap_url: str, layers: Layers | None = None
) -> Chart:
    """Draw the map.

    Args:
        records: as `dot_records` returns them.
        palette: light or dark colours.
        basemap_url: where the base map's files are served.
        layers: what lies under the dots.
    """
    under, over = build_layers(layers or Layers(), records, palette=palette, basemap_url=basemap_url)
    traces = [*under, _dots(records), _names(records, palette), *over]
    layout = dict(
        map=dict(style=build_style(palette, basemap_url), **HOME),
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


def _last_texts(last: Sequence[str | None], dots: int) -> np.ndarray:
    """In words, each date once: thousands of dots share few dates."""
    if not len(last):
        return np.full(dots, "", object)
    codes, dates = pd.factorize(np.array(last, object), use_na_sentinel=False)
    return np.array([f"last {date_text(date)}" if isinstance(date, str) else "undated" for date in dates], object)[
        codes
    ]


def _dots(records: pd.DataFrame) -> Trace:
    """The dots with all that is pointed at. components/map_dots.js draws an outline of `meta.ring` under each, wider
    where the flag 2 is set, and a mark on those with the flag 1; components/map_pointing.js finds them."""
    whole = dict(marker=dict(opacity=1))
    if "said" in records:
        said = records["said"].tolist()
    else:
        counts = (Counted(records[f"{noun}s"].to_numpy(), noun) for noun in ("release", "mention"))
        texts = [kept_column(records, name) for name in ("name", "arabic")]
        said = Zipped([*texts, *counts, records["last"], kept_column(records, "detail")])
    return dict(
        type="scattermap",
        name="dots",
        mode="markers",
        hoverinfo="skip",
        lat=kept_column(records, "latitude"),
        lon=kept_column(records, "longitude"),
        ids=kept_column(records, "spot_id"),
        customdata=said,
        meta=dict(ring=records["ring"], flags=_flags(records)),
        marker=dict(size=records["size"].round(1), color=records["color"], opacity=1),
        selected=whole,
        unselected=whole,
    )


def _flags(records: pd.DataFrame) -> np.ndarray:
    return (records["radius_km"] <= EXACT_KM).to_numpy(int) + 2 * (records["state"] == "picked").to_numpy(int)


def _names(records: pd.DataFrame, palette: Palette) -> Trace:
    """MapLibre drops a label that collides with one before it, so the weightiest come first; it reads no tags."""
    shown = records[records["state"] != "faded"].iloc[::-1].head(LABELLED)
    return dict(
        type="scattermap",
        name="names",
        meta=shown.index.to_numpy(),
        lat=kept_column(shown, "latitude"),
        lon=kept_column(shown, "longitude"),
        mode="markers+text",
        marker=dict(
            size=14, opacity=0
        ),  # mode "text" alone makes an invalid layer: the offset is taken from the marker
        text=[name.replace(" ", "\u00a0") for name in shown["name"]],  # a label of two lines would cover its dot
        textposition="bottom center",
        textfont=dict(size=13, color=palette.ink, family="Source Sans"),
        hoverinfo="skip",
    )
