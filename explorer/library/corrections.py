"""What people change in what was read and geoparsed: the entries of the log, and which of them hold; pure.

The log only grows. What the library shows is always derived from the file's bytes, the rules and the log, so a
correction outlives every newer rule, and an undone one leaves no trace but in the log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from explorer.model import Mention

Field = Literal["title", "published", "place", "role", "mention", "undo"]
Scope = Literal["here", "release", "everywhere"]

CONTEXT = 40  # characters kept on either side of a mention


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mention stands, with enough around it to find it again in a text that was cleaned otherwise."""

    start: int
    end: int
    toponym: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the log.

    `after` is, by `field`: title, the title; published, {"date", "precision"}; place, a place with all its fields or
    None for none; role, the role; mention, {"role", "place"} for one that was missed or None for "not a place";
    undo, the correction_id of another entry, whose release_id and scope an undo shares.
    `before` says what was shown; for mentions {"role", "place_id"}. `scope` says how far it goes: this mention, every
    mention of this release that is spelled alike and said the same before, or such mentions everywhere. One that was
    missed goes for the same words wherever no mention covers them.
    """

    correction_id: str  # chosen by whoever corrects: the same id again is the same correction
    made_at: str  # ISO 8601 with its offset from UTC
    who: str
    why: str
    release_id: str
    field: Field
    before: Any
    after: Any
    scope: Scope = "here"
    anchor: Anchor | None = None


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """The anchor of a span of the clean text."""
    return Anchor(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def undo(correction: Correction, *, correction_id: str, made_at: str, who: str, why: str) -> Correction:
    """The entry that undoes another, which may itself be an undo."""
    return Correction(
        correction_id=correction_id,
        made_at=max(made_at, correction.made_at, key=dt.datetime.fromisoformat),
        who=who,
        why=why,
        release_id=correction.release_id,
        field="undo",
        before=None,
        after=correction.correction_id,
        scope=correction.scope,
        anchor=correction.anchor,
    )


def said_of(mention: Mention) -> dict[str, str | None]:
    """What the `before` of a mention's correction holds."""
    return {"role": mention.role, "place_id": mention.place.place_id if mention.place else None}


def find_active(log: Iterable[Correction]) -> list[Correction]:
    """The corrections that hold, oldest first: no undo, and nothing that an undo which holds has undone."""
    active, undone = [], set()
    for entry in sorted(log, key=_age, reverse=True):
        if entry.correction_id in undone:
            continue
        if entry.field == "undo":
            undone.add(entry.after)
        else:
            active.append(entry)
    return active[::-1]


def _age(entry: Correction) -> tuple[dt.datetime, bool, str]:
    # By when they were made, not when they came in: two libraries that took over each other's log show the same.
    return dt.datetime.fromisoformat(entry.made_at), entry.field == "undo", entry.correction_id


def is_missed(correction: Correction) -> bool:
    """Whether it adds a mention that was missed."""
    return correction.field == "mention" and correction.after is not None


def signed(correction: Correction) -> str:
    """Who corrected, and why, in a phrase."""
    return f"corrected by {correction.who}" + (f": {correction.why}" if correction.why else "")
