import json

import numpy as np
import pandas as pd
import pytest

from explorer.charts.encoding import to_json


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
    ],
)
def test_numbers_and_tables_of_any_kind_become_json(value, written):
    assert json.loads(to_json({"data": [{"x": value}]})) == {"data": [{"x": written}]}


def test_what_has_no_form_in_json_is_an_error_that_names_it():
    with pytest.raises(TypeError, match=r"set .* has no form in JSON"):
        to_json({"data": {1, 2}})
