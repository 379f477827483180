"""What a library is and holds, in numbers."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from explorer.library import schema


@dataclass(frozen=True, slots=True)
class Holdings:
    """Sizes in bytes; `outdated` counts the releases that the rules of this program have not read yet."""

    path: Path
    file_bytes: int  # with what is not yet brought into the file
    free_bytes: int
    releases: int
    versions: int  # reprints and new versions, which the releases do not count
    mentions: int
    places: int
    corrections: int
    unfit: int
    data_version: int
    schema_version: int
    extraction_version: str
    outdated: int


def read_holdings(connection: Connection, path: Path, extraction_version: str) -> Holdings:
    """What is in an open library, and where it lies."""
    correction, release, mention = schema.correction, schema.release, schema.mention
    beside = [path, path.with_name(f"{path.name}-wal")]

    def count(*what: object) -> int:
        return connection.scalar(select(func.count()).select_from(what[0]).where(*what[1:]))

    versions = count(schema.version)
    return Holdings(
        path=path,
        file_bytes=sum(file.stat().st_size for file in beside if file.exists()),
        free_bytes=shutil.disk_usage(path.parent).free,
        releases=count(release) - versions,
        versions=versions,
        mentions=count(mention),
        places=connection.scalar(select(func.count(mention.c.place_id.distinct()))),
        corrections=count(correction),
        unfit=count(correction, ~correction.c.fits),
        data_version=connection.scalar(select(schema.state.c.data_version)),
        schema_version=schema.stored_version(connection),
        extraction_version=extraction_version,
        outdated=count(release, release.c.extraction_version != extraction_version),
    )
