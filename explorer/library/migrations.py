"""From each older schema of the library to the next; each step is part of one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, RowMapping, insert, select

from explorer.library import schema
from explorer.library.likeness import band_keys, running_text, word_runs
from explorer.library.rows import event_date_row, key_rows, release_from_row
from explorer.reading import event_dates_of


def add_versions(connection: Connection) -> None:
    """Schema 2: reprints and new versions are told by keys of likeness."""
    tables = [schema.version, schema.likeness_key]
    schema.metadata.create_all(connection, tables=tables)
    add_indexes(connection)
    for row in each_release(connection):
        keys = set(band_keys(word_runs(running_text(release_from_row(row)))))
        connection.execute(insert(schema.likeness_key), key_rows(row, keys))


def add_corrections(connection: Connection) -> None:
    """Schema 3: the log of corrections; no index that made every release touch a page for each of its mentions."""
    schema.correction.create(connection)
    connection.exec_driver_sql("DROP INDEX IF EXISTS mention_place")


def add_counted(connection: Connection) -> None:
    """Schema 4: the ids of what is counted, quickly."""
    add_indexes(connection)
    connection.exec_driver_sql(schema.CREATE_COUNTED)


def add_event_dates(connection: Connection) -> None:
    """Schema 5: the days that texts name, as records of their own."""
    schema.event_date.create(connection)
    for row in each_release(connection):
        found = event_dates_of(release_from_row(row))
        if found:
            rows = [event_date_row(each, row["release_id"]) for each in found]
            connection.execute(insert(schema.event_date), rows)


def each_release(connection: Connection) -> Iterator[RowMapping]:
    """The releases one by one: all of their texts together may be too large to hold."""
    release = schema.release.c
    for release_id in connection.scalars(select(release.release_id)).all():
        yield connection.execute(select(schema.release).where(release.release_id == release_id)).mappings().one()


def add_indexes(connection: Connection) -> None:
    """Every index on releases that is not there yet."""
    for index in schema.release.indexes:
        index.create(connection, checkfirst=True)


# From schema 1 to 2, from 2 to 3, …
STEPS: tuple[Callable[[Connection], None], ...] = (add_versions, add_corrections, add_counted, add_event_dates)


def migrate(connection: Connection) -> None:
    """Bring a library to the schema known here; another program may have done it while this one waited."""
    for step in STEPS[schema.stored_version(connection) - 1 :]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
