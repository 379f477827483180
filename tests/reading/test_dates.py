import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.reading.dates import MONTHS, find_dates, month_number

days = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
LAYOUTS = [
    "{0:%B} {0.day}, {0.year}",
    "{0.day} {0:%B} {0.year}",
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%b}. {0.day}, {0.year}",
]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("May 26, 2015", "2015-05-26"),
        ("Sept. 29, 2017", "2017-09-29"),
        ("Sep 29 2017", "2017-09-29"),
        ("MARCH 3RD, 2019", "2019-03-03"),
        ("October 23, 2015,", "2015-10-23"),
        ("26 May 2015", "2015-05-26"),
        ("1st of July 2016", "2016-07-01"),
        ("26MAY2015", "2015-05-26"),
        ("2020-03-26 12:23:35", "2020-03-26"),
        ("2017-06-29T12:00:00+00:00", "2017-06-29"),
        ("2019/02/01 | 06:26", "2019-02-01"),
        ("09.26.2015", "2015-09-26"),
        ("27/1/2018", "2018-01-27"),
        ("Mise à jour  : 01/10/2018", "2018-10-01"),
        ("1er octobre 2018", "2018-10-01"),
        ("15 août 2016", "2016-08-15"),
        ("June 2017", "2017-06"),
        ("١٥ حزيران ٢٠١٧", "2017-06-15"),
        ("15 كانون الأول 2017", "2017-12-15"),
        ("05/05/2016", "2016-05-05"),
        ("29 JUIN 2017", "2017-06-29"),
        ("den 4. März 2016", "2016-03-04"),
        ("21 mei 2016", "2016-05-21"),
        ("7 maggio 2018", "2018-05-07"),
        ("3 de mayo del 2016", "2016-05-03"),
        ("1º de julho de 2017", "2017-07-01"),
        ("21 marca 2019", "2019-03-21"),
        ("18 Ekim 2016", "2016-10-18"),
        ("29 KASIM 2017", "2017-11-29"),
        ("29 जून 2017", "2017-06-29"),
    ],
)
def test_each_layout_of_real_releases_is_read(written, iso):
    assert [found.iso for found in find_dates(written)] == [iso]


def test_a_numeric_date_with_two_readings_is_sure_of_its_year_only():
    (found,) = find_dates("02/03/2015")
    assert found.readings == (dt.date(2015, 2, 3), dt.date(2015, 3, 2))
    assert (found.iso, found.iso_precision) == ("2015", "year")


def test_a_number_that_ends_a_sentence_is_no_day_of_the_next():
    assert [found.iso for found in find_dates("The toll rose to 12. June 2017 was worse.")] == ["2017-06"]


def test_no_name_of_a_month_means_another_in_another_language():
    rows = [line.split(",") for line in MONTHS.read_text(encoding="utf-8").splitlines()[1:]]
    forms = [(form, number) for _, *months in rows for number, cell in enumerate(months, 1) for form in cell.split("|")]
    assert {len(months) for _, *months in rows} == {12}
    assert all(month_number(form) == number for form, number in forms)


@pytest.mark.parametrize("written", ["June 31, 2017", "May 3, 20155", "2017-13-40", "30/30/2017", "February 29, 2017"])
def test_an_impossible_date_is_found_without_a_reading(written):
    assert [found.readings for found in find_dates(written)] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "they may 20 times march 3 miles",
        "VIRIN: 170509-A-RT205-005",
        "Release # 20190325-01",
        "on June 6 that 163 bodies",
        "version 1.2.3",
        "phone 813-555-0100",
        "37SDA138254",
    ],
)
def test_what_is_no_date_with_a_year_is_left_alone(text):
    assert find_dates(text) == []


@given(days, st.sampled_from(LAYOUTS), st.text(alphabet="ab ,.\n", max_size=5))
def test_a_date_in_any_clear_layout_is_never_read_as_another(day, layout, around):
    (found,) = find_dates(f"{around} {layout.format(day)} {around}")
    assert found.readings == (day,)


@given(st.text(alphabet="0123456789/.-: MayJune,"))
def test_any_string_gives_dates_in_order_with_their_own_years(text):
    found = find_dates(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(str(day.year) in text for date in found for day in date.readings)
