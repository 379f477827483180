"""What a person who corrects may mean: the places of a name, and where words stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explorer.geoparsing.gazetteer import Gazetteer
from explorer.geoparsing.geography import distance_km, is_home
from explorer.geoparsing.names import fold, strip_articles
from explorer.model import Mention, Place, Point

MOST_PLACES = 6

Span = tuple[int, int]


def find_places(gazetteer: Gazetteer, typed: str, own: Iterable[Place] = ()) -> list[Place]:
    """The places that a name, or the beginning of one, may mean, the likeliest first; `own` are people's additions."""
    key = strip_articles(fold(typed))
    if not key:
        return []
    ranked: dict[str, tuple[int, int, Place]] = {}
    known = [(name, entry.place) for name, entries in gazetteer.index.items() for entry in entries if entry.place]
    for name, place in [*((strip_articles(fold(place.name)), place) for place in own), *known]:
        rank = _rank(name, key)
        if rank is not None:
            score = (rank, 0 if is_home(place) else 1, place)
            ranked[place.place_id] = min(ranked.get(place.place_id, score), score, key=lambda each: each[:2])
    found = [place for _, _, place in sorted(ranked.values(), key=lambda each: each[:2])]
    alike = [candidate.place for candidate in gazetteer.similar(typed) if candidate.place.place_id not in ranked]
    return [*found, *alike][:MOST_PLACES]


def find_nearest(places: Iterable[Place], point: Point) -> Place:
    """The place whose own point is nearest; areas and lines have none."""
    return min((place for place in places if place.geometry == "point"), key=lambda place: distance_km(place, point))


def new_place(
    name: str, latitude: float, longitude: float, *, kind: str, precision_km: float, source: str, known: Iterable[Place]
) -> Place:
    """A place that a person adds [degrees, km]; its country and governorate are those of the nearest known place."""
    nearest = find_nearest(known, Point(latitude, longitude, precision_km))
    return Place(
        place_id=f"own:{'-'.join(fold(name).split())}:{latitude:.5f},{longitude:.5f}",
        name=name,
        arabic_name=None,
        latitude=latitude,
        longitude=longitude,
        feature_class=kind,
        country_code=nearest.country_code,
        admin1=nearest.admin1,
        precision_km=precision_km,
        source=source,
    )


def find_words(text: str, words: str, mentions: Iterable[Mention], *, before: str = "") -> list[Span]:
    """Where words stand in a text and are no mention yet, half-open; of several, only those after `before` if any are.

    White space is all alike.
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return []
    taken = [(mention.start, mention.end) for mention in mentions]
    spans = [match.span() for match in re.finditer(pattern, text)]
    free = [(start, end) for start, end in spans if not any(start < last and first < end for first, last in taken)]
    following = [span for span in free if before and text[: span[0]].endswith(before)]
    return following or free


def _rank(name: str, key: str) -> int | None:
    """How well a name fits: the same, its beginning, the beginning of a word in it; None when it does not."""
    if name == key:
        return 0
    if name.startswith(key):
        return 1
    return 2 if f" {key}" in name else None
