"""Spellings name places that exist, and where one names several, a rule chooses."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from explorer.geoparsing.names import fold, strip_articles

SPELLINGS = Path(__file__).parents[2] / "explorer" / "data" / "spellings.csv"
SHARED = re.compile(r"shared, (\d+) of (\d+): ")
DEIR_EZ_ZOR = """Dayr Az Zawr|Deir Ezzor|Dayr az Zawr|Deir ez-Zor|Deir az Zawr|Deir Ez Zor|Deir al Zour|Dayz Az Zawr
|Dair-ar-Zawr|Deir Ar Zawr|Dayr Az Zayr|Dayr Ar Zawr|Dawr Az Zawr|Deir a Zor|Deir ez-Zour|Dier Ezzor|Dayr ez Zawr
|Deir al-Zour|Deir Al Zor|Deir-Ezzor|Deirezzor|Dair az Zor|دير الزور"""


def key(name):
    return strip_articles(fold(name))


@pytest.fixture(scope="module")
def rows():
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def owners(places, world, spellings):
    """The places of each key, by name or spelling."""
    found = defaultdict(set)
    for place in (*places, *world):
        for name in (place.name, place.arabic_name):
            if name:
                found[key(name)].add(place.place_id)
    for spelling, place_ids in spellings.items():
        found[key(spelling)].update(place_ids)
    return found


def test_every_spelling_names_a_place_that_exists(places, world, spellings):
    known = {place.place_id for place in (*places, *world)}
    assert {place_id for place_ids in spellings.values() for place_id in place_ids} <= known


def test_a_spelling_of_several_places_says_in_which_order_they_come(owners, rows):
    ranks = defaultdict(dict)
    for row in rows:
        if shared := SHARED.match(row["note"]):
            ranks[key(row["spelling"])][row["place_id"]] = (int(shared[1]), int(shared[2]))
    for shared_key, place_ids in owners.items():
        if len(place_ids) > 1:
            numbers = sorted(ranks[shared_key].values())
            assert set(ranks[shared_key]) == place_ids, shared_key
            assert numbers == [(n, len(place_ids)) for n in range(1, len(place_ids) + 1)], shared_key


def test_every_place_that_an_addition_tells_apart_has_its_name_without_it(owners, places):
    """ "Qasim (Babil)" is written as Qasim, and must be among the places that this may name."""
    told_apart = [place for place in places if place.name.endswith(")") and place.country_code in ("IQ", "SY")]
    missing = [p.name for p in told_apart if p.place_id not in owners[key(p.name.rpartition(" (")[0])]]
    assert (len(told_apart) > 100, missing) == (True, [])


def test_the_order_in_the_file_is_the_order_of_the_notes(rows):
    ranks = defaultdict(list)
    for row in rows:
        if shared := SHARED.match(row["note"]):
            ranks[row["spelling"]].append(int(shared[1]))
    assert ranks
    assert all(numbers == sorted(numbers) for numbers in ranks.values())


@pytest.mark.parametrize("spelling", [part.strip() for part in DEIR_EZ_ZOR.split("|")])
def test_every_spelling_of_deir_ez_zor_is_one_town(owners, places, spelling):
    towns = {place.place_id for place in places if place.feature_class == "city"}
    assert owners[key(spelling)] & towns == {"geonames:170794"}


@pytest.mark.parametrize(("one", "other"), [("Baaj", "Bayji"), ("Baghdad", "Al Baghdadi"), ("Hit", "Hatra")])
def test_names_that_look_alike_are_two_places(owners, one, other):
    assert owners[key(one)]
    assert owners[key(one)] & owners[key(other)] == set()


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Ar Raqqah", "Raqqa"),
        ("Huwayjah", "Hawija"),
        ("Beiji", "Bayji"),
        ("Al Hasakah", "Hasakah"),
        ("Shadadi", "Shaddadi"),
        ("Al Bukamal", "Abu Kamal"),
        ("Al-Thawrah", "Tabqa"),
        ("الموصل", "Mosul"),
        ("الرقة", "Raqqa"),
        ("البوكمال", "Abu Kamal"),
        ("MERV", "Middle Euphrates River Valley"),
        ("U.S.", "United States"),
        ("N.J.", "New Jersey"),
    ],
)
def test_spellings_that_releases_use_are_known(owners, places, world, spelling, name):
    named = {place.name: place.place_id for place in (*places, *world)}
    assert named[name] in owners[key(spelling)]


def test_a_spelling_that_its_name_already_gives_is_not_repeated(places, world, rows):
    """Case, marks, hyphens and articles need no row; "At Tanf" does, for English "at" is no article."""
    names = {place.place_id: key(place.name) for place in (*places, *world)}
    articles = re.compile(r"^(At|As|Ash|An|Ad|Ar|Az) ")
    repeated = [
        row["spelling"]
        for row in rows
        if not row["note"] and key(row["spelling"]) == names[row["place_id"]] and not articles.match(row["spelling"])
    ]
    assert [spelling for spelling in repeated if not spelling.islower()] == []
