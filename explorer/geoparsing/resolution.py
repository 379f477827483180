"""Toponym resolution: candidates in, one place out, or none and why.

What decides: the area that follows ("near X (Raqqah), Syria"), places near by in the same release, the country the
passage speaks of, how well the spelling fits, and what kind of place it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from explorer.geoparsing.bearings import find_related, find_relation
from explorer.geoparsing.chains import find_parents, is_misplaced
from explorer.geoparsing.city_parts import CityParts
from explorer.geoparsing.doubts import Support, Weighed, doubt_spelling, doubt_tie, tell_misplaced
from explorer.geoparsing.gazetteer import Candidate
from explorer.geoparsing.geography import LEVELS, Areas, is_city_part, is_home, level, nearest
from explorer.geoparsing.governorates import Governorates
from explorer.geoparsing.meanings import Meaning, find_meaning
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.spans import Span
from explorer.geoparsing.surroundings import Surroundings
from explorer.model import Place, Point

NEAR_KM = 60.0  # how near a neighbour must be to support a place

_WEIGHT = attrgetter("weight")
_PRIORS = {"country": 4.0, "city": 2.0, "governorate": 1.6, "town": 1.4, "region": 1.4, "river": 1.4, "base": 1.0}
_TIER_WEIGHTS = {"exact": 0.3, "folded": 0.2, "article-stripped": 0.0, "skeleton": -0.2}


@dataclass(slots=True)
class Resolution:
    """What a span was resolved to; `others` are the other places it may name, the likeliest first.

    `support` says what speaks for the chosen place; `note` says why none was chosen, or what contradicts the chosen
    one; `foreign` is the area outside Iraq and Syria that the text puts the span into; `holds` says that the text
    puts the span before into this one.
    Like a span it is not frozen.
    """

    span: Span
    chosen: Candidate | None
    others: tuple[Candidate, ...] = ()
    support: tuple[str, ...] = ()
    note: str = ""
    foreign: Place | None = None
    holds: bool = False


def resolve(
    text: str, spans: Sequence[Span], rules: Rules, areas: Areas, exact: Sequence[tuple[int, Point]] = ()
) -> list[Resolution]:
    """One resolution per span; `exact` are points that the text gives as coordinates, with their offsets."""
    if not spans:
        return []
    resolver = _Resolver(text, spans, rules, areas, exact)
    found: dict[int, Resolution] = {}
    for index in reversed(range(len(spans))):  # what contains a place stands after it
        found[index] = resolver.resolution(index, found)
    for index in resolver.holders:
        found[index].holds = True
    return list(found.values())[::-1]


class _Resolver:
    """Weighs the candidates of each span of one text against what stands around it."""

    def __init__(
        self, text: str, spans: Sequence[Span], rules: Rules, areas: Areas, exact: Sequence[tuple[int, Point]]
    ) -> None:
        self.text = text
        self.spans = spans
        self.rules = rules
        self.areas = areas
        self.meanings = [find_meaning(span.candidates, span.is_known and not span.doubt) for span in spans]
        self.city_parts = CityParts(text, spans, self.meanings, rules, exact)
        self.parents = find_parents(text, spans, rules, areas, self.city_parts.quarters)
        self.governorates = Governorates(text, spans, self.parents, rules, areas)
        self.related = find_related(spans)
        self.holders = frozenset(self.parents) - {None}
        self.open = self.city_parts.open
        self.surroundings = Surroundings(spans, self.meanings, self.open, exact)

    def resolution(self, index: int, later: dict[int, Resolution]) -> Resolution:
        """The resolution of one span, given those of the spans after it."""
        span, meaning = self.spans[index], self.meanings[index]
        options = span.candidates
        if span.doubt:
            return Resolution(span, None, options, note=span.doubt)
        if index in self.related and options and (stated := self._stated(index, later)):
            return stated
        if self.parents[index] is None and self._is_plain(index, meaning):
            return Resolution(span, meaning.certain, meaning.others)
        owner = self.city_parts.owner(index) if meaning.has_city_part else None
        ancestors = [owner] if owner else self._ancestors(index, later)
        foreign = next((place for place in ancestors if not is_home(place)), None)
        if foreign:
            inside = tuple(option for option in options if self.areas.contains(foreign, option.place))
            if not inside:
                note = f"{foreign.name} follows, and the gazetteer knows no such place there"
                return Resolution(span, None, options, note=note, foreign=foreign)
            return Resolution(span, inside[0], inside[1:], (f"{foreign.name} follows",), foreign=foreign)
        if not options:
            return Resolution(span, None, note="the gazetteer has no place of this name")
        called = options
        if meaning.has_city_part:
            called = self.city_parts.called(index, options, is_placed=self._is_no_area(options, ancestors))
        is_building = bool(ancestors and self.rules.buildings.at_start(span.after))
        placed = [
            option
            for option in called
            if not any(is_misplaced(option.place, area, self.areas, is_building=is_building) for area in ancestors)
        ]
        if not placed:
            return Resolution(span, None, options, note=tell_misplaced(called[0].place, ancestors))
        fitting = self.city_parts.meant(index, placed, ancestors) if meaning.has_city_part else placed
        if not fitting:
            note = "many cities have a place of this name, and the text names none whose one is known"
            return Resolution(span, None, options, note=note)
        if len(fitting) == 1 and fitting[0].tier != "skeleton":
            chosen = fitting[0]
            inside = [area for area in ancestors if self.areas.contains(area, chosen.place)]
            support = tuple(f"{area.name} {self._where(index, area)}" for area in inside)
            if not support and len(placed) > 1:
                return self._best(index, fitting, ancestors, [option for option in placed if option is not chosen])
            return Resolution(span, chosen, tuple(option for option in options if option is not chosen), support)
        return self._best(index, fitting, ancestors)

    def _stated(self, index: int, later: dict[int, Resolution]) -> Resolution | None:
        """The resolution of a name by where the text says it lies from the next one, None if it says nothing of it.

        A city stays itself wherever the text puts it.
        """
        span = self.spans[index]
        other = later[index + 1].chosen
        relation = find_relation(self.text, span, self.spans[index + 1]) if other and other.is_point else None
        if not relation or any(level(option.place) >= LEVELS["city"] and option.is_point for option in span.candidates):
            return None
        fitting = [option for option in span.candidates if option.is_point and relation.fits(option.place, other.place)]
        support = f"it lies {relation.words} {other.place.name}"
        if fitting and span.is_known:
            nearest_one = min(fitting, key=lambda option: relation.error_km(option.place, other.place))
            return Resolution(span, nearest_one, tuple(o for o in span.candidates if o is not nearest_one), (support,))
        if span.is_known:
            note = f"the text says {relation.words} {other.place.name}, and the place known by this name lies elsewhere"
            return Resolution(span, None, span.candidates, note=note)
        return None

    def _where(self, index: int, area: Place) -> str:
        """Where the text names an area that contains a span."""
        return "owns it" if area is self.city_parts.owner(index) else "follows"

    def _is_no_area(self, options: Sequence[Candidate], ancestors: Sequence[Place]) -> bool:
        """Whether the text puts a name into an area that has no governorate of this name in it."""
        larger = [option.place for option in options if not option.is_point]
        return any(not self.areas.contains(area, place) for area in ancestors for place in larger)

    def _is_plain(self, index: int, meaning: Meaning) -> bool:
        """Whether a span means its one certain place and nothing around it can say otherwise."""
        if index in self.open:
            return False
        if meaning.certain is None or not meaning.others:
            return meaning.certain is not None
        return not (meaning.is_contested or index in self.holders or self.governorates.is_named(index))

    def _best(
        self, index: int, options: Sequence[Candidate], ancestors: list[Place], unlikely: Sequence[Candidate] = ()
    ) -> Resolution:
        """The heaviest candidate, if nothing makes it doubtful; the `unlikely` ones are none of the options."""
        # A city and the governorate of its name do not need neighbours to be told apart.
        points = [option for option in options if option.is_point]
        by_neighbours = (
            len(points) + len(unlikely) > 1
            or not self.spans[index].is_known
            or any(is_city_part(p.place) for p in points)
        )
        neighbours = self.surroundings.neighbours(index) if by_neighbours else []
        weighed = sorted(self._weigh(index, options, ancestors, neighbours), key=_WEIGHT, reverse=True)
        _, support, best = weighed[0]
        others = (*(found.candidate for found in weighed[1:]), *unlikely)
        if best.tier == "skeleton":
            note = doubt_spelling(weighed, ancestors, self.areas, is_about_theatre=self.is_about_theatre)
        else:
            note = doubt_tie(weighed, others)
        if note:
            return Resolution(self.spans[index], None, (best, *others), support.words, note)
        return Resolution(self.spans[index], best, others, support.words)

    @cached_property
    def is_about_theatre(self) -> bool:
        """Whether the text speaks of Iraq or Syria at all."""
        return bool(self.rules.anchor.search(self.text))

    def _weigh(
        self, index: int, options: Sequence[Candidate], ancestors: list[Place], neighbours: list[Place | Point]
    ) -> Iterator[Weighed]:
        """How well each candidate fits, and what supports it."""
        span, certain = self.spans[index], self.meanings[index].certain
        country = self.surroundings.country(span.start)
        # What strikes are near lies in Iraq or Syria.
        is_near = bool(self.rules.near.at_end(span.before))
        for option in options:
            place = option.place
            weight = _prior(option) + _TIER_WEIGHTS[option.tier] + 2 * option.similarity
            support: list[str] = []
            is_close = False
            for area in ancestors:
                fits = self.areas.contains(area, place)
                weight += 2.0 if fits else -2.0
                support.extend([f"{area.name} {self._where(index, area)}"] if fits else [])
                is_close |= fits and area.feature_class != "country"
            if self.surroundings.named.get(place.place_id, 0) > (option is certain):
                weight += 1.0
                support.append("it is named elsewhere in the text")
            km, neighbour = nearest(place, neighbours) if neighbours and option.is_point else (math.inf, None)
            if neighbour is not None:
                weight += 1.5 / (1 + km / 30)
                if km <= NEAR_KM:
                    name = neighbour.name if isinstance(neighbour, Place) else "a point given as coordinates"
                    support.append(f"{name} is named near by, {km:.0f} km away")
                    is_close = True
            if is_near and option.is_home:
                weight += 1.5
            if country and self.areas.contains(country, place):
                weight += 0.5
                support.append(f"the passage is about {country.name}")
            weight += self.governorates.weight(index, place)
            yield Weighed(weight, Support(tuple(support), is_close), option)

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


def _prior(option: Candidate) -> float:
    """How likely its kind makes a candidate; of small towns abroad those with their state have a name of their own."""
    feature_class = option.place.feature_class
    return 0.0 if feature_class == "town" and not option.is_in_theatre else _PRIORS.get(feature_class, 0.5)
