"""Geoparsing: which places a text names, in which role, where they are, and why."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from explorer.geoparsing.geoparser import Geoparser
from explorer.geoparsing.rules import build_rules
from explorer.reading.gazetteer import read_places, read_spellings
from explorer.reading.rules import hash_files, read_cues, read_phrases

__all__ = ["Geoparser", "extraction_version", "load_geoparser"]

_DATA = Path(__file__).parent.parent / "data"


@cache
def load_geoparser(user_gazetteer: Path | None = None) -> Geoparser:
    """The geoparser with the project's gazetteer, and the user's own places after it if a file is given.

    Raises:
        GazetteerError: a row of a gazetteer file is wrong.
    """
    places = [*read_places(_DATA / "places.csv"), *read_places(_DATA / "world.csv")]
    if user_gazetteer is not None:
        places.extend(read_places(user_gazetteer))
    return Geoparser(
        places,
        read_spellings(_DATA / "spellings.csv"),
        build_rules(read_cues(_DATA / "cues.csv")),
        read_phrases(_DATA / "not_places.csv"),
    )


@cache
def extraction_version() -> str:
    """A short hash of the geoparsing rules and the gazetteer; when it changes, releases are worth extracting again."""
    return hash_files([*sorted(Path(__file__).parent.glob("*.py")), *sorted(_DATA.glob("*.csv"))])
