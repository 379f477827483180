"""A user's own places beside the library: added from a file, merged with what is known, and taken out again.

Two files hold them: `gazetteer.csv` (the columns of places.csv and `added_from`, the name of the file that brought the
row) and `gazetteer-spellings.csv` (the columns of spellings.csv; the note is the name of that file).
"""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path

import filelock
from geopy.distance import great_circle

from explorer.errors import LibraryError
from explorer.geoparsing.names import fold, strip_articles
from explorer.library.database import PATIENCE_SECONDS
from explorer.model import Place
from explorer.reading.gazetteer import (
    PLACE_COLUMNS,
    SPELLING_COLUMNS,
    read_places,
    read_rows,
    read_spellings,
    spellings_beside,
)
from explorer.reading.geonames import Refusal, read_user_rows

FILE_NAME = "gazetteer.csv"
SAME_PLACE_KM = 5.0  # two rows of one name no farther apart are one place
SETTLED = frozenset({"city", "town", "village", "neighbourhood"})

_COLUMNS = (*PLACE_COLUMNS, "added_from")
_DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the rows of a file: `merged` ones were known already and gave at most new spellings."""

    added: int
    merged: int
    refused: tuple[Refusal, ...]

    def reasons(self) -> Counter[str]:
        """How many rows were refused for each reason, to report in a few lines."""
        return Counter(refusal.reason for refusal in self.refused)


@dataclass(slots=True)
class _Known:
    """The places known so far, by identifier and by every spelling's key."""

    by_id: dict[str, Place] = field(default_factory=dict)
    by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, place: Place, names: Iterable[str]) -> None:
        self.by_id[place.place_id] = place
        for name in names:
            self.by_key[_key(name)].add(place.place_id)

    def same_as(self, place: Place, names: Iterable[str]) -> Place | None:
        """The known place that `place` is: by identifier, or by a name, kind and whereabouts."""
        if place.place_id in self.by_id:
            return self.by_id[place.place_id]
        ids = sorted({place_id for name in names for place_id in self.by_key.get(_key(name), ())})
        return next((self.by_id[i] for i in ids if i in self.by_id and _is_same(self.by_id[i], place)), None)


def gazetteer_path(folder: Path) -> Path:
    """Where the user's gazetteer of the library in `folder` stands; it need not exist."""
    return folder / FILE_NAME


def add_to_gazetteer(file: Path, folder: Path) -> AddReport:
    """Add the places of a GeoNames dump or a CSV in our format to the user's gazetteer in `folder`.

    A place that is known, shipped or added before, is not added again; its new spellings are.

    Raises:
        GazetteerError: `file` or the user's gazetteer cannot be read, or `file` is neither.
        LibraryError: the gazetteer cannot be written.
    """
    path = gazetteer_path(folder)
    with _changing(path):
        known = _read_known(path)
        places, spellings, refused, merged = [], [], [], 0
        for row in read_user_rows(file):
            if isinstance(row, Refusal):
                refused.append(row)
                continue
            names = [name for name in (row.place.name, row.place.arabic_name, *row.spellings) if name]
            place = known.same_as(row.place, names)
            merged += place is not None
            if place is None:
                place = row.place
                places.append((*_values(place), file.name))
            new = _new_spellings(known, place, names)
            known.add(place, names)
            spellings.extend((place.place_id, spelling, file.name) for spelling in new if spelling != place.name)
        # Whoever is killed in between leaves spellings of no known place, which mean nothing until it is added again.
        _append(spellings_beside(path), SPELLING_COLUMNS, spellings)
        _append(path, _COLUMNS, places)
    return AddReport(len(places), merged, tuple(refused))


def remove_from_gazetteer(folder: Path, file_name: str | None = None) -> int:
    """Take out what the file of that name brought, or all, damaged or not; returns how many places went.

    Raises:
        GazetteerError: the gazetteer is damaged, and only a part of it is to go.
        LibraryError: the gazetteer cannot be written.
    """
    path = gazetteer_path(folder)
    with _changing(path):
        if file_name is None:
            return _delete(path, spellings_beside(path))
        removed = _keep(path, _COLUMNS, file_name)
        _keep(spellings_beside(path), SPELLING_COLUMNS, file_name)
        return removed


def list_gazetteer(folder: Path) -> Counter[str]:
    """How many places each file brought, by its name."""
    path = gazetteer_path(folder)
    return Counter(values[-1] for _, values in _rows_if_any(path, _COLUMNS))


def _read_known(path: Path) -> _Known:
    known = _Known()
    shipped = [(_DATA / "places.csv", _DATA / "spellings.csv"), (_DATA / "world.csv", None)]
    for places, spellings in [*shipped, (path, spellings_beside(path))]:
        if places.exists():
            for place in read_places(places):
                known.add(place, filter(None, (place.name, place.arabic_name)))
        if spellings and spellings.exists():
            for spelling, place_ids in read_spellings(spellings).items():
                known.by_key[_key(spelling)].update(place_ids)
    return known


def _key(name: str) -> str:
    return strip_articles(fold(name))


def _is_same(known: Place, place: Place) -> bool:
    if known.geometry != place.geometry or (known.feature_class in SETTLED) != (place.feature_class in SETTLED):
        return False
    apart = great_circle((known.latitude, known.longitude), (place.latitude, place.longitude)).km
    return apart <= max(SAME_PLACE_KM, known.precision_km)


def _new_spellings(known: _Known, place: Place, names: Iterable[str]) -> list[str]:
    """The names whose key is not yet this place's, one for each key."""
    by_key = {_key(name): name for name in names}
    own = _key(place.name)
    return [name for key, name in by_key.items() if key and key != own and place.place_id not in known.by_key[key]]


def _values(place: Place) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in astuple(place))


def _rows_if_any(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    return read_rows(path, columns) if path.exists() else iter(())


def _append(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if rows:
        _write(path, columns, [*(tuple(values) for _, values in _rows_if_any(path, columns)), *rows])


def _delete(path: Path, spellings: Path) -> int:
    """Delete both files; returns how many lines of places there were."""
    removed = max(0, path.read_bytes().count(b"\n") - 1) if path.exists() else 0
    path.unlink(missing_ok=True)
    spellings.unlink(missing_ok=True)
    return removed


def _keep(path: Path, columns: tuple[str, ...], file_name: str) -> int:
    """Keep the rows that came from other files than `file_name`; returns how many went."""
    rows = [values for _, values in _rows_if_any(path, columns)]
    kept = [values for values in rows if values[-1] != file_name]
    if not kept:
        path.unlink(missing_ok=True)
    elif len(kept) < len(rows):
        _write(path, columns, kept)
    return len(rows) - len(kept)


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Iterable[str]]) -> None:
    """Write the file at once: a reader finds the old one or the new one, never half of it, whoever is killed."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns, *rows])
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


@contextmanager
def _changing(path: Path) -> Iterator[None]:
    """Hold the gazetteer alone, across processes, while it is read and written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(path.with_name(path.name + ".lock"), timeout=PATIENCE_SECONDS):
            yield
    except filelock.Timeout as error:
        raise LibraryError(f"{path}: was busy for {PATIENCE_SECONDS} s; wait for the other program to end") from error
    except OSError as error:
        raise LibraryError(f"{path}: cannot be written ({error}); check the folder and its free space") from error
