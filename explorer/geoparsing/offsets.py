"""Distance and direction from a place: "35 miles west of Sharqat", "between Tikrit and Bayji", "near Mosul"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from explorer.model import Place, Point

REACH = 90  # characters before a name that an offset may take up
REACH_AROUND = 60  # characters that "near" or a direction may take up
DIRECTION_ERROR = 0.25  # of the distance: half a step of the eight-point rose is 22.5°, and distances are rounded
DIRECTION_ONLY_KM = 30.0  # "west of Ramadi" without a distance
FARTHEST_KM = 400.0  # "2,000 miles from Mosul" says nothing of where
NEAR_KM = 10.0  # published points of strikes "near" a place lie a median 4 km from it

_KM = {"km": 1.0, "m": 0.001, "mi": 1.609344, "nm": 1.852}
_UNITS = {
    "km": r"km|kms|kilomet(?:er|re)s?|klicks?",
    "nm": r"nm|nms|nmi|naut(?:ical)?\.?\s*mi(?:les?)?",
    "mi": r"mi|miles?",
    "m": r"m|met(?:er|re)s?",
}
_POINTS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_LETTERS = {"n": "north", "e": "east", "s": "south", "w": "west"}
_COMPASS = r"(?:north|south|east|west)"
_SIDE = r"(?:north|south|east|west|[nsew]\.?)"
_DIRECTION = rf"{_SIDE}(?:[\s-]*{_SIDE}){{0,2}}"
_ADVERB = r"(?:almost|nearly|roughly|generally|mostly|slightly|directly|straight|due|just|away|out|further|farther)"
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_WORDS = {word: number for number, word in enumerate(f"{_ONES} eighteen nineteen".split(), 1)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
_WORDS["dozen"] = 12
_FRACTIONS = {"half": 0.5, "quarter": 0.25, "hundreds": 500.0, "thousands": 5_000.0}  # the last two are far at least
_WORD = rf"(?:{'|'.join(sorted(_WORDS, reverse=True))})"
_VAGUE = "".join(f"(?<!{word})" for word in ("half ", "half-", "half a ", "several ", "few "))  # "several dozen miles"
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_BROKEN = rf"(?:\d{{1,3}}[\s-])?(?<![\d/])[1-9]/[2-9](?![\d/])|(?:\d{{1,3}}\s?)?[{''.join(_SIGNS)}]"  # "3 1/2", "2½"
_DIGITS = rf"{_BROKEN}|\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?"
_SPELT = rf"{_WORD}(?:[\s-]+{_WORD})?"
_PART_OF_ONE = (
    r"(?:half|quarter)(?:[\s-]+(?:of\s+)?an?)?|(?:hundreds|thousands)\s+of|an?(?=\s+(?:mile|kilomet|naut|klick))"
)
_NUMBER = rf"({_DIGITS}|\b{_VAGUE}{_SPELT}(?:\s+and\s+a\s+half)?|\b(?:{_PART_OF_ONE}))"
_UNIT = "|".join(f"(?P<{name}>{form})" for name, form in _UNITS.items())
# The same distance in another unit: "60 miles (100 km)", "20 miles, or 32 km,", "5 km/3 miles".
_AGAIN = (
    r"(?:,?\s*(?:[(\[]|/|\bor\b)\s*(?:about\s+|some\s+)?"
    rf"(?:{_DIGITS}|{_SPELT})[\s-]*(?:{'|'.join(_UNITS.values())})\.?[)\]]?,?)?"
)
_NOUN = (
    r"(?:the\s+)?(?:(?:cent(?:er|re)\s+of|outskirts\s+of|(?:city|town|village|airfield|airport|base)\s+of|"
    r"(?:city|town|village|border|oil)\s+)\s*)?(?:the\s+)?"
)
# Patterns for text in lower case: a search that ignores case takes five times as long.
_OFFSET = re.compile(
    rf"{_NUMBER}[\s-]*(?:{_UNIT})\.?{_AGAIN}(?:,?\s+{_ADVERB}){{0,3}}\s+(?:to\s+the\s+)?(?P<direction>{_DIRECTION})"
    rf"(?:\s+of|\s+from)?\s+{_NOUN}(?:center\s+|centre\s+)?$"
)
_RADIUS = re.compile(rf"{_NUMBER}[\s-]*(?:{_UNIT})\.?{_AGAIN}\s+(?:away\s+)?(?:of|from|outside(?:\s+of)?)\s+{_NOUN}$")
_BARE = re.compile(rf"(?<!\w)(?P<direction>{_DIRECTION})(?:ern)?\s+(?:of|from)\s+{_NOUN}$")
_NEAR = re.compile(
    rf"\b(?:near|nearby|ivo|(?:in\s+)?(?:the\s+)?vicinity\s+of|outside(?:\s+of)?|close\s+to|outskirts\s+of)\s+{_NOUN}$"
)
_HAS_UNIT = re.compile(rf"(?<![a-z])(?:{'|'.join(_UNITS.values())})(?![a-z])")
_AROUND = ((_BARE, DIRECTION_ONLY_KM), (_NEAR, NEAR_KM))
_MOST_AROUND = dict.fromkeys(("neighbourhood", "building", "site"), 2.0)  # [km]: "north of the old city" is in the city
_LAST_WORDS = frozenset({"of", "from", "near", "nearby", "ivo", "outside", "to", "city", "town", "village"})
_LAST_WORDS |= {"border", "oil", "center", "centre", *_POINTS, "northeast", "northwest", "southeast", "southwest"}
_SIDES = tuple(_POINTS)
SIDE_LETTERS = frozenset({"n", "e", "s", "w", "ne", "nw", "se", "sw"})
_SIDES_WRITTEN = frozenset(form for side in SIDE_LETTERS for form in (side, f"{side}.", f"{'.'.join(side)}."))
_LAST_WORDS |= _SIDES_WRITTEN | {"nne", "ene", "ese", "sse", "ssw", "wsw", "wnw", "nnw"}
_PART_ENDS = ("north", "south", "east", "west", "ern", "central")
_BETWEEN = re.compile(rf"\bbetween\s+{_NOUN}$", re.IGNORECASE)
_PART = re.compile(
    rf"(?<!\w)(?P<part>{_COMPASS}(?:[\s-]?{_COMPASS})?(?:ern)?|(?:{_COMPASS}-)?central"
    r"|(?-i:[NS]\.?[EW]?\.?|[EW]\.?))[ -]$",
    re.IGNORECASE,
)


def find_offset(text: str, start: int, last_word: str, place: Place) -> tuple[Point | None, str]:
    """The point that the words before a name at `start` give, and the words; (None, "") if they give none.

    `last_word` is the nearest of them that is not "the", in lower case; it alone rules most names out.
    """
    if last_word not in _LAST_WORDS:
        return None, ""
    before = text[max(0, start - REACH) : start].lower()
    if _HAS_UNIT.search(before):
        if match := _OFFSET.search(before):
            km = _distance_km(match)
            error_km = DIRECTION_ERROR * km if km <= FARTHEST_KM else km
            return _moved(place, km, bearing(match["direction"]), error_km), _words(match)
        if match := _RADIUS.search(before):
            return _around(place, _distance_km(match)), _words(match)
    for pattern, km in _AROUND:
        if match := pattern.search(before, max(0, len(before) - REACH_AROUND)):
            return _around(place, min(km, _MOST_AROUND.get(place.feature_class, km))), _words(match)
    return None, ""


def read_offset(words: str) -> tuple[float | None, float | None, str] | None:
    """The distance [km], the bearing [degrees], each None if not given, and the words: "8 km east of", "north of the".

    None for words, in lower case, that begin otherwise or say neither.
    """
    if match := _OFFSET.match(words):
        return _distance_km(match), bearing(match["direction"]), _words(match)
    if match := _RADIUS.match(words):
        return _distance_km(match), None, _words(match)
    if match := _BARE.match(words):
        return None, bearing(match["direction"]), _words(match)
    return None


def has_between(text: str) -> bool:
    """Whether the text says "between" at all; most do not."""
    return "etween" in text or "BETWEEN" in text


def is_between(text: str, first_start: int, first_end: int, second_start: int) -> bool:
    """Whether two names stand as "between the first and the second"."""
    before = text[max(0, first_start - REACH) : first_start]
    return text[first_end:second_start].strip() in ("and", "and the") and bool(_BETWEEN.search(before))


def middle(first: Place, second: Place) -> Point:
    """The point half way between two places; its radius reaches both."""
    from geopy.distance import geodesic  # its import takes long, and few texts need it

    half_km = geodesic((first.latitude, first.longitude), (second.latitude, second.longitude)).km / 2
    latitude, longitude = (first.latitude + second.latitude) / 2, (first.longitude + second.longitude) / 2
    return Point(latitude, longitude, half_km)


def is_part(words: Sequence[str]) -> bool:
    """Whether the words before a name end with a part of an area: "in northern"."""
    return bool(words) and words[-1].endswith("ern") and words[-1].startswith(_SIDES)


def part_before(text: str, start: int, last_word: str) -> str:
    """The word for a part of an area right before its name: "southern" in "southern Syria", "N." in "N. Syria"."""
    if not (last_word.endswith(_PART_ENDS) or last_word in _SIDES_WRITTEN):
        return ""
    match = _PART.search(text, max(0, start - 16), start)
    return match["part"] if match else ""


@lru_cache(maxsize=1_000)
def part_of(area: Place, part: str) -> Place:
    """A part of a country or governorate as an area of its own, shifted towards its side by half the area's radius."""
    side = side_of(part)
    half_km = area.precision_km / 2
    shifted = area if "central" in side else _moved(area, half_km, bearing(side), 0.0)
    return replace(
        area,
        place_id=f"{area.place_id}/{side.replace(' ', '-')}",
        name=f"{f'{side}ern' if is_letters(part) else part} {area.name}",
        arabic_name=None,
        latitude=shifted.latitude,
        longitude=shifted.longitude,
        feature_class="region",
        precision_km=half_km,
    )


def is_letters(part: str) -> bool:
    """Whether a part of an area is written by the letters of its side: "N.", "SE"."""
    return part.isupper() and part.replace(".", "").lower() in SIDE_LETTERS


def side_of(part: str) -> str:
    """The side of an area that a part is: "south" for "southern", "northeast" for "N.E."."""
    if is_letters(part):
        return "".join(_LETTERS[letter] for letter in part.replace(".", "").lower())
    return part.lower().removesuffix("ern")


@cache
def bearing(direction: str) -> float:
    """The bearing [degrees] of a direction of up to three points: "west southwest", "NNW", "South East"."""
    sides = re.findall(r"north|south|east|west|[nsew]", direction.lower())
    angles = [_POINTS[_LETTERS.get(side, side)] for side in sides]
    if len(angles) == 3:  # "west-southwest" is half way between west and southwest
        return _between(angles[0], _between(angles[1], angles[2]))
    return _between(*angles) if len(angles) == 2 else angles[0]


def _between(first: float, second: float) -> float:
    turn = (second - first + 180) % 360 - 180
    return (first + turn / 2) % 360


def _distance_km(match: re.Match[str]) -> float:
    unit = next(name for name in _UNITS if match[name])
    return _number(match[1]) * _KM[unit]


def _number(written: str) -> float:
    """A number in digits or words: "1,500", "2,5", "3 1/2", "2½", "fifty-five", "two dozen", "two and a half"."""
    head, slash, below = written.rpartition("/")
    if slash or written[-1] in _SIGNS:
        whole, part = (head[:-1], int(head[-1]) / int(below)) if slash else (written[:-1], _SIGNS[written[-1]])
        return float(whole.strip("- \n\t") or 0) + part
    if written[0].isdigit():
        is_grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+", written)
        return float(written.replace(",", "" if is_grouped else "."))
    whole, _, half = written.partition(" and ")
    if half:
        return _number(whole) + 0.5
    head = re.split(r"[\s-]", written)[0]
    if head in ("a", "an") or head in _FRACTIONS:
        return _FRACTIONS.get(head, 1.0)
    first, *rest = (_WORDS[word] for word in re.findall(_WORD, written))
    return float(first * rest[0] if rest and rest[0] > first else first + sum(rest))


def _moved(place: Place, km: float, degrees: float, error_km: float) -> Point:
    from geopy.distance import geodesic  # as above

    target = geodesic(kilometers=km).destination((place.latitude, place.longitude), bearing=degrees)
    return Point(target.latitude, target.longitude, place.precision_km + error_km)


def _around(place: Place, added_km: float) -> Point:
    return Point(place.latitude, place.longitude, place.precision_km + added_km)


def _words(match: re.Match[str]) -> str:
    return " ".join(match[0].split())
