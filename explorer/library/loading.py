"""From files to releases in the library: one transaction and one named outcome per release."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from sqlalchemy import select, update

from explorer import reading
from explorer.errors import LibraryError, ReadingError
from explorer.geoparsing import extraction_version
from explorer.library import schema
from explorer.library.database import Database
from explorer.library.drafting import Draft, Item, Outcome, TextGeoparser, draft_each, failure
from explorer.library.keeping import find_known, keep, keep_mentions
from explorer.reading.rules import hash_files


@cache
def rules_version() -> str:
    """Changes whenever a release might be read or geoparsed differently."""
    folder = Path(reading.__file__).parent
    return f"{extraction_version()}-{hash_files(sorted([*folder.glob('*.py'), *folder.glob('*.csv')]))}"


def load_each(database: Database, paths: Iterable[Path], geoparser: TextGeoparser) -> Iterator[Outcome]:
    """Load every release of each file and say at once what became of it; one that fails stops no other."""
    items = (item for path in paths for item in read_items(database, Path(path)))
    for drafted in draft_each(items, geoparser):
        yield drafted if isinstance(drafted, Outcome) else save(database, drafted)
    database.checkpoint()


def read_items(database: Database, path: Path) -> Iterator[Item]:
    """The entries of a file that are not in the library yet, and the outcomes of the others."""
    for entry in reading.unpack(path):
        if isinstance(entry, ReadingError):
            yield failure(path, entry)
            continue
        # Names may hold bytes that are no text, which SQLite does not take.
        entry = replace(entry, file_name=entry.file_name.encode(errors="backslashreplace").decode())
        where, release_id = path.parent / entry.file_name, hashlib.sha256(entry.data).hexdigest()[:16]
        try:
            with database.reading() as connection:
                known = find_known(connection, where, entry.file_name, release_id=release_id)
        except LibraryError as error:
            known = Outcome(where, "failed", None, f"not saved: {where}: {error}")
        yield known or (where, entry)


def save(database: Database, draft: Draft) -> Outcome:
    """Write one draft in a transaction of its own."""
    try:
        with database.writing() as connection:
            return keep(connection, draft, rules_version())
    except LibraryError as error:
        return Outcome(draft.path, "failed", None, f"not saved: {draft.path}: {error}")


def re_extract(database: Database, geoparser: TextGeoparser, on_progress: Callable[[int, int], None] | None) -> int:
    """Find the mentions anew where other rules had found them, a release at a time."""
    table, version = schema.release, rules_version()
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
