"""Which release is another one again: a reprint in another wrapper, or a new version."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
)

from explorer.library import schema
from explorer.library.database import driver
from explorer.library.facts import differ_in_facts, has_same_numbers, place_facts
from explorer.library.likeness import likeness, running_text, word_runs
from explorer.library.rows import release_from_row
from explorer.model import Release
from explorer.reading import event_dates_of
from explorer.records import Record

Relation = Literal["reprint", "new version"]
Named = tuple[str, str, str | None, bool]  # release_id, toponym, place_id, on_map

REPRINT_LIKENESS = 0.8  # official copies of one release: noise of a wrapper changes less than this leaves
VERSION_LIKENESS = 0.5  # under one number, or one headline and day, more may have been rewritten
LEAST_ELSEWHERE = 2  # places; one alone may have been put right
# Both bound the work where thousands of releases follow one template.
MOST_MEETINGS = 600  # under a key
MOST_CANDIDATES = 10  # compared word by word, those first that share the most keys

_table, _keys = schema.release.c, schema.likeness_key.c
_versions, _mention = schema.version.c, schema.mention.c
_VERSIONS = select(_versions.release_id)
HEIRS = (
    select(_versions.release_id)
    .join(schema.release, _table.release_id == _versions.release_id)
    .where(_versions.version_of == bindparam("id"))
    .order_by(_table.number)
)
_NAMED = schema.compiled(
    select(_mention.release_id, _mention.toponym, _mention.place_id, _mention.on_map).where(
        _mention.release_id.in_([bindparam("one"), bindparam("other")]), _mention.role == literal_column("'location'")
    )
)


def _is_of_the_day(published: ColumnElement[str]) -> ColumnElement[bool]:
    """What `is_same_day` says, of a column."""
    is_finer = published.between(bindparam("first"), bindparam("last"))
    return or_(published.in_(schema.any_of("coarser")), is_finer)


_MEETING = select(_keys.release_id).where(
    _keys.key.in_(schema.any_of("keys")), _keys.release_id.not_in(_VERSIONS), _keys.release_id != bindparam("id")
)
# Two selects, because each runs down the index of key and day; one with "or" would look at every like text.
_MET = (
    union_all(
        _MEETING.where(_keys.published.in_(schema.any_of("coarser"))),
        _MEETING.where(_keys.published.between(bindparam("first"), bindparam("last"))),
    )
    .limit(MOST_MEETINGS)
    .subquery()
)
_ALIKE = select(_MET.c.release_id).group_by(_MET.c.release_id).order_by(func.count().desc()).limit(MOST_CANDIDATES)
_SAME_NUMBER = (
    select(_table.release_id, func.coalesce(_table.published, literal_column("''")).label("published"))
    .where(_table.release_number == bindparam("number"))
    .limit(MOST_CANDIDATES)
    .subquery()
)
_NUMBERED = select(_SAME_NUMBER.c.release_id).where(_is_of_the_day(_SAME_NUMBER.c.published))
# Long, and no part of the comparison.
_LEFT_OUT = {"original": "''", **dict.fromkeys(["kept", "removed", "other_dates", "warnings"], "'[]'")}
_COMPARED = [
    literal_column(_LEFT_OUT[column.name]).label(column.name) if column.name in _LEFT_OUT else column
    for column in _table
]
_CANDIDATES = schema.compiled(
    select(*_COMPARED)
    .select_from(schema.release)
    .where(or_(_table.release_id.in_(_ALIKE), _table.release_id.in_(_NUMBERED)))
    .where(_table.release_id.not_in(_VERSIONS), _table.number < bindparam("before"))
    .order_by(_table.number)
)


def find_relation(new: Release, kept: Release, find_named: Callable[[], Sequence[Named]]) -> Relation | None:
    """What a new release is to one in the library; None when they are two releases.

    `find_named` gives the places where they say that things happened. The cheapest tests come first: where many
    reports of a day follow one template, their numbers keep nearly all of them apart.
    """
    if not is_same_day(new.published.date or "", kept.published.date or ""):
        return None
    has_number = bool(new.release_number and kept.release_number)
    if has_number and new.release_number != kept.release_number:
        return None
    texts = running_text(new), running_text(kept)
    is_identical, has_numbers = has_same_identity(new, kept), has_same_numbers(*texts)
    if not is_identical and not has_numbers:
        return None
    alike = likeness(*map(word_runs, texts))
    if alike < VERSION_LIKENESS:
        return None
    named = find_named()
    if is_identical and (has_number or not _tell_of_other_places(new, kept, named)):
        return "new version"
    places = place_facts((toponym, place_id) for _, toponym, place_id, _ in named)
    is_reprint = alike >= REPRINT_LIKENESS and has_numbers and not differ_in_facts(*texts, places)
    return "reprint" if is_reprint else None


def is_same_day(one: str, other: str) -> bool:
    """Whether two dates, each ISO 8601 at its own precision or "" when unknown, can mean the same day."""
    return one.startswith(other) or other.startswith(one)


def has_same_identity(one: Release, other: Release) -> bool:
    """Whether the publisher would call both by one name: its number, or its headline of one known day.

    Without publisher or day a headline is none: "Strikes continue" stands over another report each day. Nor is it one
    where each tells of a day that the other does not: two such reports may be published together after a weekend.
    """
    numbered = one.release_number is not None and one.release_number == other.release_number
    headed = one.title_basis == other.title_basis == "stated" and one.title.casefold() == other.title.casefold()
    dated = one.published.precision == other.published.precision == "day"
    if one.publisher != other.publisher:
        return False
    return numbered or (headed and dated and one.publisher is not None and not _tell_of_other_days(one, other))


def _tell_of_other_days(one: Release, other: Release) -> bool:
    days, others = ({(found.first_day, found.last_day) for found in event_dates_of(each)} for each in (one, other))
    return not (days <= others or others <= days)


def _tell_of_other_places(one: Release, other: Release, named: Sequence[Named]) -> bool:
    """Whether each names several dots of the map and none of the other's, as reports on Iraq and on Syria do."""
    dots = {each.release_id: set() for each in (one, other)}
    for release_id, _, place_id, on_map in named:
        if on_map:
            dots[release_id].add(place_id)
    return min(map(len, dots.values())) >= LEAST_ELSEWHERE and not set.intersection(*dots.values())


def relate_again(connection: Connection, row: Record, keys: Collection[int], number: int) -> None:
    """Tell anew which release a kept one, a row of the table `release`, repeats, and which repeat it."""
    this = {"id": row["release_id"]}
    heirs = connection.scalars(HEIRS, this).all()
    connection.execute(delete(schema.version).where(_versions.release_id == row["release_id"]))
    related = find_related(connection, row, keys, number)
    if related:
        keep_version(connection, row["release_id"], *related)
    for heir in heirs:
        relate_again(connection, *_kept(connection, heir))


def keep_version(connection: Connection, release_id: str, original: Release, relation: Relation) -> None:
    """Store that a release is another one again."""
    version = {"release_id": release_id, "version_of": original.release_id, "relation": relation}
    connection.execute(insert(schema.version), version)


def find_related(
    connection: Connection, row: Record, keys: Collection[int], number: int
) -> tuple[Release, Relation] | None:
    """The release loaded before the one of this number that it repeats, and how."""
    new = release_from_row(row)
    for kept in find_candidates(connection, row, keys, number):
        both = {"one": new.release_id, "other": kept.release_id}
        found = find_relation(new, kept, lambda both=both: driver(connection).execute(_NAMED, both).fetchall())
        if found:
            return kept, found
    return None


def find_candidates(connection: Connection, row: Record, keys: Collection[int], number: int) -> list[Release]:
    """Releases that are no version of another and may be the one at hand, in the order they were loaded.

    They come without their originals and what was removed there, which nothing here compares.
    """
    published = row["published"] or ""
    said = {
        "id": row["release_id"],
        "before": number,
        "keys": json.dumps(list(keys)),
        "first": published,
        "last": f"{published}~",  # after every finer date
        "coarser": json.dumps([published[:length] for length in (0, 4, 7) if length < len(published)]),
        "number": row["release_number"] or "",
    }
    found = driver(connection).execute(_CANDIDATES, said)
    names = [column[0] for column in found.description]
    return [release_from_row(dict(zip(names, values, strict=True))) for values in found]


def _kept(connection: Connection, release_id: str) -> tuple[Record, list[int], int]:
    row = connection.execute(select(schema.release).where(_table.release_id == release_id)).mappings().one()
    keys = connection.scalars(select(_keys.key).where(_keys.release_id == release_id)).all()
    return dict(row), list(keys), row["number"]
