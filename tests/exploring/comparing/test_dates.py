import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.comparing.dates import date_name, find_stated_dates
from explorer.model import UNKNOWN_DATE, PublicationDate


def published(date, precision):
    return PublicationDate(date, precision, "stated", date)


def keys_in(text, date=UNKNOWN_DATE):
    return [detail.key for detail in find_stated_dates(text, date)]


def test_dates_are_found_at_their_own_precision():
    assert keys_in("On May 26, 2015 they met, as in June 2017.") == ["2015-05-26", "2017-06"]


def test_a_day_without_a_year_is_the_last_such_day_before_the_end_of_publication():
    assert keys_in("It began June 6.", published("2017-06-29", "day")) == ["2017-06-06"]
    assert keys_in("It began Dec. 6.", published("2017-06", "month")) == ["2016-12-06"]


@pytest.mark.parametrize("date", [UNKNOWN_DATE, published("2024", "year")])
def test_a_day_without_a_year_keeps_none_when_no_more_than_a_year_of_publication_is_known(date):
    (detail,) = find_stated_dates("It began October 18th.", date)
    assert (detail.key, detail.name, detail.note) == ("--10-18", "18 October", "no year is stated")


def test_a_leap_day_is_never_put_into_a_year_without_one():
    assert keys_in("It began Feb. 29.", published("2016-03-01", "day")) == ["2016-02-29"]
    assert keys_in("It began Feb. 29.", published("2018-03-01", "day")) == ["--02-29"]


def test_impossible_dates_are_left_out():
    assert keys_in("On June 31, 2017 and June 31 nothing happened.") == []


@pytest.mark.parametrize(
    ("key", "name"),
    [("2017-06-06", "6 June 2017"), ("2017-06", "June 2017"), ("2017", "2017"), ("--06-06", "6 June")],
)
def test_a_date_has_a_name_a_person_reads(key, name):
    assert date_name(key) == name


def test_what_is_no_date_has_no_name():
    with pytest.raises(ValueError, match="'soon' is no date; write it like 2017-06-06"):
        date_name("soon")


@given(st.text(st.sampled_from("June 6, 2017 - /.")))
def test_dates_lie_in_the_text_and_do_not_overlap(text):
    details = sorted(find_stated_dates(text, UNKNOWN_DATE), key=lambda detail: detail.start)
    ends = [0, *(detail.end for detail in details)]
    assert all(end <= detail.start < detail.end <= len(text) for end, detail in zip(ends, details, strict=False))
