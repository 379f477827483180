"""Toponym resolution: candidates in, one place out, or none and why.

What decides: the area that follows ("near X (Raqqah), Syria"), places near by in the same release, the country the
passage speaks of, how well the spelling fits, and what kind of place it is.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from explorer.geoparsing.chains import find_parents, is_misplaced
from explorer.geoparsing.gazetteer import Candidate
from explorer.geoparsing.geography import LEVELS, contains, distance_km, is_home, level
from explorer.geoparsing.names import fold, skeleton, strip_articles
from explorer.geoparsing.recognition import Span
from explorer.geoparsing.rules import Rules
from explorer.model import Place, Point

NEIGHBOURS = 8  # resolved mentions before and after that count as neighbours
NEAR_KM = 60.0  # how near a neighbour must be to support a place
SAME_KM = 25.0  # two candidates this close are one answer
IN_CITY_KM = 12.0  # a place this near to a city is put into the city by "X, Raqqah", not into its governorate
TIE = 0.15  # a difference of weights that decides nothing
LEAST_SIMILARITY = 0.8  # of a spelling that shares its consonants; 94 of 100 pairs of spellings of one place reach it
SURE_SIMILARITY = 0.86  # enough where fewer than three consonants are shared, or where only the text's theme supports
_GUESSES = 8  # similar spellings that are weighed

_PRIORS = {"country": 4.0, "city": 2.0, "governorate": 1.6, "town": 1.4, "region": 1.4, "river": 1.4, "base": 1.0}
_TIER_WEIGHTS = {"exact": 0.3, "folded": 0.2, "article-stripped": 0.0, "skeleton": -0.2}


class Support(NamedTuple):
    """What speaks for a candidate, in words; `is_close` says that it is more than the country."""

    words: tuple[str, ...]
    is_close: bool


class Resolution(NamedTuple):
    """What a span was resolved to; `others` are the other places it may name, the likeliest first.

    `support` says what speaks for the chosen place; `note` says why none was chosen; `foreign` is the area outside
    Iraq and Syria that the text puts the span into; `holds` says that the text puts the span before into this one.
    """

    span: Span
    chosen: Candidate | None
    others: tuple[Candidate, ...] = ()
    support: tuple[str, ...] = ()
    note: str = ""
    foreign: Place | None = None
    holds: bool = False


def resolve(
    text: str, spans: Sequence[Span], rules: Rules, exact: Sequence[tuple[int, Point]] = ()
) -> list[Resolution]:
    """One resolution per span; `exact` are points that the text gives as coordinates, with their offsets."""
    resolver = _Resolver(text, spans, rules, exact)
    found: dict[int, Resolution] = {}
    for index in reversed(range(len(spans))):  # what contains a place stands after it
        found[index] = resolver.resolution(index, found)
    holders = frozenset(resolver.parents)
    return [found[index]._replace(holds=True) if index in holders else found[index] for index in range(len(spans))]


class _Resolver:
    """Weighs the candidates of each span of one text against what stands around it."""

    def __init__(self, text: str, spans: Sequence[Span], rules: Rules, exact: Sequence[tuple[int, Point]]) -> None:
        self.text = text
        self.spans = spans
        self.rules = rules
        self.parents = find_parents(text, spans, rules)
        known = [(span.start, _certain(span)) for span in spans]
        self.anchors = sorted([*((at, place) for at, place in known if place), *exact], key=lambda anchor: anchor[0])
        self.named = Counter(place.place_id for _, place in known if place)
        self.countries = [
            (span.start, span.candidates[0].place)
            for span in spans
            if span.candidates and span.candidates[0].place.feature_class == "country"
        ]

    def resolution(self, index: int, later: dict[int, Resolution]) -> Resolution:
        """The resolution of one span, given those of the spans after it."""
        span = self.spans[index]
        options = span.candidates
        if len(options) == 1 and span.is_known and self.parents[index] is None:
            return Resolution(span, options[0])
        ancestors = self._ancestors(index, later)
        foreign = next((place for place in ancestors if not is_home(place)), None)
        if foreign:
            inside = tuple(option for option in options if contains(foreign, option.place))
            if not inside:
                note = f"{foreign.name} follows, and the gazetteer knows no such place there"
                return Resolution(span, None, options, note=note, foreign=foreign)
            return Resolution(span, inside[0], inside[1:], (f"{foreign.name} follows",), foreign=foreign)
        if not options:
            return Resolution(span, None, note="the gazetteer has no place of this name")
        fitting = [option for option in options if not any(is_misplaced(option.place, area) for area in ancestors)]
        if not fitting:
            km = min(distance_km(options[0].place, area) for area in ancestors)
            note = f"the text puts it in {ancestors[0].name}, and the place known by this name is {km:.0f} km away"
            return Resolution(span, None, options, note=note)
        if len(fitting) == 1 and fitting[0].tier != "skeleton":
            support = tuple(f"{area.name} follows" for area in ancestors if contains(area, fitting[0].place))
            others = tuple(option for option in options if option is not fitting[0])
            return Resolution(span, fitting[0], others, support)
        return self._best(index, fitting, ancestors)

    def _best(self, index: int, options: Sequence[Candidate], ancestors: list[Place]) -> Resolution:
        """The heaviest candidate, if nothing makes it doubtful."""
        # A city and the governorate of its name do not need neighbours to be told apart.
        by_neighbours = (
            sum(option.place.geometry == "point" for option in options) > 1 or not self.spans[index].is_known
        )
        weighed = [(*self._weigh(index, option, ancestors, by_neighbours), option) for option in options]
        weighed.sort(key=lambda found: -found[0])
        _, support, best = weighed[0]
        others = tuple(option for _, _, option in weighed[1:])
        note = self._doubt(best, support, others, ancestors) if best.tier == "skeleton" else _tie(weighed)
        if note:
            return Resolution(self.spans[index], None, (best, *others), support.words, note)
        return Resolution(self.spans[index], best, others, support.words)

    def _doubt(self, best: Candidate, support: Support, others: tuple[Candidate, ...], ancestors: list[Place]) -> str:
        """Why a place whose spelling only shares its consonants is not taken, "" if it is."""
        is_short = len(skeleton(strip_articles(fold(best.spelling)))) < 3
        if best.similarity < (SURE_SIMILARITY if is_short else LEAST_SIMILARITY):
            return "the nearest spelling that the gazetteer has is too different"
        if any(not contains(area, best.place) and area.place_id != best.place.place_id for area in ancestors):
            return "the place of a similar spelling lies elsewhere"
        is_sure = best.similarity >= SURE_SIMILARITY
        is_large = best.place.feature_class in LEVELS
        if not (
            support.is_close or (is_sure and (support.words or (is_large and self.rules.anchor.search(self.text))))
        ):
            return "the gazetteer has only a similar spelling, and nothing near by supports it"
        rivals = [other for other in others if other.similarity > best.similarity - 0.05]
        if any(
            distance_km(o.place, best.place) > SAME_KM and all(contains(a, o.place) for a in ancestors) for o in rivals
        ):
            return "several places of similar spelling fit"
        return ""

    def _weigh(
        self, index: int, candidate: Candidate, ancestors: list[Place], by_neighbours: bool
    ) -> tuple[float, Support]:
        """How well a candidate fits (higher is better), and what supports it in words."""
        place = candidate.place
        weight = _PRIORS.get(place.feature_class, 0.5) + _TIER_WEIGHTS[candidate.tier] + 2 * candidate.similarity
        support: list[str] = []
        is_close = False
        for area in ancestors:
            fits = contains(area, place)
            weight += 2.0 if fits else -2.0
            support.extend([f"{area.name} follows"] if fits else [])
            is_close |= fits and area.feature_class != "country"
        if self.named[place.place_id] > (_certain(self.spans[index]) is place):
            weight += 1.0
            support.append("it is named elsewhere in the text")
        neighbour, km = self._nearest(index, place) if by_neighbours and place.geometry == "point" else (None, 0.0)
        if neighbour is not None:
            weight += 1.5 / (1 + km / 30)
            if km <= NEAR_KM:
                name = neighbour.name if isinstance(neighbour, Place) else "a point given as coordinates"
                support.append(f"{name} is named near by, {km:.0f} km away")
                is_close = True
        country = self._country(self.spans[index].start)
        if is_home(place) and self._is_near(index):
            weight += 1.5
        if country and contains(country, place):
            weight += 0.5
            support.append(f"the passage is about {country.name}")
        return weight + self._area_weight(index, place), Support(tuple(support), is_close)

    def _is_near(self, index: int) -> bool:
        """Whether "near" or the like stands before: what strikes are near lies in Iraq or Syria."""
        return bool(self.rules.near.at_end(self.spans[index].before))

    def _area_weight(self, index: int, place: Place) -> float:
        """What decides between a governorate and the city of its name."""
        named_so = self.rules.governorates.at_start(self.spans[index].after)
        if place.feature_class != "governorate":
            return -3.0 if named_so else 0.0
        if named_so:
            return 3.0
        child = index - 1
        if child < 0 or self.parents[child] != index:
            return 0.0
        if self.rules.buildings.at_start(self.spans[child].after):
            return 0.0
        cities = [option.place for option in self.spans[index].candidates if option.place.feature_class == "city"]
        parts = [part.place for part in self.spans[child].candidates if part.tier != "skeleton"]
        return 0.0 if any(distance_km(part, city) <= IN_CITY_KM for part in parts for city in cities) else 1.0

    def _nearest(self, index: int, place: Place) -> tuple[Place | Point | None, float]:
        """The nearest other place among the certain ones that stand around a span, and how far it is [km]."""
        start = self.spans[index].start
        middle = bisect_left(self.anchors, start, key=lambda anchor: anchor[0])
        around = self.anchors[max(0, middle - NEIGHBOURS) : middle + NEIGHBOURS]
        nearest, nearest_km = None, math.inf
        for at, other in around:
            if at != start and other is not place:
                km = distance_km(place, other)
                if km < nearest_km:
                    nearest, nearest_km = other, km
        return nearest, nearest_km

    def _country(self, start: int) -> Place | None:
        """The country last named before an offset."""
        position = bisect_left(self.countries, start, key=lambda country: country[0])
        return self.countries[position - 1][1] if position else None

    def _ancestors(self, index: int, later: dict[int, Resolution]) -> list[Place]:
        """The resolved areas that contain a span by the form of the text, from the inside out."""
        ancestors: list[Place] = []
        parent = self.parents[index]
        while parent is not None:
            chosen = later[parent].chosen
            if chosen:
                ancestors.append(chosen.place)
            parent = self.parents[parent]
        return ancestors


def _tie(weighed: Sequence[tuple[float, Support, Candidate]]) -> str:
    """Why none of several small places of one name is taken: they fit alike and lie far apart; "" if one is."""
    first, second = weighed[0], weighed[1] if len(weighed) > 1 else None
    if second is None or first[0] - second[0] > TIE or any(level(found[2].place) for found in (first, second)):
        return ""
    km = distance_km(first[2].place, second[2].place)
    return f"several places have this name, {km:.0f} km apart, and nothing decides" if km > SAME_KM else ""


def _certain(span: Span) -> Place | None:
    """The one place that a span can mean; a city wins over the governorate of its name, countries do not count."""
    points = [option.place for option in span.candidates if option.place.geometry == "point"]
    return points[0] if span.is_known and len(points) == 1 and is_home(points[0]) else None
