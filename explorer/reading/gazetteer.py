"""The gazetteer's files: places and the other spellings of their names, read and checked row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from explorer.errors import GazetteerError
from explorer.model import AREA_CLASSES, LINE_CLASSES, Place

PLACE_COLUMNS = (
    "place_id",
    "name",
    "arabic_name",
    "latitude",
    "longitude",
    "feature_class",
    "country_code",
    "admin1",
    "precision_km",
    "source",
)
SPELLING_COLUMNS = ("place_id", "spelling", "note")
OWN_COLUMNS = (*PLACE_COLUMNS, "added_from")  # of a user's gazetteer
SPELLING = "spelling"  # the feature_class of a row there that is no place, but another name of the place place_id

POINT_CLASSES = frozenset(
    {"city", "town", "village", "neighbourhood", "camp", "base", "airfield", "dam", "bridge", "building", "site"}
    | {"archaeological site", "oil field", "gas field", "oil facility", "refinery", "border crossing", "road junction"}
    | {"mountain", "hill", "island", "spring", "port", "prison"}
)
_CLASS = PLACE_COLUMNS.index("feature_class")
FEATURE_CLASSES = POINT_CLASSES | AREA_CLASSES | LINE_CLASSES


def read_places(path: Path) -> tuple[Place, ...]:
    """The places of a gazetteer file (CSV, UTF-8, columns `PLACE_COLUMNS`), in its order.

    Raises:
        GazetteerError: a column is missing, an identifier stands twice, or a value is not allowed.
    """
    places: dict[str, Place] = {}
    for number, row in read_rows(path, PLACE_COLUMNS):
        _add_place(places, row, f"{path.name} row {number}")
    return tuple(places.values())


def read_spellings(path: Path) -> dict[str, tuple[str, ...]]:
    """Each other spelling (CSV, UTF-8, columns `SPELLING_COLUMNS`) with the places it names, the likeliest first.

    Raises:
        GazetteerError: a column is missing, a value is empty, or a row stands twice.
    """
    spellings: dict[str, tuple[str, ...]] = {}
    for number, (place_id, spelling, _note) in read_rows(path, SPELLING_COLUMNS):
        _add_spelling(spellings, place_id, spelling, f"{path.name} row {number}")
    return spellings


def read_own(path: Path) -> tuple[tuple[Place, ...], dict[str, tuple[str, ...]]]:
    """The places and other spellings of a user's gazetteer (CSV, UTF-8, columns `OWN_COLUMNS`), which may be absent.

    Raises:
        GazetteerError: as in `read_places` and `read_spellings`.
    """
    rows = read_rows(path, PLACE_COLUMNS) if path.exists() else ()
    places, spellings = own_of_rows((f"{path.name} row {number}", row) for number, row in rows)
    older = spellings_beside(path)
    for spelling, place_ids in (read_spellings(older) if older.exists() else {}).items():
        spellings[spelling] = tuple(dict.fromkeys((*spellings.get(spelling, ()), *place_ids)))
    return places, spellings


def own_of_rows(rows: Iterable[tuple[str, list[str]]]) -> tuple[tuple[Place, ...], dict[str, tuple[str, ...]]]:
    """The places and other spellings of rows (`PLACE_COLUMNS`), each after what names it in errors.

    Raises:
        GazetteerError: as in `read_places` and `read_spellings`.
    """
    places: dict[str, Place] = {}
    spellings: dict[str, tuple[str, ...]] = {}
    for where, row in rows:
        if row[_CLASS] == SPELLING:
            _add_spelling(spellings, row[0], row[1], where)
        else:
            _add_place(places, row, where)
    return tuple(places.values()), spellings


def spellings_beside(path: Path) -> Path:
    """Where earlier versions of the program keep the spellings of a user's gazetteer: a file of their own."""
    return path.with_name(f"{path.stem}-spellings.csv")


def _add_place(places: dict[str, Place], row: list[str], where: str) -> None:
    place = place_of_row(row, where)
    if place.place_id in places:
        raise GazetteerError(f"{where}: place_id {place.place_id!r} stands twice; each row needs its own")
    places[place.place_id] = place


def _add_spelling(spellings: dict[str, tuple[str, ...]], place_id: str, spelling: str, where: str) -> None:
    if not place_id or not spelling:
        raise GazetteerError(f"{where}: place_id and spelling may not be empty; fill in or delete it")
    known = spellings.get(spelling, ())
    if place_id in known:
        raise GazetteerError(f"{where}: {spelling!r} is already a spelling of {place_id}; delete it")
    spellings[spelling] = (*known, place_id)


def place_of_row(row: list[str], where: str) -> Place:
    """One row, in the order of `PLACE_COLUMNS`, as a place; `where` names it in errors.

    Raises:
        GazetteerError: a value is not allowed.
    """
    place_id, name, arabic_name, latitude, longitude, feature_class, country_code, admin1, precision_km, source = row
    for column, value in (("place_id", place_id), ("name", name), ("source", source)):
        if not value.strip():
            raise GazetteerError(f"{where}: {column} is empty; every place needs one")
    if feature_class not in FEATURE_CLASSES:
        allowed = ", ".join(sorted(FEATURE_CLASSES))
        raise GazetteerError(f"{where}: feature_class {feature_class!r} is not known; use one of {allowed}")
    if country_code and not (len(country_code) == 2 and country_code.isascii() and country_code.isupper()):
        raise GazetteerError(
            f"{where}: country_code {country_code!r} is not two capital letters (ISO 3166-1); "
            "leave it empty for a place in several countries"
        )
    return Place(
        place_id=place_id,
        name=name,
        arabic_name=arabic_name or None,
        latitude=_number(latitude, "latitude", where, low=-90, high=90),
        longitude=_number(longitude, "longitude", where, low=-180, high=180),
        feature_class=feature_class,
        country_code=country_code,
        admin1=admin1 or None,
        precision_km=_number(precision_km, "precision_km", where, low=0.01, high=20_000),
        source=source,
    )


def _number(value: str, column: str, where: str, *, low: float, high: float) -> float:
    try:
        number = float(value)
    except ValueError as error:
        raise GazetteerError(f"{where}: {column} {value!r} is not a number; write it like 36.335") from error
    if not low <= number <= high:
        raise GazetteerError(f"{where}: {column} {value} is outside [{low}, {high}]; are the columns swapped?")
    return number


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Each row of a CSV file (UTF-8) with the number of its first line, its values in the order of `columns`.

    Raises:
        GazetteerError: the file cannot be read, a column is missing, or a row has too many or too few values.
    """
    reader = csv.reader(io.StringIO(_read_text(path), newline=""))
    number = 1
    try:
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            raise GazetteerError(
                f"{path.name}: column {', '.join(missing)} is missing; the first line must name {','.join(columns)}"
            )
        positions = [header.index(column) for column in columns]
        number = reader.line_num + 1
        for row in reader:
            if len(row) != len(header):
                raise GazetteerError(
                    f"{path.name} row {number}: {len(row)} values where the first line names {len(header)}; "
                    "quote a value that holds a comma, and close every quote"
                )
            yield number, [row[position] for position in positions]
            number = reader.line_num + 1
    except csv.Error as error:
        raise GazetteerError(f"{path.name} row {number}: {error}; close every quote") from error


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        raise GazetteerError(f"{path} row {row}: {error.reason}; save it as CSV in UTF-8") from error
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read ({error}); is it a CSV file that you may read?") from error
