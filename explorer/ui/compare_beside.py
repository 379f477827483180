"""What stands beside the two texts of the Compare page: one map of both, and the list of what they name."""

from __future__ import annotations

import zlib
from dataclasses import replace

from explorer.charts.compare_map import build_compare_map, compare_records, fit_view
from explorer.charts.palette import DARK, LIGHT
from explorer.exploring.comparing.also_said import also_said
from explorer.exploring.comparing.comparison import Item, changed_numbers
from explorer.ui import cache
from explorer.ui.chart_component import Pick, render_map
from explorer.ui.compare_bar import Shelf
from explorer.ui.compare_component import render_items
from explorer.ui.compare_data import Comparison
from explorer.ui.compare_passages import find_item, item_address
from explorer.ui.compare_state import Desk, get_desk, set_desk
from explorer.ui.start import BASEMAP_URL
from explorer.ui.state import Camera, get_theme

MAP_SIZE = (330, 225)  # [px] on a window of 1280 × 720


def render_map_of_both(desk: Desk, comparison: Comparison) -> None:
    """The places that either names as a location."""
    item = find_item(comparison.items, desk.item)
    palette = DARK if get_theme() == "dark" else LIGHT
    records = compare_records(comparison.dots, item and item.key, palette)
    rivers = cache.get_rivers()
    named = [each.key for each in comparison.items if each.kind == "place" and each.key in rivers]
    chart = build_compare_map(
        records,
        lines=[line for place_id in named for line in rivers[place_id]],
        palette=palette,
        basemap_url=BASEMAP_URL,
    )
    view = fit_view(list(comparison.dots["latitude"]), list(comparison.dots["longitude"]), *MAP_SIZE)
    camera = view and Camera(*view, turn=zlib.crc32(f"{desk.a} {desk.b}".encode()))
    if view:
        chart["layout"]["map"] |= dict(center=dict(lat=view[0], lon=view[1]), zoom=view[2])
    render_map(
        chart,
        camera=camera,
        theme=get_theme(),
        on_pick=lambda pick: _look_at_dot(comparison, pick),
        on_view=lambda _: None,
        picks_many=False,
        key="compare-map",
    )


def render_items_of_both(shelf: Shelf, desk: Desk, comparison: Comparison) -> None:
    """Everything that either names, and what others say about the place in view."""
    item = find_item(comparison.items, desk.item)
    is_place = item is not None and item.kind == "place"
    tabs = ["only a", "said"] if comparison.b is None else ["shared", "only a", "only b", "said"]
    render_items(
        comparison.items,
        theme=get_theme(),
        changed=changed_numbers(comparison.items, ((pair.a, pair.b) for pair in comparison.pairs)),
        said=_said(shelf, desk, item.key) if is_place else [],
        place=item.name if is_place else None,
        current=comparison.items.index(item) if item else None,
        tabs=tabs,
        signature=f"{desk.a} {desk.b}",
        on_item=lambda number: look_at(comparison.items[number]),
        on_open=_open_beside,
    )


def _said(shelf: Shelf, desk: Desk, place_id: str) -> list[dict]:
    return [
        {
            "release": said.release_id,
            "start": said.span[0],
            "end": said.span[1],
            "title": shelf.release(said.release_id).title,
            "apart": said.apart,
            "text": said.text,
        }
        for said in also_said(shelf.tables, desk.a, place_id, lambda other: shelf.release(other).text)
        if said.release_id != desk.b
    ]


def look_at(item: Item) -> None:
    """Bring what an item names into view in both texts."""
    set_desk(replace(get_desk(), item=item_address(item), at=None, to=None))


def _look_at_dot(comparison: Comparison, pick: Pick) -> None:
    for spot_id in pick.spot_ids[:1]:
        place_id = comparison.dots["place_id"].get(spot_id)
        item = find_item(comparison.items, f"place:{place_id}")
        if item:
            look_at(item)


def _open_beside(release_id: str, start: int, end: int) -> None:
    desk = get_desk()
    set_desk(Desk(a=desk.a, b=release_id, to=(start, end), words=desk.words))
