"""The five seeds, and texts written in the form of each family of releases, come out as a person reads them."""

import json
from pathlib import Path

import pytest

from explorer.reading import read_release
from tests.reading.golden import summary

SEEDS = Path(__file__).parents[2] / "seeds"
GOLDEN = Path(__file__).parents[1] / "golden" / "reading"
FAMILIES = sorted(path.stem for path in (GOLDEN / "families").glob("*.txt"))


def golden(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("0*.txt")), ids=lambda path: path.stem)
def test_a_seed_is_read_as_its_golden_file_says(path):
    assert summary(read_release(path)) == golden(GOLDEN / f"{path.stem}.json")


@pytest.mark.parametrize("name", FAMILIES)
def test_a_text_of_a_known_family_is_read_as_its_golden_file_says(name):
    release = read_release(GOLDEN / "families" / f"{name}.txt")
    assert summary(release) == golden(GOLDEN / "families" / f"{name}.json")
