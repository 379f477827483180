"""A library of its own for each test, and a geoparser that knows two places."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.library import Library
from tests.library.fakes import TwoPlaces


@pytest.fixture
def geoparser() -> TwoPlaces:
    return TwoPlaces()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "data" / "library.sqlite")


@pytest.fixture
def write_release(tmp_path: Path):
    """Write a release file with a headline and a body; returns its path."""

    def write(name: str, title: str, body: str = "SOUTHWEST ASIA – Strikes near Mosul went on, in Raqqa too.") -> Path:
        path = tmp_path / name
        path.write_text(f"{title}\n\nJune 29, 2017\n\n{body}\n", encoding="utf-8")
        return path

    return write
