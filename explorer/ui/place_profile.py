"""One place on a page: where it is, how it is written, what is said of it in order of time, and what is near it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from explorer.charts.map_layers import Layers
from explorer.charts.palette import DARK, LIGHT
from explorer.charts.place_map import area_ids, build_place_map, dot_records
from explorer.charts.timeline import build_timeline
from explorer.exploring.filters import Filters
from explorer.exploring.profile import NEAR_KM, Profile, build_profile, sentences_of
from explorer.exploring.tables import Tables
from explorer.model import PublicationDate
from explorer.ui import cache
from explorer.ui.address_bar import render_dropped
from explorer.ui.chart_component import Pick, render_map, render_timeline
from explorer.ui.reader_component import format_date
from explorer.ui.rows_component import Actions, Column, Rows, RowsComponent
from explorer.ui.sentences_component import Sentence, render_sentences
from explorer.ui.start import BASEMAP_URL
from explorer.ui.state import Camera, get_theme, open_release, set_filters
from explorer.ui.text import plain

MOST_SENTENCES = 300
EXPLORE = "explorer/pages/explore.py"
_named_with = RowsComponent("profile-with", "Places named with it")
_near = RowsComponent("profile-near", "Places near it")


def render_choice(tables: Tables) -> str | None:
    """Choose a place among those named, the most named first; the address names it."""
    counts = tables.mentions.groupby("place_id")["release_id"].nunique().sort_values(ascending=False, kind="stable")
    ids = [place_id for place_id in counts.index if place_id in tables.places.index]
    if not ids:
        return None
    asked = st.query_params.get("place")
    if asked in ids and st.session_state.get("place") != asked:
        st.session_state.place = asked
    dropped = [f"place={asked}"] if asked and asked not in ids else []
    if st.session_state.get("place") not in ids:
        st.session_state.place = ids[0]
    st.selectbox(
        "Place",
        ids,
        key="place",
        label_visibility="collapsed",
        format_func=lambda place_id: f"{tables.labels[place_id]} ({counts[place_id]})",
        on_change=lambda: st.query_params.from_dict({"place": st.session_state.place}),
        width=300,
    )
    render_dropped(dropped)
    st.query_params.place = st.session_state.place
    return st.session_state.place


def render_profile(
    tables: Tables, place_id: str, *, text_of: Callable[[str], str], corrected: pd.DataFrame | None = None
) -> None:
    """Draw the page's body; `corrected` are the rows of the log of corrections about the place."""
    profile = build_profile(tables, place_id)
    left, right = st.columns([1, 1.15], gap="small")
    with left, st.container(key="profile-left", gap="small"):
        _render_facts(profile, place_id, corrected)
        _render_map(tables, profile, place_id)
    with right, st.container(key="right-pane", gap="small"):
        _render_tables(tables, profile, place_id)
        _render_sentences(profile, text_of)


def _render_facts(profile: Profile, place_id: str, corrected: pd.DataFrame | None) -> None:
    place = profile.place
    arabic = f" · {place['arabic_name']}" if isinstance(place["arabic_name"], str) else ""
    where = ", ".join(part for part in (place["admin1"], place["country_code"]) if isinstance(part, str) and part)
    with st.container(horizontal=True, vertical_alignment="center", key="profile-title"):
        st.subheader(plain(f"{place['name']}{arabic}"), anchor=False, width="content")
        if corrected is not None and len(corrected):
            with st.popover(f"Corrected: {len(corrected)}", icon=":material/edit:", key="corrected"):
                st.caption("Corrections that gave a mention this place, or took or changed one of it; newest first.")
                st.dataframe(corrected, hide_index=True, width=900)
        st.button(
            f"Show its {profile.release_count} releases on the map", key="explore", on_click=_explore, args=(place_id,)
        )
    if st.session_state.pop("go", None):
        st.switch_page(EXPLORE)
    spellings = " · ".join(f"{name} {count}" for name, count in profile.spellings.head(12).items())
    point = f"{place['latitude']:.4f}, {place['longitude']:.4f} within {place['precision_km']:g} km ({place['source']})"
    said = {"point": point, "area": "an area, no point", "line": "a line, no point"}[place["geometry"]]
    st.caption(plain(f"{place['feature_class']}, {where}; {said}. Written as: {spellings}"))


def _explore(place_id: str) -> None:
    set_filters(Filters(spot_ids=(place_id,), role=()))
    st.session_state.go = True


def _render_map(tables: Tables, profile: Profile, place_id: str) -> None:
    theme = get_theme()
    palette = DARK if theme == "dark" else LIGHT
    place = profile.place
    around = tables.spots[tables.spots.index.isin([place_id, *profile.near.index])]
    counts = tables.mentions.groupby("spot_id")["release_id"].agg(releases="nunique", mentions="size")
    spots = around.join(counts, how="inner").assign(is_shown=False)
    chart = build_place_map(
        dot_records(spots, picked=[place_id], named=None, palette=palette),
        palette=palette,
        basemap_url=BASEMAP_URL,
        layers=Layers(areas=area_ids(tables.places, [place_id]), lines=cache.get_rivers().get(place_id, ())),
    )
    zoom = {"point": 8.0, "line": 5.2, "area": 5.5}[place["geometry"]]
    camera = Camera(float(place["latitude"]), float(place["longitude"]), zoom, turn=hash(place_id) & 0xFFFFFF)
    render_map(chart, camera=camera, theme=theme, on_pick=_pick, on_view=lambda _view: None, key="place-map-of-profile")
    timeline = build_timeline(profile.histogram, brushed=(None, None), palette=palette)
    render_timeline(timeline, theme=theme, on_brush=lambda *_days: None, key="place-timeline")


def _pick(pick: Pick) -> None:
    for place_id in pick.spot_ids[:1]:
        if not place_id.startswith("@"):
            _go_to(place_id)


def _go_to(place_id: str) -> None:
    st.query_params.from_dict({"place": place_id})


def _render_tables(tables: Tables, profile: Profile, place_id: str) -> None:
    """The places named with it and those near it; a click on a row goes to that place."""
    listed = (
        (
            _named_with,
            Column("name", "Named with it"),
            Column("releases", "Releases", 5.3, "number"),
            profile.named_with,
        ),
        (
            _near,
            Column("name", f"Near it (within {NEAR_KM} km)"),
            Column("km", "km", 4, "number"),
            profile.near.round(1),
        ),
    )
    present = [each for each in listed if len(each[-1])]
    for place, (component, *columns, values) in zip(st.columns(len(present) or 1, gap="small"), present, strict=False):
        shown = values.head(component.limit(place_id))
        names = tables.places["name"].reindex(shown.index)
        rows = [list(each) for each in zip(shown.index, names, shown.tolist(), strict=True)]
        with place:
            component.render(Rows(columns, rows, total=len(values)), Actions(on_open=_go_to))


def _render_sentences(profile: Profile, text_of: Callable[[str], str]) -> None:
    shown = sentences_of(profile.mentions.head(MOST_SENTENCES), text_of)
    rows = list(shown.itertuples())
    if len(profile.mentions) > len(rows):
        st.caption(f"The first {len(rows)} of {len(profile.mentions)} mentions, in order of publication")
    render_sentences(
        [_sentence(row) for row in rows],
        key="sentences",
        on_open=lambda position: _open(rows[position].release_id, int(rows[position].start)),
    )


def _sentence(row: object) -> Sentence:
    published = PublicationDate(row.published, row.precision, row.basis, row.evidence)
    end = row.offset + len(row.toponym)
    return Sentence(
        head=f"{format_date(published)} · {row.title} · {row.role}",
        before=row.sentence[: row.offset],
        toponym=row.sentence[row.offset : end],
        after=row.sentence[end:],
        note=row.reason,
    )


def _open(release_id: str, start: int) -> None:
    set_filters(Filters())
    open_release(release_id, start)
    st.session_state.go = True
