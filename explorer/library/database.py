"""One SQLite file: many readers, one writer at a time, and a sound file or a clear error."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import partial
from os.path import samestat
from pathlib import Path

import filelock
from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from explorer.errors import DamagedLibraryError, LibraryError
from explorer.library import schema
from explorer.library.causes import LAST_REMEDY, advice, is_damage
from explorer.library.migrations import migrate

PATIENCE_SECONDS = 30  # how long a reader or writer waits for others
READERS = 4
Writing = Callable[[], AbstractContextManager[Connection]]  # begins a transaction
DURABLE = {"synchronous": "FULL"}
# In a load the log may grow to 40 MB before it is brought into the file, which writes a third less, and so much of the
# indexes is held in memory [-kB] that few of their pages are read again: releases and likeness keys have random ids.
REPEATABLE = {"synchronous": "NORMAL", "wal_autocheckpoint": 10_000, "cache_size": -32_000}
QUICKLY_READ = 64_000_000  # bytes of a library that is looked through before it is used, whoever waits


class Database:
    """A library's file, checked when it is opened and made when it is absent."""

    def __init__(self, path: Path, *, is_awaited: bool = False) -> None:
        """Where it is awaited, a large file is not looked through first, but before a migration: see `find_damage`."""
        self.path = path.absolute()
        self._readers = build_engine(
            self.path,
            "ro",
            poolclass=pool.QueuePool,
            pool_size=READERS,
            max_overflow=0,
            pool_timeout=PATIENCE_SECONDS,
        )
        self._writers = build_engine(self.path, "rw", poolclass=pool.NullPool)
        with self._naming_the_cause():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._create_if_absent()
        with self.reading() as connection:
            self._check(connection)
            is_older = schema.stored_version(connection) < schema.SCHEMA_VERSION
            self.is_looked_through = is_older or not is_awaited or self.path.stat().st_size <= QUICKLY_READ
            if self.is_looked_through:
                self._look_through(connection)
        if is_older:
            with self.writing() as connection:
                migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the library and cannot change it."""
        with self._naming_the_cause(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, connections: Engine | None = None) -> Iterator[Connection]:
        """The one way to change the library: all of the block or nothing; the data version goes up by one.

        What is written is on the disk when the block ends, except in a load: see `loading`, which has `connections`.

        Writes and checkpoints are serialised across processes by a lock file: SQLite before 3.51.3 can lose data
        when they meet (sqlite.org/wal.html#walresetbug). Readers are opened read-only, so they never checkpoint.
        """
        engine = connections or self._writers
        with self._naming_the_cause(), self._locked(), engine.begin() as connection:
            yield connection
            connection.execute(schema.state.update().values(data_version=schema.state.c.data_version + 1))

    @contextmanager
    def loading(self) -> Iterator[Writing]:
        """What begins each transaction of a load, as `writing` does; their connection stays open between them.

        What is written is on the disk when the block ends, for it can be repeated: so a load does not wait for the
        disk after each file. A killed program loses nothing that was committed.
        """
        connections = build_loader(self.path)
        try:
            yield partial(self.writing, connections=connections)
        finally:
            connections.dispose()
            self.checkpoint()

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file, so that the file alone is the whole library.

        Where that fails, as on a full disk, the log stays beside the file and is read with it.
        """
        with (
            suppress(LibraryError),
            self._naming_the_cause(),
            self._locked(),
            closing(self._writers.raw_connection()) as connection,
        ):
            connection.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def find_damage(self) -> str:
        """What is wrong with the file, or why that cannot be seen, "" if nothing is; this reads all of it."""
        try:
            with self.reading() as connection:
                self._look_through(connection)
        except DamagedLibraryError as error:
            return str(error)
        except LibraryError as error:
            return f"{error}; whether it is damaged could not be seen"
        return ""

    def close(self) -> None:
        """Let go of every connection."""
        self._readers.dispose()

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def _locked(self) -> filelock.BaseFileLock:
        return filelock.FileLock(self._beside(".lock"), timeout=PATIENCE_SECONDS)

    def _create_if_absent(self) -> None:
        """Make the library under another name and move it into place: it is there whole or not at all."""
        if self.path.exists():
            return
        with self._locked():
            if not self.path.exists():
                for leftover in ("-wal", "-shm", ".new", ".new-wal", ".new-shm"):
                    # SQLite would replay the write-ahead log of a library that was deleted into the new one.
                    self._beside(leftover).unlink(missing_ok=True)
                create(self._beside(".new"))
                self._beside(".new").replace(self.path)

    def _check(self, connection: Connection) -> None:
        """Raise when the file is not a library of a schema known here."""
        if pragma(connection, "application_id") != schema.APPLICATION_ID:
            raise self._error("is not a library of Release Explorer", "choose another file; it was not changed")
        version = schema.stored_version(connection)
        if version > schema.SCHEMA_VERSION:
            known = f"this program knows schemas up to {schema.SCHEMA_VERSION}"
            raise self._error(f"has schema {version}; {known}", "use a newer Release Explorer")

    def _look_through(self, connection: Connection) -> None:
        """Raise when the file is damaged; this reads all of it."""
        if (found := pragma(connection, "quick_check(1)")) != "ok":
            raise DamagedLibraryError(f"library {self.path}: is damaged ({found}); {LAST_REMEDY}")

    @contextmanager
    def _naming_the_cause(self) -> Iterator[None]:
        """Turn whatever the file system or SQLite says into an error that names the library."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            kind = DamagedLibraryError if is_damage(cause) else LibraryError
            raise kind(f"library {self.path}: SQLite says {str(cause)!r}; {advice(cause)}") from error
        except (filelock.Timeout, PoolTimeoutError) as error:
            raise self._error(f"was busy for {PATIENCE_SECONDS} s", "wait for the other program to end") from error
        except OSError as error:
            cause = f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
            raise self._error(
                cause, "choose a folder that can be written, with --library or EXPLORER_LIBRARY"
            ) from error

    def _error(self, found: str, remedy: str) -> LibraryError:
        return LibraryError(f"library {self.path}: {found}; {remedy}")


def build_engine(path: Path, mode: str, *, pragmas: Mapping[str, object] = DURABLE, **options: object) -> Engine:
    """An engine over a file that exists; `mode` is `ro` or `rw`, the pragmas as sqlite.org/pragma.html has them."""

    def connect() -> sqlite3.Connection:
        if path.exists() and path.stat().st_size == 0:
            # SQLite would take an empty file for a new database.
            raise sqlite3.DatabaseError("the file is empty")
        # Where SQLite may write nothing beside the file, it reads only what it is told that nobody changes.
        fixed = "" if os.access(path.parent, os.W_OK) or has_log(path) else "&immutable=1"
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}{fixed}",
            uri=True,
            timeout=PATIENCE_SECONDS,
            isolation_level=None,  # transactions begin where the event below says, not where the driver guesses
            check_same_thread=False,  # the pool hands a connection to one thread at a time
        )
        connection.execute("PRAGMA foreign_keys = ON")
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")
        if mode == "ro":
            connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, **options)
    begin = "BEGIN" if mode == "ro" else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def build_loader(path: Path) -> Engine:
    """An engine whose connection stays open, unless another file takes the place of the one at the path."""

    def remember(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info["file"] = path.stat()

    def check(connection: sqlite3.Connection, record: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
        if not (path.exists() and samestat(record.info["file"], path.stat())):
            raise DisconnectionError  # the pool then opens another

    engine = build_engine(path, "rw", pragmas=REPEATABLE, poolclass=pool.QueuePool, pool_size=1)
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", check)
    return engine


def has_log(path: Path) -> bool:
    """Whether a part of the library still stands in its write-ahead log alone."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def create(path: Path) -> None:
    """Write an empty library; the file must not exist."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with build_engine(path, "rw", poolclass=pool.NullPool).begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        schema.metadata.create_all(connection)
        connection.exec_driver_sql(schema.CREATE_RELEASE_WORDS)
        connection.exec_driver_sql(schema.CREATE_COUNTED)
        connection.execute(schema.state.insert().values(data_version=0))


def driver(connection: Connection) -> sqlite3.Connection:
    """The SQLite connection beneath, for what runs with each release: `explorer.library.schema.compiled` SQL."""
    return connection.connection.driver_connection


def pragma(connection: Connection, name: str) -> object:
    """The value of a pragma."""
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()
