"""The library: all releases loaded here, with what was found in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import Boolean, Connection, Select, select

from explorer import geoparsing
from explorer.errors import GazetteerError, LibraryError
from explorer.library import backup, correction_log, keeping, loading, schema, tables
from explorer.library.correction_records import check_correction
from explorer.library.corrections import Correction
from explorer.library.damage import open_or_begin
from explorer.library.database import Database, library_path
from explorer.library.drafting import Outcome, TextGeoparser
from explorer.library.holdings import Holdings, read_holdings
from explorer.library.rows import event_date_from_row, mention_from_row, release_from_row, sha256_hex
from explorer.library.search import Snippet, find_hits, find_releases, find_snippets, rank_releases
from explorer.library.user_gazetteer import gazetteer_path, own_files
from explorer.model import EventDate, Mention, Release
from explorer.reading import Columns, Upload

if TYPE_CHECKING:
    from explorer.geoparsing import Geoparser

Progress = Callable[[int, int], None]


class Library:
    """One library, open; several threads and processes may share its file."""

    def __init__(self, database: Database, notice: str = "") -> None:
        self._database = database
        self.notice = notice

    @classmethod
    def open(cls, url_or_path: str | Path) -> Library:
        """Open a library by path or `sqlite:///` URL, and make it when it is absent.

        Raises:
            LibraryError: the file is no library, damaged, of a newer schema, or its folder cannot be written.
        """
        return cls(Database(library_path(url_or_path)))

    @classmethod
    def open_or_begin(cls, url_or_path: str | Path, *, is_awaited: bool = False) -> Library:
        """As `open`, but a damaged library is kept aside under another name and a new one begun; `notice` says so.

        Where it is awaited, a large file of today's schema is not looked through first: that is left to `find_damage`.
        """
        return cls(*open_or_begin(library_path(url_or_path), is_awaited=is_awaited))

    def find_damage(self) -> str:
        """What is wrong with a file that was too large to be looked through when it was opened, "" if nothing is.

        Where the file cannot be read now, this says so.
        """
        return "" if self._database.is_looked_through else self._database.find_damage()

    @property
    def path(self) -> Path:
        """The file of the library."""
        return self._database.path

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction: all of it or nothing, one writer at a time across processes."""
        return self._database.writing()

    def data_version(self) -> int:
        """A number that goes up with every write."""
        with self._database.reading() as connection:
            return connection.execute(select(schema.state.c.data_version)).scalar_one()

    def holdings(self) -> Holdings:
        """What the library is and holds, in numbers."""
        with self._database.reading() as connection:
            return read_holdings(connection, self.path, loading.version_for(self._database))

    def geoparser(self) -> Geoparser:
        """The geoparser with the project's gazetteer and, if there is a sound one beside this library, the user's own.

        `gazetteer_problem` says why the user's own is left out.
        """
        return self._geoparser()[0]

    def gazetteer_problem(self) -> str:
        """What is wrong with the user's own gazetteer, "" if nothing is."""
        return self._geoparser()[1] if own_files(self.path.parent) else ""

    def _geoparser(self) -> tuple[Geoparser, str]:
        path = gazetteer_path(self.path.parent)
        try:
            return geoparsing.load_geoparser(path), ""
        except GazetteerError as error:
            found = f"Your own places in {path.parent} are left out: {error}"
            remedy = "mend the file, or take all of them out with python -m explorer gazetteer remove"
            return geoparsing.load_geoparser(), f"{found}; {remedy}"

    def load_file(self, file: Path | Upload, geoparser: TextGeoparser) -> Outcome:
        """Load a file with one release in it; whatever happens is in the outcome."""
        return next(self.load_each([file], geoparser))

    def load_each(
        self, files: Iterable[Path | Upload], geoparser: TextGeoparser, columns: Columns | None = None
    ) -> Iterator[Outcome]:
        """Load files, one outcome per release, as it is known; `columns` as for `explorer.reading.unpack`."""
        return loading.load_each(self._database, files, geoparser, columns)

    def load(
        self, files: Iterable[Path | Upload], geoparser: TextGeoparser, on_progress: Progress | None = None
    ) -> list[Outcome]:
        """Load files; `on_progress` gets (releases done, releases in all)."""
        files, outcomes = list(files), []
        total = loading.count_entries(files) if on_progress else 0
        for outcome in self.load_each(files, geoparser):
            outcomes.append(outcome)
            if on_progress:
                on_progress(len(outcomes), total)
        return outcomes

    def re_extract(self, geoparser: TextGeoparser, on_progress: Progress | None = None) -> int:
        """Read and geoparse anew what other rules had read; returns how many releases there were."""
        which = schema.release.c.extraction_version != loading.version_for(self._database)
        return loading.derive(self._database, geoparser, which, on_progress)

    def correct(self, correction: Correction, geoparser: TextGeoparser, on_progress: Progress | None = None) -> bool:
        """Add a correction to the log, safely, then apply it; False when the log had it already.

        Raises:
            CorrectionError: it cannot be applied.
        """
        return self.import_corrections([correction], geoparser, on_progress) == 1

    def import_corrections(
        self, corrections: Iterable[Correction], geoparser: TextGeoparser, on_progress: Progress | None = None
    ) -> int:
        """Add the corrections that the log has not yet, all or none, then apply them; returns how many were new.

        Raises:
            CorrectionError: one cannot be applied; none is added then.
        """
        checked = [check_correction(correction) for correction in corrections]
        with self._database.writing() as connection:
            added = sum([correction_log.append(connection, correction) for correction in checked])
        loading.derive(self._database, geoparser, loading.IS_MARKED, on_progress)
        return added

    def remove(self, release_id: str) -> bool:
        """Forget a release, but not its corrections; False if there was none. A version of it takes its place."""
        with self._database.writing() as connection:
            return keeping.remove(connection, release_id)

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

    def backup(self, warn: Callable[[str], object] | None = None) -> Iterator[str]:
        """The whole library as lines of JSON: the user's own places, the bytes of each release, and the log.

        `warn` is told when the user's own gazetteer cannot be read; all else is there then.

        Raises:
            GazetteerError: the user's own gazetteer cannot be read, and nobody would be told.
        """
        with self._database.reading() as connection:
            yield from backup.write_backup(connection, self.path.parent, warn)

    def restore(
        self, lines: Iterable[str | bytes], geoparser: TextGeoparser, *, file_name: str = "backup"
    ) -> Iterator[Outcome]:
        """Load what `backup` wrote; one outcome per release and per bad line, which names the file and the line.

        What is here already stays. Where own places come back, all is read with them, not with the `geoparser`.
        """
        corrections: list[Correction] = []
        found = backup.read_backup(lines, file_name)
        came_back, rest = backup.restore_places(self.path.parent, found, file_name)
        geoparser = self.geoparser() if came_back else geoparser
        yield from backup.restore(self._database, rest, geoparser, corrections)
        self.import_corrections(corrections, geoparser)
        if came_back:
            self.re_extract(geoparser)

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
