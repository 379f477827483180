"""From files to releases in the library: one transaction and one named outcome per release."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from sqlalchemy import ColumnElement, select

from explorer import reading
from explorer.errors import LibraryError, ReadingError
from explorer.geoparsing import extraction_version
from explorer.library import schema
from explorer.library.correction_log import OUTDATED
from explorer.library.database import Database, Writing
from explorer.library.drafting import Draft, Item, Outcome, TextGeoparser, draft_each, draft_of, failure
from explorer.library.gazetteer_file import own_files
from explorer.library.keeping import find_known, keep_all, keep_all_again
from explorer.library.rows import release_from_row
from explorer.reading import Columns, Entry, Upload, searched_text
from explorer.reading.entries import HOLDERS
from explorer.reading.rules import hash_files

IS_MARKED = schema.release.c.extraction_version == OUTDATED


@cache
def rules_version() -> str:
    """Changes whenever a release might be read or geoparsed differently."""
    folder = Path(reading.__file__).parent
    return f"{extraction_version()}-{hash_files(sorted([*folder.glob('*.py'), *folder.glob('*.csv')]))}"


def version_for(database: Database) -> str:
    """The version of the rules and of the user's own gazetteer beside the library."""
    own = own_files(database.path.parent)
    return f"{rules_version()}-{hash_files(own)}" if own else rules_version()


def load_each(
    database: Database, files: Iterable[Path | Upload], geoparser: TextGeoparser, columns: Columns | None = None
) -> Iterator[Outcome]:
    """Load every release of each file and say at once what became of it; one that fails stops no other."""
    return load_items(database, (item for file in files for item in read_items(database, file, columns)), geoparser)


def load_items(database: Database, items: Iterable[Item], geoparser: TextGeoparser) -> Iterator[Outcome]:
    """Read, geoparse and write what is no outcome yet."""
    version = version_for(database)
    with database.loading() as writing:
        for drafted in draft_each(items, geoparser):
            saved = iter(save(writing, [draft for draft in drafted if isinstance(draft, Draft)], version))
            yield from (next(saved) if isinstance(draft, Draft) else draft for draft in drafted)


def count_entries(files: Iterable[Path | Upload], columns: Columns | None = None) -> int:
    """How many outcomes the files will have: tables and archives are looked into."""
    return sum(
        sum(1 for _ in unpack(file, columns)) if path_of(file).suffix.lower() in HOLDERS else 1 for file in files
    )


def unpack(file: Path | Upload, columns: Columns | None = None) -> Iterator[Entry | ReadingError]:
    """The releases of a file on disk, or of one that came as bytes; `columns` as for `reading.unpack`."""
    return reading.unpack_upload(file) if isinstance(file, Upload) else reading.unpack(file, columns=columns)


def path_of(file: Path | Upload) -> Path:
    """What a file is called in messages."""
    return Path(file.file_name if isinstance(file, Upload) else file)


def read_items(database: Database, file: Path | Upload, columns: Columns | None = None) -> Iterator[Item]:
    """The entries of a file that are not in the library yet, and the outcomes of the others."""
    folder = Path() if isinstance(file, Upload) else Path(file).parent
    for entry in unpack(file, columns):
        if isinstance(entry, ReadingError):
            yield failure(path_of(file), entry)
            continue
        # Names may hold bytes that are no text, which SQLite does not take.
        entry = replace(entry, file_name=entry.file_name.encode(errors="backslashreplace").decode())
        where, release_id = folder / entry.file_name, hashlib.sha256(entry.data).hexdigest()[:16]
        try:
            with database.reading() as connection:
                known = find_known(connection, where, entry.file_name, release_id)
        except LibraryError as error:
            known = Outcome(where, "failed", None, f"not saved: {where}: {error}")
        yield known or (where, entry)


def save(writing: Writing, drafts: Sequence[Draft], version: str) -> list[Outcome]:
    """Write drafts that are ready together in one transaction; if one of them fails, each in its own.

    A commit costs more than the writing of a release. Nothing is said of any of them before all are committed, so
    that a release whose outcome is known is there, and one that is not there may be loaded again.
    """
    if not drafts:
        return []
    try:
        with writing() as connection:
            return keep_all(connection, drafts, version)
    except LibraryError as error:
        if len(drafts) > 1:
            return [outcome for draft in drafts for outcome in save(writing, [draft], version)]
        return [Outcome(drafts[0].path, "failed", None, f"not saved: {drafts[0].path}: {error}")]


def derive(
    database: Database,
    geoparser: TextGeoparser,
    which: ColumnElement[bool],
    on_progress: Callable[[int, int], None] | None = None,
) -> int:
    """Read and geoparse releases anew from their kept bytes, and apply the log; returns how many there were."""
    query = select(schema.release.c.release_id).where(which).order_by(schema.release.c.number)
    with database.reading() as connection:
        release_ids = connection.scalars(query).all()
    version = version_for(database)
    done = 0
    with database.loading() as writing:
        for drafted in draft_each((kept_item(database, release_id) for release_id in release_ids), geoparser):
            these = release_ids[done : done + len(drafted)]
            drafts = [
                found if isinstance(found, Draft) else kept_draft(database, release_id, geoparser)
                for release_id, found in zip(these, drafted, strict=True)
            ]
            with writing() as connection:
                keep_all_again(connection, list(filter(None, drafts)), version)
            done += len(these)
            if on_progress:
                on_progress(done, len(release_ids))
    return len(release_ids)


def kept_item(database: Database, release_id: str) -> Item:
    """A release's file as it was loaded."""
    release, source = schema.release.c, schema.source_file.c
    query = select(release.file_name, source.bytes).join(schema.source_file).where(release.release_id == release_id)
    with database.reading() as connection:
        kept = connection.execute(query).one_or_none()
    if kept is None:
        return Outcome(Path(release_id), "failed", release_id, "removed meanwhile")
    return Path(kept.file_name), Entry(kept.file_name, kept.bytes)


def kept_draft(database: Database, release_id: str, geoparser: TextGeoparser) -> Draft | None:
    """A release that newer rules cannot read, as older ones read it; None if it was removed meanwhile."""
    query = select(schema.release).where(schema.release.c.release_id == release_id)
    with database.reading() as connection:
        row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    release = release_from_row(row)
    return draft_of(Path(release.file_name), b"", release, geoparser.geoparse(searched_text(release)))
