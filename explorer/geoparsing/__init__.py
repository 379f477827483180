"""Geoparsing: which places a text names, in which role, where they are, and why."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from explorer.geoparsing.geoparser import Geoparser
from explorer.geoparsing.rules import build_rules
from explorer.reading.gazetteer import read_places, read_spellings, spellings_beside
from explorer.reading.rules import hash_files, read_cues, read_phrases

__all__ = ["Geoparser", "extraction_version", "load_geoparser"]

_DATA = Path(__file__).parent.parent / "data"
_DATA_FILES = ("places.csv", "spellings.csv", "world.csv", "cues.csv", "not_places.csv")


@cache
def load_geoparser(user_gazetteer: Path | None = None) -> Geoparser:
    """The geoparser with the project's gazetteer, and the user's own places after it if there are any.

    Args:
        user_gazetteer: The file of the user's places; their other spellings stand beside it.

    Raises:
        GazetteerError: a row of a gazetteer file is wrong.
    """
    places = [*read_places(_DATA / "places.csv"), *read_places(_DATA / "world.csv")]
    spellings = read_spellings(_DATA / "spellings.csv")
    if user_gazetteer is not None and user_gazetteer.exists():
        places.extend(read_places(user_gazetteer))
        for spelling, place_ids in _user_spellings(user_gazetteer).items():
            spellings[spelling] = (*spellings.get(spelling, ()), *place_ids)
    rules = build_rules(read_cues(_DATA / "cues.csv"))
    return Geoparser(places, spellings, rules, read_phrases(_DATA / "not_places.csv"))


def extraction_version(user_gazetteer: Path | None = None) -> str:
    """A short hash of the rules and the gazetteers; when it changes, releases are worth extracting again."""
    own = [] if user_gazetteer is None else [user_gazetteer, spellings_beside(user_gazetteer)]
    known = [path for path in own if path.exists()]
    return f"{_project_version()}-{hash_files(known)}" if known else _project_version()


@cache
def _project_version() -> str:
    return hash_files([*sorted(Path(__file__).parent.glob("*.py")), *(_DATA / name for name in _DATA_FILES)])


def _user_spellings(user_gazetteer: Path) -> dict[str, tuple[str, ...]]:
    path = spellings_beside(user_gazetteer)
    return read_spellings(path) if path.exists() else {}
