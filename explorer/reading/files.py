"""Which files there are, and their bytes; the only doors to the file system on the way in."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from explorer.errors import ReadingError

SUFFIXES = frozenset(
    {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".docm", ".csv", ".tsv", ".jsonl", ".json", ".zip"}
    # These may hold releases too and cannot be read: they are named, so that nobody takes them for loaded.
    | {".doc", ".rtf", ".odt", ".mht", ".mhtml"}
)
NOT_RELEASES = frozenset({"sources.md", "readme.md"})
MOST_BYTES = 20 * 1024 * 1024
TRIES = 3


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that can hold releases: those named, and those of supported suffixes in the folders named, sorted.

    Links within a folder that lead to other folders or out of it are not followed; `find_refused` names them.

    Raises:
        ReadingError: a path does not exist.
    """
    return sorted({found for path in paths for found in _found_at(Path(path)) if isinstance(found, Path)})


def find_refused(paths: Iterable[Path]) -> list[ReadingError]:
    """The links that `find_files` does not follow, so that no loop and no file of others comes in.

    Raises:
        ReadingError: a path does not exist.
    """
    return [found for path in paths for found in _found_at(Path(path)) if isinstance(found, ReadingError)]


def read_file(path: Path, *, most_bytes: int = MOST_BYTES) -> bytes:
    """The bytes of a regular file, all of one version: one that is written to meanwhile is read anew.

    Raises:
        ReadingError: it is missing, not a regular file, not readable, too large, or does not stay the same.
    """
    try:
        # O_NONBLOCK: opening a FIFO without a writer would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise _not_found(path) from error
    except (OSError, ValueError) as error:
        raise ReadingError(f"{path}: cannot be opened: {_cause(error)}", outcome="unreadable") from error
    try:
        _require_regular(path, descriptor)
        for _ in range(TRIES):
            before = _state(descriptor)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                file.seek(0)
                data = _bounded(path, file, most_bytes)
            if _state(descriptor) == before:
                return data
    finally:
        os.close(descriptor)
    cause = f"{path}: changed each of the {TRIES} times that it was read; load it when whatever writes it is done"
    raise ReadingError(cause, outcome="unreadable")


def is_release_name(name: str) -> bool:
    """Whether a file of this name in a folder or an archive is taken for one with releases."""
    hidden = name.startswith(".") or name.lower() in NOT_RELEASES
    return not hidden and Path(name).suffix.lower() in SUFFIXES


def too_large(name: Path | str, most_bytes: int) -> ReadingError:
    """What is wrong with a file of more than `most_bytes`."""
    cause = f"is larger than the {most_bytes // 2**20} MB that are read of one file; split it"
    return ReadingError(f"{name}: {cause}", outcome="too large")


def _found_at(path: Path) -> Iterator[Path | ReadingError]:
    if path.is_dir():
        root = path.resolve()
        for folder, folders, names in os.walk(path):
            # "Page_files" is where a browser puts the frames and scripts of a saved page.
            folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith("_files"))
            linked = [Path(folder, name) for name in folders if Path(folder, name).is_symlink()]
            yield from (_refused(link, "is a link to a folder; load that folder itself") for link in linked)
            yield from (_own(Path(folder, name), root) for name in sorted(names) if is_release_name(name))
    elif os.path.lexists(path):
        yield path
    else:
        raise _not_found(path)


def _own(path: Path, root: Path) -> Path | ReadingError:
    """A file of the folder `root`, or why a link in it is none."""
    if path.is_symlink() and path.exists() and not path.resolve().is_relative_to(root):
        return _refused(path, "is a link that leads out of the folder; load the file itself")
    return path


def _refused(path: Path, cause: str) -> ReadingError:
    return ReadingError(f"{path}: {cause}", outcome="unsupported")


def _require_regular(path: Path, descriptor: int) -> None:
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "a pipe, socket or device"
        raise ReadingError(f"{path}: is {kind}; only regular files are read", outcome="unsupported")


def _state(descriptor: int) -> tuple[int, int]:
    """What tells that a file was written to: when, and how long it is."""
    found = os.fstat(descriptor)
    return found.st_mtime_ns, found.st_size


def _bounded(path: Path, file: BinaryIO, most_bytes: int) -> bytes:
    try:
        data = file.read(most_bytes + 1)
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read: {_cause(error)}", outcome="unreadable") from error
    if len(data) > most_bytes:
        raise too_large(path, most_bytes)
    return data


def _cause(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _not_found(path: Path) -> ReadingError:
    return ReadingError(f"{path}: there is no such file or folder; is the name right?", outcome="not found")
