"""Whether all that a library keeps is still what was stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from explorer.errors import LibraryError
from explorer.library.store import Library


def find_damage(library: Library) -> Iterator[str]:
    """What SQLite's own check at opening cannot see: texts, files and corrections that changed on the disk."""
    readings: list[Callable[[], object]] = [library.corrections]
    for release_id in library.release_ids():
        readings += [partial(library.release, release_id), partial(library.original_bytes, release_id)]
    for read in readings:
        try:
            read()
        except LibraryError as error:
            yield str(error)
