"""The line openings that say where a publisher sits: "SOUTHWEST ASIA, Dec. 28, 2016 —", "BAGHDAD (Reuters) -"."""

from __future__ import annotations

import re

# An upper-case place, perhaps with its state or country, date and wire, and a dash: never the hyphen of "CJTF-OIR".
CAPITAL = "A-ZÀ-ÖØ-ÞĄĆĘĞİŁŃŚŞŹŻ"
DATELINE = re.compile(
    r"(?!U\.?S\b|U\.?N\b|ISI[SL]\b|SDF\b|FILE\b|(?:[A-Z]+ ){0,2}(?:RELEASE|STATEMENT|UPDATE)\b)"
    rf"(?P<place>[{CAPITAL}][{CAPITAL}'’.]+(?:[ -][{CAPITAL}'’.]+){{0,5}}(?:,\s+[{CAPITAL}][\w.’' ]{{1,24}}?){{0,2}})"
    r"(?:,?\s*\(?(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [^\W\d_]{3,10}\.? \d{4})\)?)?"
    r"(?:\s*/[\w .-]{2,25}/)?\s*(?:[–—]|--?(?=\s|-))+\s*(?=\S)"
)
# "BAGHDAD, June 29 (Reuters) -", "Bagdad, 29 jun (EFE).-": in brackets it is a news agency, not a country.
MOST_WIRE = 90  # [characters] before the agency
WIRE_DATELINE = re.compile(
    rf"(?P<place>[{CAPITAL}][^\d(),]{{1,30}}?(?:,\s+[{CAPITAL}][^\d(),]{{1,20}}?)??(?:\s\([{CAPITAL}][^\W\d_]+\))?)"
    r"(?:,?\s+(?:[^\W\d_]{3,9}\.?\s)?\d[^()]{0,24})?\s*"
    r"\((?P<agency>AP|AFP|Reuters|UPI|Xinhua|EFE|dpa|DPA|ANSA|Lusa|PAP|AA|ANP|Belga|PTI|IANS|ANI|TASS|KUNA|SANA|INA)\)"
    r"\s*\.?\s*[–—-]+\s*"
)
QUOTED_DATELINE = re.compile(r"(?P<place>SOUTHWEST ASIA|TAMPA, Fla\.)\s+(?=[“\"])")
ARABIC_DATELINE = re.compile(
    r"(?P<place>[\u0621-\u064a]{2,}(?: [\u0621-\u064a]{2,}){0,3}(?:، [\u0621-\u064a]{2,})?)\s*[–—-]\s+"
)
# "Washington, DC–(AGENCY)–June 29, 2017": a reprint that names its agency. "Ottawa, Ontario – June 29, 2017 –".
AGENCY_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w'’. -]{2,30}(?:,\s*[A-Z][\w. ]{1,20})?)\s*[–—-]+\s*"
    r"(?:\((?P<agency>[A-Z][\w &.-]{2,30})\)|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}(?=\s*[–—-]))\s*[–—-]+\s*"
)
DATELINES = (DATELINE, AGENCY_DATELINE, QUOTED_DATELINE, ARABIC_DATELINE)


def match_dateline(line: str) -> re.Match | None:
    """The dateline with which `line` opens."""
    return match_wire(line) or next((match for form in DATELINES if (match := form.match(line))), None)


def match_wire(line: str) -> re.Match | None:
    """The dateline of a news agency with which `line` opens."""
    return WIRE_DATELINE.match(line) if line.find("(", 0, MOST_WIRE) > 0 else None


def is_bare_dateline(line: str) -> bool:
    """Whether nothing but a date follows the dateline of an agency."""
    match = AGENCY_DATELINE.match(line)
    return match is not None and len(line) - match.end() < 25
