"""Writing releases and mentions into the tables; every function is part of a transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Connection, and_, bindparam, delete, insert, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from explorer.library import schema
from explorer.library.correcting import apply_to_mentions, apply_to_release
from explorer.library.correction_log import find_relevant, keep_fits
from explorer.library.corrections import find_active
from explorer.library.database import driver
from explorer.library.drafting import Draft, Outcome, draft_of
from explorer.library.rows import key_rows, mentions_from_rows, release_from_row
from explorer.library.versions import HEIRS, find_related, keep_version, relate_again

_table = schema.release.c
_SAME_WORDS = and_(
    # "No strikes were conducted today" is said on many days, of which only the page's metadata may tell.
    _table.text_sha256 == bindparam("text"),
    _table.published.is_not_distinct_from(bindparam("published")),
)
_KNOWN = schema.compiled(
    select(_table.release_id, _table.file_name).where(or_(_table.release_id == bindparam("id"), _SAME_WORDS)).limit(1)
)
_PLACE = insert_or(schema.place)
# A place that is known is not written again: its pages would go through the log with every release.
_KEEP_PLACE = schema.compiled(
    _PLACE.on_conflict_do_update(
        set_={column.name: _PLACE.excluded[column.name] for column in schema.place.columns},
        where=or_(*(column.is_distinct_from(_PLACE.excluded[column.name]) for column in schema.place.columns)),
    )
)
_INSERT_RELEASE = schema.compiled(insert(schema.release), [column.name for column in _table if column.name != "number"])
_INSERT_SOURCE = schema.compiled(insert(schema.source_file))
_INSERT_WORDS = schema.compiled(
    insert(schema.release_words).from_select(
        ["rowid", "title", "text"],
        select(_table.number, _table.title, _table.text)
        .where(_table.release_id.in_(schema.any_of("ids")))
        .order_by(_table.number),
    )
)
_INSERT_KEY = schema.compiled(insert(schema.likeness_key))
_INSERT_MENTION = schema.compiled(insert(schema.mention))
_INSERT_EVENT_DATE = schema.compiled(insert(schema.event_date))


def find_known(connection: Connection, path: Path, file_name: str, release_id: str) -> Outcome | None:
    """The outcome of a release whose bytes are already kept, or None when they are new."""
    return _known(connection, path, file_name, {"id": release_id, "text": "", "published": None})


def _known(connection: Connection, path: Path, file_name: str, asked: dict[str, str | None]) -> Outcome | None:
    kept = driver(connection).execute(_KNOWN, asked).fetchone()
    if kept is None:
        return None
    release_id, kept_name = kept
    return Outcome(path, "unchanged", release_id, "" if kept_name == file_name else kept_name)


def keep_all(connection: Connection, drafts: Iterable[Draft], rules_version: str) -> list[Outcome]:
    """Store drafts, each unless another loader was faster or its text is known from other bytes."""
    outcomes = [keep(connection, draft, rules_version) for draft in drafts]
    keep_words(connection, [each.release_id for each in outcomes if each.outcome != "unchanged"])
    return outcomes


def keep(connection: Connection, draft: Draft, rules_version: str) -> Outcome:
    """Store a draft but for its words."""
    draft = with_corrections(connection, draft)
    release, path, release_id = draft.release, draft.path, draft.release_id
    asked = {"id": release_id, "text": release["text_sha256"], "published": release["published"]}
    known = _known(connection, path, release["file_name"], asked)
    if known:
        return known
    number = keep_release(connection, draft, rules_version)
    related = find_related(connection, release, draft.keys, number)
    if related is None:
        return Outcome(path, "added", release_id, "")
    keep_version(connection, release_id, *related)
    original, relation = related
    return Outcome(path, relation, release_id, original.file_name)


def keep_all_again(connection: Connection, drafts: Sequence[Draft], rules_version: str) -> None:
    """Store releases anew as their bytes, the rules and the log now have them; one that is gone stays so."""
    for draft in drafts:
        keep_again(connection, draft, rules_version)
    keep_words(connection, [draft.release_id for draft in drafts])


def keep_again(connection: Connection, draft: Draft, rules_version: str) -> None:
    """Store a release anew but for its words."""
    draft = with_corrections(connection, draft)
    release_id = draft.release_id
    this = _table.release_id == release_id
    number = connection.scalar(select(_table.number).where(this))
    if number is None:
        return
    forget_words(connection, release_id)
    row = {**draft.release, "extraction_version": rules_version}
    connection.execute(update(schema.release).where(this), row)
    for table in (schema.likeness_key, schema.mention, schema.event_date):
        connection.execute(delete(table).where(table.c.release_id == release_id))
    keep_traces(connection, draft)
    relate_again(connection, draft.release, draft.keys, number)


def remove(connection: Connection, release_id: str) -> bool:
    """Forget a release, but not its corrections; the oldest of its versions takes its place. False if there is none."""
    version = schema.version.c
    heirs = connection.scalars(HEIRS, {"id": release_id}).all()
    if heirs:
        connection.execute(update(schema.version).where(version.version_of == release_id).values(version_of=heirs[0]))
        connection.execute(delete(schema.version).where(version.release_id == heirs[0]))
    forget_words(connection, release_id)
    own = schema.correction.c.release_id == release_id
    connection.execute(update(schema.correction).where(own).values(fits=False))
    return connection.execute(delete(schema.release).where(_table.release_id == release_id)).rowcount == 1


def forget_words(connection: Connection, release_id: str) -> None:
    """Take the words of a release out of the search, which keeps no text itself: it must be told what they were."""
    words = select(literal("delete"), _table.number, _table.title, _table.text).where(_table.release_id == release_id)
    connection.execute(insert(schema.release_words).from_select(["release_words", "rowid", "title", "text"], words))


def with_corrections(connection: Connection, draft: Draft) -> Draft:
    """A draft as people corrected it."""
    corrections = find_active(find_relevant(connection, draft.release_id))
    if not corrections:
        return draft
    release = apply_to_release(release_from_row(draft.release), corrections)
    mentions, unfit = apply_to_mentions(release, mentions_from_rows(draft.mentions, draft.places), corrections)
    keep_fits(connection, [entry for entry in corrections if entry.release_id == draft.release_id], unfit)
    return draft_of(draft.path, draft.data, release, mentions)


def keep_release(connection: Connection, draft: Draft, rules_version: str) -> int:
    """Store a release with its bytes and all that points at it; returns its number."""
    row = {**draft.release, "extraction_version": rules_version}
    number = driver(connection).execute(_INSERT_RELEASE, row).lastrowid
    driver(connection).execute(_INSERT_SOURCE, {"release_id": draft.release_id, "bytes": draft.data})
    keep_traces(connection, draft)
    return number


def keep_traces(connection: Connection, draft: Draft) -> None:
    """Store the keys of likeness of a release, its mentions and places, and event dates."""
    sqlite = driver(connection)
    sqlite.executemany(_INSERT_KEY, key_rows(draft.release, draft.keys))
    sqlite.executemany(_KEEP_PLACE, draft.places)
    sqlite.executemany(_INSERT_MENTION, draft.mentions)
    sqlite.executemany(_INSERT_EVENT_DATE, draft.event_dates)


def keep_words(connection: Connection, release_ids: Sequence[str]) -> None:
    """Store the words of releases for the search, at the end of a transaction and all at once.

    FTS5 writes the words that it holds before any other statement that changes several rows, and merges them later
    with all that it wrote before: the more often, the more work.
    """
    driver(connection).execute(_INSERT_WORDS, {"ids": json.dumps(release_ids)})
