"""The geoparser: text in, mentions out, through recognition, resolution, roles and offsets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from explorer.geoparsing import offsets
from explorer.geoparsing.contradictions import note_contradictions
from explorer.geoparsing.coordinates import Coordinate, find_coordinates
from explorer.geoparsing.gazetteer import Candidate, Gazetteer
from explorer.geoparsing.geography import Areas, is_in_theatre
from explorer.geoparsing.groups import (
    find_countries,
    find_lists,
    find_middles,
    find_nations,
    find_pairs,
    merge_same,
    share_words,
)
from explorer.geoparsing.names import fold
from explorer.geoparsing.reasons import tell
from explorer.geoparsing.recognition import recognise
from explorer.geoparsing.resolution import Resolution, resolve
from explorer.geoparsing.roles import find_role
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.run_reader import RunReader
from explorer.geoparsing.runs import find_addresses
from explorer.geoparsing.spans import Span
from explorer.model import Mention, Place, Point


class Geoparser:
    """Finds and resolves the places that a text names.

    Args:
        places: The gazetteer; of places that fit equally the earlier wins.
        spellings: Other spellings, each with the identifiers of the places it names.
        rules: The cue words.
        phrases: What looks like a place and is none, with its kind.
    """

    def __init__(
        self,
        places: Iterable[Place],
        spellings: Mapping[str, Iterable[str]],
        rules: Rules,
        phrases: Mapping[str, str],
    ) -> None:
        places = tuple(places)
        self.gazetteer = Gazetteer(places, spellings, phrases)
        self.rules = rules
        self._areas = Areas(places)
        self._reader = RunReader(self.gazetteer, rules)
        self._made_of = (places, spellings, rules, phrases)

    def __reduce__(self) -> tuple[object, ...]:
        # Other processes make their own, caches and all, of what this one is made of.
        return Geoparser, self._made_of

    def geoparse(self, text: str) -> tuple[Mention, ...]:
        """The mentions of a text, sorted, not overlapping."""
        coordinates = find_coordinates(text)
        others = [*find_addresses(text), *((coordinate.start, coordinate.end) for coordinate in coordinates)]
        spans = _apart_from(recognise(text, self._reader, self.gazetteer, self.rules), others)
        exact = [(coordinate.start, coordinate.point) for coordinate in coordinates if coordinate.point]
        resolutions = merge_same(text, resolve(text, spans, self.rules, self._areas, exact))
        countries = find_countries(resolutions)
        note_contradictions(text, resolutions, countries, self._areas)
        pairs = find_pairs(text, resolutions)
        rows, middles = find_lists(text, resolutions, countries), find_middles(resolutions, pairs)
        nations = find_nations(resolutions, rows, pairs, self.rules)
        share_words(resolutions, rows, self.rules)
        mentions = [_coordinate_mention(text, coordinate) for coordinate in coordinates]
        free_from = 0  # where the mention before ends
        for index, resolution in enumerate(resolutions):
            mention = self._mention(text, resolution, index in nations, middles.get(index), free_from)
            free_from = mention.end
            mentions.append(mention)
        return tuple(sorted(mentions, key=lambda mention: mention.start)) if coordinates else tuple(mentions)

    def _mention(
        self, text: str, resolution: Resolution, listed: bool, between: Point | None, free_from: int
    ) -> Mention:
        span, chosen = resolution.span, resolution.chosen
        start, end, place, point, on_map = span.start, span.end, None, None, False
        role, cue = find_role(text, span, chosen, self.rules, listed=listed, holds=resolution.holds)
        if chosen is None:
            role = "elsewhere" if resolution.foreign else role
        elif role != "location":
            place = chosen.place
        else:
            start, place, point, applied = self._located(text, resolution, chosen, between, free_from)
            is_dot = chosen.is_point if place is chosen.place else place.geometry == "point"
            is_near = is_in_theatre(point) and point.radius_km <= offsets.FARTHEST_KM if point else chosen.is_in_theatre
            on_map = is_dot and is_near
            cue = f"{cue}; “{applied}” applied" if applied else cue
        why, score = tell(resolution, cue)
        return Mention(start, end, text[start:end], role, place, point, on_map, why, score)

    def _located(
        self, text: str, resolution: Resolution, chosen: Candidate, between: Point | None, free_from: int
    ) -> tuple[int, Place, Point | None, str]:
        """Where a location begins, its place and its point by the words before it, and these words."""
        span, place = resolution.span, chosen.place
        start, last_word = span.start, span.before[-1] if span.before else ""
        if chosen.is_point:
            point, applied = (between, "between") if between else offsets.find_offset(text, start, last_word, place)
            return start, place, point, applied
        part = offsets.part_before(text, start, last_word)
        if not part or start - len(part) <= free_from:
            return start, place, None, ""
        start -= len(part) + 1
        words = offsets.side_of(part) if offsets.is_letters(part) else text[start : span.start]
        named = self._named_part(f"{words} {text[span.start : span.end]}", resolution.holds)
        return start, named or offsets.part_of(place, part), None, part

    def _named_part(self, name: str, holds: bool) -> Place | None:
        """The place that the gazetteer has for a part of an area: "northeast Syria", "eastern Aleppo".

        If it `holds` the place before ("Jinah, western Aleppo"), a part of a city is not meant.
        """
        words = fold(name).split()
        length, entries = self.gazetteer.longest(words, 0)
        place = entries[0].place if length == len(words) else None
        return None if place and holds and place.geometry == "point" else place


def _coordinate_mention(text: str, coordinate: Coordinate) -> Mention:
    flaw = coordinate.flaw and f"written as a {coordinate.notation}, but {coordinate.flaw}"
    return Mention(
        start=coordinate.start,
        end=coordinate.end,
        toponym=text[coordinate.start : coordinate.end],
        role="location",
        place=None,
        point=coordinate.point,
        on_map=coordinate.point is not None,
        reason=f"Unresolved: {flaw}." if flaw else f"Exact point given as {coordinate.notation}.",
        score=0.1 if flaw else 1.0,
    )


def _apart_from(spans: list[Span], others: Sequence[tuple[int, int]]) -> list[Span]:
    """The spans that do not overlap others, which are coordinates and addresses."""
    taken = {at for start, end in others for at in range(start, end)}
    return [span for span in spans if taken.isdisjoint(range(span.start, span.end))] if taken else spans
