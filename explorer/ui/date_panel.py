"""The publication date: a range of days, undated releases, and how a date is known."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import streamlit as st

from explorer.exploring.filters import Filters
from explorer.exploring.view import View
from explorer.model import PublicationDate
from explorer.reading.dates import day_of, find_dates
from explorer.ui import facet_panel
from explorer.ui.state import follow, get_state, set_filters
from explorer.ui.text import plain


def render_dates(view: View) -> None:
    """A button that opens the range of days, the undated, and how dates are known."""
    filters, icon = view.filters, ":material/calendar_month:"
    # Another label would make it another popover, which is shut.
    with st.popover("Dates", icon=icon, key="dates", width="content", on_change="rerun") as popover:
        if not popover.open:
            return
        _render_range(filters, view.undated_count)
        facet_panel.render_facet(view, "basis")
        st.caption("A date known only by month or year counts when any of its days lies in the range.")


def _render_range(filters: Filters, undated_count: int) -> None:
    # Not Streamlit's own field for dates: of what is typed there, Enter, Tab and Escape leave nothing.
    for name, label, value in (("from", "From", filters.published_from), ("to", "To", filters.published_to)):
        key = f"published_{name}"
        _follow_day(key, value, last=name == "to")
        typed = st.text_input(label, key=key, placeholder="YYYY-MM-DD", live="300ms", on_change=_set_dates)
        if typed.strip() and read_days(typed) is None:
            st.caption(f"“{plain(typed.strip())}” is no date: write 2017-06-28, 28 June 2017, 2017-06 or 2017.")
    if filters.published_from and filters.published_to and filters.published_to < filters.published_from:
        st.caption("**To** is before **From**: no date lies between them.")
    follow("undated", filters.undated)
    st.checkbox(f"Undated releases ({undated_count})", key="undated", on_change=_set_dates)


def _follow_day(key: str, day: dt.date | None, *, last: bool) -> None:
    """What a visitor typed stays as it is while it means this day."""
    if key not in st.session_state or _end_of(st.session_state[key], last=last) != day:
        st.session_state[key] = day.isoformat() if day else ""


def _set_dates() -> None:
    values = st.session_state
    set_filters(
        replace(
            get_state().filters,
            published_from=_end_of(values.published_from, last=False),
            published_to=_end_of(values.published_to, last=True),
            undated=values.undated,
        )
    )


def _end_of(typed: str, *, last: bool) -> dt.date | None:
    days = read_days(typed)
    return days[last] if days else None


def read_days(typed: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day that a typed date, month or year means; None for what is none, or may be two."""
    text = typed.strip()
    if re.fullmatch(r"\d{4}(-\d\d)?", text, re.ASCII):
        year, month = int(text[:4]), int(text[5:] or 1)
        return _days(text) if day_of(year, month, 1) else None
    found = next(iter(find_dates(text)), None)
    is_one = found and (found.start, found.end) == (0, len(text)) and len(found.readings) == 1
    return _days(found.iso) if is_one else None


def _days(iso: str) -> tuple[dt.date, dt.date]:
    date = PublicationDate(iso, {4: "year", 7: "month", 10: "day"}[len(iso)], "stated", evidence="")
    return date.first_day, date.last_day


def brush(first: dt.date, last: dt.date) -> None:
    """Show what may be published in these days; brushed again, they are let go."""
    filters = get_state().filters
    is_again = (filters.published_from, filters.published_to) == (first, last)
    set_filters(filters.without("published") if is_again else replace(filters, published_from=first, published_to=last))


def describe_dates(filters: Filters) -> str:
    """The range of days in words."""
    return f"{filters.published_from or '…'} to {filters.published_to or '…'}"
