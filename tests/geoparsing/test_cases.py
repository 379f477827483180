"""The awkward cases by name: tests/golden/geoparsing/cases.csv, one short sentence a case.

The brackets in `text` mark the toponym and are not part of the sentence. A role of "none" says that nothing there is a
mention; a case with coordinates is drawn no farther than `within_km` from them.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from explorer.geoparsing import Geoparser
from explorer.geoparsing.geography import distance_km
from explorer.model import Point

GOLDEN = Path(__file__).parents[1] / "golden" / "geoparsing" / "cases.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_an_awkward_case_is_read_as_a_person_reads_it(case: dict[str, str], geoparser: Geoparser) -> None:
    before, _, rest = case["text"].partition("[")
    toponym, _, after = rest.partition("]")
    start, end = len(before), len(before) + len(toponym)
    mentions = geoparser.geoparse(before + toponym + after)
    there = [mention for mention in mentions if mention.start < end and start < mention.end]
    if case["role"] == "none":
        assert there == []
        return
    (mention,) = there
    assert (mention.start, mention.toponym) == (start, toponym)
    place = mention.place.name if mention.place else ""
    drawn = "yes" if mention.on_map else "no"
    assert (mention.role, place, drawn) == (case["role"], case["place"], case["drawn"]), mention.reason
    assert mention.on_map or not case["latitude"]
    if mention.on_map:
        truth = Point(float(case["latitude"]), float(case["longitude"]), 0.0)
        assert distance_km(mention.point or mention.place, truth) <= float(case["within_km"])
