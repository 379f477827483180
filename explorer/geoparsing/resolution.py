"""Toponym resolution: candidates in, one place out, or none and why.

What decides: the area that follows ("near X (Raqqah), Syria"), places near by in the same release, the country the
passage speaks of, how well the spelling fits, and what kind of place it is.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.geoparsing.gazetteer import Candidate, Gazetteer, candidates
from explorer.geoparsing.recognition import Span
from explorer.geoparsing.rules import Rules
from explorer.model import Place, Point

NEIGHBOURS = 8  # resolved mentions before and after that count as neighbours
NEAR_KM = 60.0  # how near a neighbour must be to support a place
SAME_KM = 25.0  # two candidates this close are one answer
LEAST_SIMILARITY = 0.72  # of a spelling that only shares its consonants; measured on pairs of spellings
_EARTH_RADIUS_KM = 6371.0

_LEVELS = {"country": 5, "region": 4, "governorate": 4, "district": 3, "city": 2, "town": 1}
_PRIORS = {"country": 1.0, "governorate": 0.4, "city": 0.8, "town": 0.6, "region": 0.5, "river": 0.5, "base": 0.5}
_TIER_WEIGHTS = {"exact": 0.3, "folded": 0.2, "article-stripped": 0.0, "skeleton": -0.2}
_PARENT_GAP = re.compile(r"\s*,\s*$|\s*[(\[]\s*$")
_INSIDE_GAP = re.compile(
    r"(?:\s+[a-z-]+){0,2}\s+(?:of|in)\s+(?:the\s+)?(?:(?:city|town|province|governorate|western|eastern|northern|southern|west|east|central)\s+(?:of\s+)?)*$"
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a span was resolved to; `runners_up` are the other places it may name, the likeliest first."""

    span: Span
    chosen: Candidate | None
    runners_up: tuple[Candidate, ...]
    support: tuple[str, ...]
    foreign_parent: Place | None = None
    note: str = ""


def distance_km(first: Place | Point, second: Place | Point) -> float:
    """Great-circle distance [km]; good enough to rank, within 0.5 % of the ellipsoid."""
    a, b = math.radians(first.latitude), math.radians(second.latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(second.longitude - first.longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def resolve(
    text: str, spans: Sequence[Span], gazetteer: Gazetteer, rules: Rules, exact: Sequence[tuple[int, Point]] = ()
) -> list[Resolution]:
    """One resolution per span; `exact` are points that the text gives as coordinates, with their offsets."""
    resolver = _Resolver(text, spans, [_options(span, text, gazetteer) for span in spans], rules, exact)
    found: dict[int, Resolution] = {}
    for index in reversed(range(len(spans))):  # what contains a place stands after it
        found[index] = resolver.resolution(index, found)
    return [found[index] for index in range(len(spans))]


class _Resolver:
    """Weighs the candidates of each span of one text against what stands around it."""

    def __init__(
        self,
        text: str,
        spans: Sequence[Span],
        options: Sequence[tuple[Candidate, ...]],
        rules: Rules,
        exact: Sequence[tuple[int, Point]],
    ) -> None:
        self.text = text
        self.spans = spans
        self.options = options
        self.rules = rules
        self.parents = [self._parent(index) for index in range(len(spans))]
        known = [(span.start, _certain(found)) for span, found in zip(spans, options, strict=True)]
        self.anchors = sorted([*((at, place) for at, place in known if place), *exact], key=lambda anchor: anchor[0])
        self.named = frozenset(place.place_id for _, place in known if place)
        self.countries = [
            (span.start, found[0].place.country_code)
            for span, found in zip(spans, options, strict=True)
            if found and found[0].place.feature_class == "country"
        ]

    def resolution(self, index: int, later: dict[int, Resolution]) -> Resolution:
        """The resolution of one span, given those of the spans after it."""
        span, options, ancestors = self.spans[index], self.options[index], self._ancestors(index, later)
        foreign = next((place for place in ancestors if is_foreign(place)), None)
        if foreign:
            options = tuple(option for option in options if option.place.country_code == foreign.country_code)
        if len(options) == 1 and options[0].tier != "skeleton":
            support = tuple(f"{place.name} follows" for place in ancestors if contains(place, options[0].place))
            return Resolution(span, options[0], (), support, foreign)
        weighed = sorted(
            ((*self._weigh(index, option, ancestors), option) for option in options), key=lambda found: -found[0]
        )
        runners_up = tuple(option for _, _, option in weighed[1:])
        if not weighed:
            note = f"{foreign.name} follows, and the gazetteer has no such place there" if foreign else ""
            return Resolution(span, None, (), (), foreign, note or "no place of this name in the gazetteer")
        _, support, best = weighed[0]
        if best.tier == "skeleton":
            note = self._doubt(best, support, runners_up)
            if note:
                return Resolution(span, None, (best, *runners_up), support, foreign, note)
        return Resolution(span, best, runners_up, support, foreign)

    def _doubt(self, best: Candidate, support: tuple[str, ...], runners_up: tuple[Candidate, ...]) -> str:
        """Why a place whose spelling shares only its consonants is not taken, "" if it is."""
        if best.similarity < LEAST_SIMILARITY:
            return "the nearest spelling in the gazetteer is too different"
        if not support:
            return "only a similar spelling is in the gazetteer, and nothing near by supports it"
        rivals = [other for other in runners_up if other.similarity > best.similarity - 0.05]
        if any(distance_km(other.place, best.place) > SAME_KM for other in rivals):
            return "several places of similar spelling fit"
        return ""

    def _weigh(self, index: int, candidate: Candidate, ancestors: list[Place]) -> tuple[float, tuple[str, ...]]:
        """How well a candidate fits (higher is better), and what supports it in words."""
        place = candidate.place
        weight = _PRIORS.get(place.feature_class, 0.3) + _TIER_WEIGHTS[candidate.tier] + candidate.similarity
        support: list[str] = []
        for ancestor in ancestors:
            fits = contains(ancestor, place)
            weight += 2.0 if fits else -2.0
            if fits:
                support.append(f"{ancestor.name} follows")
        if place.place_id in self.named:
            weight += 1.0
        neighbour, km = self._nearest(index, place)
        if neighbour is not None:
            weight += 1.5 / (1 + km / 30)
            if km <= NEAR_KM:
                name = neighbour.name if isinstance(neighbour, Place) else "coordinates"
                support.append(f"{name} is named near by, {km:.0f} km away")
        if self._country(self.spans[index].start) == place.country_code:
            weight += 0.5
            support.append(f"the passage is about {place.country_code}")
        return weight + self._area_weight(index, place), tuple(support)

    def _area_weight(self, index: int, place: Place) -> float:
        """What decides between a governorate and the city of its name."""
        named_so = self.rules.governorate_after.match(self.text, self.spans[index].end)
        if place.feature_class != "governorate":
            return -3.0 if named_so else 0.0
        if named_so:
            return 3.0
        child = index - 1
        if (
            child < 0
            or self.parents[child] != index
            or self.rules.building_after.match(self.text, self.spans[child].end)
        ):
            return 0.0
        parts = self.options[child]
        return (
            1.0 if all(part.place.feature_class in _LEVELS and contains(place, part.place) for part in parts) else 0.0
        )

    def _nearest(self, index: int, place: Place) -> tuple[Place | Point | None, float]:
        """The nearest other place among the certain ones that stand around a span, and how far it is [km]."""
        middle = bisect_left(self.anchors, self.spans[index].start, key=lambda anchor: anchor[0])
        around = self.anchors[max(0, middle - NEIGHBOURS) : middle + NEIGHBOURS]
        others = [
            (distance_km(place, other), order)
            for order, (start, other) in enumerate(around)
            if start != self.spans[index].start and other is not place
        ]
        if not others:
            return None, math.inf
        km, order = min(others)
        return around[order][1], km

    def _country(self, start: int) -> str | None:
        """The country last named before an offset."""
        position = bisect_left(self.countries, start, key=lambda country: country[0])
        return self.countries[position - 1][1] if position else None

    def _ancestors(self, index: int, later: dict[int, Resolution]) -> list[Place]:
        """The resolved areas that contain a span by its text, from the inside out."""
        ancestors: list[Place] = []
        parent = self.parents[index]
        while parent is not None:
            if later[parent].chosen:
                ancestors.append(later[parent].chosen.place)
            parent = self.parents[parent]
        return ancestors

    def _parent(self, index: int) -> int | None:
        """The next span, if it stands after a comma or in parentheses as the area that contains this one."""
        if index + 1 >= len(self.spans):
            return None
        gap = self.text[self.spans[index].end : self.spans[index + 1].start]
        if len(gap) > 40 or not (_PARENT_GAP.match(gap) or _INSIDE_GAP.match(gap)):
            return None
        inner, outer = self.options[index], self.options[index + 1]
        fits = any(
            _level(area.place) > _level(part.place) and (contains(area.place, part.place) or is_foreign(area.place))
            for area in outer
            for part in inner
        )
        unknown_inside = not self.spans[index].entries and any(_level(area.place) > 1 for area in outer)
        return index + 1 if fits or unknown_inside else None


def contains(area: Place, place: Place) -> bool:
    """Whether a country, governorate, region or city has the place in it, as far as the gazetteer tells."""
    if area.place_id == place.place_id:
        return False
    if area.feature_class == "country":
        return area.country_code == place.country_code
    if area.feature_class == "governorate":
        return area.country_code == place.country_code and place.admin1 in (area.admin1, area.name)
    return distance_km(area, place) <= max(area.precision_km, 40.0)


def is_foreign(place: Place) -> bool:
    """Whether a place lies in a country other than Iraq and Syria."""
    return place.country_code not in ("IQ", "SY", "")


def _level(place: Place) -> int:
    return _LEVELS.get(place.feature_class, 0)


def _options(span: Span, text: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    written = text[span.start : span.end]
    return candidates(span.entries, written) if span.entries else gazetteer.similar(written)[:8]


def _certain(options: tuple[Candidate, ...]) -> Place | None:
    """The one place that a span can mean; a city wins over the governorate of its name, countries do not count."""
    points = [option for option in options if option.place.geometry == "point"]
    if len(points) != 1 or points[0].tier == "skeleton" or is_foreign(points[0].place):
        return None
    return points[0].place
