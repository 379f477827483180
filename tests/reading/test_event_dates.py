import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model import UNKNOWN_DATE, Part, PublicationDate
from explorer.reading import find_event_dates


def published(date):
    precision = {4: "year", 7: "month", 10: "day"}[len(date)]
    return PublicationDate(date, precision, "stated", date)


def events(text, date="2016-08-19"):
    found = find_event_dates(text, published(date))
    return [(text[event.start : event.end], str(event.first_day), str(event.last_day), event.basis) for event in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("struck on May 9, 2016 near Hit", ("May 9, 2016", "2016-05-09", "2016-05-09", "stated")),
        ("met May 19-20, 2015 to talk", ("May 19-20, 2015", "2015-05-19", "2015-05-20", "stated")),
        ("fell in June 2016 after", ("June 2016", "2016-06-01", "2016-06-30", "stated")),
        ("On Aug. 18 near Raqqa", ("Aug. 18", "2016-08-18", "2016-08-18", "computed")),
        ("met July 19-20 to talk", ("July 19-20", "2016-07-19", "2016-07-20", "computed")),
        ("For September 4th – 5th, it", ("September 4th – 5th", "2016-09-04", "2016-09-05", "computed")),
        ("On Dec. 27 near Raqqa", ("Dec. 27", "2015-12-27", "2015-12-27", "computed")),
        ("the reporters today that", ("today", "2016-08-19", "2016-08-19", "computed")),
        ("forces yesterday continued", ("yesterday", "2016-08-18", "2016-08-18", "computed")),
        ("over the past 48 hours, they", ("past 48 hours", "2016-08-17", "2016-08-19", "computed")),
        ("in the last two weeks", ("last two weeks", "2016-08-05", "2016-08-19", "computed")),
        ("three days ago", ("three days ago", "2016-08-16", "2016-08-16", "computed")),
        ("last month they", ("last month", "2016-07-01", "2016-07-31", "computed")),
        ("This week, he said", ("This week", "2016-08-15", "2016-08-19", "computed")),
        ("Last week they", ("Last week", "2016-08-08", "2016-08-14", "computed")),
        ("struck on Thursday near", ("Thursday", "2016-08-18", "2016-08-18", "computed")),
    ],
)
def test_each_form_becomes_days(text, expected):
    assert events(text) == [expected]


@pytest.mark.parametrize("text", ["next Thursday", "Friday prayers", "it may be 18 men", "the year 2014", "May 40"])
def test_what_names_no_day_is_left_alone(text):
    assert events(text) == []


def test_a_month_of_publication_leaves_words_open_and_days_sure():
    assert events("today, June 6", "2017-06") == [
        ("today", "2017-06-01", "2017-06-30", "computed"),
        ("June 6", "2017-06-06", "2017-06-06", "computed"),
    ]


def test_a_day_whose_year_the_publication_leaves_open_is_left_out():
    assert events("since October 18th", "2024") == []


def test_without_a_publication_date_only_stated_days_are_known():
    found = find_event_dates("On June 6, yesterday, and on May 9, 2017.", UNKNOWN_DATE)
    assert [(event.first_day, event.basis) for event in found] == [(dt.date(2017, 5, 9), "stated")]


def test_the_date_of_the_release_itself_is_no_event():
    text = "May 26, 2015\nThey met May 19."
    found = find_event_dates(text, published("2015-05-26"), parts=[Part(0, 12, "date")])
    assert [event.sentence for event in found] == ["They met May 19."]


@given(
    st.lists(st.sampled_from(["May 19-20, 2015", " today ", "June 6", ", 2017", "-", "Thursday", "last week. ", "\n"]))
)
def test_events_are_in_order_and_quote_their_sentence(pieces):
    text = "".join(pieces)
    found = find_event_dates(text, published("2016-08-19"))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(event.first_day <= event.last_day for event in found)
    assert all(text[event.start : event.end].split()[0].strip("-,") in event.sentence for event in found)
