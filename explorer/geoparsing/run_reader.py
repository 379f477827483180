"""Runs read into pieces, once each.

A run is read without what stands around it, so that the few that fill all releases are read once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from explorer.geoparsing.gazetteer import Gazetteer
from explorer.geoparsing.pieces import Cutter, Piece
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.runs import split_run

_LONGEST_KEPT = 200  # characters of a run that is kept once read
_RUNS_KEPT = 20_000


class _Kept(dict[str, tuple[Piece, ...]]):
    """Runs with their pieces; one that is not kept is read. A look-up here takes half of that in `lru_cache`."""

    def __init__(self, read: Callable[[str], tuple[Piece, ...]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, run: str) -> tuple[Piece, ...]:
        pieces = self._read(run)
        if len(run) <= _LONGEST_KEPT:
            if len(self) >= _RUNS_KEPT:
                self.clear()
            self[run] = pieces
        return pieces


class RunReader:
    """Reads runs by one gazetteer and one set of rules, and keeps the short ones that it has read.

    Attributes:
        pieces: The pieces of a run, by the run.
        pieces_of_people: Those of a run that begins with the name of a person.
    """

    def __init__(self, gazetteer: Gazetteer, rules: Rules) -> None:
        self._gazetteer = gazetteer
        self._rules = rules
        self.pieces = _Kept(partial(self._read, is_person=False))
        self.pieces_of_people = _Kept(partial(self._read, is_person=True))

    def _read(self, run: str, *, is_person: bool) -> tuple[Piece, ...]:
        words = split_run(run)
        return tuple(Cutter(run, words, self._gazetteer, self._rules).pieces(is_person)) if words else ()
