"""Charts as the browser gets them, checked against Plotly's schema."""

import json

import plotly.graph_objects as go

from explorer.charts.encoding import Chart, to_json


def drawn(chart: Chart) -> go.Figure:
    """The chart as a figure; raises ValueError where it says what Plotly does not know."""
    return go.Figure(json.loads(to_json(chart)))
