"""A user's own places beside the library: added from a file, merged with what is known, and taken out again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from pathlib import Path

from explorer.geoparsing.names import fold, strip_articles
from explorer.library.add_report import AddReport
from explorer.library.gazetteer_file import (
    CLASS,
    FILE_NAME,
    delete_file,
    gazetteer_path,
    holding,
    join_older,
    read_file,
    read_older,
    spelling_row,
    write_file,
)
from explorer.model import Place
from explorer.reading.borders import read_borders
from explorer.reading.gazetteer import SPELLING, own_of_rows, read_own, read_places, read_spellings
from explorer.reading.geonames import Refusal, read_user_rows

SAME_PLACE_KM = 5.0  # two rows of one name no farther apart are one place
SETTLED = frozenset({"city", "town", "village", "neighbourhood"})

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


def add_to_gazetteer(file: Path, folder: Path) -> AddReport:
    """Add the places of a GeoNames dump or a CSV in our format to the user's gazetteer in `folder`.

    A place that is known, shipped or added before, is not added again; its new spellings are. One whose point lies
    outside the country or governorate of its row is refused.

    Raises:
        GazetteerError: `file` or the user's gazetteer cannot be read, or `file` is neither.
        LibraryError: the gazetteer cannot be written.
    """
    path = gazetteer_path(folder)
    with holding(path):
        join_older(path)
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
            spellings.extend(spelling_row(place.place_id, name, file.name) for name in new if name != place.name)
        if places or spellings:
            write_file(path, [*read_file(path), *places, *spellings])
    return AddReport(len(places), merged, tuple(refused))


def remove_from_gazetteer(folder: Path, file_name: str | None = None) -> int:
    """Take out what the file of that name brought, or all, damaged or not; returns how many places went.

    Raises:
        GazetteerError: the gazetteer is damaged, and only a part of it is to go.
        LibraryError: the gazetteer cannot be written.
    """
    path = gazetteer_path(folder)
    with holding(path):
        if file_name is None:
            return delete_file(path)
        join_older(path)
        rows = read_file(path)
        kept = [row for row in rows if row[-1] != file_name]
        if not kept:
            path.unlink(missing_ok=True)
        elif len(kept) < len(rows):
            write_file(path, kept)
        return sum(1 for row in rows if row[-1] == file_name and row[CLASS] != SPELLING)


def list_gazetteer(folder: Path) -> Counter[str]:
    """How many places each file brought, by its name."""
    return Counter(row[-1] for row in read_file(gazetteer_path(folder)) if row[CLASS] != SPELLING)


def read_own_rows(folder: Path) -> list[list[str]]:
    """The rows of the user's gazetteer (`OWN_COLUMNS`) as they stand.

    Raises:
        GazetteerError: it cannot be read.
    """
    path = gazetteer_path(folder)
    return [*read_file(path), *read_older(path)]


def restore_own_rows(folder: Path, rows: Iterable[list[str]]) -> int:
    """Add those of the rows of a saved gazetteer that are not here; returns how many.

    Raises:
        GazetteerError: a row is no place and no spelling, or the gazetteer here cannot be read; nothing is added then.
        LibraryError: the gazetteer cannot be written.
    """
    path = gazetteer_path(folder)
    with holding(path):
        join_older(path)
        here = read_file(path)
        known = {_identity(row) for row in here}
        new = {_identity(row): row for row in rows if _identity(row) not in known}
        own_of_rows((f"{FILE_NAME}: {row[0]!r} of the saved places", row[:-1]) for row in new.values())
        if new:
            write_file(path, [*here, *new.values()])
    return len(new)


def _identity(row: list[str]) -> tuple[str, ...]:
    """What no two rows share: a place its identifier, a spelling its place and its letters."""
    return tuple(row[:2]) if row[CLASS] == SPELLING else (row[0],)


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
