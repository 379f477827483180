"""Who published a release, where a reprint has it from, and what kind of text it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from explorer.reading.datelines import AGENCY_DATELINE, match_wire
from explorer.reading.headers import FEWEST_SPEAKERS, FOLLOW, KIND, KINDS, SPEAKER, Line

CJTF = r"CJTF-? ?OIR|Combined Joint Task Force\s*[–-]?\s*(?:Operation )?Inherent Resolve"
CENTCOM = r"U\.?S\.? Central Command|CENTCOM"
# A header line, from the strongest: byline, then dateline with the first words of the text.
HEADER_PUBLISHERS = (
    (rf"^(?:By|From an?)\b.{{0,40}}(?:{CENTCOM})", "U.S. Central Command"),
    (rf"^(?:By|From an?)\b.{{0,40}}(?:{CJTF})", "CJTF-OIR"),
    (r"^(?:By )?DoD News\b", "U.S. Department of Defense"),
    (rf"^SOUTHWEST ASIA\b.{{0,40}}(?:{CJTF})", "CJTF-OIR"),
    (r"^TAMPA, Fla\.", "U.S. Central Command"),
)
# What was left out of the page: banners and letterheads name the site.
PASSAGE_PUBLISHERS = (
    (r"^HEADQUARTERS,? UNITED STATES CENTRAL COMMAND", "U.S. Central Command"),
    (
        r"historical collection on (?:defense\.gov|Some)|Follow .{2,60}DoDNews|DOD Webmaster",
        "U.S. Department of Defense",
    ),
    (r"^(?:CJTF-?OIR$|HOME : NEWSROOM : News Articles : Stories Display)", "CJTF-OIR"),
)
SITES = (
    (r"(^|\.)centcom\.mil$", "U.S. Central Command"),
    (r"(^|\.)inherentresolve\.mil$", "CJTF-OIR"),
    (r"(^|\.)(defense|war)\.gov$", "U.S. Department of Defense"),
    (r"(^|\.)dvidshub\.net$", "DVIDS"),
    (r"(^|\.)gov\.uk$", "UK Government"),
)
SOURCE = re.compile(r"\(?Sources?:\s*(?:https?://)?(?:www\.)?(?P<source>[^;)]+)", re.IGNORECASE)
LONGEST_LOOK = 10_000  # [characters] of a line of the header, which may be the whole text
# Lines that only texts of one kind have, and how many of them it takes.
FORMS = (
    (
        "strike release",
        re.compile(r"(?:[-–—*•.]+\s*)?(?:On \w+\.? \d+, )?near [A-Z][\w' -]+,.{0,60}\bstrikes?\b", re.IGNORECASE),
        2,
    ),
    ("casualty report", re.compile(r"(?:\d+\.\s*)?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}, (?:near|in) [A-Z]"), 2),
    ("transcript", SPEAKER, FEWEST_SPEAKERS),
)
TRANSCRIPT_SIGNS = (
    (r"^Presenters?:", "transcript"),
    (r"\b(?:Press|Special|Media) Briefing\b.{0,80}\b(?:by|via|with)\b", "transcript"),
)
KIND_SIGNS = (
    (r"^(?:(?:FOR )?IMMEDIATE RELEASE$|Release\s*(?:#|No|Number))", "press release"),
    (r"(?:News|Media) Release$", "press release"),
    (rf"^(?:{'|'.join(name for name, kind in KINDS.items() if kind == 'press release')})$", "press release"),
    (r"^By .*DoD News", "news"),
    (r"Follow .{2,60} on Twitter: @\w*DoD", "news"),
)


def find_publisher(header: list[Line], passages: list[str], site: str | None) -> str | None:
    """Who published this text; the agency or the site of a reprint comes before the original publisher."""
    for line in header:
        if match := AGENCY_DATELINE.match(line.text) or match_wire(line.text):
            return match["agency"]
    if site:
        return _first(SITES, [site]) or site
    lines = _beginnings(header)
    return _first(HEADER_PUBLISHERS, lines) or _first(PASSAGE_PUBLISHERS, passages)


def find_source(passages: list[str]) -> str | None:
    """Where a reprint says it comes from."""
    found = next((match["source"] for passage in passages if (match := SOURCE.match(passage))), None)
    return found.strip().rstrip("/") if found else None


def find_followed_author(passages: list[str]) -> str | None:
    """The writer whom a closing line asks to follow."""
    return next((match["who"] for passage in passages if (match := FOLLOW.search(passage))), None)


def find_kind(header: list[Line], lines: list[Line], passages: list[str]) -> str | None:
    """The kind that the form of the lines shows, that the header names, or that what stands around them gives away."""
    for kind, pattern, least in FORMS:
        if sum(pattern.match(line.text) is not None for line in lines) >= least:
            return kind
    texts = _beginnings(header)
    named = next((match["kind"].lower() for text in texts if (match := KIND.match(text)) and match["kind"]), None)
    return _first(TRANSCRIPT_SIGNS, texts) or KINDS.get(named) or _first(KIND_SIGNS, texts + passages)


def _beginnings(header: list[Line]) -> list[str]:
    return [line.text[:LONGEST_LOOK] for line in header]


def _first(rules: tuple[tuple[str, str], ...], texts: list[str]) -> str | None:
    return next((name for pattern, name in rules if any(map(_finder(pattern), texts))), None)


@cache
def _finder(pattern: str) -> Callable[[str], re.Match | None]:
    """Looks for a pattern; after a failure at the beginning, where ^ wants it, a search would go on."""
    found = re.compile(pattern, re.IGNORECASE)
    return found.match if pattern.startswith("^") else found.search
