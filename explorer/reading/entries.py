"""Files that hold several releases: tables, JSON lines and zip archives, taken apart entry by entry."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from explorer.errors import ReadingError
from explorer.reading.archives import read_members
from explorer.reading.encoding import decode
from explorer.reading.files import MOST_BYTES, read_file, too_large
from explorer.reading.formats import ZIP_START, is_word
from explorer.reading.records import COLUMNS, json_flaw, map_columns, parse_object

MOST_TABLE_BYTES = 100 * 2**20
MOST_ROWS = 100_000
MOST_SAMPLE = 50_000  # [characters] from which the columns are told
MOST_SHOWN = 80  # [characters] of a value
DELIMITERS = ",;\t|"
DECLARED_DELIMITER = re.compile(r"sep=([,;\t|])\r?\n")  # as spreadsheets write it above the header
HOLDERS = frozenset({".csv", ".tsv", ".jsonl", ".zip"})

Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """The bytes of one release; `file_name` says where they come from, and by its suffix how to read them."""

    file_name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came as bytes; `columns` as for `unpack`."""

    file_name: str
    data: bytes
    columns: Columns | None = None


def unpack(path: Path, *, columns: Columns | None = None) -> Iterator[Entry | ReadingError]:
    """The releases in the file at `path`: itself, its rows or its members; one that is wrong hides no other.

    `columns` names the columns of a table where they are not called as usual: {"text": "Body", "date": "Day"}.
    """
    path = Path(path)
    try:
        data = read_file(path, most_bytes=_most_bytes(path.name))
    except ReadingError as error:
        yield error
        return
    yield from _unpack_bytes(data, path.name, columns)


def unpack_upload(upload: Upload) -> Iterator[Entry | ReadingError]:
    """The releases in a file that came as bytes, as `unpack` has them."""
    most_bytes = _most_bytes(upload.file_name)
    if len(upload.data) > most_bytes:
        yield too_large(upload.file_name, most_bytes)
    else:
        yield from _unpack_bytes(upload.data, upload.file_name, upload.columns)


def read_columns(data: bytes, *, file_name: str) -> dict[str, str]:
    """The columns of a table, or the fields of the first of some JSON objects, with how their first value begins.

    Other files have none.

    Raises:
        ReadingError: it is no text, or no JSON.
    """
    suffix = PurePath(file_name).suffix.lower()
    if suffix not in HOLDERS or data.startswith(ZIP_START):
        return {}
    text = decode(data, file_name=file_name).text.lstrip()
    if suffix != ".jsonl":
        rows, names = _open_table(text[:MOST_SAMPLE], None)
        return {
            name: value[:MOST_SHOWN]
            for name, value in itertools.zip_longest(names, next(rows, [])[: len(names)], fillvalue="")
        }
    if text.startswith("["):
        return {}
    first_line = text.split("\n", maxsplit=1)[0]
    record = parse_object(first_line, where=f"{file_name} line 1")
    return {name: str(value)[:MOST_SHOWN] for name, value in record.items()}


def _most_bytes(file_name: str) -> int:
    return MOST_TABLE_BYTES if PurePath(file_name).suffix.lower() in HOLDERS else MOST_BYTES


def _unpack_bytes(data: bytes, file_name: str, columns: Columns | None) -> Iterator[Entry | ReadingError]:
    if data.startswith(ZIP_START) and not is_word(data) and PurePath(file_name).suffix.lower() != ".docx":
        for member in read_members(data, file_name):
            if isinstance(member, ReadingError):
                yield member
            else:
                yield from _rows_or_self(member.data, member.name, columns)
    else:
        yield from _rows_or_self(data, file_name, columns)


def _rows_or_self(data: bytes, file_name: str, columns: Columns | None) -> Iterator[Entry | ReadingError]:
    readers = {".csv": _table_rows, ".tsv": _table_rows, ".jsonl": _json_lines}
    rows = readers.get(PurePath(file_name).suffix.lower())
    if rows is None:
        yield Entry(file_name, data)
        return
    try:
        text = decode(data, file_name=file_name).text
        if not text.strip():
            raise ReadingError(f"{file_name}: is empty; there is nothing to read", outcome="no text")
        yield from itertools.islice(found := rows(text, file_name, columns), MOST_ROWS)
        if next(found, None) is not None:
            cause = f"{file_name}: has more than {MOST_ROWS:,} rows; these were read, split it to load the others"
            yield ReadingError(cause, outcome="too large")
    except ReadingError as error:
        yield error


def _table_rows(text: str, file_name: str, columns: Columns | None) -> Iterator[Entry | ReadingError]:
    csv.field_size_limit(MOST_TABLE_BYTES)
    rows, names = _open_table(text, columns)
    mapped = _require_text_column(names, columns, file_name)
    try:
        for row in rows:
            where = f"{file_name} line {rows.line_num}"
            if len(row) == len(names):
                record = dict(zip(names, row, strict=True))
                yield _entry({ours: record[name] for ours, name in mapped.items()}, where)
            elif row:
                cause = (
                    f"{where}: has {len(row)} cells for the {len(names)} columns of the first line; is a quote missing?"
                )
                yield ReadingError(cause, outcome="not parsed")
    except csv.Error:
        cause = f"{file_name} line {rows.line_num}: its cells cannot be told apart; is a quote missing?"
        yield ReadingError(cause, outcome="not parsed")


def _json_lines(text: str, file_name: str, columns: Columns | None) -> Iterator[Entry | ReadingError]:
    if text.lstrip()[:1] == "[":
        yield from _json_array(text, file_name, columns)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        where = f"{file_name} line {number}"
        if not line.strip():
            continue
        try:
            yield _mapped_entry(parse_object(line, where=where), where, columns)
        except ReadingError as error:
            yield error


def _json_array(text: str, file_name: str, columns: Columns | None) -> Iterator[Entry | ReadingError]:
    try:
        records = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield ReadingError(f"{file_name}: is no JSON: {json_flaw(error)}", outcome="not parsed")
        return
    for number, record in enumerate(records, start=1):
        where = f"{file_name} record {number}"
        if isinstance(record, dict):
            yield _mapped_entry(record, where, columns)
        else:
            yield ReadingError(f"{where}: is a JSON {type(record).__name__}, not an object", outcome="not parsed")


def _open_table(text: str, columns: Columns | None) -> tuple[Iterator[list[str]], list[str]]:
    """The reader of a table's rows, and its header.

    Without a declared delimiter it is the one that makes the most columns known, or else the most columns.
    """

    def header(rows: Iterator[list[str]]) -> list[str]:
        return next(filter(any, rows), [])

    def found(delimiter: str) -> tuple[int, int]:
        names = header(csv.reader(io.StringIO(text[:MOST_SAMPLE], newline=""), delimiter=delimiter))
        return len(map_columns(names, columns)), len(names)

    declared = DECLARED_DELIMITER.match(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=declared[1] if declared else max(DELIMITERS, key=found))
    if declared:
        next(rows)
    return rows, header(rows)


def _require_text_column(names: list[str], columns: Columns | None, where: str) -> dict[str, str]:
    mapped = map_columns(names, columns)
    for name in mapped.values():
        if names.count(name) > 1:
            raise ReadingError(f"{where}: two columns are called {name!r}; rename one", outcome="not parsed")
    if "text" not in mapped:
        raise ReadingError(
            f"{where}: its columns are {names[:20]!r}; one must be the text, called {', '.join(COLUMNS['text'])}, "
            "or be named as the text",
            outcome="not parsed",
        )
    return mapped


def _mapped_entry(record: dict, where: str, columns: Columns | None) -> Entry:
    mapped = map_columns(list(record), columns)
    return _entry({ours: record[name] for ours, name in mapped.items()} if "text" in mapped else record, where)


def _entry(record: dict, where: str) -> Entry:
    return Entry(f"{where}.json", json.dumps(record).encode())
