import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.charts.encoding import SHORT, Counted, Spanned, Taken, Zipped, to_json
from tests.charts.drawing import unfold

COLUMNS = {"name": ["Mosul", "Raqqa", "Tabqa"]}


def sent(value):
    return unfold(to_json({"data": [{"x": value}]}), COLUMNS)["data"][0]["x"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (np.array([1, 2], np.uint8), [1, 2]),
        (np.array([1.5, np.nan]), [1.5, None]),
        (np.array(["a", None], object), ["a", None]),
        (np.array(["2017-06-01", "2017-06-02"], "datetime64[D]"), ["2017-06-01", "2017-06-02"]),
        (pd.Series(["x", "y"], [4, 5]), ["x", "y"]),
        (pd.Series([1.0, None]), [1.0, None]),
        (np.float64(0.1), 0.1),
        (np.bool_(True), True),
        (Taken("name", np.array([2, 0])), ["Tabqa", "Mosul"]),
        (Counted(np.array([1, 1200]), "release"), ["1 release", "1,200 releases"]),
        (Zipped([Taken("name", np.array([1])), np.array([7])]), [["Raqqa", 7]]),
    ],
)
def test_the_browser_gets_back_what_was_meant(value, written):
    assert sent(value) == written


@given(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 9), min_size=1, max_size=3), st.integers(1, 3 * SHORT))
def test_long_arrays_come_back_whole(values, times):
    for each in (
        values,
        [str(value) for value in values],
        [value / 4 for value in values],
        [-value for value in values],
    ):
        assert sent(np.array(each * times)) == each * times


@given(st.dates(), st.integers(0, 40_000), st.integers(1, 3 * SHORT))
def test_days_come_back_as_they_are_written(day, far, times):
    days = np.array([day, day + dt.timedelta(min(far, (dt.date.max - day).days))] * times, "datetime64[D]")
    written = days.astype(str).tolist()
    assert sent(days) == written
    assert sent(Spanned(days, days[::-1])) == [
        f"{first}/{last}" for first, last in zip(written, written[::-1], strict=True)
    ]


def test_what_stands_many_times_in_a_row_is_sent_once_with_how_often():
    heights = np.repeat([900, 3, 1], [1, 400, 1599])
    body = json.loads(to_json({"data": [heights, Counted(heights, "release")]}))
    runs = {"$runs": [900, 3, 1], "times": [1, 400, 1599]}
    assert body == {"arrays": [], "data": [runs, {"$count": runs, "noun": "release"}]}
    assert sent(heights) == heights.tolist()


def test_an_array_that_is_used_twice_is_sent_once():
    rows = np.arange(1000)
    chart = json.loads(to_json({"data": [{"x": rows, "y": rows, "z": Taken("name", rows), "w": rows + 1}]}))
    assert len(chart["arrays"]) == 2


def test_equal_arrays_are_sent_once_and_others_apart():
    rows = np.arange(40)
    body = json.loads(to_json({"data": [rows, rows.copy(), rows + 1], "layout": {}}))
    assert body["data"] == [{"$array": 0}, {"$array": 0}, {"$array": 1}]
    assert len(body["arrays"]) == 2


def test_values_that_repeat_are_sent_once_each():
    assert len(to_json({"data": [{"color": np.array(["#b4452f", "#cbb3a9"] * 500)}]})) < 2000


def test_what_has_no_form_in_json_is_an_error_that_names_it():
    with pytest.raises(TypeError, match=r"set .* has no form in JSON"):
        to_json({"data": {1, 2}})
