"""The same release again: unchanged, duplicate, reprint or new version, and counted once."""

import json
from dataclasses import replace

import pytest

from explorer.library.versions import find_relation, is_same_day
from explorer.model import PublicationDate
from explorer.reading import read_bytes

BODY = (
    "SOUTHWEST ASIA – On June 28, coalition forces conducted 12 strikes near Mosul and Raqqa. The strikes destroyed "
    "four fighting positions, two vehicles and a mortar system, and damaged one supply route that fed the city. "
    "The destruction of these targets further limits the ability of the group to project terror in the region. "
    "Partner forces advanced along the river and cleared eleven villages with the support of coalition aircraft."
)


@pytest.fixture
def kept():
    release = read_bytes(f"Strikes hit the group\n\n{BODY}\n".encode(), file_name="kept.txt")
    day = PublicationDate("2017-06-29", "day", "stated", "June 29, 2017")
    return replace(release, title_basis="stated", published=day, publisher="CJTF-OIR", release_number=None)


def other(release, *, text=None, date="2017-06-29", **fields):
    """The release with another text, date or header."""
    published = PublicationDate(date, "day" if date else None, "stated" if date else "unknown", "")
    return replace(release, text=text or release.text, parts=(), published=published, **fields)


def test_the_same_words_from_another_publisher_are_a_reprint(kept):
    wrapped = other(kept, text=f"Share this\n\n{BODY}\n\nRead more on 5 pages", publisher="ENEWSPF")
    assert find_relation(wrapped, kept) == "reprint"


@pytest.mark.parametrize("date", ["2017-06", "2017", None])
def test_a_vaguer_date_does_not_keep_a_reprint_apart(kept, date):
    assert find_relation(other(kept, publisher="ENEWSPF", date=date), kept) == "reprint"


def test_changed_words_under_the_same_headline_are_a_new_version(kept):
    changed = other(kept, text=BODY.replace("12 strikes", "14 strikes"))
    assert find_relation(changed, kept) == "new version"


def test_changed_words_under_the_same_number_are_a_new_version(kept):
    numbered = replace(kept, release_number="20170629-01")
    changed = other(numbered, text=BODY.replace("eleven villages", "a town"), title="Another headline")
    assert find_relation(changed, numbered) == "new version"


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2017-06-30"},
        {"publisher": "ENEWSPF", "text": BODY.replace("12 strikes", "14 strikes")},
        {"publisher": "ENEWSPF", "text": "Forces reached the old city of Mosul on Thursday."},
        {"text": "Forces reached the old city of Mosul on Thursday."},
        {"release_number": "20170629-02"},
    ],
    ids=["another day", "another number of strikes", "other words", "headline alone", "another release number"],
)
def test_what_differs_in_this_is_another_release(kept, change):
    assert find_relation(other(kept, **change), replace(kept, release_number="20170629-01")) is None


def test_dates_agree_when_they_can_mean_the_same_day():
    assert is_same_day("2017-06", "2017-06-29")
    assert is_same_day("", "2017")
    assert not is_same_day("2017-05", "2017-06-29")


def test_a_reprint_is_counted_once_and_can_be_opened(library, geoparser, write_release):
    first = write_release("first.txt", "Strikes hit the group", BODY)
    second = write_release("second.txt", "The group was hit by strikes", BODY)
    third = write_release("third.txt", "The group is hit", f"{BODY}\n\nRead more")
    outcomes = library.load([first, second, third], geoparser)
    assert [(outcome.outcome, outcome.message) for outcome in outcomes] == [
        ("added", ""),
        ("reprint", "first.txt"),
        ("reprint", "first.txt"),
    ]
    main, *reprints = [outcome.release_id for outcome in outcomes]
    assert library.releases()["release_id"].tolist() == [main]
    assert library.versions(main)["release_id"].tolist() == reprints
    assert library.versions(main)["relation"].tolist() == ["reprint", "reprint"]
    assert library.versions(reprints[0]).empty
    assert set(library.mentions()["release_id"]) == {main}
    assert library.search("mosul") == {main}
    assert library.release(reprints[0]).file_name == "second.txt"
    assert library.load_file(second, geoparser).outcome == "unchanged"


def test_the_same_text_in_other_bytes_is_the_same_release(library, geoparser, write_release):
    path = write_release("one.txt", "Strikes")
    library.load_file(path, geoparser)
    path.write_bytes(path.read_bytes() + b"\n\n")
    assert library.load_file(path, geoparser).outcome == "unchanged"
    assert len(library.releases()) == 1


def test_the_same_words_on_another_day_are_another_release(library, geoparser, tmp_path):
    table = tmp_path / "days.jsonl"
    rows = [{"date": f"2017-06-0{day}", "text": "No strikes were conducted today."} for day in (1, 2, 2)]
    table.write_text("\n".join(map(json.dumps, rows)))
    assert [found.outcome for found in library.load([table], geoparser)] == ["added", "added", "duplicate"]
