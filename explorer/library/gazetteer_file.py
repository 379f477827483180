"""The file that holds a user's own places beside the library: written as a whole or not at all, by one at a time.

It has the columns of places.csv and `added_from`, the name of the file that brought the row. A row of the kind
"spelling" is another name of a place, be it of this file or a shipped one.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from explorer.errors import LibraryError
from explorer.library.database import PATIENCE_SECONDS
from explorer.reading.gazetteer import OWN_COLUMNS, SPELLING, SPELLING_COLUMNS, read_rows, spellings_beside

FILE_NAME = "gazetteer.csv"
CLASS = OWN_COLUMNS.index("feature_class")


def gazetteer_path(folder: Path) -> Path:
    """Where the user's gazetteer of the library in `folder` stands; it need not exist."""
    return folder / FILE_NAME


def own_files(folder: Path) -> list[Path]:
    """The files of the user's gazetteer that are there; it may add spellings alone."""
    path = gazetteer_path(folder)
    return [file for file in (path, spellings_beside(path)) if file.exists()]


def spelling_row(place_id: str, name: str, file_name: str) -> list[str]:
    """The row of another name of a place."""
    told = {"place_id": place_id, "name": name, "feature_class": SPELLING, "added_from": file_name}
    return list((dict.fromkeys(OWN_COLUMNS, "") | told).values())


def read_file(path: Path) -> list[list[str]]:
    """The rows (`OWN_COLUMNS`), none where there is no file; raises GazetteerError where it cannot be read."""
    return [row for _, row in read_rows(path, OWN_COLUMNS)] if path.exists() else []


def join_older(path: Path) -> None:
    """Take over the spellings that stand in a file of their own; whoever is killed in between leaves them in both."""
    if spellings_beside(path).exists():
        write_file(path, [*read_file(path), *read_older(path)])
        spellings_beside(path).unlink()


def read_older(path: Path) -> list[list[str]]:
    """The spellings that stand in a file of their own alone."""
    older = spellings_beside(path)
    known = {(row[0], row[1]) for row in read_file(path) if row[CLASS] == SPELLING}
    rows = read_rows(older, SPELLING_COLUMNS) if older.exists() else ()
    return [spelling_row(*values) for _, values in rows if tuple(values[:2]) not in known]


def delete_file(path: Path) -> int:
    """Delete the gazetteer, damaged or not; returns how many lines of places there were."""
    lines = path.read_bytes().splitlines()[1:] if path.exists() else []
    spellings_beside(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    return sum(1 for line in lines if f",{SPELLING},".encode() not in line)


def write_file(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write the file at once: a reader finds the old one or the new one, never half of it, whoever is killed."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([OWN_COLUMNS, *rows])  # its own line ends, for which it quotes both \r and \n
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


@contextmanager
def holding(path: Path) -> Iterator[None]:
    """Hold the gazetteer alone, across processes, while it is read and written; raises LibraryError if it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(path.with_name(path.name + ".lock"), timeout=PATIENCE_SECONDS):
            yield
    except filelock.Timeout as error:
        raise LibraryError(f"{path}: was busy for {PATIENCE_SECONDS} s; wait for the other program to end") from error
    except OSError as error:
        raise LibraryError(f"{path}: cannot be written ({error}); check the folder and its free space") from error
