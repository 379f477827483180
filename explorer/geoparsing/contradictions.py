"""Where a text puts a place into the other country: "Near Hamra, Iraq", the only known Hamra being in Syria."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from explorer.geoparsing.chains import continues
from explorer.geoparsing.gazetteer import Candidate
from explorer.geoparsing.geography import LEVELS, Areas, level
from explorer.geoparsing.resolution import Resolution
from explorer.model import Place

_GAP = re.compile(r"\s*,\s*|\s*[(\[]\s*|\s+in\s+")
# A line that says in which country the list below it lies: "Strikes in Syria", "In Syria:".
_HEADING_LEAD = re.compile(
    r"\W*(?:(?:\w+ )?(?:air)?strikes? )?(?:(?:took place|conducted|were) )?(?:in )?", re.IGNORECASE
)
_HEADING_END = re.compile(r"[ \t]*:?[ \t]*(?=\n)")
_AFTER_HEADING = frozenset("\n: \t")
_LONGEST_HEADING = 40  # characters before its country


def note_contradictions(text: str, resolutions: Sequence[Resolution], countries: Sequence[int], areas: Areas) -> None:
    """Say of each place that the text puts into the other country that it does; a small one is not chosen.

    A place beside the border stays, since texts may put it on either side, and so does a city. `countries` are the
    indexes of those that the text names.
    """
    for index, country in _stated(text, resolutions, countries):
        found = resolutions[index]
        place = found.chosen.place
        found.note = f"the text says {country.name}, and the place known by this name lies elsewhere"
        if level(place) < LEVELS["city"] and not areas.is_beside(country, place):
            found.others, found.chosen, found.support = (found.chosen, *found.others), None, ()


def _stated(text: str, resolutions: Sequence[Resolution], countries: Sequence[int]) -> Iterator[tuple[int, Place]]:
    """The indexes of the points with the other country that the text says they are in."""
    told: set[int] = set()
    headings: list[int] = []
    for index in countries:
        found = resolutions[index]
        span = found.span
        if text[span.end : span.end + 1] in _AFTER_HEADING and _is_heading(text, span.start, span.end):
            headings.append(index)
        if not (index and _is_contrary(resolutions[index - 1], found.chosen)):
            continue
        is_listed = index + 1 < len(resolutions) and continues(text, span, resolutions[index + 1].span)
        if not is_listed and _GAP.fullmatch(text, resolutions[index - 1].span.end, span.start):
            told.add(index - 1)
            yield index - 1, found.chosen.place
    for heading, following in pairwise([*headings, len(resolutions)]):
        country = resolutions[heading].chosen
        for index in range(heading + 1, following):
            if index not in told and _is_contrary(resolutions[index], country):
                yield index, country.place


def _is_contrary(found: Resolution, country: Candidate) -> bool:
    """Whether a point at home lies in the other of the two countries."""
    chosen = found.chosen
    if chosen is None or chosen.place.country_code == country.place.country_code:
        return False
    return chosen.is_point and chosen.is_home and country.is_home and bool(chosen.place.country_code)


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether a country stands in a line that is the heading of a list."""
    if not _HEADING_END.match(text, end):
        return False
    line_start = text.rfind("\n", max(0, start - _LONGEST_HEADING), start) + 1
    return bool((line_start or start <= _LONGEST_HEADING) and _HEADING_LEAD.fullmatch(text, line_start, start))
