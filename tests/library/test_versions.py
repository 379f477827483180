"""The same release again: unchanged, reprint or new version, and counted once."""

import json
from dataclasses import replace

import pytest

from explorer.library.corrections import Correction
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
    assert find_relation(wrapped, kept, list) == "reprint"


@pytest.mark.parametrize("date", ["2017-06", "2017", None])
def test_a_vaguer_date_does_not_keep_a_reprint_apart(kept, date):
    assert find_relation(other(kept, publisher="ENEWSPF", date=date), kept, list) == "reprint"


def test_changed_words_under_the_same_headline_are_a_new_version(kept):
    changed = other(kept, text=BODY.replace("12 strikes", "14 strikes"))
    assert find_relation(changed, kept, list) == "new version"


def test_changed_words_under_the_same_number_are_a_new_version(kept):
    numbered = replace(kept, release_number="20170629-01")
    changed = other(numbered, text=BODY.replace("eleven villages", "a town"), title="Another headline")
    assert find_relation(changed, numbered, list) == "new version"


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
    assert find_relation(other(kept, **change), replace(kept, release_number="20170629-01"), list) is None


def test_other_numbers_tell_two_releases_apart_before_anything_is_looked_up(kept):
    def look_up():
        raise AssertionError

    other_numbers = other(kept, publisher="ENEWSPF", text=BODY.replace("12 strikes", "14 strikes"))
    assert find_relation(other_numbers, kept, look_up) is None


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
    assert library.versioned() == {main, *reprints}
    assert set(library.mentions()["release_id"]) == {main}
    assert library.search("mosul") == {main}
    assert library.release(reprints[0]).file_name == "second.txt"
    assert library.load_file(second, geoparser).outcome == "unchanged"


NOISE = {
    "a contact line": "Media contact: office@mail.example, +964 770 123 4567",
    "a picture's number": "VIRIN: 170509-A-RT205-005",
    "a counter": "1,234 views",
    "a time to read": "3 min read",
    "a telephone": "Tel: 020 7946 0958 | Fax: 020 7946 0959",
    "a copyright line": "© Example Press 2010-2019",
    "a file's number": "Story ID: 774512",
}


@pytest.mark.parametrize("noise", NOISE)
def test_numbers_of_two_wrappers_keep_no_reprint_apart(library, geoparser, write_release, noise):
    own = write_release("own.txt", "Strikes hit the group", f"{BODY}\n\nDSN: (312) 529-0214\n\n17 likes")
    wrapped = write_release("wrapped.txt", "Seen elsewhere", f"{BODY}\n\n{NOISE[noise]}")
    assert [found.outcome for found in library.load([own, wrapped], geoparser)] == ["added", "reprint"]


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
    assert [found.outcome for found in library.load([table], geoparser)] == ["added", "added", "unchanged"]


REPORT = (
    "On {day}, coalition military forces conducted {strikes} strikes against the group in Iraq and Syria, near "
    "{place}. The strikes engaged a tactical unit and destroyed a vehicle, a mortar system and a supply route, killed "
    "{killed} fighters, and damaged a bunker. The destruction of these targets further limits the ability of the "
    "group to project terror across the region and throughout the world. All aircraft returned to base safely."
)
FACTS = {"day": "Thursday, June 29", "strikes": "eleven", "place": "Mosul", "killed": "3"}
OTHER_FACTS = {"day": "Friday, June 30", "strikes": "twelve", "place": "Raqqa", "killed": "5"}


@pytest.mark.parametrize("dates", [None, "2017-06", "2017-06-29"], ids=["undated", "a month", "a day"])
@pytest.mark.parametrize("changed", FACTS)
def test_reports_of_one_form_that_differ_in_a_fact_are_two_releases(library, geoparser, tmp_path, changed, dates):
    table = tmp_path / "reports.jsonl"
    texts = [REPORT.format(**FACTS), REPORT.format(**FACTS | {changed: OTHER_FACTS[changed]})]
    rows = [{"title": "Strikes continue", "text": text} | ({"date": dates} if dates else {}) for text in texts]
    table.write_text("\n".join(map(json.dumps, rows)))
    assert [found.outcome for found in library.load([table], geoparser)] == ["added", "added"]


def test_short_rows_that_differ_in_a_number_are_two_releases(library, geoparser, tmp_path):
    table = tmp_path / "rows.jsonl"
    rows = [{"date": "2017-06-29", "title": "Strikes", "text": f"A strike near Mosul killed {n}."} for n in (3, 5)]
    table.write_text("\n".join(map(json.dumps, rows)))
    assert [found.outcome for found in library.load([table], geoparser)] == ["added", "added"]


def test_a_reprint_is_found_among_many_reports_of_its_form(library, geoparser, write_release):
    reports = [REPORT.format(**FACTS | {"killed": number}) for number in range(30)]
    files = [write_release(f"{number}.txt", f"Report {number}", text) for number, text in enumerate(reports)]
    assert {found.outcome for found in library.load(files, geoparser)} == {"added"}
    again = write_release("again.txt", "Seen elsewhere", f"{reports[17]}\n\nWhat readers say")
    outcome = library.load_file(again, geoparser)
    assert (outcome.outcome, outcome.message) == ("reprint", "17.txt")


def test_reprints_are_looked_for_again_when_the_rules_are_newer(library, geoparser, write_release, monkeypatch):
    files = [write_release(f"{n}.txt", f"Headline {n}", BODY + "\n\nRead more" * n) for n in range(3)]
    monkeypatch.setattr("explorer.library.versions.REPRINT_LIKENESS", 1.1)
    ids = [found.release_id for found in library.load(files, geoparser)]
    assert len(library.releases()) == 3
    for rules, likeness, counted in [("newer", 0.8, 1), ("newest", 1.1, 3), ("as before", 0.8, 1)]:
        monkeypatch.setattr("explorer.library.versions.REPRINT_LIKENESS", likeness)
        monkeypatch.setattr("explorer.library.loading.rules_version", lambda rules=rules: rules)
        assert library.re_extract(geoparser) == 3
        assert len(library.releases()) == counted
    assert library.versions(ids[0])["release_id"].tolist() == ids[1:]


def test_a_corrected_date_changes_what_repeats_what(library, geoparser, write_release):
    files = [write_release(f"{n}.txt", f"Headline {n}", BODY + "\n\nRead more" * n) for n in range(3)]
    first, *others = [found.release_id for found in library.load(files, geoparser)]
    day = {"date": "2016-01-01", "precision": "day"}
    correct(library, geoparser, first, "1", day)
    assert library.versions(first).empty
    assert library.versions(others[0])["release_id"].tolist() == others[1:]
    correct(library, geoparser, others[0], "2", day)
    assert library.versions(first)["release_id"].tolist() == [others[0]]
    assert set(library.releases()["release_id"]) == {first, others[1]}


def correct(library, geoparser, release_id, correction_id, day):
    """Give a release another date of publication."""
    made_at = f"2020-01-0{correction_id}T00:00:00+00:00"
    library.correct(Correction(correction_id, made_at, "me", "", release_id, "published", {}, day), geoparser)
