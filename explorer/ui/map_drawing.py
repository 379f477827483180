"""What Explore's map and timeline show: drawn of a view and a look alone, so that all who see the same share it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from explorer.charts.encoding import to_json
from explorer.charts.map_layers import Layers, Measure, Records
from explorer.charts.palette import PALETTES
from explorer.charts.place_map import area_ids, build_place_map, dot_records
from explorer.charts.scales import Entry, colors_of, legend_of
from explorer.charts.timeline import build_timeline
from explorer.exploring.address import Selection
from explorer.exploring.distances import circle, way_between
from explorer.exploring.dots import group_dots, last_mentions
from explorer.exploring.look import Look
from explorer.exploring.view import View
from explorer.ui import cache, panes
from explorer.ui.chart_component import write_map
from explorer.ui.start import BASEMAP_URL

ROOM_SCALE = 1.4  # text in what is shown to a room; components/present.css does the same for the page
MOST_RINGED = 3  # chosen places with rings round them
RINGS = 3  # round each


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map as `write_map` writes it, and what its colours and forms mean."""

    chart: str
    legend: list[dict[str, Any]]


def draw_map(view: View, look: Look, theme: str, is_flat: bool, is_presented: bool, selection: Selection) -> Drawing:
    """The map of a view in this look and theme (light or dark), with what an open release names and shows of it."""
    tables, palette, filters = view.tables, PALETTES[theme], view.filters
    named = tables.mentions_of(selection.release_id) if selection.release_id else None
    groups = group_dots(view, look.color)
    in_view = panes.spot_in_view(tables, selection)
    records = dot_records(
        view.spots,
        picked=view.picked_dots,
        named=None if named is None else set(named["spot_id"]),
        palette=palette,
        in_view=in_view,
        counted=look.size,
        colors=None if groups is None else [colors_of(groups, palette)[code] for code in groups.codes],
        last=(view.unpicked or view).once(last_mentions),
    )
    if "density" in look.layers:
        records["size"] *= 0.5  # so that the density is seen
    named_places = () if named is None else named["place_id"]
    stressed = {*filters.spot_ids, *(place_id for place_id in named_places if isinstance(place_id, str))}
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
    text_scale = ROOM_SCALE if is_presented else 1
    chart = build_place_map(records, palette=palette, basemap_url=BASEMAP_URL, layers=layers, text_scale=text_scale)
    return Drawing(write_map(chart, theme, is_flat=is_flat), [asdict(entry) for entry in legend])


def draw_timeline(view: View, look: Look, theme: str, is_presented: bool, release_id: str | None) -> str:
    """The timeline (JSON) in light or dark, with the day of the open release."""
    return to_json(
        build_timeline(
            view.once(View.histogram_by, look.unit, look.bars),
            counted=look.bars,
            opened=view.tables.days_of(release_id),
            brushed=(view.filters.published_from, view.filters.published_to),
            palette=PALETTES[theme],
            text_scale=ROOM_SCALE if is_presented else 1,
        )
    )


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


def _weights(view: View, records: Records, look: Look) -> np.ndarray:
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
