import dataclasses

from hypothesis import given, settings

from explorer.exploring.comparing.also_said import also_said
from tests.exploring.samples import Named, make_tables, small_tables

TEXT = "Raqqa fell. Then they left. Raqqa and Raqqa again."


def tables_of(published, role="location"):
    """Releases that all have `TEXT`, with its three mentions of Raqqa."""
    tables = make_tables(published, [Named(release_id, "Raqqa", role) for release_id in published for _ in range(3)])
    starts = tables.mentions.groupby("release_id").cumcount().map({0: 0, 1: 28, 2: 38})
    mentions = tables.mentions.assign(start=starts, end=starts + 5)
    return dataclasses.replace(tables, mentions=mentions.sort_values("start", ascending=False))


def said(tables, release_id, **choices):
    return also_said(tables, release_id, "raqqa", lambda _: TEXT, **choices)


def test_sentences_of_other_releases_are_given_each_once_in_their_order():
    found = said(tables_of({"a": "2017-06-28", "b": "2017-06-29"}), "a")
    assert [(each.release_id, each.text) for each in found] == [("b", "Raqqa fell."), ("b", "Raqqa and Raqqa again.")]
    assert [TEXT[slice(*each.mention)] for each in found] == ["Raqqa", "Raqqa"]
    assert all(TEXT[slice(*each.span)] == each.text for each in found)


def test_the_nearest_in_date_come_first_and_the_undated_last():
    dates = {"a": "2017-06-20", "b": None, "c": "2017-06-27", "d": "2017-06-19", "e": "2017-06"}
    found = said(tables_of(dates), "a")
    assert list(dict.fromkeys((each.release_id, each.apart) for each in found)) == [
        ("d", "1 day earlier"),
        ("c", "7 days later"),
        ("e", "at most 19 days apart"),
        ("b", "no date to compare"),
    ]


def test_no_more_texts_are_read_than_needed():
    asked = []
    tables = tables_of({"a": "2017-06-20", "b": "2017-06-21", "c": "2017-06-22", "d": "2017-06-23"})
    found = also_said(tables, "a", "raqqa", lambda release_id: asked.append(release_id) or TEXT, limit=2)
    assert len(found) == 2
    assert asked == ["b"]


def test_a_dateline_says_nothing_about_its_place():
    assert said(tables_of({"a": None, "b": None}, role="dateline"), "a") == ()


def test_a_release_in_no_table_still_hears_of_the_place():
    assert {each.apart for each in said(tables_of({"b": "2017"}), "x")} == {"no date to compare"}


@settings(max_examples=25)
@given(small_tables())
def test_every_sentence_is_of_another_release_that_names_the_place(tables):
    found = said(tables, "a")
    naming = set(tables.mentions.loc[tables.mentions["place_id"] == "raqqa", "release_id"])
    assert {each.release_id for each in found} <= naming - {"a"}
    assert len({(each.release_id, each.span) for each in found}) == len(found)
