"""Releases by time of publication, as a Plotly chart to brush."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import numpy as np

from explorer.charts.encoding import Chart, Counted, Spanned, Zipped
from explorer.charts.palette import Palette
from explorer.exploring.histogram import Histogram

Days = tuple[dt.date, dt.date]  # the first and the last, both included
LEAST_BARS = 13  # room for so many, that one bar alone does not fill the chart


def build_timeline(
    histogram: Histogram,
    *,
    brushed: tuple[dt.date | None, dt.date | None],
    palette: Palette,
    opened: Days | None = None,
    counted: str = "releases",
    text_scale: float = 1,
) -> Chart:
    """Draw the bars; the brushed days are framed and bars outside of them faded; units without releases are gaps.

    `opened` are the first and last day of the open release, which are marked; `counted` is what the height tells,
    releases or mentions; `text_scale` how much larger than usual the text is.
    """
    has_bars = bool(len(histogram.releases))
    axis = dict(
        visible=has_bars,
        fixedrange=True,
        color=palette.label,
        gridcolor=palette.governorate,
        zeroline=False,
        tickfont=dict(size=11 * text_scale),
    )
    notes = _notes(histogram, palette, text_scale)
    layout = dict(
        margin=dict(l=30 * text_scale, r=8, t=(17 if notes else 7) * text_scale, b=20 * text_scale),
        minreducedheight=20,  # the years below days have their line even in so low a chart
        xaxis=axis | dict(type="date", showgrid=False, range=_range(histogram), automargin="height"),
        yaxis=axis | dict(rangemode="tozero", tickformat=",d", **_ticks(histogram)),
        bargap=0,
        showlegend=False,
        dragmode="select",
        selectdirection="h",
        clickmode="event",
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font=dict(family="Source Sans, sans-serif", color=palette.label),
        newselection=dict(line=dict(color=palette.accent, width=1, dash="solid")),
        annotations=notes + _pin(opened, palette, text_scale),
        shapes=_spans(histogram, brushed, opened, palette),
        hoverlabel=dict(bgcolor=palette.focus, bordercolor=palette.border, font=dict(color=palette.ink, size=13)),
    )
    return {"data": [_bars(histogram, brushed, palette, counted)], "layout": layout}


def _bars(
    histogram: Histogram, brushed: tuple[dt.date | None, dt.date | None], palette: Palette, counted: str
) -> dict[str, Any]:
    """The bars with all that is pointed at; an id names its days."""
    first, last = (np.datetime64(day) if day else None for day in brushed)
    outside = np.zeros(len(histogram.releases), bool)
    if first is not None:
        outside |= histogram.last_days < first
    if last is not None:
        outside |= histogram.first_days > last
    among = " in %{customdata[2]}" if counted == "mentions" else ""
    return dict(
        type="bar",
        x=histogram.first_days + (histogram.last_days - histogram.first_days) // 2,
        y=histogram.heights,
        width=_widths(histogram),
        ids=Spanned(histogram.first_days, histogram.last_days),
        marker=dict(color=np.where(outside, palette.faded_dot, palette.dot), line=dict(width=0)),
        customdata=Zipped(
            [
                [bar_name(histogram.unit, *histogram.days_of(position)) for position in range(len(histogram.releases))],
                Counted(histogram.heights, counted.removesuffix("s")),
                Counted(histogram.releases, "release"),
            ]
        ),
        hovertemplate=f"<b>%{{customdata[0]}}</b><br>%{{customdata[1]}}{among}<extra></extra>",
        selected=dict(marker=dict(opacity=1)),
        unselected=dict(marker=dict(opacity=1)),
    )


def _ticks(histogram: Histogram) -> dict[str, int]:
    """Whole numbers only: up to three releases each has its line."""
    return {"dtick": 1} if histogram.heights.max(initial=0) <= 3 else {"nticks": 3}


def _widths(histogram: Histogram) -> np.ndarray:
    """Bar widths [ms], as wide as the unit, and never so thin in a long span that they cannot be pointed at."""
    days = (histogram.last_days - histogram.first_days).astype(int) + 1
    span = np.ptp(histogram.first_days.astype(int)) if len(days) else 0
    return np.maximum(days, span / 150) * 86_400_000.0


def _range(histogram: Histogram) -> list[str] | None:
    if not len(histogram.releases):
        return None
    span = int(histogram.last_days[-1].astype(int) - histogram.first_days[0].astype(int)) + 1
    bar = int((histogram.last_days[0] - histogram.first_days[0]).astype(int)) + 1
    margin = np.timedelta64(max(span // 50, (LEAST_BARS * bar - span) // 2, 1), "D")
    return [str(histogram.first_days[0] - margin), str(histogram.last_days[-1] + margin)]


def _spans(
    histogram: Histogram, brushed: tuple[dt.date | None, dt.date | None], opened: Days | None, palette: Palette
) -> list[dict]:
    """The brushed days in a frame, and the days of the open release shaded."""
    ends = _range(histogram)
    if ends is None:
        return []
    spans = []
    if any(brushed):
        spans.append(
            _span(brushed[0] or ends[0], brushed[1] or ends[1]) | dict(line=dict(color=palette.accent, width=1))
        )
    if opened:
        shade = dict(fillcolor=palette.accent, opacity=0.35, line=dict(color=palette.accent, width=1))
        spans.append(_span(*opened) | shade)
    return spans


def _span(first: dt.date | str, last: dt.date | str) -> dict:
    after = np.datetime64(last) + 1  # where the last day ends
    return dict(type="rect", xref="x", yref="paper", x0=str(first), x1=str(after), y0=0, y1=1, layer="below")


def _pin(opened: Days | None, palette: Palette, text_scale: float) -> list[dict]:
    """Says which day the open release is of, however thin that is."""
    if not opened:
        return []
    middle = opened[0] + (opened[1] - opened[0]) / 2
    place = dict(x=str(middle), y=1, xref="x", yref="paper", yanchor="middle", showarrow=False)
    return [place | dict(text="▼", hovertext="The open release", font=dict(size=19 * text_scale, color=palette.accent))]


@lru_cache(maxsize=4096)  # the same bars at every drawing
def bar_name(unit: str, first: dt.date, last: dt.date) -> str:
    """The days of a bar in words, by its unit."""
    return {
        "day": f"{first.day} {first:%B %Y}",
        "week": f"{first.day} {first:%B} to {last.day} {last:%B %Y}",
        "month": f"{first:%B %Y}",
        "year": f"{first:%Y}",
    }[unit]


def _notes(histogram: Histogram, palette: Palette, text_scale: float) -> list[dict]:
    """What has no bar is said, above the bars, so that nobody takes them for everything."""
    if not histogram.unplaced:
        return []
    text = f"{histogram.unplaced} dated less exactly than by {histogram.unit}"
    place = dict(x=1, y=1, xref="paper", yref="paper", xanchor="right", yanchor="bottom", showarrow=False)
    return [place | dict(text=text, font=dict(size=11 * text_scale, color=palette.label))]
