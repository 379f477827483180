"""What a mention does in its sentence: location, dateline, actor or elsewhere, and the cue that says so."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from explorer.geoparsing.gazetteer import Candidate
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.spans import Span
from explorer.model import Role

_BRIEFING_REACH = 100  # characters before a spokesman's seat in which the briefing must be named
_LINE_LEAD = 60  # characters of a line that a dateline may take up before a mention in it

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_MORE = r"(?:,\s*[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}){0,2}"
_DATE = rf"(?:,?\s*\(?{_MONTH}\s*\d{{1,2}}(?:,?\s*\d{{4}})?\)?)"
_AGENCY = r"(?:\s*[-–—]?\s*\([^)\n]{2,40}\))"
_DASH = r"\s*(?:--|[–—]|\s-|-\s)"
_BYLINE = re.compile(rf"{_MORE},?\s*\d\d[./]\d\d[./]\d{{4}}[ \t]*(?:$|\n)")  # "BAGHDAD, IRAQ, 04.05.2017"
_DATELINE = re.compile(rf"{_MORE}(?:(?P<after>{_DASH}{_DATE})|(?P<sure>{_DATE}|{_AGENCY}){{0,2}}){_DASH}\s*\S")
_IN_BRACKETS = re.compile(rf"{_MORE}\)(?:{_DASH})?\s*[A-Z“\"]")  # "(Erbil, Iraq) The coalition"
_COUNTED = r"One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|(?:Airs|S)trikes?"
_COLON = re.compile(rf"{_MORE}:\s+[“\"]?(?!(?:{_COUNTED})\b)[A-Z]")
_COLON_OR_COMMA = frozenset(":,")
_LEAD = re.compile(r"[\s(\"“]*+(?:[A-Z][\w.-]*+(?:\s[A-Z][\w.-]*+)*+,\s*+)?")


class Reading(NamedTuple):
    """A role and the cue for it, in words."""

    role: Role
    cue: str


def find_role(
    text: str, span: Span, chosen: Candidate | None, rules: Rules, *, listed: bool = False, holds: bool = False
) -> Reading:
    """The role of a span.

    Args:
        text: The text of the release.
        span: The span.
        chosen: What it was resolved to.
        rules: The cue words.
        listed: Whether it stands in a list of nations.
        holds: Whether it says where the place before it lies.
    """
    if _is_dateline(text, span.start, span.end):
        return Reading("dateline", "it opens the line as a dateline")
    cue = rules.around.at_end(span.before)
    if chosen is None:
        return _location(cue, "" if span.doubt else "in a slot for a place")
    is_seat, actor = chosen.place.name.lower() in rules.seats, ""
    if is_seat and text[span.end : span.end + 1] in _COLON_OR_COMMA and _opens_with_colon(text, span):
        return Reading("dateline", "it opens the line before a colon")
    if is_seat and (briefing := _briefing(text, span, rules)):
        return Reading("dateline", f"the seat of a spokesman, after “{briefing}”")
    if not holds and (is_seat or chosen.place.feature_class == "country"):
        actor = _actor(span, cue, chosen, rules, is_seat=is_seat)
    if actor or listed:
        return Reading("actor", actor or "it stands in a list of nations")
    if not chosen.is_in_theatre:
        return Reading("elsewhere", f"{chosen.place.name} is outside Iraq and Syria and what surrounds them")
    return _location(cue, "named as a place")


@cache
def _location(cue: str, otherwise: str) -> Reading:
    return Reading("location", f"after “{cue}”" if cue else otherwise)


def _is_dateline(text: str, start: int, end: int) -> bool:
    line_start = text.rfind("\n", start - _LINE_LEAD if start > _LINE_LEAD else 0, start) + 1
    if start > _LINE_LEAD and not line_start:
        return False
    lead = text[line_start:start]
    if lead and not _LEAD.fullmatch(lead):
        return False
    if lead.strip() and lead.strip()[0] == "(" and ")" not in lead and _IN_BRACKETS.match(text, end):
        return True
    match = _DATELINE.match(text, end)
    if not match:
        return text[start:end].isupper() and bool(_BYLINE.match(text, end))
    return bool(match["sure"] or match["after"] or text[start:end].isupper() or lead.strip().isupper())


def _opens_with_colon(text: str, span: Span) -> bool:
    """Whether a line begins with a name and a colon: "Baghdad: The coalition"; a list of strikes has a number there."""
    is_first = not span.start or text[span.start - 1] == "\n"
    return is_first and bool(_COLON.match(text, span.end))


def _briefing(text: str, span: Span, rules: Rules) -> str:
    """What a spokesman says from a seat of government, "" if none speaks from there."""
    if not span.before or span.before[-1] not in ("from", "in"):  # as the pattern ends
        return ""
    match = rules.briefing.search(text, max(0, span.start - _BRIEFING_REACH), span.start)
    return match[1] if match else ""


def _actor(span: Span, cue: str, chosen: Candidate, rules: Rules, *, is_seat: bool) -> str:
    """What makes a country or the seat of a government the name of those who act, "" if nothing does."""
    is_country = chosen.place.feature_class == "country"
    if cue == "of" and (noun := rules.governments.at_end(span.before[:-1])):
        return f"after “{noun} of”"
    if is_seat and (verb := rules.metonym_objects.at_end(span.before)):
        return f"it is acted on: “{verb}”"
    if rules.is_relation(span.before):
        return "after “between” of those who deal with each other"
    after = span.after[1:] if span.after and span.after[0] in ("'s", "’s") else span.after
    if noun := rules.governments.at_start(after):
        return f"before “{noun}”"
    acting = after[2:] if after[:1] == ["and"] else after
    if cue not in rules.inside and (verb := rules.metonym_verbs.at_start(acting)):
        return f"it acts: “{verb}”"
    is_joint = is_country and acting is not after and cue not in rules.inside
    if is_joint and (noun := rules.organisation_tails.at_start(acting)):  # "Iraq and Kurdish security forces"
        return f"before “{noun}”"
    if chosen.place.name.lower() == "pentagon":
        return "it stands for the people in it"
    if is_country and not chosen.is_in_theatre and cue not in rules.inside:
        return "it stands for its government"
    return ""
