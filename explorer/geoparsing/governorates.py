"""A governorate or the city of its name: "Homs province", "Near Al Quriyah (Dayr Az Zawr)", "in Raqqa"."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.geoparsing.chains import find_called, gap_after
from explorer.geoparsing.city_parts import IN_CITY_KM
from explorer.geoparsing.geography import Areas, distance_km, is_city_part
from explorer.geoparsing.offsets import is_part
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.spans import Span
from explorer.model import Place

_JOINS = (",", "(", "[", "in ", "of ", "is in ", "are in ", "lie in ", "lies in ", "located in ", "situated in ")


class Governorates:
    """Tells which spans of one text mean governorates.

    Args:
        text: The text.
        spans: Its spans.
        parents: The index of the span that contains each one, None without one.
        rules: The cue words.
        areas: What lies in which area.
    """

    def __init__(
        self, text: str, spans: Sequence[Span], parents: Sequence[int | None], rules: Rules, areas: Areas
    ) -> None:
        self.text = text
        self.spans = spans
        self.parents = parents
        self.rules = rules
        self.areas = areas
        self._listed = find_called(text, spans, rules.lists_of_governorates, "governorate")

    def is_named(self, index: int) -> bool:
        """Whether the words around a name say that it is the governorate: "Homs province", "northern Homs"."""
        span = self.spans[index]
        if index in self._listed or self.rules.governorates.at_start(span.after):
            return True
        return is_part(span.before) and span.after[:1] != ["city"]

    def weight(self, index: int, place: Place) -> float:
        """What decides between a governorate and the city of its name."""
        named_so = self.is_named(index)
        if place.feature_class != "governorate":
            return -3.0 if named_so else 0.0
        if named_so:
            return 3.0
        child = index - 1
        if child < 0 or self.parents[child] != index:
            return 0.0
        if self.rules.buildings.at_start(self.spans[child].after) or not self._is_beside(child):
            return 0.0
        cities = [option.place for option in self.spans[index].candidates if option.place.feature_class == "city"]
        parts = [part.place for part in self.spans[child].candidates if part.tier != "skeleton"]
        if parts and all(is_city_part(part) and not self.areas.contains(place, part) for part in parts):
            return 0.0
        if any(city in parts for city in cities):  # "Ar Raqqah, Raqqah" is the city in its governorate
            return 3.0
        return 0.0 if any(distance_km(part, city) <= IN_CITY_KM for part in parts for city in cities) else 1.0

    def _is_beside(self, child: int) -> bool:
        """Whether nothing but what joins an area stands between it and what it contains: not "hosted troops in"."""
        gap = gap_after(self.text, self.spans[child], self.spans[child + 1], self.rules).lstrip()
        return gap.startswith(_JOINS)
