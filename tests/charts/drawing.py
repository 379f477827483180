"""Charts as the browser draws them, checked against Plotly's schema."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from explorer.charts.encoding import Chart, to_json


def drawn(chart: Chart, columns: Mapping[str, list] | None = None) -> go.Figure:
    """The chart as a figure; raises ValueError where it says what Plotly does not know."""
    return go.Figure(unfold(to_json(chart), columns or {}))


def unfold(text: str, columns: Mapping[str, list]) -> Chart:
    """What components/chart.js makes of a chart's JSON."""
    chart = json.loads(text)
    arrays = [np.frombuffer(base64.b64decode(each["bdata"]), f"<{each['dtype']}") for each in chart.pop("arrays")]

    def inner(value: Any) -> Any:
        match value:
            case {"$array": number}:
                return arrays[number].tolist()
            case {"$runs": values, "times": times}:
                return [value for value, often in zip(values, times, strict=True) for _ in range(often)]
            case {"$take": column, "rows": rows}:
                values = columns[column] if isinstance(column, str) else column
                return [values[row] for row in inner(rows)]
            case {"$zip": zipped}:
                return [list(row) for row in zip(*map(inner, zipped), strict=True)]
            case {"$count": counts, "noun": noun}:
                return [f"{count:,} {noun}{'s' * (count != 1)}" for count in inner(counts)]
            case {"$date": codes, "first": first}:
                return [date_text(first + (code >> 2), code & 3) for code in inner(codes)]
            case {"$days": days, "first": first}:
                return [str(np.datetime64(first + each, "D")) for each in inner(days)]
            case {"$span": [first, last]}:
                return [f"{day}/{end}" for day, end in zip(inner(first), inner(last), strict=True)]
            case dict():
                return {name: inner(each) for name, each in value.items()}
            case list():
                return [inner(each) for each in value]
        return value

    return inner(chart)


def date_text(days: int, precision: int) -> str:
    """A date as the map says it; precision is 0 for a day, 1 a month, 2 a year, 3 undated."""
    date = dt.date(1970, 1, 1) + dt.timedelta(days)
    return (f"last {date.day} {date:%B %Y}", f"last {date:%B %Y}", f"last {date:%Y}", "undated")[precision]
