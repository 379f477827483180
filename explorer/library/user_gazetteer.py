"""A user's own places beside the library: added from a file, merged with what is known, and taken out again.

One file holds them, `gazetteer.csv`, so that a change is made as a whole or not at all: the columns of places.csv and
`added_from`, the name of the file that brought the row. A row of the kind "spelling" is another name of a place, be it
of this file or a shipped one.
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

from explorer.errors import LibraryError
from explorer.geoparsing.names import fold, strip_articles
from explorer.library.add_report import AddReport
from explorer.library.database import PATIENCE_SECONDS
from explorer.model import Place
from explorer.reading.borders import read_borders
from explorer.reading.gazetteer import (
    OWN_COLUMNS,
    SPELLING,
    SPELLING_COLUMNS,
    own_of_rows,
    read_own,
    read_places,
    read_rows,
    read_spellings,
    spellings_beside,
)
from explorer.reading.geonames import Refusal, read_user_rows

FILE_NAME = "gazetteer.csv"
SAME_PLACE_KM = 5.0  # two rows of one name no farther apart are one place
SETTLED = frozenset({"city", "town", "village", "neighbourhood"})

_CLASS = OWN_COLUMNS.index("feature_class")
_DATA = Path(__file__).parent.parent / "data"


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


def own_files(folder: Path) -> list[Path]:
    """The files of the user's gazetteer that are there; it may add spellings alone."""
    path = gazetteer_path(folder)
    return [file for file in (path, spellings_beside(path)) if file.exists()]


def add_to_gazetteer(file: Path, folder: Path) -> AddReport:
    """Add the places of a GeoNames dump or a CSV in our format to the user's gazetteer in `folder`.

    A place that is known, shipped or added before, is not added again; its new spellings are. One whose point lies
    outside the country or governorate of its row is refused.

    Raises:
        GazetteerError: `file` or the user's gazetteer cannot be read, or `file` is neither.
        LibraryError: the gazetteer cannot be written.
    """
    path = gazetteer_path(folder)
    with _changing(path):
        _join_older(path)
        known, borders = _read_known(path), read_borders(_DATA / "basemap" / "governorates.geojson")
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
                if flaw := borders.flaw(place):
                    refused.append(Refusal(row.number, place.name, flaw))
                    continue
                places.append([*_values(place), file.name])
            new = _new_spellings(known, place, names)
            known.add(place, names)
            spellings.extend(_spelling(place.place_id, name, file.name) for name in new if name != place.name)
        if places or spellings:
            _write(path, [*_rows(path), *places, *spellings])
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
            return _delete(path)
        _join_older(path)
        rows = _rows(path)
        kept = [row for row in rows if row[-1] != file_name]
        if not kept:
            path.unlink(missing_ok=True)
        elif len(kept) < len(rows):
            _write(path, kept)
        return sum(1 for row in rows if row[-1] == file_name and row[_CLASS] != SPELLING)


def list_gazetteer(folder: Path) -> Counter[str]:
    """How many places each file brought, by its name."""
    return Counter(row[-1] for row in _rows(gazetteer_path(folder)) if row[_CLASS] != SPELLING)


def read_own_rows(folder: Path) -> list[list[str]]:
    """The rows of the user's gazetteer (`OWN_COLUMNS`) as they stand.

    Raises:
        GazetteerError: it cannot be read.
    """
    path = gazetteer_path(folder)
    return [*_rows(path), *_older_rows(path)]


def restore_own_rows(folder: Path, rows: Iterable[list[str]]) -> int:
    """Add those of the rows of a saved gazetteer that are not here; returns how many.

    Raises:
        GazetteerError: a row is no place and no spelling, or the gazetteer here cannot be read; nothing is added then.
        LibraryError: the gazetteer cannot be written.
    """
    path = gazetteer_path(folder)
    with _changing(path):
        _join_older(path)
        here = _rows(path)
        known = {_identity(row) for row in here}
        new = {_identity(row): row for row in rows if _identity(row) not in known}
        own_of_rows((f"{FILE_NAME}: {row[0]!r} of the saved places", row[:-1]) for row in new.values())
        if new:
            _write(path, [*here, *new.values()])
    return len(new)


def _identity(row: list[str]) -> tuple[str, ...]:
    """What no two rows share: a place its identifier, a spelling its place and its letters."""
    return tuple(row[:2]) if row[_CLASS] == SPELLING else (row[0],)


def _read_known(path: Path) -> _Known:
    own_places, own_spellings = read_own(path)
    known = _Known()
    for place in (*read_places(_DATA / "places.csv"), *read_places(_DATA / "world.csv"), *own_places):
        known.add(place, filter(None, (place.name, place.arabic_name)))
    for spellings in (read_spellings(_DATA / "spellings.csv"), own_spellings):
        for spelling, place_ids in spellings.items():
            known.by_key[_key(spelling)].update(place_ids)
    return known


def _key(name: str) -> str:
    return strip_articles(fold(name))


def _is_same(known: Place, place: Place) -> bool:
    if known.geometry != place.geometry or (known.feature_class in SETTLED) != (place.feature_class in SETTLED):
        return False
    from geopy.distance import great_circle  # its import takes long, and only adding places needs it

    apart = great_circle((known.latitude, known.longitude), (place.latitude, place.longitude)).km
    return apart <= max(SAME_PLACE_KM, known.precision_km)


def _new_spellings(known: _Known, place: Place, names: Iterable[str]) -> list[str]:
    """The names whose key is not yet this place's, one for each key."""
    by_key = {_key(name): name for name in names}
    own = _key(place.name)
    return [name for key, name in by_key.items() if key and key != own and place.place_id not in known.by_key[key]]


def _values(place: Place) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in astuple(place))


def _spelling(place_id: str, name: str, file_name: str) -> list[str]:
    """The row of another name of a place."""
    told = {"place_id": place_id, "name": name, "feature_class": SPELLING, "added_from": file_name}
    return list((dict.fromkeys(OWN_COLUMNS, "") | told).values())


def _rows(path: Path) -> list[list[str]]:
    return [row for _, row in read_rows(path, OWN_COLUMNS)] if path.exists() else []


def _join_older(path: Path) -> None:
    """Take over the spellings that stand in a file of their own; whoever is killed in between leaves them in both."""
    if spellings_beside(path).exists():
        _write(path, [*_rows(path), *_older_rows(path)])
        spellings_beside(path).unlink()


def _older_rows(path: Path) -> list[list[str]]:
    """The spellings that stand in a file of their own alone."""
    older = spellings_beside(path)
    known = {(row[0], row[1]) for row in _rows(path) if row[_CLASS] == SPELLING}
    rows = read_rows(older, SPELLING_COLUMNS) if older.exists() else ()
    return [_spelling(*values) for _, values in rows if tuple(values[:2]) not in known]


def _delete(path: Path) -> int:
    """Delete the gazetteer; returns how many lines of places there were."""
    lines = path.read_bytes().splitlines()[1:] if path.exists() else []
    spellings_beside(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    return sum(1 for line in lines if f",{SPELLING},".encode() not in line)


def _write(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write the file at once: a reader finds the old one or the new one, never half of it, whoever is killed."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([OWN_COLUMNS, *rows])  # its own line ends, for which it quotes both \r and \n
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
