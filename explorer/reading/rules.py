"""The geoparser's rule data: cue words, and phrases that look like places and are none."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from explorer.errors import GazetteerError

Stamp = tuple[int, int, int]  # of a file: when it was written last [ns], its number, its size [bytes]


def read_cues(path: Path) -> dict[str, tuple[str, ...]]:
    """The words of each kind of cue (CSV, UTF-8, columns kind, word)."""
    cues: dict[str, list[str]] = defaultdict(list)
    for kind, word in _pairs(path, ("kind", "word")):
        cues[kind].append(word)
    return {kind: tuple(words) for kind, words in cues.items()}


def read_phrases(path: Path) -> dict[str, str]:
    """Each phrase that is no place with its kind (CSV, UTF-8, columns phrase, kind)."""
    return dict(_pairs(path, ("phrase", "kind")))


def read_names(path: Path) -> dict[str, str]:
    """Each other spelling of a person's or an organisation's name with that name (CSV, columns spelling, name)."""
    return dict(_pairs(path, ("spelling", "name")))


def hash_files(paths: Iterable[Path]) -> str:
    """12 hex digits that change when any of the files does, or cannot be read any more."""
    digest = hashlib.sha256()
    for path in paths:
        with suppress(OSError):  # whoever reads the file will say why it cannot be read
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def stamp_file(path: Path) -> Stamp | None:
    """What changes when a file does, without reading it; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _pairs(path: Path, columns: tuple[str, str]) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    if tuple(header) != columns:
        raise GazetteerError(f"{path.name}: the first line is {header!r}; it must be {','.join(columns)}")
    for number, row in enumerate(rows, start=2):
        if len(row) != 2 or not all(row):
            raise GazetteerError(f"{path.name} row {number}: {row!r} must be two values; fill in or delete it")
    return [(first, second) for first, second in rows]
