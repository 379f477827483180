"""What a text names beyond doubt, by where it stands; it supports the names around it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence, Set
from functools import cached_property
from operator import itemgetter

from explorer.geoparsing.meanings import Meaning
from explorer.geoparsing.spans import Span
from explorer.model import Place, Point

NEIGHBOURS = 8  # resolved mentions before and after that count as neighbours

_OFFSET = itemgetter(0)


class Surroundings:
    """The certain places of one text; what no name of it needs is never looked for.

    Args:
        spans: The spans of the text.
        meanings: What each span means by its name alone.
        uncertain: The indexes of the spans that may mean another place than their only one.
        exact: The points that the text gives as coordinates, with their offsets.
    """

    def __init__(
        self,
        spans: Sequence[Span],
        meanings: Sequence[Meaning],
        uncertain: Set[int],
        exact: Sequence[tuple[int, Point]],
    ) -> None:
        self._spans = spans
        self._meanings = meanings
        self._uncertain = uncertain
        self._exact = exact

    def neighbours(self, index: int) -> list[Place | Point]:
        """The certain points that stand around a span, each once, those abroad if it lies there itself."""
        span = self._spans[index]
        is_abroad = not any(option.is_home for option in span.candidates)
        anchors = sorted([*self._anchors, *self._abroad], key=_OFFSET) if is_abroad else self._anchors
        start = span.start
        middle = bisect_left(anchors, start, key=_OFFSET)
        around = anchors[max(0, middle - NEIGHBOURS) : middle + NEIGHBOURS]
        return list({id(other): other for at, other in around if at != start}.values())

    def country(self, start: int) -> Place | None:
        """The country last named before an offset."""
        position = bisect_left(self._countries, start, key=_OFFSET)
        return self._countries[position - 1][1] if position else None

    @cached_property
    def named(self) -> Counter[str]:
        """How often each certain point in Iraq and Syria is named, by its identifier."""
        return Counter(place.place_id for _, place in self._at_home)

    @cached_property
    def _at_home(self) -> list[tuple[int, Place]]:
        """The certain points in Iraq and Syria, with their offsets."""
        return [
            (span.start, meaning.certain.place)
            for index, (span, meaning) in enumerate(zip(self._spans, self._meanings, strict=True))
            if meaning.is_point_at_home and index not in self._uncertain
        ]

    @cached_property
    def _anchors(self) -> list[tuple[int, Place | Point]]:
        """These and the points given as coordinates."""
        return sorted([*self._at_home, *self._exact], key=_OFFSET)

    @cached_property
    def _abroad(self) -> list[tuple[int, Place]]:
        """The certain points outside Iraq and Syria, with their offsets."""
        return [
            (span.start, meaning.certain.place)
            for span, meaning in zip(self._spans, self._meanings, strict=True)
            if meaning.certain and meaning.certain.is_point and not meaning.certain.is_home
        ]

    @cached_property
    def _countries(self) -> list[tuple[int, Place]]:
        """The countries that are named, with their offsets."""
        return [
            (span.start, span.candidates[0].place)
            for span in self._spans
            if span.candidates and span.candidates[0].place.feature_class == "country"
        ]
