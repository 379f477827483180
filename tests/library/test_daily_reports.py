"""The most common releases of all: daily lists of strikes in one form. Each is a release, none a reprint of another."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from explorer.geoparsing import load_geoparser

BANNER = (
    "An official website of the United States government\nHere's how you know\n\n"
    "Press Release | {published:%B %d, %Y}\n\n"
)
HEADLINE = "Military Strikes Continue Against ISIS Terrorists in Syria and Iraq"
FORM = """{headline}

By CJTF-OIR Public Affairs

SOUTHWEST ASIA – On {day:%B %d, %Y}, Coalition military forces conducted {total} strikes consisting of {engagements} \
engagements against ISIS terrorists in Syria and Iraq.

In Syria, Coalition military forces conducted {syria} strikes consisting of {syria_engagements} engagements against \
ISIS targets.

• Near {first}, {one} strikes engaged {one} ISIS tactical units and destroyed {two} ISIS fighting positions, a \
vehicle and an ISIS supply route.
• Near {second}, {two} strikes destroyed {one} ISIS oil wells and an ISIS headquarters.

In Iraq, Coalition military forces conducted {one} strikes near {third}, which engaged an ISIS tactical unit and \
destroyed {two} ISIS-held buildings and a weapons cache.

A strike, as defined in the Coalition release, means one or more kinetic events that occur in roughly the same \
geographic location to produce a single, sometimes cumulative effect in that location. For example, a single aircraft \
delivering a single weapon against a lone ISIS vehicle is one strike, but so is multiple aircraft delivering dozens of \
weapons against a group of ISIS-held buildings and weapon systems in a compound. These strikes were conducted as part \
of Operation Inherent Resolve, the operation to destroy ISIS in Iraq and Syria. The destruction of ISIS targets in \
Iraq and Syria further limits the group's ability to project terror and conduct external operations throughout the \
region and the rest of the world.
"""
SHARED = "\n\nShare this article\nRead more on our site\n"
COUNTS = {"total": 19, "engagements": 25, "syria": 14, "syria_engagements": 18, "one": 3, "two": 5}
PLACES = {"first": "Abu Kamal", "second": "Raqqa", "third": "Rawah"}
JULY_1 = dt.date(2017, 7, 1)


@pytest.fixture(scope="module")
def real_geoparser():
    return load_geoparser()


@pytest.fixture
def load(library, real_geoparser, tmp_path):
    """Load texts, one file each, and give what became of each."""

    def load(*texts: str) -> list[str]:
        paths = [tmp_path / f"{number}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return [found.outcome for found in library.load(paths, real_geoparser)]

    return load


def report(day: dt.date, *, published: dt.date | None = None, headline: str = HEADLINE, **changed: object) -> str:
    """A report on a day; published without a date when `published` is None."""
    banner = BANNER.format(published=published) if published else ""
    return banner + FORM.format(headline=headline, day=day, **COUNTS | PLACES | changed)


def days(count: int) -> list[dt.date]:
    return [JULY_1 + dt.timedelta(days=number) for number in range(count)]


def test_reports_on_successive_days_that_differ_in_day_counts_and_a_place_are_releases(load, library):
    reports = [
        report(day, published=day, total=19 + number, one=3 + number, first=place)
        for number, (day, place) in enumerate(
            zip(days(4), ["Abu Kamal", "Dayr Az Zawr", "Mosul", "Tal Afar"], strict=True)
        )
    ]
    assert load(*reports) == ["added"] * 4
    assert len(library.releases()) == 4


def test_reports_on_successive_days_that_differ_in_the_day_alone_are_releases(load):
    assert load(*(report(day, published=day) for day in days(2))) == ["added", "added"]


def test_reports_published_on_one_day_about_two_days_are_releases(load):
    assert load(*(report(day, published=dt.date(2017, 7, 3)) for day in days(2))) == ["added", "added"]


def test_reports_of_one_day_and_headline_about_other_places_are_releases(load):
    elsewhere = {"first": "Mosul", "second": "Tal Afar", "third": "Kisik"}
    texts = report(JULY_1, published=JULY_1), report(JULY_1, published=JULY_1, one=4, **elsewhere)
    assert load(*texts) == ["added", "added"]


def test_a_place_put_right_under_the_same_headline_of_the_same_day_is_a_new_version(load):
    texts = report(JULY_1, published=JULY_1), report(JULY_1, published=JULY_1, third="Kisik")
    assert load(*texts) == ["added", "new version"]


@pytest.mark.parametrize("changed", [{"one": 4}, {"total": 20}, {"first": "Dayr Az Zawr"}, {"third": "Mosul"}], ids=str)
def test_reports_without_a_date_that_differ_in_one_fact_are_releases(load, changed):
    assert load(report(JULY_1), report(JULY_1, **changed)) == ["added", "added"]


def test_a_changed_count_under_the_same_headline_of_the_same_day_is_a_new_version(load, library):
    assert load(report(JULY_1, published=JULY_1), report(JULY_1, published=JULY_1, one=4)) == ["added", "new version"]
    assert len(library.releases()) == 1


def test_a_report_in_another_wrapper_is_a_reprint_of_that_day_alone(load):
    reports = [report(day, published=day, one=3 + number) for number, day in enumerate(days(3))]
    wrapped = report(days(3)[1], published=days(3)[1], one=4, headline="Coalition hits ISIS again") + SHARED
    assert load(*reports, wrapped) == ["added"] * 3 + ["reprint"]


def test_forty_days_of_reports_are_forty_releases(load):
    places = itertools.cycle(itertools.permutations(["Abu Kamal", "Raqqa", "Mosul", "Tal Afar", "Kisik"], 3))
    reports = [
        report(day, published=day, one=2 + day.day % 5, two=2 + day.month, **dict(zip(PLACES, chosen, strict=True)))
        for day, chosen in zip(days(40), places, strict=False)
    ]
    assert load(*reports) == ["added"] * 40
