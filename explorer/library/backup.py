"""The whole library as lines of JSON, and back: bytes and corrections, from which all else follows."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from explorer.errors import CorrectionError
from explorer.library import schema
from explorer.library.correction_log import read_log
from explorer.library.correction_records import correction_line, read_correction
from explorer.library.corrections import Correction
from explorer.library.database import Database
from explorer.library.drafting import Item, Outcome, TextGeoparser
from explorer.library.loading import load_items, read_items
from explorer.reading import Upload


def write_backup(connection: Connection) -> Iterator[str]:
    """One line per release, in the order they were loaded, then one per correction."""
    release, source = schema.release.c, schema.source_file.c
    query = select(release.file_name, source.bytes).join(schema.source_file).order_by(release.number)
    for file_name, data in connection.execution_options(yield_per=100).execute(query):
        yield json.dumps({"file_name": file_name, "base64": base64.b64encode(data).decode()})
    for correction in read_log(connection):
        yield f'{{"correction": {correction_line(correction)}}}'


def read_backup(lines: Iterable[str | bytes], file_name: str) -> Iterator[Upload | Correction | Outcome]:
    """What the lines hold; for one that is wrong, the outcome that says so."""
    for number, line in enumerate(lines, start=1):
        where = f"{file_name} line {number}"
        try:
            yield _read_line(json.loads(line), where)
        except (ValueError, TypeError, KeyError, RecursionError, binascii.Error) as error:
            expected = "a line of a backup has file_name and base64, or a correction; is this one?"
            cause = str(error) if isinstance(error, CorrectionError) else f"{where}: {expected}"
            yield Outcome(Path(where), "failed", None, f"not parsed: {cause}")


def restore(
    database: Database,
    lines: Iterable[str | bytes],
    geoparser: TextGeoparser,
    corrections: list[Correction],
    file_name: str,
) -> Iterator[Outcome]:
    """Load the releases of a backup, and put its corrections into the list; one outcome per release and bad line."""

    def find_items() -> Iterator[Item]:
        for found in read_backup(lines, file_name):
            if isinstance(found, Correction):
                corrections.append(found)
            elif isinstance(found, Outcome):
                yield found
            else:
                yield from read_items(database, found)

    return load_items(database, find_items(), geoparser)


def _read_line(record: dict, where: str) -> Upload | Correction:
    if "correction" in record:
        return read_correction(json.dumps(record["correction"]), where=where)
    return Upload(record["file_name"], base64.b64decode(record["base64"], validate=True))
