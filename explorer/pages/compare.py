"""Compare: two releases beside each other, what both say, and what only one of them says."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from explorer.errors import LibraryError
from explorer.ui import cache
from explorer.ui.address_bar import render_dropped
from explorer.ui.compare_bar import Shelf, render_candidates, render_choices, render_gone, render_view, render_words
from explorer.ui.compare_beside import look_at, render_items_of_both, render_map_of_both
from explorer.ui.compare_component import STYLE, Picked, render_panes
from explorer.ui.compare_content import build_content
from explorer.ui.compare_data import Comparison, get_comparison, get_reading, get_texts
from explorer.ui.compare_passages import find_hits, not_there, passages_in_view, placed
from explorer.ui.compare_state import (
    ORIGINAL,
    Desk,
    desk_turn,
    get_desk,
    get_dropped,
    pass_by,
    set_desk,
    words_to_mark,
    write_address,
)
from explorer.ui.compare_tray import Kept, keep, render_tray
from explorer.ui.compare_work import Step, last_shown, render_progress, work_out
from explorer.ui.keys_component import COMPARE_KEYS, render_keys
from explorer.ui.state import get_state, get_theme


def render() -> None:
    """Draw the page."""
    st.html(f"<style>{STYLE}</style>")
    library = cache.get_startup().library
    version = library.data_version()
    shelf = Shelf(library, cache.get_tables(library, str(library.path), version), version)
    desk = get_desk()
    if desk.a is None and get_state().selection.release_id:
        desk = replace(desk, a=get_state().selection.release_id)
        set_desk(desk)
    linked_words, desk = desk.words, replace(desk, words=words_to_mark(desk))
    wanted, desk = desk, shelf.readable(desk)
    comparison, shown = _compare(shelf, desk) if desk.a else (None, desk)
    content = _content(shelf, shown, comparison, _view(comparison, shown)) if comparison else {}
    is_pair = comparison is not None and comparison.b is not None
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        render_view(_view(comparison, desk), desk, is_pair=is_pair, is_foldable=bool(content.get("is_foldable")))
        if shown is not desk:
            with st.container(width="content"):
                render_progress()
        if linked_words:
            render_words(linked_words)
        render_dropped([*get_dropped(), *(not_there(comparison, desk) if comparison else ())])
        render_tray(library, version)
        render_keys(COMPARE_KEYS)
    if wanted != desk:
        render_gone(wanted, desk)
    if comparison is None:
        if desk.b:
            render_choices(shelf, desk)
        render_candidates(shelf, "a", desk.b, place="page")
    else:
        _render_desk(shelf, shown, comparison, content)
    write_address(wanted)


def _compare(shelf: Shelf, desk: Desk) -> tuple[Comparison | None, Desk]:
    """What is compared, and how it is shown: of long texts as was worked out last, at first the texts alone."""
    pair = (*shelf.key, desk.a, desk.b)
    try:
        texts = get_texts(shelf.library, *pair)
        if not texts.is_long:
            return get_comparison(shelf.library, *pair), desk
        wanted = desk.view, desk.only_changes
        work_out(pair, wanted, _steps(shelf, desk))
        done = last_shown(pair)
        if done is None:
            return texts, replace(desk, view="passages", only_changes=False)
        comparison = get_comparison(shelf.library, *pair)
    except LibraryError:  # removed since `Shelf.readable` looked
        st.error("A release was removed while it was read. Choose another one.", icon=":material/error:")
        return None, desk
    return comparison, desk if done == wanted else replace(desk, view=done[0], only_changes=done[1])


def _steps(shelf: Shelf, desk: Desk) -> list[Step]:
    """What there is to do before two long texts are shown as compared."""
    pair = (*shelf.key, desk.a, desk.b)

    def arrange() -> None:
        comparison = get_comparison(shelf.library, *pair)
        _content(shelf, desk, comparison, _view(comparison, desk))

    sides = {"A": desk.a, "B": desk.b if desk.b != ORIGINAL else None}
    return [
        *(
            (f"Reading what {side} names", partial(get_reading, shelf.library, *shelf.key, release_id))
            for side, release_id in sides.items()
            if release_id
        ),
        ("Pairing the passages", partial(get_comparison, shelf.library, *pair)),
        ("Arranging the texts", arrange),
    ]


def _view(comparison: Comparison | None, desk: Desk) -> str:
    if desk.view or comparison is None:
        return desk.view or "passages"
    return "words" if comparison.is_repeated else "passages"


def _render_desk(shelf: Shelf, desk: Desk, comparison: Comparison, content: dict[str, Any]) -> None:
    with st.container(key="desk-bar"):
        render_choices(shelf, desk)
    if desk.b is None:
        left, middle, right = st.columns([1.375, 1.375, 1], gap="small")
        with middle, st.container(key="candidates", gap="small"):
            render_candidates(shelf, "b", desk.a, place="page")
    else:
        left, right = st.columns([2.75, 1], gap="small")
    with left:
        _render_panes(shelf, desk, comparison, content)
    with right, st.container(key="beside", gap="small"):
        render_map_of_both(desk, comparison)
        render_items_of_both(shelf, desk, comparison)


def _render_panes(shelf: Shelf, desk: Desk, comparison: Comparison, content: dict[str, Any]) -> None:
    view = content["view"]
    render_panes(
        content,
        theme=get_theme(),
        shown=placed(desk, comparison, view, passages_in_view(comparison, desk)),
        hits=placed(desk, comparison, view, find_hits(shelf.library, desk)),
        words=desk.words,
        item=desk.item,
        turn=desk_turn(),
        on_item=lambda number: look_at(comparison.items[number]),
        on_passage=_pass,
        on_keep=_keep,
    )


def _content(shelf: Shelf, desk: Desk, comparison: Comparison, view: str) -> dict[str, Any]:
    return build_content(
        comparison, shelf.version, desk.a, desk.b, view, desk.only_changes, is_whole=comparison.is_whole
    )


def _pass(picked: Picked) -> None:
    passage = {"a": None, "b": None} | {picked.side: (picked.start, picked.end)}
    pass_by(replace(get_desk(), at=passage["a"], to=passage["b"], item=None))


def _keep(picked: Picked) -> None:
    desk = get_desk()
    quoted, beside = (desk.a, desk.b) if picked.side == "a" else (desk.b, desk.a)
    keep(Kept(quoted, beside, picked.start, picked.end))


render()
