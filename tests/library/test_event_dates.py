"""The days that texts name are records of their own, and follow the publication date when a person corrects it."""

import pandas as pd
import pytest

from explorer.library.corrections import Correction, undo

BODY = "SOUTHWEST ASIA – Forces struck Mosul yesterday. Leaders met May 19-20 in Raqqa. On June 6, 2016, it rained."


@pytest.fixture
def loaded(library, geoparser, write_release):
    """The id of a release of 29 June 2017 that names three dates."""
    return library.load_file(write_release("one.txt", "Strikes went on", BODY), geoparser).release_id


def redated(release_id, date, precision):
    return Correction(
        correction_id="c1",
        made_at="2026-01-01T00:00:00+00:00",
        who="Ann",
        why="",
        release_id=release_id,
        field="published",
        before=None,
        after={"date": date, "precision": precision},
    )


def days(library, release_id):
    found = library.event_dates_of(release_id)
    return [(str(each.first_day), str(each.last_day), each.precision, each.basis) for each in found]


STATED = ("2016-06-06", "2016-06-06", "day", "stated")
AS_LOADED = [
    ("2017-06-28", "2017-06-28", "day", "computed"),
    ("2017-05-19", "2017-05-20", "day", "computed"),
    STATED,
]


def test_each_date_has_its_days_its_basis_and_its_sentence(library, loaded):
    table = library.event_dates()
    assert list(table["text"]) == ["yesterday", "May 19-20", "June 6, 2016"]
    assert list(table["sentence"])[1:] == ["Leaders met May 19-20 in Raqqa.", "On June 6, 2016, it rained."]
    assert list(table["first_day"])[1] == pd.Timestamp("2017-05-19")
    assert days(library, loaded) == AS_LOADED
    text = library.release(loaded).text
    assert [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == list(table["text"])


def test_another_publication_date_makes_other_days_until_it_is_undone(library, loaded, geoparser):
    correction = redated(loaded, "2016-01-05", "day")
    library.correct(correction, geoparser)
    assert days(library, loaded) == [
        ("2016-01-04", "2016-01-04", "day", "computed"),
        ("2015-05-19", "2015-05-20", "day", "computed"),
        STATED,
    ]
    library.correct(undo(correction, correction_id="u1", made_at=correction.made_at, who="Bob", why=""), geoparser)
    assert days(library, loaded) == AS_LOADED


def test_without_a_publication_date_only_stated_days_are_left(library, loaded, geoparser):
    library.correct(redated(loaded, None, None), geoparser)
    assert days(library, loaded) == [STATED]


def test_a_correction_holds_when_newer_rules_extract_again(library, loaded, geoparser):
    library.correct(redated(loaded, "2016-01", "month"), geoparser)
    before = days(library, loaded)
    assert before[0] == ("2015-12-31", "2016-01-30", "month", "computed")
    with library.writing() as connection:
        connection.exec_driver_sql("UPDATE release SET extraction_version = 'older'")
        connection.exec_driver_sql("DELETE FROM event_date")
    assert library.re_extract(geoparser) == 1
    assert days(library, loaded) == before


def test_a_reprint_adds_no_dates_and_a_removed_release_leaves_none(library, loaded, geoparser, write_release):
    again = library.load_file(write_release("two.txt", "Other headline", BODY), geoparser)
    assert again.outcome == "reprint"
    assert set(library.event_dates()["release_id"]) == {loaded}
    assert len(library.event_dates_of(again.release_id)) == 3
    for release_id in (loaded, again.release_id):
        library.remove(release_id)
    assert library.event_dates().empty
