"""The whole library as lines of JSON, and back: the user's own places, bytes and corrections; all else follows."""

from __future__ import annotations

import base64
import binascii
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from explorer.errors import CorrectionError, ExplorerError, GazetteerError
from explorer.library import schema
from explorer.library.correction_log import read_log
from explorer.library.correction_records import correction_line, read_correction
from explorer.library.corrections import Correction
from explorer.library.database import Database
from explorer.library.drafting import Item, Outcome, TextGeoparser
from explorer.library.loading import load_items, read_items
from explorer.library.user_gazetteer import read_own_rows, restore_own_rows
from explorer.reading import Upload
from explorer.reading.gazetteer import OWN_COLUMNS


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A row of the user's own gazetteer, a place or a spelling: the values of `OWN_COLUMNS`."""

    values: tuple[str, ...]


def write_backup(connection: Connection, folder: Path, warn: Callable[[str], object] | None = None) -> Iterator[str]:
    """One line per row of the user's gazetteer in `folder`, per release in the order they were loaded, per correction.

    A gazetteer that cannot be read is left out where there is somebody to `warn`.

    Raises:
        GazetteerError: the user's gazetteer cannot be read, and there is nobody to warn.
    """
    for row in _own_rows(folder, warn):
        yield json.dumps({"own_place": dict(zip(OWN_COLUMNS, row, strict=True))})
    release, source = schema.release.c, schema.source_file.c
    query = select(release.file_name, source.bytes).join(schema.source_file).order_by(release.number)
    for file_name, data in connection.execution_options(yield_per=100).execute(query):
        yield json.dumps({"file_name": file_name, "base64": base64.b64encode(data).decode()})
    for correction in read_log(connection):
        yield f'{{"correction": {correction_line(correction)}}}'


def _own_rows(folder: Path, warn: Callable[[str], object] | None) -> list[list[str]]:
    try:
        return read_own_rows(folder)
    except GazetteerError as error:
        if warn is None:
            raise
        warn(f"Your own places in {folder} are left out of the backup: {error}; mend the file and save again")
        return []


Found = Upload | Correction | OwnPlace | Outcome


def read_backup(lines: Iterable[str | bytes], file_name: str) -> Iterator[Found]:
    """What the lines hold; for one that is wrong, the outcome that says so."""
    for number, line in enumerate(lines, start=1):
        where = f"{file_name} line {number}"
        try:
            yield _read_line(json.loads(line), where)
        except (ValueError, TypeError, KeyError, RecursionError, binascii.Error) as error:
            expected = "a line of a backup has file_name and base64, a correction or an own_place; is this one?"
            cause = str(error) if isinstance(error, CorrectionError) else f"{where}: {expected}"
            yield Outcome(Path(where), "failed", None, f"not parsed: {cause}")


def split_places(found: Iterator[Found]) -> tuple[list[OwnPlace], Iterator[Found]]:
    """The own places that a backup begins with, which what follows is to be read with, and all else."""
    begun: list[Found] = []
    for each in found:
        begun.append(each)
        if not isinstance(each, OwnPlace | Outcome):  # a bad line among the places hides none of them
            break
    places = [each for each in begun if isinstance(each, OwnPlace)]
    return places, itertools.chain((each for each in begun if not isinstance(each, OwnPlace)), found)


def restore_places(folder: Path, places: list[OwnPlace], file_name: str) -> tuple[int, list[Outcome]]:
    """Bring back own places, all or none; returns how many were missing, and the outcome of those that failed."""
    try:
        return restore_own_rows(folder, [list(place.values) for place in places]) if places else 0, []
    except ExplorerError as error:
        return 0, [Outcome(Path(file_name), "failed", None, f"not saved: {file_name}: {error}")]


def restore(
    database: Database, found: Iterable[Found], geoparser: TextGeoparser, rest: list[Correction | OwnPlace]
) -> Iterator[Outcome]:
    """Load the releases of a backup, and put all else into the list; one outcome per release and bad line."""

    def find_items() -> Iterator[Item]:
        for each in found:
            if isinstance(each, Correction | OwnPlace):
                rest.append(each)
            elif isinstance(each, Outcome):
                yield each
            else:
                yield from read_items(database, each)

    return load_items(database, find_items(), geoparser)


def _read_line(record: dict, where: str) -> Found:
    if "own_place" in record:
        values = tuple(str(record["own_place"][name]) for name in OWN_COLUMNS)
        "".join(values).encode()  # raises where a file could not hold them
        return OwnPlace(values)
    if "correction" in record:
        return read_correction(json.dumps(record["correction"]), where=where)
    return Upload(record["file_name"], base64.b64decode(record["base64"], validate=True))
