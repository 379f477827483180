"""What is picked on the map, and what picking does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from explorer.exploring.address import Selection
from explorer.exploring.filters import toggled
from explorer.exploring.tables import Tables
from explorer.ui.chart_component import Pick
from explorer.ui.state import get_state, open_release, set_filters

THEATRE = ("IQ", "SY", "")  # a river that crosses a border belongs to no one country


def spot_in_view(tables: Tables, selection: Selection) -> str | None:
    """The dot of the mention that the reader has in view."""
    if selection.mention_start is None:
        return None
    mentions = tables.mentions_of(selection.release_id)
    rows = zip(mentions["start"], mentions["on_map"], mentions["spot_id"], strict=True)
    return next((spot_id for start, on_map, spot_id in rows if on_map and start == selection.mention_start), None)


def pick_spots(tables: Tables, pick: Pick) -> None:
    """Narrow to what was picked; an open release shows its next mention of it, or closes if it has none."""
    state = get_state()
    filters = state.filters
    is_open = state.selection.release_id is not None
    if pick.mode == "toggle":
        for spot_id in pick.spot_ids:
            filters = toggled(filters, spot_id)
    elif filters.spot_ids == pick.spot_ids and not is_open:
        filters = filters.without("places")  # a second click on the same dot lets it go
    else:
        filters = replace(filters, spot_ids=pick.spot_ids)
    set_filters(filters)
    if is_open:
        start = next_mention(tables, state.selection, pick.spot_ids)
        open_release(state.selection.release_id if start is not None else None, start)


def next_mention(tables: Tables, selection: Selection, spot_ids: Iterable[str]) -> int | None:
    """The open release's mention of the picked places that follows the one in view, round and round."""
    mentions, picked = tables.mentions_of(selection.release_id), set(spot_ids)
    means = zip(*(mentions[name].array for name in ("spot_id", "place_id", "city_id")), strict=True)
    starts = sorted(start for start, ids in zip(mentions["start"], means, strict=True) if not picked.isdisjoint(ids))
    seen = -1 if selection.mention_start is None else selection.mention_start
    return next((int(start) for start in starts if start > seen), int(starts[0]) if starts else None)
