"""What every test shares."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from explorer.geoparsing import load_geoparser
from explorer.library import Library

SEEDS = Path(__file__).parents[1] / "seeds"

settings.register_profile("project", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("project")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the five seeds, for tests that add nothing."""
    library = Library.open(tmp_path_factory.mktemp("seeded") / "library.sqlite")
    library.load(sorted(SEEDS.glob("*.txt")), load_geoparser())
    library.close()
    return library.path


@pytest.fixture
def own_library(seeded: Path, tmp_path: Path) -> Path:
    """A copy of the seeded library that a test may change."""
    return Path(shutil.copytree(seeded.parent, tmp_path / "own"), seeded.name)
