"""Geoparsing: which places a text names, in which role, where they are, and why."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from explorer.geoparsing.geoparser import Geoparser
from explorer.geoparsing.rules import build_rules
from explorer.reading.gazetteer import read_places, read_spellings, spellings_beside
from explorer.reading.rules import Stamp, hash_files, read_cues, read_phrases, stamp_file

__all__ = ["Geoparser", "extraction_version", "load_geoparser"]

_DATA = Path(__file__).parent.parent / "data"
_DATA_FILES = ("places.csv", "spellings.csv", "world.csv", "cues.csv", "not_places.csv")


def load_geoparser(user_gazetteer: Path | None = None) -> Geoparser:
    """The geoparser with the project's gazetteer, and the user's own places after it if there are any.

    It is kept, and made anew when the user's files have changed.

    Args:
        user_gazetteer: The file of the user's places, which need not exist; their other spellings stand beside it.

    Raises:
        GazetteerError: a row of a gazetteer file is wrong.
    """
    stamps = tuple(stamp_file(path) for path in _own_files(user_gazetteer))
    return _load(user_gazetteer, stamps) if any(stamps) else _load(None, ())


def extraction_version(user_gazetteer: Path | None = None) -> str:
    """A short hash of the rules and the gazetteers; when it changes, releases are worth extracting again."""
    own = [path for path in _own_files(user_gazetteer) if path.exists()]
    return f"{_project_version()}-{hash_files(own)}" if own else _project_version()


@lru_cache(maxsize=2)
def _load(user_gazetteer: Path | None, stamps: tuple[Stamp | None, ...]) -> Geoparser:
    """The geoparser with those of the user's files that have a stamp, as they were when they got it."""
    places = [*read_places(_DATA / "places.csv"), *read_places(_DATA / "world.csv")]
    spellings = read_spellings(_DATA / "spellings.csv")
    for path, stamp in zip(_own_files(user_gazetteer), stamps, strict=True):
        if stamp and path == user_gazetteer:
            places.extend(read_places(path))
        elif stamp:
            for spelling, place_ids in read_spellings(path).items():
                spellings[spelling] = (*spellings.get(spelling, ()), *place_ids)
    rules = build_rules(read_cues(_DATA / "cues.csv"))
    return Geoparser(places, spellings, rules, read_phrases(_DATA / "not_places.csv"))


def _own_files(user_gazetteer: Path | None) -> tuple[Path, ...]:
    """The user's places and spellings; either may be absent, for a gazetteer may add spellings alone."""
    return () if user_gazetteer is None else (user_gazetteer, spellings_beside(user_gazetteer))


@cache
def _project_version() -> str:
    return hash_files([*sorted(Path(__file__).parent.glob("*.py")), *(_DATA / name for name in _DATA_FILES)])
