"""What may be typed as a date."""

import datetime as dt

import pytest

from explorer.ui.date_panel import read_days

DAY = dt.date(2017, 6, 28)


@pytest.mark.parametrize("typed", ["2017-06-28", " 2017/6/28 ", "28 June 2017", "Jun. 28, 2017", "6/28/2017"])
def test_a_day_is_read_as_it_is_written_anywhere(typed):
    assert read_days(typed) == (DAY, DAY)


@pytest.mark.parametrize("typed", ["2017-02", "Feb 2017", "February 2017"])
def test_a_month_means_all_its_days(typed):
    assert read_days(typed) == (dt.date(2017, 2, 1), dt.date(2017, 2, 28))


def test_a_year_means_all_its_days():
    assert read_days("2016") == (dt.date(2016, 1, 1), dt.date(2016, 12, 31))


@pytest.mark.parametrize(
    "typed",
    ["", "20", "2017-", "2017-0", "2017-13", "2017-06-31", "0000", "20177", "02/03/2017", "since 2017-06-28", "٢٠١٧"],
)
def test_no_other_text_is_a_date_nor_one_that_may_be_two(typed):
    assert read_days(typed) is None
