"""Entries of the log of corrections as a person reads them; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explorer.library.corrections import Correction
from explorer.model import Place

NOTHING = "no place known"
NOT_A_PLACE = "not a place"
REACHES = {"here": "here", "release": "in the release", "everywhere": "everywhere"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: what it is about, from what, to what."""

    subject: str
    before: str
    after: str


def describe(entry: Correction, numbers: Mapping[str, int], names: Mapping[str, str]) -> Line:
    """An entry in words; `numbers` by correction_id, `names` of places by place_id."""
    toponym = f"“{entry.anchor.toponym}”" if entry.anchor else ""
    if entry.field == "undo":
        return Line("undo", "", f"correction {numbers.get(entry.after, 'from elsewhere')}")
    if entry.field == "title":
        return Line("title", entry.before or "", entry.after)
    if entry.field == "published":
        return Line("publication date", _date(entry.before), _date(entry.after))
    if entry.field == "role":
        return Line(f"role of {toponym}", (entry.before or {}).get("role", ""), entry.after)
    if entry.field == "place":
        return Line(f"place of {toponym}", _place_said(entry.before, names), _place_name(entry.after))
    if entry.after is None:
        return Line(toponym, _place_said(entry.before, names), NOT_A_PLACE)
    return Line(toponym, "missed", f"{_place_name(entry.after['place'])}, {entry.after['role']}")


def describe_shortly(number: int, line: Line) -> str:
    """An entry on one line, as "12 · role of “Mosul”: location → actor"."""
    arrow = f"{shorten(line.before)} → {shorten(line.after)}" if line.before else shorten(line.after)
    return f"{number} · {line.subject}: {arrow}"


def format_time(made_at: str) -> str:
    """When an entry was made, in UTC, as "20 Nov 2026, 14:05"."""
    moment = dt.datetime.fromisoformat(made_at).astimezone(dt.UTC)
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def describe_place(place: Place) -> str:
    """What tells a place from others of its name: kind, where, and how precisely it is known."""
    where = ", ".join(part for part in (place.admin1, place.country_code) if part)
    precision = f"±{place.precision_km:g} km"
    return " · ".join(part for part in (place.feature_class, where, precision) if part)


def shorten(text: str, most: int = 60) -> str:
    """The text, cut in the middle of nowhere rather than too long for a line."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _date(value: Mapping[str, Any] | None) -> str:
    return (value or {}).get("date") or "undated"


def _place_said(before: Mapping[str, Any] | None, names: Mapping[str, str]) -> str:
    place_id = (before or {}).get("place_id")
    return names.get(place_id, place_id) if place_id else NOTHING


def _place_name(place: Mapping[str, Any] | None) -> str:
    return place["name"] if place else NOTHING
