"""Where a text puts a place into the other country: "Near Hamra, Iraq", the only known Hamra being in Syria."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

from explorer.geoparsing.chains import continues
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


def note_contradictions(text: str, resolutions: Sequence[Resolution], areas: Areas) -> None:
    """Say of each place that the text puts into the other country that it does; a small one is not chosen.

    A place beside the border stays, since texts may put it on either side, and so does a city.
    """
    for index, country in _stated(text, resolutions):
        found = resolutions[index]
        place = found.chosen.place
        found.note = f"the text says {country.name}, and the place known by this name lies elsewhere"
        if level(place) < LEVELS["city"] and not areas.is_beside(country, place):
            found.others, found.chosen, found.support = (found.chosen, *found.others), None, ()


def _stated(text: str, resolutions: Sequence[Resolution]) -> Iterator[tuple[int, Place]]:
    """The indexes of the points with the other country that the text says they are in."""
    countries = [
        (index, found.chosen.place)
        for index, found in enumerate(resolutions)
        if found.chosen and found.chosen.place.feature_class == "country" and found.chosen.is_home
    ]
    if not countries:
        return
    told = {index for index, _ in countries}
    for index, country in countries:
        span = resolutions[index].span
        if not index or not _is_contrary(resolutions[index - 1], country):
            continue
        is_listed = index + 1 < len(resolutions) and continues(text, span, resolutions[index + 1].span)
        if not is_listed and _GAP.fullmatch(text, resolutions[index - 1].span.end, span.start):
            told.add(index - 1)
            yield index - 1, country
    headings = [(index, country) for index, country in countries if _is_heading(text, resolutions[index])]
    if not headings:
        return
    for index in range(headings[0][0] + 1, len(resolutions)):
        country = headings[bisect_left(headings, index, key=itemgetter(0)) - 1][1]
        if index not in told and _is_contrary(resolutions[index], country):
            yield index, country


def _is_contrary(found: Resolution, country: Place) -> bool:
    """Whether a point lies in the other of the two countries."""
    if not (found.chosen and found.chosen.is_point and found.chosen.is_home):
        return False
    return found.chosen.place.country_code not in ("", None, country.country_code)


def _is_heading(text: str, found: Resolution) -> bool:
    """Whether a country stands in a line that is the heading of a list."""
    start, end = found.span.start, found.span.end
    if text[end : end + 1] not in _AFTER_HEADING or not _HEADING_END.match(text, end):
        return False
    line_start = text.rfind("\n", max(0, start - _LONGEST_HEADING), start) + 1
    return bool((line_start or start <= _LONGEST_HEADING) and _HEADING_LEAD.fullmatch(text, line_start, start))
