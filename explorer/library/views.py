"""What a library shows: every question that changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

import pandas as pd
from sqlalchemy import Boolean, Select, select

from explorer.errors import LibraryError
from explorer.library import correction_log, schema, tables
from explorer.library.corrections import Correction
from explorer.library.database import Database
from explorer.library.rows import event_date_from_row, mention_from_row, release_from_row, sha256_hex
from explorer.library.search import Snippet, find_hits, find_releases, find_snippets, rank_releases
from explorer.model import EventDate, Mention, Release

_DATA_VERSION = schema.compiled(select(schema.state.c.data_version))  # asked at every rerun


class Views:
    """The releases of one library, what was found in them, and its log of corrections, to read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def path(self) -> Path:
        """The file of the library."""
        return self._database.path

    def data_version(self) -> int:
        """A number that goes up with every write."""
        with self._database.reading() as connection:
            return connection.exec_driver_sql(_DATA_VERSION).scalar_one()

    def count_meant(self, correction: Correction) -> int:
        """How many mentions a correction would change, before it is made."""
        with self._database.reading() as connection:
            return correction_log.count_meant(connection, correction)

    def correction(self, correction_id: str) -> Correction:
        """One entry of the log.

        Raises:
            LibraryError: there is none.
        """
        with self._database.reading() as connection:
            return correction_log.find_entry(connection, correction_id)

    def corrections(self) -> list[Correction]:
        """The whole log, in the order its entries came in."""
        with self._database.reading() as connection:
            return correction_log.read_log(connection)

    def unfit_corrections(self) -> list[Correction]:
        """The entries whose release is not here, or whose passage its text has no more: for a person to look at."""
        with self._database.reading() as connection:
            return correction_log.read_log(connection, only_unfit=True)

    def release_ids(self) -> list[str]:
        """The ids of all releases, versions of others too, in the order they were loaded."""
        with self._database.reading() as connection:
            return list(connection.scalars(select(schema.release.c.release_id).order_by(schema.release.c.number)))

    def release(self, release_id: str) -> Release:
        """One release, whole.

        Raises:
            LibraryError: there is no such release, or its text is not what was stored.
        """
        query = select(schema.release).where(schema.release.c.release_id == release_id)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise LibraryError(f"library {self.path}: there is no release {release_id!r}; it may have been removed")
        if sha256_hex(row["text"]) != row["text_sha256"]:
            raise LibraryError(
                f"library {self.path}: the text of release {release_id} is damaged; load {row['file_name']!r} again"
            )
        return release_from_row(row)

    def original_bytes(self, release_id: str) -> bytes:
        """The file of a release as it was loaded, byte for byte.

        Raises:
            LibraryError: there is no such release, or its bytes are not what was stored.
        """
        release, source = schema.release.c, schema.source_file.c
        query = select(release.file_name, release.sha256, source.bytes).join(schema.source_file)
        with self._database.reading() as connection:
            kept = connection.execute(query.where(release.release_id == release_id)).one_or_none()
        if kept is None:
            raise LibraryError(f"library {self.path}: there is no release {release_id!r}; it may have been removed")
        if hashlib.sha256(kept.bytes).hexdigest() != kept.sha256:
            raise LibraryError(
                f"library {self.path}: the file of release {release_id} is damaged; load {kept.file_name!r} again"
            )
        return kept.bytes

    def search(self, typed: str) -> set[str]:
        """The ids of the releases that a query describes (`explorer.library.query.parse_query`); any string is one."""
        with self._database.reading() as connection:
            return find_releases(connection, typed)

    def ranked(self, typed: str, *, most: int = 100) -> list[str]:
        """The ids of the releases that a query describes, those that say its words most first."""
        with self._database.reading() as connection:
            return rank_releases(connection, typed, most)

    def snippets(self, typed: str, release_ids: Collection[str]) -> dict[str, Snippet]:
        """The best passage of each of the releases, by id, with the words found marked."""
        with self._database.reading() as connection:
            return find_snippets(connection, typed, release_ids)

    def hits(self, typed: str, release_id: str) -> tuple[tuple[int, int], ...]:
        """Where the clean text of a release holds the words of a query: half-open spans, in order."""
        with self._database.reading() as connection:
            return find_hits(connection, typed, release_id)

    def releases(self) -> pd.DataFrame:
        """One row per release, newest first, undated last (`explorer.library.tables.releases_query`)."""
        return self._table(tables.releases_query())

    def versions(self, release_id: str) -> pd.DataFrame:
        """One row per reprint or new version of a release; columns as `releases`, and relation."""
        return self._table(tables.versions_query(release_id))

    def versioned(self) -> frozenset[str]:
        """The ids of the releases that have a reprint or new version, and of these."""
        with self._database.reading() as connection:
            return frozenset(each for pair in connection.execute(tables.versioned_query()) for each in pair)

    def version_of(self, release_id: str) -> tuple[str, str] | None:
        """The release_id that a reprint or new version is one of, and which of the two it is; None for any other."""
        with self._database.reading() as connection:
            found = connection.execute(tables.version_of_query(release_id)).one_or_none()
        return found and (found.version_of, found.relation)

    def mentions(self) -> pd.DataFrame:
        """One row per mention, in reading order (`explorer.library.tables.mentions_query`)."""
        return self._table(tables.mentions_query())

    def mentions_of(self, release_id: str) -> tuple[Mention, ...]:
        """The mentions of one release, in reading order."""
        with self._database.reading() as connection:
            return tuple(map(mention_from_row, connection.execute(tables.mentions_of_query(release_id)).mappings()))

    def event_dates(self) -> pd.DataFrame:
        """One row per date of an event that a release names (`explorer.library.tables.event_dates_query`)."""
        return self._table(tables.event_dates_query())

    def event_dates_of(self, release_id: str) -> tuple[EventDate, ...]:
        """The event dates of one release, in reading order."""
        query = select(schema.event_date).where(schema.event_date.c.release_id == release_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(schema.event_date.c.start)).mappings()
            return tuple(map(event_date_from_row, rows))

    def places(self) -> pd.DataFrame:
        """One row per place that some release names (`explorer.library.tables.places_query`)."""
        return self._table(tables.places_query())

    def _table(self, query: Select) -> pd.DataFrame:
        with self._database.reading() as connection:
            result = connection.execute(query)
            # Straight from SQLite: pandas' read_sql has SQLAlchemy look at each value, and takes half as long again.
            table = pd.DataFrame.from_records(result.cursor.fetchall(), columns=list(result.keys()), coerce_float=True)
        truths = [column.name for column in query.selected_columns if isinstance(column.type, Boolean)]
        table = table.astype(dict.fromkeys(truths, bool))
        days = table.columns.intersection(["first_day", "last_day"])
        return table.assign(**{day: pd.to_datetime(table[day], format="%Y-%m-%d") for day in days})
