"""The geoparser: text in, mentions out, through recognition, resolution, roles and offsets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from explorer.geoparsing import offsets
from explorer.geoparsing.coordinates import Coordinate, find_coordinates
from explorer.geoparsing.gazetteer import Gazetteer
from explorer.geoparsing.names import fold
from explorer.geoparsing.pieces import RunReader
from explorer.geoparsing.reasons import reason, score
from explorer.geoparsing.recognition import Span, recognise
from explorer.geoparsing.resolution import Resolution, resolve
from explorer.geoparsing.roles import find_role
from explorer.geoparsing.rules import Rules
from explorer.model import Mention, Place, Point

_NATIONS = 3  # countries in a row that make a list of nations
_LONGEST_AND = len(" and the ") + 2  # characters between the two names of "between A and B"


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
        self._reader = RunReader(self.gazetteer, rules)
        self._made_of = (places, spellings, rules, phrases)

    def __reduce__(self) -> tuple[object, ...]:
        # Other processes make their own, caches and all, of what this one is made of.
        return Geoparser, self._made_of

    def geoparse(self, text: str) -> tuple[Mention, ...]:
        """The mentions of a text, sorted, not overlapping."""
        coordinates = find_coordinates(text)
        spans = _apart_from(recognise(text, self._reader, self.gazetteer, self.rules), coordinates)
        exact = [(coordinate.start, coordinate.point) for coordinate in coordinates]
        resolutions = _merged(text, resolve(text, spans, self.rules, exact))
        listed = _listed(text, resolutions)
        between = _between(text, resolutions)
        mentions = [_coordinate_mention(text, coordinate) for coordinate in coordinates]
        free_from = 0  # where the mention before ends
        for index, resolution in enumerate(resolutions):
            mention = self._mention(text, resolution, index in listed, between.get(index), free_from)
            free_from = mention.end
            mentions.append(mention)
        return tuple(sorted(mentions, key=lambda mention: mention.start)) if coordinates else tuple(mentions)

    def _mention(
        self, text: str, resolution: Resolution, listed: bool, between: Point | None, free_from: int
    ) -> Mention:
        start, end = resolution.span.start, resolution.span.end
        chosen = resolution.chosen
        place = chosen.place if chosen else None
        role, cue = find_role(text, resolution.span, chosen, self.rules, listed=listed, holds=resolution.holds)
        point, applied = None, ""
        if not chosen and resolution.foreign:
            role = "elsewhere"
        if chosen and role == "location":
            last_word = resolution.span.before[-1] if resolution.span.before else ""
            if chosen.is_point:
                point, applied = (between, "between") if between else offsets.find_offset(text, start, last_word, place)
            elif (part := offsets.part_before(text, start, last_word)) and start - len(part) > free_from:
                start -= len(part) + 1
                place = self._named_part(text[start:end]) or offsets.part_of(place, part)
        return Mention(
            start=start,
            end=end,
            toponym=text[start:end],
            role=role,
            place=place,
            point=point,
            on_map=role == "location"
            and chosen is not None
            and chosen.is_point
            and (point is not None or chosen.is_in_theatre),
            reason=reason(resolution, f"{cue}; “{applied}” applied" if applied else cue),
            score=score(resolution),
        )

    def _named_part(self, name: str) -> Place | None:
        """The place that the gazetteer has for a part of an area: "northeast Syria"."""
        words = fold(name).split()
        length, entries = self.gazetteer.longest(words, 0)
        return entries[0].place if length == len(words) else None


def _coordinate_mention(text: str, coordinate: Coordinate) -> Mention:
    return Mention(
        start=coordinate.start,
        end=coordinate.end,
        toponym=text[coordinate.start : coordinate.end],
        role="location",
        place=None,
        point=coordinate.point,
        on_map=True,
        reason=f"Exact point given as {coordinate.notation}.",
        score=1.0,
    )


def _apart_from(spans: list[Span], coordinates: Sequence[Coordinate]) -> list[Span]:
    """The spans that do not overlap a coordinate."""
    taken = {at for coordinate in coordinates for at in range(coordinate.start, coordinate.end)}
    return [span for span in spans if taken.isdisjoint(range(span.start, span.end))] if taken else spans


def _merged(text: str, resolutions: Sequence[Resolution]) -> list[Resolution]:
    """The resolutions, "Washington, D.C." being one and not two of the same place."""
    merged: list[Resolution] = []
    for found in resolutions:
        last = merged[-1] if merged else None
        if (
            last
            and last.chosen
            and found.chosen
            and last.chosen.place is found.chosen.place
            and (text[last.span.end : found.span.start] == ", ")
        ):
            merged[-1] = last._replace(span=last.span._replace(end=found.span.end))
            continue
        merged.append(found)
    return merged


def _between(text: str, resolutions: Sequence[Resolution]) -> dict[int, Point]:
    """The middle of two places named as "between A and B", by the index of each."""
    points: dict[int, Point] = {}
    for index in range(len(resolutions) - 1):
        first, second = resolutions[index], resolutions[index + 1]
        if second.span.start - first.span.end > _LONGEST_AND or not (first.chosen and second.chosen):
            continue
        if not (first.chosen.is_point and second.chosen.is_point):
            continue
        if offsets.is_between(text, first.span.start, first.span.end, second.span.start):
            points[index] = points[index + 1] = offsets.middle(first.chosen.place, second.chosen.place)
    return points


def _listed(text: str, resolutions: Sequence[Resolution]) -> set[int]:
    """The indexes of countries that stand in a list of at least three."""
    listed: set[int] = set()
    row: list[int] = []
    for index, resolution in enumerate(resolutions):
        is_country = resolution.chosen is not None and resolution.chosen.place.feature_class == "country"
        if row and not (is_country and _continues(text, resolutions[row[-1]].span.end, resolution.span.start)):
            listed.update(row if len(row) >= _NATIONS else ())
            row = []
        if is_country:
            row.append(index)
    listed.update(row if len(row) >= _NATIONS else ())
    return listed | _partners(text, resolutions)


def _partners(text: str, resolutions: Sequence[Resolution]) -> set[int]:
    """The indexes of two countries that deal with each other: "between the United States and Iraq"."""
    partners: set[int] = set()
    for index in range(len(resolutions) - 1):
        first, second = resolutions[index], resolutions[index + 1]
        if second.span.start - first.span.end > _LONGEST_AND or not (first.chosen and second.chosen):
            continue
        if any(found.chosen.place.feature_class != "country" for found in (first, second)):
            continue
        if offsets.is_between(text, first.span.start, first.span.end, second.span.start):
            partners.update((index, index + 1))
    return partners


def _continues(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) < 12 and not between.replace("and", "").replace("the", "").strip(" ,\n")
