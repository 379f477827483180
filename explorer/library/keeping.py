"""Writing releases and mentions into the tables; every function is part of a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from explorer.library import schema
from explorer.library.drafting import Draft, Outcome
from explorer.library.rows import key_rows, mention_row, place_row, release_row, sha256_hex
from explorer.library.versions import find_related
from explorer.model import Mention

# Statements are built once: building costs more than running them.
_table = schema.release.c
_KNOWN = (
    select(_table.release_id, _table.file_name)
    .where(or_(_table.release_id == bindparam("id"), _table.text_sha256 == bindparam("text")))
    .limit(1)
)
_DELETE_MENTIONS = delete(schema.mention).where(schema.mention.c.release_id == bindparam("id"))
_PLACE = insert_or(schema.place)
_KEEP_PLACE = _PLACE.on_conflict_do_update(
    set_={column.name: _PLACE.excluded[column.name] for column in schema.place.columns}
)


def find_known(
    connection: Connection, path: Path, file_name: str, *, release_id: str, text_sha256: str = ""
) -> Outcome | None:
    """The outcome of a release whose bytes or text are already kept, or None when it is new."""
    kept = connection.execute(_KNOWN, {"id": release_id, "text": text_sha256}).one_or_none()
    if kept is None:
        return None
    if kept.file_name == file_name:
        return Outcome(path, "unchanged", kept.release_id, "")
    return Outcome(path, "duplicate", kept.release_id, kept.file_name)


def keep(connection: Connection, draft: Draft, rules_version: str) -> Outcome:
    """Store a draft, unless another loader was faster or its text is known from other bytes."""
    release, path = draft.release, draft.path
    release_id, digest = release.release_id, sha256_hex(release.text)
    known = find_known(connection, path, release.file_name, release_id=release_id, text_sha256=digest)
    if known:
        return known
    related = find_related(connection, release, draft.keys)
    keep_release(connection, draft, rules_version)
    keep_mentions(connection, release_id, draft.mentions)
    if related is None:
        return Outcome(path, "added", release_id, "")
    original, relation = related
    version = {"release_id": release_id, "version_of": original.release_id, "relation": relation}
    connection.execute(insert(schema.version), version)
    return Outcome(path, relation, release_id, original.file_name)


def keep_release(connection: Connection, draft: Draft, rules_version: str) -> None:
    """Store a release, its bytes, its words for the search and its keys of likeness."""
    release = draft.release
    row = release_row(release, rules_version)
    number = connection.execute(insert(schema.release), row).inserted_primary_key.number
    connection.execute(insert(schema.source_file), {"release_id": release.release_id, "bytes": draft.data})
    words = {"rowid": number, "title": release.title, "text": release.text}
    connection.execute(insert(schema.release_words), words)
    connection.execute(insert(schema.likeness_key), key_rows(release, draft.keys))


def keep_mentions(connection: Connection, release_id: str, mentions: Sequence[Mention]) -> None:
    """Store the mentions of a release, in place of any it had, with the places they name."""
    places = {found.place.place_id: place_row(found.place) for found in mentions if found.place}
    if places:
        connection.execute(_KEEP_PLACE, list(places.values()))
    connection.execute(_DELETE_MENTIONS, {"id": release_id})
    if mentions:
        connection.execute(insert(schema.mention), [mention_row(found, release_id) for found in mentions])
