"""Geoparsing: which places a text names, in which role, where they are, and why."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.reading.gazetteer import read_own, read_places, read_spellings, spellings_beside
from explorer.reading.rules import Stamp, hash_files, read_cues, read_phrases, stamp_file

if TYPE_CHECKING:
    from explorer.geoparsing.geoparser import Geoparser

__all__ = ["Geoparser", "extraction_version", "load_geoparser"]

_DATA = Path(__file__).parent.parent / "data"
_DATA_FILES = ("places.csv", "spellings.csv", "world.csv", "cues.csv", "not_places.csv")


def load_geoparser(user_gazetteer: Path | None = None) -> Geoparser:
    """The geoparser with the project's gazetteer, and the user's own places after it if there are any.

    It is kept, and made anew when the user's files have changed.

    Args:
        user_gazetteer: The file of the user's places and other spellings, which need not exist.

    Raises:
        GazetteerError: a row of a gazetteer file is wrong.
    """
    stamps = tuple(stamp_file(path) for path in _own_files(user_gazetteer))
    return _load(user_gazetteer, stamps) if any(stamps) else _load(None, ())


def extraction_version(user_gazetteer: Path | None = None) -> str:
    """A short hash of the rules and the gazetteers; when it changes, releases are worth extracting again."""
    own = [path for path in _own_files(user_gazetteer) if path.exists()]
    return f"{_project_version()}-{hash_files(own)}" if own else _project_version()


def __getattr__(name: str) -> Any:
    # A server that has nothing new to read starts without the geoparser.
    if name != "Geoparser":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.geoparser").Geoparser


@lru_cache(maxsize=2)
def _load(user_gazetteer: Path | None, stamps: tuple[Stamp | None, ...]) -> Geoparser:
    """The geoparser with the user's gazetteer as it was when its files got their stamps."""
    from explorer.geoparsing.geoparser import Geoparser
    from explorer.geoparsing.rules import build_rules

    places = [*read_places(_DATA / "places.csv"), *read_places(_DATA / "world.csv")]
    spellings = read_spellings(_DATA / "spellings.csv")
    if user_gazetteer:
        own_places, own_spellings = read_own(user_gazetteer)
        places.extend(own_places)
        for spelling, place_ids in own_spellings.items():
            spellings[spelling] = (*spellings.get(spelling, ()), *place_ids)
    rules = build_rules(read_cues(_DATA / "cues.csv"))
    return Geoparser(places, spellings, rules, read_phrases(_DATA / "not_places.csv"))


def _own_files(user_gazetteer: Path | None) -> tuple[Path, ...]:
    """The files of a user's gazetteer; either may be absent, and newer ones are one file."""
    return () if user_gazetteer is None else (user_gazetteer, spellings_beside(user_gazetteer))


@cache
def _project_version() -> str:
    return hash_files([*sorted(Path(__file__).parent.glob("*.py")), *(_DATA / name for name in _DATA_FILES)])
