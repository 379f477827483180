"""From each older schema of the library to the next; each step is part of one transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, select

from explorer.library import schema
from explorer.library.rows import release_from_row
from explorer.library.versions import keep_keys


def add_versions(connection: Connection) -> None:
    """Schema 2: reprints and new versions are told by keys of likeness."""
    tables = [schema.version, schema.likeness_key]
    schema.metadata.create_all(connection, tables=tables)
    for index in sorted(schema.release.indexes, key=lambda index: index.name):
        index.create(connection, checkfirst=True)
    for row in connection.execute(select(schema.release)).mappings().all():
        keep_keys(connection, release_from_row(row))


# From schema 1 to 2, …
STEPS: tuple[Callable[[Connection], None], ...] = (add_versions,)


def migrate(connection: Connection) -> None:
    """Bring a library to the schema known here; another program may have done it while this one waited."""
    for step in STEPS[schema.stored_version(connection) - 1 :]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
