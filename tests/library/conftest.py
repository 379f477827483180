"""A library of its own for each test, and a geoparser that knows two places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.library.store import Library
from explorer.model import Mention, Place, Point

MOSUL = Place("test:mosul", "Mosul", "الموصل", 36.34, 43.13, "city", "IQ", "Nineveh", 5.0, "test")
RAQQA = Place("test:raqqa", "Raqqa", None, 35.95, 39.01, "city", "SY", "Raqqa", 4.0, "test")
PLACES = {"Mosul": MOSUL, "Raqqa": RAQQA, "Nowhere": None}


class TwoPlaces:
    """Finds Mosul, Raqqa, "near Mosul" with a point of its own, and Nowhere, which it cannot resolve."""

    def geoparse(self, text: str) -> tuple[Mention, ...]:
        return tuple(self.mention(match) for match in re.finditer(r"(near )?\b(Mosul|Raqqa|Nowhere)\b", text))

    def mention(self, match: re.Match[str]) -> Mention:
        place = PLACES[match[2]]
        point = Point(36.4, 43.2, 12.0) if match[1] and place else None
        return Mention(match.start(2), match.end(2), match[2], "location", place, point, bool(place), "exact", 1.0)


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
