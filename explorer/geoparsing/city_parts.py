"""Parts of cities: quarters, bridges and buildings, which often bear a name that many cities have for one of theirs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter

from explorer.geoparsing.chains import find_called
from explorer.geoparsing.gazetteer import Candidate
from explorer.geoparsing.geography import is_any_within, is_city_part, level
from explorer.geoparsing.meanings import Meaning
from explorer.geoparsing.names import fold
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.spans import Span
from explorer.model import Place, Point

IN_CITY_KM = 12.0  # how far a part of a city lies from its centre at most
_SENTENCE = 400  # characters of a sentence that are read before and after a name
_NAMES_KEPT = 5_000  # of parts of cities
_fold = lru_cache(maxsize=_NAMES_KEPT)(fold)
_OWNS = frozenset({"'s ", "’s "})
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_LAST_SENTENCE_END = re.compile(rf"(?s:.*)(?:{_SENTENCE_END.pattern})")


class CityParts:
    """Tells which parts of cities the spans of one text may be.

    Args:
        text: The text.
        spans: Its spans.
        meanings: What each span means by its name alone.
        rules: The cue words.
        exact: The points that the text gives as coordinates, with their offsets.
    """

    def __init__(
        self,
        text: str,
        spans: Sequence[Span],
        meanings: Sequence[Meaning],
        rules: Rules,
        exact: Sequence[tuple[int, Point]],
    ) -> None:
        self.text = text
        self.spans = spans
        self.meanings = meanings
        self.rules = rules
        self.exact = exact
        self.quarters = find_called(text, spans, rules.lists_of_quarters, "neighbourhood")

    @cached_property
    def open(self) -> frozenset[int]:
        """The indexes of the spans of which the gazetteer has but one place, and another may be meant."""
        parts = [index for index, meaning in enumerate(self.meanings) if meaning.is_city_part]
        return frozenset(
            index
            for index in parts
            if self.owner(index)
            or self._is_common(self._written(self.spans[index]), self.meanings[index].certain.place)
        )

    def owner(self, index: int) -> Place | None:
        """The city that a span belongs to by the name before it: "Haditha's old city"."""
        if index == 0 or self.text[self.spans[index - 1].end : self.spans[index].start] not in _OWNS:
            return None
        owner = self.meanings[index - 1].certain
        return owner.place if owner and level(owner.place) else None

    def called(self, index: int, options: Sequence[Candidate], *, is_placed: bool) -> list[Candidate]:
        """The options that what a span is called leaves; `is_placed` says that the text names its city.

        What is called a neighbourhood is one, and what has the name of a governorate is no quarter of a city elsewhere.
        """
        parts = [option for option in options if is_city_part(option.place)]
        if not parts:
            return list(options)
        after = self.spans[index].after
        if index in self.quarters or self.rules.quarters.at_start(after):
            return [part for part in parts if part.place.feature_class == "neighbourhood"] or parts
        if self.rules.buildings.at_start(after):
            return [option for option in options if option.is_point]
        if is_placed or after[:1] == ["district"] or not any(map(_is_larger, options)):
            return list(options)
        return [option for option in options if not is_city_part(option.place)]

    def meant(self, index: int, options: Sequence[Candidate], ancestors: Sequence[Place]) -> list[Candidate]:
        """The options without those of which many cities have one, unless theirs is named here.

        `ancestors` are the areas that the text puts the span into.
        """
        written = self._written(self.spans[index])
        common = [option for option in options if is_city_part(option.place)]
        if not any(self._is_common(written, option.place) for option in common):
            return list(options)
        meant = set(self._meant(index, written, common, ancestors))
        return [option for option in options if option in meant or option not in common]

    def _meant(
        self, index: int, written: str, parts: Sequence[Candidate], ancestors: Sequence[Place]
    ) -> Iterator[Candidate]:
        """Those parts of cities around which something lies that is named here.

        Where no city is named, "Jumaili, Syria" is enough, but "the sugar factory, Syria" is not.
        """
        here = self._sentence(self.spans[index].start)
        has_city = any(isinstance(place, Place) and level(place) for place in here)
        is_rare = not has_city and written not in self.rules.common_names
        countries = {area.country_code for area in ancestors} if is_rare else frozenset()
        named = here if has_city else self._everywhere
        for part in parts:
            is_near = part.place.country_code in countries
            if is_near or is_any_within(part.place, named, IN_CITY_KM):
                yield part

    def _written(self, span: Span) -> str:
        return _fold(self.text[span.start : span.end])

    def _is_common(self, written: str, part: Place) -> bool:
        """Whether many cities have one: "Thawra (Mosul)", which the text calls Thawra, or a "sugar factory"."""
        return written in self.rules.common_names or (bool(city := _city_of(part.name)) and city not in written)

    def _sentence(self, start: int) -> list[Place | Point]:
        """The places that the sentence around an offset names."""
        reach = max(0, start - _SENTENCE)
        before = _LAST_SENTENCE_END.match(self.text, reach, start)
        first = before.end() if before else reach
        end = _SENTENCE_END.search(self.text, start, start + _SENTENCE)
        last = end.start() if end else start + _SENTENCE
        left, right = (bisect_left(self._named, at, key=itemgetter(0)) for at in (first, last))
        return [place for _, place in self._named[left:right]]

    @cached_property
    def _everywhere(self) -> list[Place | Point]:
        """What the whole text names, each once."""
        return list({id(place): place for _, place in self._named}.values())

    @cached_property
    def _named(self) -> list[tuple[int, Place | Point]]:
        """The points that the text names beyond doubt, with their offsets."""
        named = [
            (span.start, meaning.certain.place)
            for index, (span, meaning) in enumerate(zip(self.spans, self.meanings, strict=True))
            if meaning.certain and meaning.certain.is_point and index not in self.open
        ]
        return sorted([*named, *self.exact], key=itemgetter(0))


@lru_cache(maxsize=_NAMES_KEPT)
def _city_of(name: str) -> str:
    """The city in brackets after the name of a part of it, folded, "" without one."""
    _, bracket, city = name.removesuffix(")").rpartition("(")
    return fold(city) if bracket else ""


def _is_larger(option: Candidate) -> bool:
    return option.place.feature_class in ("governorate", "country")
