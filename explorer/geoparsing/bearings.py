"""Where a text says that a place lies from another: "Husaybah, 8 km east of Ramadi", "Kudilah, south of Mosul".

Of the places of one name it leaves those that lie so, and none if the only one lies elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.geoparsing import offsets
from explorer.geoparsing.geography import distance_km, level
from explorer.geoparsing.spans import Span
from explorer.model import Place

_LONGEST_GAP = 90  # characters between the two names
_BESIDE_KM = 10.0  # of places this near to each other no direction is taken at its word
_MOST_DEGREES = 67.5  # off the direction: that half way to the next but one of the eight points
_LEAST_ERROR_KM = (10.0, 30.0)  # of a village, and of a town, whose name few others have
_ERROR = (0.5, 1.0)  # of the distance, likewise: the point of either place may be its centre or its edge
_FARTHEST_KM = (100.0, 400.0)  # without a distance, likewise
_LAST_WORDS = frozenset({"of", "from"})  # before the second name
_KIND = r"(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:village|town|city|hamlet|suburb|district|area|base|camp|neighbou?rhood)"
_LEAD = re.compile(
    rf"(?:\s*,?\s+which\s+(?:is|lies)|\s*[,(]|\s+(?:is|was|lies|lay)\b)\s*(?:{_KIND}\s+)?"
    r"(?:(?:that\s+)?(?:is|lies)\s+)?(?:(?:located|situated|just|about|some|roughly|around|approximately|to\s+the)\s+)*"
)
_TOLD = (", ", " (", " i", " l")
# What says that the name before it is that of a place.
_APPOSITION = re.compile(
    rf",\s+{_KIND}\b|(?:\s*[,(]|,?\s+(?:which\s+)?(?:is|lies)(?:\s+located)?)\s*(?:(?:just|about|some|roughly|around|approximately)\s+)*"
    r"(?:\d[\d.,]*\s*(?:km|kilomet(?:er|re)s?|miles?|mi|nm)\s+)?"
    r"(?:north|south|east|west)(?:[ -]?(?:east|west))?\s+of\s"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """How a place lies from another: the distance [km] or None, the bearing [degrees] or None, and the words."""

    km: float | None
    degrees: float | None
    words: str

    def fits(self, place: Place, other: Place) -> bool:
        """Whether a place lies so from the other."""
        km, is_town = distance_km(other, place), level(place) > 0
        if self.km is None:
            is_far = km > _FARTHEST_KM[is_town]
        else:
            is_far = abs(km - self.km) > max(_LEAST_ERROR_KM[is_town], _ERROR[is_town] * self.km)
        if is_far:
            return False
        if self.degrees is None or km <= _BESIDE_KM:
            return True
        turn = (bearing_between(other, place) - self.degrees + 180) % 360 - 180
        return abs(turn) <= _MOST_DEGREES

    def error_km(self, place: Place, other: Place) -> float:
        """How far a place is from lying so; without a distance, how far it is from the other."""
        return abs(distance_km(other, place) - (self.km or 0.0))


def find_related(spans: Sequence[Span]) -> frozenset[int]:
    """The indexes of the spans that may lie so and so from the next one; few do."""
    after = [index for index, span in enumerate(spans) if span.before and span.before[-1] in _LAST_WORDS and index]
    return frozenset(index - 1 for index in after if spans[index].start - spans[index - 1].end <= _LONGEST_GAP)


def find_relation(text: str, first: Span, second: Span) -> Relation | None:
    """How the text says that the first place lies from the second, None if it does not."""
    lead = _LEAD.match(text, first.end, second.start)
    found = offsets.read_offset(text[lead.end() : second.start].lower()) if lead else None
    return Relation(*found) if found else None


def is_told(text: str, end: int) -> bool:
    """Whether what follows a name says of what kind the place is, or where it lies: ", a village", ", south of"."""
    return text[end : end + 2] in _TOLD and bool(_APPOSITION.match(text, end))


def bearing_between(start: Place, end: Place) -> float:
    """The bearing [degrees] of a place from another, good enough to tell eight directions within a country."""
    east = (end.longitude - start.longitude) * math.cos(math.radians((start.latitude + end.latitude) / 2))
    return math.degrees(math.atan2(east, end.latitude - start.latitude)) % 360
