"""The five seeds against the answers a person gave: tests/golden/geoparsing/, one file per seed.

Each row is one mention in the order of the text: the toponym, its role, the place it names, and whether it is drawn.
`points.csv` says where the drawn places truly are and how far off a dot may be.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from explorer.geoparsing import Geoparser
from explorer.geoparsing.geography import distance_km
from explorer.model import Mention, Point
from explorer.reading import read_release

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "geoparsing"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
NO_PLACES = (
    "Islamic State of Iraq and Syria",
    "Islamic State of Iraq and the Levant",
    "Syrian Democratic Forces",
    "Terry",
    "Ghika",
    "Dillon",
    "Iraqi",
    "Syrian",
    "Spanish",
)


def _mentions(seed: Path, geoparser: Geoparser) -> tuple[Mention, ...]:
    return geoparser.geoparse(read_release(seed).text)


def _rows(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_every_mention_of_a_seed_is_as_a_person_reads_it(seed: Path, geoparser: Geoparser) -> None:
    found = [
        (mention.toponym, mention.role, mention.place.name if mention.place else "", "yes" if mention.on_map else "no")
        for mention in _mentions(seed, geoparser)
    ]
    assert found == [tuple(row.values()) for row in _rows(f"{seed.stem[:3]}.csv")]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_every_dot_of_a_seed_is_near_the_truth(seed: Path, geoparser: Geoparser) -> None:
    truth = {row["toponym"]: row for row in _rows("points.csv")}
    for mention in _mentions(seed, geoparser):
        if mention.on_map:
            row = truth[mention.toponym]
            where = Point(float(row["latitude"]), float(row["longitude"]), 0.0)
            assert distance_km(mention.place, where) <= float(row["within_km"]), mention
            assert mention.place.precision_km > 0


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_people_organisations_and_demonyms_of_a_seed_are_no_mentions(seed: Path, geoparser: Geoparser) -> None:
    text = read_release(seed).text
    taken = {at for mention in geoparser.geoparse(text) for at in range(mention.start, mention.end)}
    for phrase in NO_PLACES:
        at = text.find(phrase)
        while at >= 0:
            assert taken.isdisjoint(range(at, at + len(phrase))), (phrase, text[at - 30 : at + 60])
            at = text.find(phrase, at + 1)
