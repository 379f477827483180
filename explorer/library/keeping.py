"""Writing releases and mentions into the tables; every function is part of a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, and_, bindparam, delete, insert, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from explorer.library import schema
from explorer.library.correcting import apply_to_mentions, apply_to_release
from explorer.library.correction_log import find_relevant, keep_fits
from explorer.library.corrections import find_active
from explorer.library.drafting import Draft, Outcome
from explorer.library.rows import event_date_row, key_rows, mention_row, place_row, release_row, sha256_hex
from explorer.library.versions import find_related
from explorer.model import EventDate, Mention
from explorer.reading import event_dates_of

# Statements are built once: building costs more than running them.
_table = schema.release.c
_SAME_WORDS = and_(
    # "No strikes were conducted today" is said on many days, of which only the page's metadata may tell.
    _table.text_sha256 == bindparam("text"),
    _table.published.is_not_distinct_from(bindparam("published")),
)
_KNOWN = (
    select(_table.release_id, _table.file_name).where(or_(_table.release_id == bindparam("id"), _SAME_WORDS)).limit(1)
)
_DELETE_MENTIONS = delete(schema.mention).where(schema.mention.c.release_id == bindparam("id"))
_DELETE_EVENT_DATES = delete(schema.event_date).where(schema.event_date.c.release_id == bindparam("id"))
_PLACE = insert_or(schema.place)
# A place that is known is not written again: its pages would go through the log with every release.
_KEEP_PLACE = _PLACE.on_conflict_do_update(
    set_={column.name: _PLACE.excluded[column.name] for column in schema.place.columns},
    where=or_(*(column.is_distinct_from(_PLACE.excluded[column.name]) for column in schema.place.columns)),
)


def find_known(connection: Connection, path: Path, file_name: str, release_id: str) -> Outcome | None:
    """The outcome of a release whose bytes are already kept, or None when they are new."""
    return _known(connection, path, file_name, {"id": release_id, "text": "", "published": None})


def _known(connection: Connection, path: Path, file_name: str, asked: dict[str, str | None]) -> Outcome | None:
    kept = connection.execute(_KNOWN, asked).one_or_none()
    if kept is None:
        return None
    if kept.file_name == file_name:
        return Outcome(path, "unchanged", kept.release_id, "")
    return Outcome(path, "duplicate", kept.release_id, kept.file_name)


def keep(connection: Connection, draft: Draft, rules_version: str) -> Outcome:
    """Store a draft, unless another loader was faster or its text is known from other bytes."""
    draft = with_corrections(connection, draft)
    release, path = draft.release, draft.path
    release_id, published = release.release_id, release.published.date
    asked = {"id": release_id, "text": sha256_hex(release.text), "published": published}
    known = _known(connection, path, release.file_name, asked)
    if known:
        return known
    related = find_related(connection, release, draft.keys)
    keep_release(connection, draft, rules_version)
    if related is None:
        return Outcome(path, "added", release_id, "")
    original, relation = related
    version = {"release_id": release_id, "version_of": original.release_id, "relation": relation}
    connection.execute(insert(schema.version), version)
    return Outcome(path, relation, release_id, original.file_name)


def keep_again(connection: Connection, draft: Draft, rules_version: str) -> None:
    """Store a release anew as its bytes, the rules and the log now have it; one that is gone stays so."""
    draft = with_corrections(connection, draft)
    release = draft.release
    this = _table.release_id == release.release_id
    number = connection.scalar(select(_table.number).where(this))
    if number is None:
        return
    forget_words(connection, release.release_id)
    connection.execute(update(schema.release).where(this), release_row(release, rules_version))
    connection.execute(delete(schema.likeness_key).where(schema.likeness_key.c.release_id == release.release_id))
    keep_traces(connection, draft, number)


def remove(connection: Connection, release_id: str) -> bool:
    """Forget a release, but not its corrections; the oldest of its versions takes its place. False if there is none."""
    version = schema.version.c
    heirs = connection.scalars(select(version.release_id).where(version.version_of == release_id)).all()
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
    release_id = draft.release.release_id
    corrections = find_active(find_relevant(connection, release_id))
    release = apply_to_release(draft.release, corrections)
    mentions, unfit = apply_to_mentions(release, draft.mentions, corrections)
    keep_fits(connection, [entry for entry in corrections if entry.release_id == release_id], unfit)
    is_redated = release.published != draft.release.published  # then "yesterday" is another day
    event_dates = event_dates_of(release) if is_redated else draft.event_dates
    return replace(draft, release=release, mentions=mentions, event_dates=event_dates)


def keep_release(connection: Connection, draft: Draft, rules_version: str) -> None:
    """Store a release with its bytes and all that points at it."""
    row = release_row(draft.release, rules_version)
    number = connection.execute(insert(schema.release), row).inserted_primary_key.number
    source = {"release_id": draft.release.release_id, "bytes": draft.data}
    connection.execute(insert(schema.source_file), source)
    keep_traces(connection, draft, number)


def keep_traces(connection: Connection, draft: Draft, number: int) -> None:
    """Store the words of a release for the search, its keys of likeness, its mentions and its event dates."""
    release = draft.release
    words = {"rowid": number, "title": release.title, "text": release.text}
    connection.execute(insert(schema.release_words), words)
    connection.execute(insert(schema.likeness_key), key_rows(release, draft.keys))
    keep_mentions(connection, release.release_id, draft.mentions)
    keep_event_dates(connection, release.release_id, draft.event_dates)


def keep_mentions(connection: Connection, release_id: str, mentions: Sequence[Mention]) -> None:
    """Store the mentions of a release, in place of any it had, with the places they name."""
    places = {found.place.place_id: place_row(found.place) for found in mentions if found.place}
    if places:
        connection.execute(_KEEP_PLACE, list(places.values()))
    connection.execute(_DELETE_MENTIONS, {"id": release_id})
    if mentions:
        connection.execute(insert(schema.mention), [mention_row(found, release_id) for found in mentions])


def keep_event_dates(connection: Connection, release_id: str, event_dates: Sequence[EventDate]) -> None:
    """Store the event dates of a release, in place of any it had."""
    connection.execute(_DELETE_EVENT_DATES, {"id": release_id})
    if event_dates:
        connection.execute(insert(schema.event_date), [event_date_row(found, release_id) for found in event_dates])
