"""A folder that is looked at again and again for what is new in it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from explorer.errors import ReadingError
from explorer.reading.files import find_files

Stamp = tuple[int, int, int]


class FolderWatch:
    """The release files of a folder that are new or changed since they were last taken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, Stamp] = {}
        self._taken: dict[Path, Stamp] = {}

    def look(self) -> list[Path]:
        """Take what is new or changed, sorted; a file that changed since the last look is still being written.

        Raises:
            ReadingError: the folder is not there, or is no folder.
        """
        if not self.folder.is_dir():
            self._seen = {}
            raise ReadingError(f"{self.folder}: there is no such folder now; is its disk away?", outcome="not found")
        now = stamps_of(find_files([self.folder]))
        whole = {file: stamp for file, stamp in now.items() if self._seen.get(file) == stamp}
        new = sorted(file for file, stamp in whole.items() if self._taken.get(file) != stamp)
        self._seen = now
        self._taken |= {file: whole[file] for file in new}
        return new


def stamps_of(files: list[Path]) -> dict[Path, Stamp]:
    """What tells a file from its next version; one that vanishes meanwhile has no stamp."""
    stamps = {}
    for file in files:
        with contextlib.suppress(OSError):
            kept = file.stat()
            stamps[file] = (kept.st_size, kept.st_mtime_ns, kept.st_ino)
    return stamps
