import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.columns import NO_DAY
from explorer.exploring.histogram import count_by_time

EPOCH = dt.date(1970, 1, 1)
WIDTHS = {"day": 1, "week": 7, "month": 31, "year": 366}


def days(*written):
    return np.array([(dt.date.fromisoformat(each) - EPOCH).days for each in written], np.int32)


def counted(histogram):
    return {
        (str(first), str(last)): int(count)
        for first, last, count in zip(histogram.first_days, histogram.last_days, histogram.releases, strict=True)
    }


@pytest.mark.parametrize(
    ("last", "unit"), [("2017-06-29", "day"), ("2017-08-29", "day"), ("2017-12-29", "week"), ("2024-01-01", "month")]
)
def test_the_unit_fits_the_span(last, unit):
    assert count_by_time(days("2017-06-01", last), days("2017-06-01", last)).unit == unit


def test_decades_are_counted_by_year():
    span = days("1990-05-01", "2017-06-29")
    assert counted(count_by_time(span, span)) == {("1990-01-01", "1990-12-31"): 1, ("2017-01-01", "2017-12-31"): 1}


def test_months_without_releases_are_gaps():
    first = days("2015-05-26", "2017-06-01", "2017-06-29", "2019-03-25", "2024-01-01")
    last = days("2015-05-26", "2017-06-30", "2017-06-29", "2019-03-25", "2024-12-31")
    histogram = count_by_time(first, last)
    assert counted(histogram) == {
        ("2015-05-01", "2015-05-31"): 1,
        ("2017-06-01", "2017-06-30"): 2,
        ("2019-03-01", "2019-03-31"): 1,
    }
    assert histogram.unplaced == 1
    assert histogram.days_of(1) == (dt.date(2017, 6, 1), dt.date(2017, 6, 30))


@pytest.mark.parametrize("undated", [[], [NO_DAY, NO_DAY]])
def test_without_a_date_there_is_no_bar(undated):
    histogram = count_by_time(np.array(undated, np.int32), np.array(undated, np.int32))
    assert (len(histogram.releases), histogram.unplaced) == (0, 0)


@given(st.lists(st.tuples(st.integers(15_000, 22_000), st.sampled_from([0, 29, 365])) | st.none(), max_size=20))
def test_every_dated_release_stands_in_one_bar_or_is_named_as_unplaced(dates):
    first = np.array([NO_DAY if date is None else date[0] for date in dates], np.int32)
    last = np.array([NO_DAY if date is None else sum(date) for date in dates], np.int32)
    histogram = count_by_time(first, last)
    wide = [date for date in dates if date and date[1] >= WIDTHS[histogram.unit]]
    assert histogram.unplaced == len(wide)
    assert histogram.releases.sum() + histogram.unplaced == sum(date is not None for date in dates)
    assert (histogram.last_days >= histogram.first_days).all()
    assert (histogram.first_days[1:] > histogram.last_days[:-1]).all()
    for day, _ in (date for date in dates if date and date not in wide):
        day = np.datetime64(day, "D")
        assert ((histogram.first_days <= day) & (day <= histogram.last_days)).sum() == 1


@pytest.mark.parametrize(
    ("unit", "bars"),
    [
        ("day", ["2017-06-25", "2017-06-26", "2017-07-03"]),
        ("week", ["2017-06-19", "2017-06-26", "2017-07-03"]),
        ("month", ["2017-06-01", "2017-07-01"]),
        ("year", ["2017-01-01"]),
    ],
)
def test_the_unit_can_be_chosen_and_weeks_begin_on_monday(unit, bars):
    span = days("2017-06-25", "2017-06-26", "2017-07-03")
    histogram = count_by_time(span, span, unit=unit)
    assert (histogram.unit, histogram.first_days.astype(str).tolist()) == (unit, bars)


def test_bars_can_count_mentions():
    first = np.append(days("2015-05-26", "2017-06-01", "2017-06-29"), NO_DAY)
    histogram = count_by_time(first, first, mentions=np.array([3, 0, 4, 9]), unit="month")
    assert (histogram.releases.tolist(), histogram.heights.tolist()) == ([1, 2], [3, 4])


def test_the_way_through_time_takes_every_unit_from_the_first_bar_to_the_last():
    span = days("2017-06-29", "2018-02-01")
    first, last = count_by_time(span, span, unit="month").steps()
    assert first.astype(str).tolist() == [f"2017-{month:02}-01" for month in range(6, 13)] + [
        "2018-01-01",
        "2018-02-01",
    ]
    assert last.astype(str).tolist()[-1] == "2018-02-28"
    long = days("2015-01-01", "2019-01-01")
    assert count_by_time(long, long, unit="day").steps()[0].astype(str).tolist() == ["2015-01-01", "2019-01-01"]
    assert len(count_by_time(span[:0], span[:0]).steps()[0]) == 0


def test_a_date_lies_in_the_bar_that_holds_all_its_days():
    span = days("2015-05-26", "2017-06-29")
    histogram = count_by_time(span, span, unit="month")
    first, last = days("2017-06-01", "2017-06-01", "2016-01-01"), days("2017-06-30", "2017-12-31", "2016-01-01")
    assert histogram.bar_of(np.append(first, NO_DAY), np.append(last, NO_DAY)).tolist() == [1, -1, -1, -1]
    assert count_by_time(span[:0], span[:0]).bar_of(first, last).tolist() == [-1, -1, -1]


def test_a_unit_too_fine_for_most_dates_is_not_taken():
    june = np.array([17_318, 17_346], np.int32)  # 1 June 2017, known by its month, and 29 June 2017
    histogram = count_by_time(june, np.array([17_347, 17_346], np.int32))
    assert (histogram.unit, list(histogram.releases), histogram.unplaced) == ("month", [2], 0)
