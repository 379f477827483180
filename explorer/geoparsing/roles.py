"""What a mention does in its sentence: location, dateline, actor or elsewhere, and the cue that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.geoparsing.geography import is_in_theatre
from explorer.geoparsing.names import fold
from explorer.geoparsing.rules import Rules
from explorer.model import Place, Role

REACH = 100  # characters before a mention in which its cue must begin

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_MORE = r"(?:,\s*[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}){0,2}"
_DATE = rf"(?:,?\s*\(?{_MONTH}\s*\d{{1,2}}(?:,?\s*\d{{4}})?\)?)"
_AGENCY = r"(?:\s*[-–—]?\s*\([^)\n]{2,40}\))"
_DASH = r"\s*(?:--|[–—]|\s-|-\s)"
_DATELINE = re.compile(rf"{_MORE}(?P<sure>{_DATE}|{_AGENCY})*{_DASH}\s*\S")
_LINE_LEAD = 60  # characters of a line that a dateline may take up before a mention in it


@dataclass(frozen=True, slots=True)
class Reading:
    """A role and the cue for it, in words."""

    role: Role
    cue: str


def find_role(text: str, start: int, end: int, place: Place | None, rules: Rules, *, listed: bool) -> Reading:
    """The role of the mention text[start:end]; `listed` says that it stands in a list of nations."""
    if dateline := _dateline(text, start, end):
        return Reading("dateline", dateline)
    before = text[max(0, start - REACH) : start]
    if place is None:
        return Reading("location", _locative(before, rules))
    actor = _actor(text, end, before, place, rules, listed=listed)
    if actor:
        return Reading("actor", actor)
    if not is_in_theatre(place):
        return Reading("elsewhere", f"{place.name} is outside Iraq and Syria and what surrounds them")
    return Reading("location", _locative(before, rules))


def _dateline(text: str, start: int, end: int) -> str:
    line_start = text.rfind("\n", max(0, start - _LINE_LEAD), start) + 1
    if start - line_start > _LINE_LEAD or (line_start == 0 and start > _LINE_LEAD):
        return ""
    lead = text[line_start:start]
    if lead and not re.fullmatch(r"[\s(\"“]*(?:[A-Z][\w.]*(?:\s[A-Z][\w.]*)*,\s*)?", lead):
        return ""
    match = _DATELINE.match(text, end)
    if match and (match["sure"] or text[start:end].isupper() or lead.strip().isupper()):
        return "it opens the line as a dateline"
    return ""


def _actor(text: str, end: int, before: str, place: Place, rules: Rules, *, listed: bool) -> str:
    if match := rules.government_before.search(before):
        return f"after “{match[0].strip()}”"
    is_seat = fold(place.name) in rules.seats
    if is_seat and (match := rules.briefing_before.search(before)):
        return f"the seat of a spokesman, after “{match[1]}”"
    if match := rules.government_after.match(text, end):
        return f"before “{match[1]}”"
    if place.feature_class == "country" or is_seat:
        if not rules.inside_before.search(before) and (metonym := rules.metonym_after.match(text, end)):
            return f"it acts: “{metonym[1]}”"
        if fold(place.name) == "pentagon":
            return "it stands for the people in it"
    if listed:
        return "it stands in a list of nations"
    if place.feature_class == "country" and not is_in_theatre(place) and not rules.inside_before.search(before):
        return "it stands for its government"
    return ""


def _locative(before: str, rules: Rules) -> str:
    match = rules.in_before.search(before)
    return f"after “{match[1]}”" if match else "named as a place"
