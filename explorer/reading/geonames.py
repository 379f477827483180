"""A gazetteer that a user brings: a GeoNames dump or a CSV in our own format, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from explorer.errors import GazetteerError
from explorer.model import Place
from explorer.reading.gazetteer import PLACE_COLUMNS, place_of_row, read_rows

DUMP_COLUMNS = 19  # https://download.geonames.org/export/dump/readme.txt
CITY, TOWN = 100_000, 5_000  # people from which a populated place is a city, a town

_DATA = Path(__file__).parent.parent / "data"
_LATIN, _ARABIC = "0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff\u02bb-\u02bf\u0300-\u036f", "\u0621-\u06d3"
_NAME = re.compile(rf"[{_LATIN} '’‘`.-]+|[{_ARABIC}\u200c ]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is a place, with its other spellings."""

    number: int
    place: Place
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is no place here, and why."""

    number: int
    name: str
    reason: str


def read_user_rows(path: Path) -> Iterator[Row | Refusal]:
    """Each row of a GeoNames dump (19 tab-separated columns) or of a CSV with `PLACE_COLUMNS`.

    Raises:
        GazetteerError: the file cannot be read, or is neither.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            first = file.readline()
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: cannot be read as UTF-8 text ({error}); save it as CSV in UTF-8") from error
    if first.count("\t") == DUMP_COLUMNS - 1:
        return _dump_rows(path)
    if "place_id" in first:
        return _csv_rows(path)
    raise GazetteerError(
        f"{path.name}: the first line has neither {DUMP_COLUMNS} tab-separated values, as a GeoNames dump has, nor the "
        f"column names {','.join(PLACE_COLUMNS)}; use a country file such as IQ.txt from download.geonames.org"
    )


def _csv_rows(path: Path) -> Iterator[Row | Refusal]:
    for number, values in read_rows(path, PLACE_COLUMNS):
        try:
            yield Row(number, place_of_row(values, f"{path.name} row {number}"), ())
        except GazetteerError as error:
            yield Refusal(number, values[1], str(error).split(": ", 1)[1])


def _dump_rows(path: Path) -> Iterator[Row | Refusal]:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        for number, line in enumerate(file, 1):
            values = line.rstrip("\r\n").split("\t")
            if len(values) != DUMP_COLUMNS:
                yield Refusal(number, line[:40].strip(), f"{len(values)} tab-separated values, not {DUMP_COLUMNS}")
            else:
                yield _dump_row(number, values, path.name)


def _dump_row(number: int, values: list[str], file_name: str) -> Row | Refusal:
    geoname, name, ascii_name, alternates, latitude, longitude, feature, code, country = values[:9]
    written = (ascii_name or name).replace("`", "'")
    if f"{feature}.{code}" not in _kinds():
        return Refusal(number, written, f"feature code {feature}.{code} is no kind of place that a map shows here")
    if not is_name(written):
        return Refusal(
            number, written, "the name is too short or too long, or has no letters of Latin or Arabic script"
        )
    kind, precision = _kinds()[f"{feature}.{code}"]
    if kind == "village":
        kind = _settlement(values[14])
    other = tuple(dict.fromkeys(alternate.strip() for alternate in alternates.split(",") if is_name(alternate.strip())))
    arabic = next((spelling for spelling in other if spelling >= "\u0600"), "")
    admin1 = _governorates().get((country, values[10]), "")
    row = [f"geonames:{geoname}", written, arabic, latitude, longitude, kind, country, admin1, precision, "GeoNames"]
    try:
        return Row(number, place_of_row(row, f"{file_name} row {number}"), other)
    except GazetteerError as error:
        return Refusal(number, written, str(error).split(": ", 1)[1])


def is_name(written: str) -> bool:
    """Whether a release could write it: 3 to 60 Latin letters with a capital among them, or Arabic ones.

    Bots write "twz" for طوز, which is why a capital is asked.
    """
    if not 3 <= len(written) <= 60 or not _NAME.fullmatch(written):
        return False
    return written >= "\u0600" or written != written.lower()


def _settlement(population: str) -> str:
    people = int(population) if population.isdecimal() else 0
    return "city" if people >= CITY else "town" if people >= TOWN else "village"


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    """Our kind and precision [km, as text] of each GeoNames feature class and code ("P.PPL")."""
    columns = ("code", "feature_class", "precision_km")
    return {
        code: (kind, precision) for _, (code, kind, precision) in read_rows(_DATA / "geonames_features.csv", columns)
    }


@cache
def _governorates() -> dict[tuple[str, str], str]:
    """Our name of each governorate by country and GeoNames code."""
    columns = ("country_code", "code", "admin1")
    return {(country, code): name for _, (country, code, name) in read_rows(_DATA / "geonames_admin1.csv", columns)}
