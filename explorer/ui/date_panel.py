"""The publication date: a range of days, undated releases, and how a date is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from explorer.exploring.filters import Filters
from explorer.exploring.view import View
from explorer.ui import facet_panel
from explorer.ui.state import follow, get_state, set_filters


def render_dates(view: View) -> None:
    """A button that opens the range of days, the undated, and how dates are known."""
    filters, icon = view.filters, ":material/calendar_month:"
    # Another label would make it another popover, which is shut.
    with st.popover("Dates", icon=icon, key="dates", width="content", on_change="rerun") as popover:
        if not popover.open:
            return
        _render_range(filters, date_span(view.tables.releases), view.undated_count)
        facet_panel.render_facet(view, "basis")
        st.caption("A date known only by month or year counts when any of its days lies in the range.")


def _render_range(filters: Filters, span: tuple[dt.date, dt.date], undated_count: int) -> None:
    days = [*span, *(day for day in (filters.published_from, filters.published_to) if day)]
    first, last = min(days), max(days)  # a link may ask for days outside
    for key, label, value in (("from", "From", filters.published_from), ("to", "To", filters.published_to)):
        follow(f"published_{key}", value)
        st.date_input(
            label, key=f"published_{key}", min_value=first, max_value=last, format="YYYY-MM-DD", on_change=_set_dates
        )
    if filters.published_from and filters.published_to and filters.published_to < filters.published_from:
        st.caption("**To** is before **From**: no date lies between them.")
    follow("undated", filters.undated)
    st.checkbox(f"Undated releases ({undated_count})", key="undated", on_change=_set_dates)


def _set_dates() -> None:
    values = st.session_state
    set_filters(
        replace(
            get_state().filters,
            published_from=values.published_from,
            published_to=values.published_to,
            undated=values.undated,
        )
    )


def brush(first: dt.date, last: dt.date) -> None:
    """Show what may be published in these days; brushed again, they are let go."""
    filters = get_state().filters
    is_again = (filters.published_from, filters.published_to) == (first, last)
    set_filters(filters.without("published") if is_again else replace(filters, published_from=first, published_to=last))


def describe_dates(filters: Filters) -> str:
    """The range of days in words."""
    return f"{filters.published_from or '…'} to {filters.published_to or '…'}"


def date_span(releases: pd.DataFrame) -> tuple[dt.date, dt.date]:
    """The first and last day that any release can have; the campaign's first year when none is dated."""
    first, last = releases["first_day"].min(), releases["last_day"].max()
    if pd.isna(first):
        return dt.date(2014, 1, 1), dt.date(2014, 12, 31)
    return first.date(), last.date()
