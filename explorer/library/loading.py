"""From files to releases in the library: one transaction and one named outcome per file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from explorer.errors import LibraryError, ReadingError
from explorer.geoparsing import extraction_version
from explorer.library import schema
from explorer.library.database import Database
from explorer.library.rows import mention_row, place_row, release_row, sha256_hex
from explorer.library.versions import find_related, keep_keys
from explorer.model import Mention, Release
from explorer.reading import read_bytes
from explorer.reading.files import read_file


class TextGeoparser(Protocol):
    """Whatever finds the mentions of a text."""

    def geoparse(self, text: str) -> tuple[Mention, ...]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `message` says why it failed, or names the file that it repeats."""

    path: Path
    outcome: Literal["added", "unchanged", "duplicate", "reprint", "new version", "failed"]
    release_id: str | None
    message: str


def load_each(database: Database, paths: Iterable[Path], geoparser: TextGeoparser) -> Iterator[Outcome]:
    """Load each file and say at once what became of it; one that fails stops no other."""
    for path in paths:
        yield load_file(database, path, geoparser)


def load_file(database: Database, path: Path, geoparser: TextGeoparser) -> Outcome:
    """Read, geoparse and keep one file."""
    try:
        data = read_file(path)
        release = read_bytes(data, file_name=path.name)
        with database.reading() as connection:
            known = known_outcome(connection, path, release)
        return known or keep(database, path, release, data, geoparser.geoparse(release.text))
    except ReadingError as error:
        cause = str(error).removeprefix(f"{path}: ").removeprefix(f"{path.name}: ")
        return Outcome(path, "failed", None, f"{error.outcome}: {path}: {cause}")
    except LibraryError as error:
        return Outcome(path, "failed", None, f"not saved: {path}: {error}")


def known_outcome(connection: Connection, path: Path, release: Release) -> Outcome | None:
    """The outcome of a release whose bytes or text are already kept, or None when it is new."""
    table = schema.release.c
    same = or_(table.release_id == release.release_id, table.text_sha256 == sha256_hex(release.text))
    kept = connection.execute(select(table.release_id, table.file_name).where(same).limit(1)).one_or_none()
    if kept is None:
        return None
    if kept.file_name == release.file_name:
        return Outcome(path, "unchanged", kept.release_id, "")
    return Outcome(path, "duplicate", kept.release_id, kept.file_name)


def keep(database: Database, path: Path, release: Release, data: bytes, mentions: Sequence[Mention]) -> Outcome:
    """Store a release and its mentions in one transaction, unless another loader was faster."""
    with database.writing() as connection:
        known = known_outcome(connection, path, release)
        if known:
            return known
        related = find_related(connection, release)
        keep_release(connection, release, data)
        keep_mentions(connection, release.release_id, mentions)
        if related is None:
            return Outcome(path, "added", release.release_id, "")
        original, relation = related
        connection.execute(
            insert(schema.version).values(
                release_id=release.release_id, version_of=original.release_id, relation=relation
            )
        )
        return Outcome(path, relation, release.release_id, original.file_name)


def keep_release(connection: Connection, release: Release, data: bytes) -> None:
    """Store a release, its bytes, its words for the search and its keys of likeness."""
    row = insert(schema.release).values(release_row(release, extraction_version()))
    number = connection.execute(row).inserted_primary_key.number
    connection.execute(insert(schema.source_file).values(release_id=release.release_id, bytes=data))
    connection.execute(insert(schema.release_words).values(rowid=number, title=release.title, text=release.text))
    keep_keys(connection, release)


def keep_mentions(connection: Connection, release_id: str, mentions: Sequence[Mention]) -> None:
    """Store the mentions of a release, in place of any it had, with the places they name."""
    places = {found.place.place_id: place_row(found.place) for found in mentions if found.place}
    if places:
        entry = upsert(schema.place)
        renewed = {column.name: entry.excluded[column.name] for column in schema.place.columns}
        connection.execute(entry.on_conflict_do_update(set_=renewed), list(places.values()))
    connection.execute(delete(schema.mention).where(schema.mention.c.release_id == release_id))
    if mentions:
        connection.execute(insert(schema.mention), [mention_row(found, release_id) for found in mentions])


def re_extract(database: Database, geoparser: TextGeoparser, on_progress: Callable[[int, int], None] | None) -> int:
    """Find the mentions anew where other rules had found them, a release at a time."""
    table, version = schema.release, extraction_version()
    with database.reading() as connection:
        outdated = connection.scalars(select(table.c.release_id).where(table.c.extraction_version != version)).all()
    for done, release_id in enumerate(outdated, start=1):
        this = table.c.release_id == release_id
        with database.reading() as connection:
            clean_text = connection.scalar(select(table.c.text).where(this))
        mentions = geoparser.geoparse(clean_text)
        with database.writing() as connection:
            connection.execute(update(table).where(this).values(extraction_version=version))
            keep_mentions(connection, release_id, mentions)
        if on_progress:
            on_progress(done, len(outdated))
    return len(outdated)
