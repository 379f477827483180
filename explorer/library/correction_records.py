"""Corrections as JSON values, one a line in an exported log, checked when they come in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, get_args

from explorer.errors import CorrectionError
from explorer.library.corrections import Anchor, Correction, Field, Scope, is_missed
from explorer.model import Place, PublicationDate, Role

LENGTHS = {"day": 10, "month": 7, "year": 4}  # of an ISO 8601 date, by its precision


def correction_line(correction: Correction) -> str:
    """A correction as one line of JSON."""
    return json.dumps(asdict(correction), sort_keys=True)


def read_correction(line: str | bytes, *, where: str) -> Correction:
    """The correction of one line.

    Raises:
        CorrectionError: the line is no JSON object, a field is missing, or a value is not allowed.
    """
    try:
        record = json.loads(line)
        anchor = record.pop("anchor", None)
        correction = Correction(**record, anchor=Anchor(**anchor) if anchor else None)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        parts = (", ".join(field.name for field in fields(record)) for record in (Correction, Anchor))
        expected = "a line is one JSON object with {}, the anchor with {}".format(*parts)
        raise CorrectionError(f"{where}: is no correction: {line[:100]!r}; {expected}") from error
    return check_correction(correction, where=where)


def check_correction(correction: Correction, *, where: str = "correction") -> Correction:
    """The correction itself, if it can be applied.

    Raises:
        CorrectionError: a value is not allowed; the message says which.
    """
    texts = ("correction_id", "made_at", "who", "why", "release_id")
    if not all(isinstance(getattr(correction, name), str) for name in texts):
        raise CorrectionError(f"{where}: {', '.join(texts)} must all be text")
    _require(correction.field in get_args(Field), where, "field", correction.field, get_args(Field))
    _require(correction.scope in get_args(Scope), where, "scope", correction.scope, get_args(Scope))
    try:
        _check_time(correction.made_at)
        _CHECKS[correction.field](correction)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # Only a ValueError was written for people.
        cause = str(error) if type(error) is ValueError else "a part of it is missing, too many or of another kind"
        raise CorrectionError(f"{where}: a {correction.field} cannot become {correction.after!r}: {cause}") from error
    return correction


def _require(condition: bool, where: str, name: str, found: object, allowed: tuple[str, ...]) -> None:
    if not condition:
        raise CorrectionError(f"{where}: {name} {found!r} is not one of {', '.join(allowed)}")


def _check_time(made_at: str) -> None:
    try:
        has_offset = dt.datetime.fromisoformat(made_at).tzinfo is not None
    except ValueError:
        has_offset = False
    if not has_offset:
        raise ValueError(f"made_at {made_at!r} is no ISO 8601 time with its offset from UTC, 2020-01-31T12:00:00+00:00")


def _check_text(correction: Correction) -> None:
    if not isinstance(correction.after, str) or not correction.after.strip():
        raise ValueError("it must be text, and not empty")


def _check_published(correction: Correction) -> None:
    after: Mapping[str, Any] = correction.after
    date = PublicationDate(after["date"], after["precision"], "corrected", "")
    if date.date is not None and len(date.date) != LENGTHS[after["precision"]]:
        raise ValueError("a date is ISO 8601 at its precision: day 2017-06-29, month 2017-06, year 2017")
    _ = date.last_day  # raises for a day that no calendar has


def _check_place(correction: Correction) -> None:
    _require_anchor(correction)
    _check_place_value(correction.after)


def _check_place_value(value: Mapping[str, Any] | None) -> None:
    if value is None:
        return
    place = Place(**value)
    if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180 and place.precision_km > 0):
        raise ValueError("latitude is -90 to 90, longitude -180 to 180 [degrees], precision_km above 0")


def _check_role(correction: Correction) -> None:
    _require_anchor(correction)
    if correction.after not in get_args(Role):
        raise ValueError(f"a role is one of {', '.join(get_args(Role))}")


def _check_mention(correction: Correction) -> None:
    _require_anchor(correction)
    if correction.after is None:
        return
    if correction.after["role"] not in get_args(Role):
        raise ValueError(f"a role is one of {', '.join(get_args(Role))}")
    _check_place_value(correction.after["place"])


def _require_anchor(correction: Correction) -> None:
    anchor = correction.anchor
    if anchor is None or not anchor.toponym or anchor.end - anchor.start != len(anchor.toponym):
        raise ValueError("its anchor must say which passage is meant")
    if is_missed(correction):
        return
    if correction.scope != "here" and set(correction.before or ()) != {"role", "place_id"}:
        raise ValueError("before must say role and place_id: with them it goes for other mentions")


_CHECKS = {
    "title": _check_text,
    "published": _check_published,
    "place": _check_place,
    "role": _check_role,
    "mention": _check_mention,
    "undo": _check_text,
}
