"""What SQLite says of a library's file: whether the file is damaged, and what a person can do."""

from __future__ import annotations

import sqlite3

WRITABLE = "make the file and its folder writable, or choose another with --library or EXPLORER_LIBRARY"
REMEDIES = {  # by the beginning of SQLite's name for what went wrong (sqlite.org/rescode.html)
    "SQLITE_FULL": "free some space and load the rest again; what is stored is safe",
    "SQLITE_BUSY": "wait for the other program to end",
    "SQLITE_READONLY": WRITABLE,
    "SQLITE_CANTOPEN": WRITABLE,
    "SQLITE_IOERR": "see whether the disk is sound and has space; what is stored is safe",
}
LAST_REMEDY = "restore a copy, or move the file away and load the releases again; it was not changed"


def is_damage(error: BaseException) -> bool:
    """Whether SQLite says that the file is no sound database; what `connect` finds empty has no name."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or type(error) is sqlite3.DatabaseError


def advice(error: BaseException) -> str:
    """What a person can do about what SQLite says."""
    name = getattr(error, "sqlite_errorname", "")
    return next((remedy for start, remedy in REMEDIES.items() if name.startswith(start)), LAST_REMEDY)
