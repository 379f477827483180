"""Charts as Plotly's front end takes them. Plotly's own classes check every value at each call, which takes a hundred
times as long as all else; the tests do it instead."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd

Chart = dict[str, Any]  # data: a list of traces; layout. Both as in Plotly's schema, but numbers may be numpy's


def to_json(chart: Chart) -> str:
    """The chart as JSON text; missing numbers become null.

    Raises:
        TypeError: it holds what JSON has no form for.
    """
    return json.dumps(chart, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, pd.Series):
        value = value.to_numpy()
    if isinstance(value, np.generic):
        value = np.asarray(value)
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{type(value).__name__} {value!r} has no form in JSON; give a list, an array or a plain value")
    if value.dtype.kind == "M":
        return np.datetime_as_string(value).tolist()
    if value.dtype.kind == "f":
        return np.where(np.isnan(value), None, value.astype(object)).tolist()
    return value.tolist()
