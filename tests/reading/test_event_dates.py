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
        ("on 18-20 May 2016 in", ("18-20 May 2016", "2016-05-18", "2016-05-20", "stated")),
        ("on 18 and 19 May in", ("18 and 19 May", "2016-05-18", "2016-05-19", "computed")),
        ("from July 30 to Aug. 2 near", ("July 30 to Aug. 2", "2016-07-30", "2016-08-02", "computed")),
        ("Nov. 30-Dec. 27, 2015, the", ("Nov. 30-Dec. 27, 2015", "2015-11-30", "2015-12-27", "stated")),
        ("between Dec. 30 - Jan. 2 there", ("Dec. 30 - Jan. 2", "2015-12-30", "2016-01-02", "computed")),
        ("On Dec. 3 and 4 in Mosul", ("Dec. 3 and 4", "2015-12-03", "2015-12-04", "computed")),
        ("On Dec. 3 and 4 soldiers were", ("Dec. 3", "2015-12-03", "2015-12-03", "computed")),
        ("the June 6 attacks", ("June 6", "2016-06-06", "2016-06-06", "computed")),
        ("June 6-12,000 fled", ("June 6", "2016-06-06", "2016-06-06", "computed")),
        ("in the past 24-hours", ("past 24-hours", "2016-08-18", "2016-08-19", "computed")),
        ("over the past forty-eight hours", ("past forty-eight hours", "2016-08-17", "2016-08-19", "computed")),
        ("in the past week", ("past week", "2016-08-12", "2016-08-19", "computed")),
        ("earlier this year", ("this year", "2016-01-01", "2016-08-19", "computed")),
        ("last year they", ("last year", "2015-01-01", "2015-12-31", "computed")),
        ("On Sunday they", ("Sunday", "2016-08-14", "2016-08-14", "computed")),
        ("at 06:30 July 6 near", ("July 6", "2016-07-06", "2016-07-06", "computed")),
        ("on Thursday, Aug. 18, near", ("Aug. 18", "2016-08-18", "2016-08-18", "computed")),
        ("Tuesday 9 August – Typhoons", ("9 August", "2016-08-09", "2016-08-09", "computed")),
        ("le 19 mai, la", ("19 mai", "2016-05-19", "2016-05-19", "computed")),
        ("between May 30 and June 2 they", ("May 30 and June 2", "2016-05-30", "2016-06-02", "computed")),
        ("Between May 19 and 25 aircraft", ("May 19 and 25", "2016-05-19", "2016-05-25", "computed")),
        ("between the 19th and 25th of May", ("19th and 25th of May", "2016-05-19", "2016-05-25", "computed")),
        ("between May 30 and June 2, 2015, they", ("May 30 and June 2, 2015", "2015-05-30", "2015-06-02", "stated")),
        ("from May 30 to June 2 they", ("May 30 to June 2", "2016-05-30", "2016-06-02", "computed")),
        ("from 30 May until 2 June", ("30 May until 2 June", "2016-05-30", "2016-06-02", "computed")),
        ("from 30 May to 2 June 2015", ("30 May to 2 June 2015", "2015-05-30", "2015-06-02", "stated")),
        ("between 30 December and 2 January", ("30 December and 2 January", "2015-12-30", "2016-01-02", "computed")),
        ("du 30 mai au 2 juin, les", ("30 mai au 2 juin", "2016-05-30", "2016-06-02", "computed")),
        ("entre le 30 mai et le 2 juin", ("30 mai et le 2 juin", "2016-05-30", "2016-06-02", "computed")),
        ("من 19 إلى 25 أيار", ("19 إلى 25 أيار", "2016-05-19", "2016-05-25", "computed")),
        ("ont frappé hier une", ("hier", "2016-08-18", "2016-08-18", "computed")),
        ("Hier, l’armée", ("Hier", "2016-08-18", "2016-08-18", "computed")),
        ("a dit aujourd’hui le", ("aujourd’hui", "2016-08-19", "2016-08-19", "computed")),
        ("Aujourd'hui, elle", ("Aujourd'hui", "2016-08-19", "2016-08-19", "computed")),
        ("parti avant-hier de", ("avant-hier", "2016-08-17", "2016-08-17", "computed")),
        ("والعراق أمس، ونفذت", ("أمس", "2016-08-18", "2016-08-18", "computed")),
        ("وأمس نفذت", ("أمس", "2016-08-18", "2016-08-18", "computed")),
        ("يوم امس الخميس", ("امس", "2016-08-18", "2016-08-18", "computed")),
        ("قالت أول أمس إن", ("أول أمس", "2016-08-17", "2016-08-17", "computed")),
        ("قالت أول من أمس إن", ("أول من أمس", "2016-08-17", "2016-08-17", "computed")),
        ("قالت أمس الأول إن", ("أمس الأول", "2016-08-17", "2016-08-17", "computed")),
        ("أعلنت القوات اليوم أن", ("اليوم", "2016-08-19", "2016-08-19", "computed")),
        ("قالت اليوم الجمعة إن", ("اليوم", "2016-08-19", "2016-08-19", "computed")),
    ],
)
def test_each_form_becomes_days(text, expected):
    assert events(text) == [expected]


def test_two_days_with_others_between_are_no_range():
    assert [event[:3] for event in events("On May 19 and 25, strikes hit it.")] == [
        ("May 19", "2016-05-19", "2016-05-19"),
        ("25", "2016-05-25", "2016-05-25"),
    ]


def test_a_letter_that_small_letters_make_longer_moves_no_span():
    assert events("İİİ today, Hier à İstanbul pour")[0][0] == "today"
    assert [chr(code) for code in range(0x110000) if len(chr(code).lower()) > 1] == ["İ"]


def test_days_with_a_month_each_and_others_between_are_no_range():
    assert [event[:3] for event in events("On 30 May and 2 June, strikes hit it.")] == [
        ("30 May", "2016-05-30", "2016-05-30"),
        ("2 June", "2016-06-02", "2016-06-02"),
    ]


NO_DAYS = (
    "next Thursday",
    "every Friday",
    "the following Monday",
    "Friday prayers",
    "the Sunday Times",
    "Iraq Today reports",
    "it may be 18 men",
    "they may 6 times",
    "to march 10 miles",
    "March 10 miles to Mosul",
    "In June 12 strikes were flown",
    "May 6,000 people return",
    "May 18:30 be the hour",
    "the year 2014",
    "back in 2003",
    "since 2003, 12 of them",
    "May 40",
    "the Sept. 11 attacks",
    "the attacks of September 11",
    "since Sept. 11, terrorism",
    "the 14 July Bridge in Baghdad",
    "the July 14 Bridge",
    "section 5.10",
    "Section 12/3",
    "10:30 p.m.",
    "0430 hours",
    "Tuesday 10 August – a page that was updated in another year",
    "report 2170-14",
    "UNSCR 2249 (2015)",
    "Hier lernen sie, Sprengfallen zu finden",
    "de trainers die hier les geven aan de mannen",
    "une hiérarchie dans le pays",
    "l’Irak d’aujourd’hui",
    "في اليوم التالي",
    "ذلك اليوم",
    "صحيفة اليوم السابع",
    "قناة روسيا اليوم",
    "كل اليوم",
    "أمسية في بغداد",
    "بالأمس القريب",
    "خمس سنوات",
)


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_names_no_day_is_left_alone(text):
    assert events(text) == []


def test_a_month_of_publication_leaves_words_open_and_days_sure():
    assert events("today, June 6", "2017-06") == [
        ("today", "2017-06-01", "2017-06-30", "computed"),
        ("June 6", "2017-06-06", "2017-06-06", "computed"),
    ]


def test_a_day_whose_year_the_publication_leaves_open_is_left_out():
    assert events("since October 18th", "2024") == []


def test_the_precision_is_that_of_the_words_and_of_the_publication():
    def precisions(text, date):
        return [event.precision for event in find_event_dates(text, published(date))]

    assert precisions("today, June 6, last month, June 2016", "2017-06-29") == ["day", "day", "month", "month"]
    assert precisions("today, June 6, last month, last year", "2017-06") == ["month", "day", "month", "year"]


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_a_publication_at_the_end_of_time_gives_only_stated_days(date):
    found = find_event_dates("yesterday, past 999 years, June 6, and May 9, 2017", published(date))
    assert [event.basis for event in found] == ["stated"]


def test_a_long_line_of_many_dates_gives_each_only_what_stands_around():
    text = "On June 6 and May 9, 2016 today " * 20_000
    found = find_event_dates(text, published("2016-08-19"))
    assert len(found) == 60_000
    assert max(event.sentence_end - event.sentence_start for event in found) < 1000


def test_without_a_publication_date_only_stated_days_are_known():
    found = find_event_dates("On June 6, yesterday, and on May 9, 2017.", UNKNOWN_DATE)
    assert [(event.first_day, event.basis) for event in found] == [(dt.date(2017, 5, 9), "stated")]


def test_the_date_of_the_release_itself_is_no_event():
    text = "May 26, 2015\nThey met May 19."
    found = find_event_dates(text, published("2015-05-26"), parts=[Part(0, 12, "date")])
    assert [text[event.sentence_start : event.sentence_end] for event in found] == ["They met May 19."]


@given(
    st.lists(st.sampled_from(["May 19-20, 2015", " today ", "June 6", ", 2017", "-", "Thursday", "last week. ", "\n"]))
)
def test_events_are_in_order_and_quote_their_sentence(pieces):
    text = "".join(pieces)
    found = find_event_dates(text, published("2016-08-19"))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(event.first_day <= event.last_day for event in found)
    assert all(event.sentence_start <= event.start < event.end <= event.sentence_end for event in found)
