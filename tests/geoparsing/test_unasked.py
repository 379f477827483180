"""Names where nothing asks for a place are mentions all the same, without a dot that may be wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from explorer.geoparsing import Geoparser
from explorer.model import Mention

# Towns, villages and quarters that make no mention as the subject of a sentence, and why.
GOLDEN = Path(__file__).parents[1] / "golden" / "geoparsing" / "no_mentions.csv"
KINDS = ("city", "town", "village", "neighbourhood")


def first(geoparser: Geoparser, text: str) -> Mention | None:
    return next((mention for mention in geoparser.geoparse(text) if mention.start == 0), None)


def names(geoparser: Geoparser) -> set[str]:
    """The names in Iraq and Syria without what tells them apart: "Yarmuk (Mosul)" is written as Yarmuk."""
    places = geoparser.gazetteer.places.values()
    return {p.name.split(" (")[0] for p in places if p.feature_class in KINDS and p.country_code in ("IQ", "SY")}


def test_whatever_was_cleared_is_a_mention(geoparser: Geoparser) -> None:
    found = {name: first(geoparser, f"{name} was cleared by Iraqi forces.") for name in names(geoparser)}
    assert len(found) > 1000
    assert [name for name, mention in found.items() if mention is None] == []


def test_whatever_something_is_said_of_is_a_mention(geoparser: Geoparser) -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        exceptions = {row["name"] for row in csv.DictReader(file) if row["reason"]}
    found = {name: first(geoparser, f"{name} was quiet after Iraqi forces left.") for name in names(geoparser)}
    assert {name for name, mention in found.items() if mention is None} == exceptions


def test_a_name_that_nothing_asks_for_has_no_place_and_says_what_it_may_be(geoparser: Geoparser) -> None:
    mention = first(geoparser, "Harir was quiet after Iraqi forces left.")
    assert (mention.place, mention.on_map) == (None, False)
    assert "nothing here says that a place is meant" in mention.reason
    assert "candidates: Harir" in mention.reason


@pytest.mark.parametrize(
    "text",
    [
        "The strike hit a vehicle in Iraq.",  # in lower case
        "Coalition Strikes Hit ISIS",  # a verb in a headline
        "Harir was quiet.",  # nothing speaks of Iraq or Syria
        "March was quiet after Iraqi forces left.",  # no such place lies there
        "Iraqi Col. Bashir came. We saw Bashir there.",  # a man by his title
        "Bashir said that Iraqi forces left.",  # a man who speaks
    ],
)
def test_an_ordinary_word_and_a_person_are_no_mentions(geoparser: Geoparser, text: str) -> None:
    assert [mention.toponym for mention in geoparser.geoparse(text) if mention.toponym != "Iraq"] == []
