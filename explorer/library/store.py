"""The library: all releases loaded here, with what was found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from explorer import geoparsing
from explorer.errors import GazetteerError
from explorer.library import backup, correction_log, keeping, loading, schema
from explorer.library.backup import OwnPlace
from explorer.library.correction_records import check_correction
from explorer.library.corrections import Correction
from explorer.library.damage import open_or_begin
from explorer.library.database import Database
from explorer.library.drafting import Outcome, TextGeoparser
from explorer.library.gazetteer_file import gazetteer_path, own_files
from explorer.library.holdings import Holdings, read_holdings
from explorer.library.paths import library_path
from explorer.library.views import Views
from explorer.reading import Columns, Upload

if TYPE_CHECKING:
    from explorer.geoparsing import Geoparser

Progress = Callable[[int, int], None]


class Library(Views):
    """One library, open, to read and to change; several threads and processes may share its file."""

    def __init__(self, database: Database, notice: str = "") -> None:
        super().__init__(database)
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

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction: all of it or nothing, one writer at a time across processes."""
        return self._database.writing()

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
        rest: list[Correction | OwnPlace] = []
        places, found = backup.split_places(backup.read_backup(lines, file_name))
        came_back, failed = backup.restore_places(self.path.parent, places, file_name)
        yield from failed
        geoparser = self.geoparser() if came_back else geoparser
        yield from backup.restore(self._database, found, geoparser, rest)
        # Backups may have been joined into one: the places of the second stand after the releases of the first.
        places = [each for each in rest if isinstance(each, OwnPlace)]
        more, failed = backup.restore_places(self.path.parent, places, file_name)
        yield from failed
        geoparser = self.geoparser() if more else geoparser
        self.import_corrections([each for each in rest if isinstance(each, Correction)], geoparser)
        if came_back or more:
            self.re_extract(geoparser)
