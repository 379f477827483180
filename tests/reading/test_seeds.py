"""The five seeds come out as a person reads them."""

import dataclasses
import json
from pathlib import Path

import pytest

from explorer.reading import read_release

SEEDS = Path(__file__).parents[2] / "seeds"
GOLDEN = Path(__file__).parents[1] / "golden" / "reading"
SEED_NAMES = [path.stem for path in sorted(GOLDEN.glob("00*.json"))]


@pytest.mark.parametrize("name", SEED_NAMES)
def test_a_seed_is_read_as_its_golden_file_says(name):
    release = read_release(SEEDS / f"{name}.txt")
    expected = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    found = {field: getattr(release, field) for field in expected if hasattr(release, field)}
    found["published"] = dataclasses.asdict(release.published)
    found["removed"] = [[passage.reason, release.original[passage.start : passage.end]] for passage in release.removed]
    found["parts"] = [[part.name, release.text[part.start : part.end]] for part in release.parts]
    found["kept_paragraphs"] = [line[:40] for line in release.text.split("\n") if line]
    found["warnings"] = list(release.warnings)
    found["other_dates"] = list(release.other_dates)
    assert found == expected
