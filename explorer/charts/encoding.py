"""Charts as the browser gets them: small, because what it has already and what repeats is not sent.

Plotly's own classes check every value at each call, which takes a hundred times as long as all else; the tests do it
instead. components/chart.js turns the forms that start with "$" back into arrays.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

Chart = dict[str, Any]  # data: a list of traces; layout. Both as in Plotly's schema, but for the kinds of array below
UNDATED = 3  # the code of the precision that no date has
DAY = np.dtype("datetime64[D]")
SHORT = 32  # arrays below this length are written out
LEAST_RUN = 6  # so many equal values in a row, on average, are shorter as one with how often it stands there


@dataclass(frozen=True, eq=False)
class Taken:
    """Values at the rows (int) of a column: one of the given values, or by name one that the browser keeps."""

    column: str | Sequence[Any]
    rows: np.ndarray


@dataclass(frozen=True, eq=False)
class Zipped:
    """Per row a list with its value in each of the columns."""

    columns: Sequence[Any]


@dataclass(frozen=True, eq=False)
class Counted:
    """Per row a count (int) and what it counts: "1 release", "1,200 releases"."""

    counts: np.ndarray
    noun: str


@dataclass(frozen=True, eq=False)
class Dated:
    """Per row the date of something that was last seen: "last 29 June 2017", "last June 2017", "last 2017", "undated".

    days: its first day, in days since 1970-01-01 (int); precision: 0 for a day, 1 a month, 2 a year, 3 undated.
    """

    days: np.ndarray
    precision: np.ndarray


@dataclass(frozen=True, eq=False)
class Spanned:
    """Per row the days from a first to a last (datetime64[D]), as ISO 8601 writes them: "2017-06-01/2017-06-30"."""

    first: np.ndarray
    last: np.ndarray


def to_json(chart: Chart) -> str:
    """The chart as JSON text, with the integers of its long arrays apart under `arrays`; missing numbers become null.

    Raises:
        TypeError: it holds what JSON has no form for.
    """
    encoder = _Encoder()
    body = json.dumps(chart, default=encoder.encode, ensure_ascii=False, separators=(",", ":"))
    arrays = json.dumps(encoder.arrays, separators=(",", ":"))
    return f'{{"arrays":{arrays},{body[1:]}'


class _Encoder:
    """Gives a form to what JSON has none for; `arrays` are those that the chart refers to."""

    def __init__(self) -> None:
        self.arrays: list[dict[str, str]] = []
        self._numbers: dict[tuple[str, bytes], int] = {}  # by what is in them

    def encode(self, value: object) -> object:
        match value:
            case Taken(column, rows):
                return {"$take": column, "rows": self._packed(rows)}
            case Zipped(columns):
                return {"$zip": list(columns)}
            case Counted(counts, noun):
                return {"$count": self._packed(counts), "noun": noun}
            case Dated(days, precision):
                is_dated = precision < UNDATED
                first = int(days[is_dated].min()) if is_dated.any() else 0
                codes = np.where(is_dated, days.astype(np.int64) - first, 0) * 4 + precision
                return {"$date": self._packed(codes), "first": first}
            case Spanned(first, last):
                return {"$span": [self._array(first), self._array(last)]}
            case pd.Series():
                return self._array(value.to_numpy())
            case np.ndarray():
                return self._array(value)
            case np.generic():
                return value.item()
        raise TypeError(f"{type(value).__name__} {value!r} has no form in JSON; give a list, an array or a plain value")

    def _array(self, values: np.ndarray) -> object:
        if values.dtype == DAY and len(values) >= SHORT:
            first = values.min()
            return {"$days": self._packed((values - first).astype(np.int64)), "first": int(first.astype(np.int64))}
        if values.dtype.kind == "M":
            values = np.datetime_as_string(values)
        if len(values) < SHORT:
            return _written(values)
        if (runs := _runs(values)) is not None:
            return runs
        if values.dtype.kind in "iu" and values.min() >= 0:
            return self._packed(values)
        codes, found = pd.factorize(values, use_na_sentinel=False)
        is_repetitive = len(found) * 4 <= len(values)
        return Taken(_written(np.asarray(found)), codes) if is_repetitive else _written(values)

    def _packed(self, values: np.ndarray) -> object:
        """Whole numbers from 0 up, in as few bytes as they need; equal arrays are sent once."""
        if (runs := _runs(values)) is not None:
            return runs
        dtype = np.min_scalar_type(int(values.max(initial=0))).newbyteorder("<")
        packed = values.astype(dtype).tobytes()
        number = self._numbers.setdefault((dtype.str, packed), len(self.arrays))
        if number == len(self.arrays):
            self.arrays.append({"dtype": f"u{dtype.itemsize}", "bdata": b64encode(packed).decode()})
        return {"$array": number}


def _runs(values: np.ndarray) -> object | None:
    """Values that stand many in a row, each with how often it does; None where too few do for this to be short."""
    if len(values) < SHORT:
        return None
    starts = np.flatnonzero(values[1:] != values[:-1]) + 1
    if len(starts) * LEAST_RUN >= len(values):
        return None
    times = np.diff(starts, prepend=0, append=len(values))
    return {"$runs": _written(values[np.append(0, starts)]), "times": times.tolist()}


def _written(values: np.ndarray) -> list:
    if values.dtype.kind == "f":
        return np.where(np.isnan(values), None, values.astype(object)).tolist()
    return values.tolist()
