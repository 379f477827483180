"""Which release is another one again: a reprint in another wrapper, or a new version."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Literal

from sqlalchemy import Connection, Select, bindparam, func, or_, select, union_all

from explorer.library import schema
from explorer.library.database import driver
from explorer.library.likeness import likeness, running_text, word_runs
from explorer.library.rows import release_from_row
from explorer.model import Release
from explorer.records import Record

Relation = Literal["reprint", "new version"]

REPRINT_LIKENESS = 0.8  # official copies of one release: noise of a wrapper changes less than this leaves
VERSION_LIKENESS = 0.5  # under one number, or one headline and day, more may have been rewritten
# Both bound the work where thousands of releases follow one template.
MOST_MEETINGS = 600  # under a key
MOST_CANDIDATES = 10  # compared word by word, those first that share the most keys

_table, _keys = schema.release.c, schema.likeness_key.c
_VERSIONS = select(schema.version.c.release_id)


def _any_of(name: str) -> Select:
    """The values of a parameter that is a JSON list."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


_MEETING = select(_keys.release_id).where(_keys.key.in_(_any_of("keys")), _keys.release_id.not_in(_VERSIONS))
# Two selects, because each runs down the index of key and day; one with "or" would look at every like text.
_MET = (
    union_all(
        _MEETING.where(_keys.published.in_(_any_of("coarser"))),
        _MEETING.where(_keys.published.between(bindparam("first"), bindparam("last"))),
    )
    .limit(MOST_MEETINGS)
    .subquery()
)
_ALIKE = select(_MET.c.release_id).group_by(_MET.c.release_id).order_by(func.count().desc()).limit(MOST_CANDIDATES)
_NUMBERED = select(_table.release_id).where(_table.release_number == bindparam("number")).limit(MOST_CANDIDATES)
_CANDIDATES = schema.compiled(
    select(schema.release)
    .where(or_(_table.release_id.in_(_ALIKE), _table.release_id.in_(_NUMBERED)))
    .where(_table.release_id.not_in(_VERSIONS))
    .order_by(_table.number)
)


def find_relation(new: Release, kept: Release) -> Relation | None:
    """What a new release is to one in the library; None when they are two releases."""
    if not is_same_day(new.published.date or "", kept.published.date or ""):
        return None
    if new.release_number and kept.release_number and new.release_number != kept.release_number:
        return None
    texts = running_text(new), running_text(kept)
    alike = likeness(*map(word_runs, texts))
    if has_same_identity(new, kept) and alike >= VERSION_LIKENESS:
        return "new version"
    return "reprint" if alike >= REPRINT_LIKENESS and has_same_numbers(*texts) else None


def is_same_day(one: str, other: str) -> bool:
    """Whether two dates, each ISO 8601 at its own precision or "" when unknown, can mean the same day."""
    return one.startswith(other) or other.startswith(one)


def has_same_identity(one: Release, other: Release) -> bool:
    """Whether the publisher would call both by one name: its number, or its headline."""
    numbered = one.release_number is not None and one.release_number == other.release_number
    headed = one.title_basis == other.title_basis == "stated" and one.title.casefold() == other.title.casefold()
    return one.publisher == other.publisher and (numbered or headed)


def has_same_numbers(one: str, other: str) -> bool:
    """Whether one text says no number that the other does not say too: a wrapper may add some, never change one."""
    numbers = [set(re.findall(r"\d+", text)) for text in (one, other)]
    return numbers[0] <= numbers[1] or numbers[1] <= numbers[0]


def find_related(connection: Connection, row: Record, keys: Collection[int]) -> tuple[Release, Relation] | None:
    """The release of the library that a new one, a row of the table `release`, repeats, and how."""
    for kept in find_candidates(connection, row, keys):
        found = find_relation(release_from_row(row), kept)
        if found:
            return kept, found
    return None


def find_candidates(connection: Connection, row: Record, keys: Collection[int]) -> list[Release]:
    """Releases that are no version of another and may be the one at hand, in the order they were loaded."""
    published = row["published"] or ""
    said = {
        "keys": json.dumps(list(keys)),
        "first": published,
        "last": f"{published}~",  # after every finer date
        "coarser": json.dumps([published[:length] for length in (0, 4, 7) if length < len(published)]),
        "number": row["release_number"] or "",
    }
    found = driver(connection).execute(_CANDIDATES, said)
    names = [column[0] for column in found.description]
    return [release_from_row(dict(zip(names, values, strict=True))) for values in found]
