"""A damaged library is kept aside, never overwritten, and a new one takes its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import filelock
from sqlalchemy import pool
from sqlalchemy.exc import DBAPIError

from explorer.errors import DamagedLibraryError, LibraryError
from explorer.library.causes import LAST_REMEDY
from explorer.library.database import PATIENCE_SECONDS, Database, build_engine, pragma

SUFFIXES = frozenset({".sqlite", ".sqlite3", ".db"})  # a file of any other name was hardly a library: it stays


def open_or_begin(path: Path, *, is_awaited: bool = False) -> tuple[Database, str]:
    """The library at a path, and, if it was damaged, where the old one is now and how to restore it.

    `is_awaited` is as for `Database`.

    Raises:
        LibraryError: as for `Database`; a damaged file is no library by its name, or cannot be moved.
    """
    try:
        return Database(path, is_awaited=is_awaited), ""
    except DamagedLibraryError as error:
        if path.suffix.lower() not in SUFFIXES:
            raise
        aside, cause = set_aside(path.absolute()), str(error).removesuffix(f"; {LAST_REMEDY}")
    kept = f"it is kept as {aside}, and a new library was begun" if aside else "a new library was begun meanwhile"
    restoring = f"python -m explorer restore BACKUP --library {path}"
    return Database(path), f"{cause}; {kept}. To bring back what a backup holds: {restoring}"


def set_aside(path: Path) -> Path | None:
    """Give a damaged library, with what SQLite keeps beside it, a name with the date; None if another program did.

    Raises:
        LibraryError: the file cannot be moved.
    """
    try:
        with filelock.FileLock(path.with_name(path.name + ".lock"), timeout=PATIENCE_SECONDS):
            if not path.exists() or is_sound(path):
                return None
            aside = free_name(path, dt.datetime.now())
            path.rename(aside)
            for suffix in ("-wal", "-shm"):
                beside = path.with_name(path.name + suffix)
                if beside.exists():
                    beside.rename(aside.with_name(aside.name + suffix))
            return aside
    except (OSError, filelock.Timeout) as error:
        raise LibraryError(f"library {path}: is damaged and cannot be moved away ({error}); {LAST_REMEDY}") from error


def is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file."""
    try:
        with build_engine(path, "ro", poolclass=pool.NullPool).begin() as connection:
            return pragma(connection, "quick_check(1)") == "ok"
    except DBAPIError:
        return False


def free_name(path: Path, now: dt.datetime) -> Path:
    """The name for a damaged library that no file has yet."""
    names = (f"{path.stem}.damaged-{now:%Y-%m-%d-%H%M%S}{again}{path.suffix}" for again in ("", "-2", "-3"))
    free = [path.with_name(name) for name in names if not path.with_name(name).exists()]
    if not free:
        raise FileExistsError(17, "damaged libraries of this second have all names already", str(path))
    return free[0]
