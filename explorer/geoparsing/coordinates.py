"""Coordinates in the text: military grid references, and latitude with longitude in the usual notations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mgrs import MGRS
from mgrs.core import MGRSError

from explorer.geoparsing.geography import is_in_theatre
from explorer.model import Point

_M_PER_DEGREE = 111_320.0

# 37SFV188095, 37S FU 30171 87869, 38-S-LF-4-7: zone 36 to 39, band R or S, square, easting and northing. In lower
# case the band stands right after the zone, or "in 36 s at 12 miles" would be one.
_GRID = re.compile(
    r"3(?<!\w3)[6-9](?:[\s-]?[RS]|[rs])[\s-]?[A-HJ-NP-Za-hj-np-z][A-HJ-NP-Va-hj-np-v][\s-]?"
    r"(\d{1,5}[\s-]\d{1,5}|\d{2,10})(?!\w|\.\d)"
)
_SEPARATOR = re.compile(r"[\s-]+")

# The first digit comes before its look-behind, which makes searching fast.
_DEGREES = r"(\d(?<![\d.]\d)\d{0,2}(?:\.\d+)?)\s*(?:°|º|deg(?:rees)?)?"
_MINUTES = r"(?:\s*(\d{1,2}(?:\.\d+)?)\s*['′’])?"
_SECONDS = r"(?:\s*(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|”|''|’’))?"
_ANGLE = _DEGREES + _MINUTES + _SECONDS
# All coordinates have one of these, and most texts have none. Those of the theatre also have one of the signs: a grid
# begins with 3, degrees are of the east, decimals have a point. A search that begins with one letter is fast.
_GRID_SIGN = re.compile(r"3[6-9][\s-]?[RSrs]")
_EAST_SIGN = re.compile(r"E(?<![A-Z]E)(?:\b|\s*\d)")
_DECIMAL_SIGN = re.compile(r"\.(?<=\d\.)\d\d")
_HINT = re.compile(r"[0-9](?:\.\d\d|\s?[NSE]\b|\s?[°º]|[\s-]?[RS][\s-]?[A-Z]{2}|[rs][\s-]?[a-z]{2})")
_AFTER = re.compile(rf"{_ANGLE}\s*([NS])\b[\s,;/]{{0,3}}{_ANGLE}\s*([EW])\b")
_BEFORE = re.compile(rf"([NS](?<!\w[NS]))\s*{_ANGLE}[\s,;/]{{1,3}}([EW])\s*{_ANGLE}(?![\w.])")
_DECIMAL = re.compile(r"(\d(?<![\w.,-]\d)\d?\.\d{2,})(?:\s?°)?\s*[,;]\s*(\d{1,3}\.\d{2,})(?:\s?°)?(?![\w.]*\d)")
# Without signs: "N 35 20 15 E 040 08 45", "34 28.5 N 041 55.2 E", "35-20-15N 040-08-45E", "342830N 0415512E".
_PLAIN_NORTH = r"(\d{2})[ -]([0-5]\d(?:\.\d+)?)(?:[ -]([0-5]\d(?:\.\d+)?))?"
_PLAIN_EAST = r"(0?\d{2})[ -]([0-5]\d(?:\.\d+)?)(?:[ -]([0-5]\d(?:\.\d+)?))?"
_BETWEEN = r"[\s,;/]{1,3}"
_PLAIN = (
    re.compile(rf"N(?<!\w[N])\s?{_PLAIN_NORTH}{_BETWEEN}E\s?{_PLAIN_EAST}(?![\w.]*\d)"),
    re.compile(rf"(?<![\d.-]){_PLAIN_NORTH}\s?N{_BETWEEN}{_PLAIN_EAST}\s?E\b"),
    re.compile(r"(?<![\w.])(\d\d)([0-5]\d)([0-5]\d)N[\s,;/]{0,3}(0\d\d)([0-5]\d)([0-5]\d)E\b"),
)
_EAST_FIRST = re.compile(r"(?<![\w.])(\d{2,3}\.\d{2,})\s?°?\s?E[\s,;/]{1,3}(\d{2}\.\d{2,})\s?°?\s?N\b")
_LABELLED = re.compile(
    r"\bLat(?:itude)?[.:]?\s?(\d{2}\.\d{2,})\s?°?\s?N?[\s,;/]{1,3}"
    r"Long?(?:itude)?[.:]?\s?(\d{2,3}\.\d{2,})(?!\d)(?:\s?°?\s?E\b)?",
    re.IGNORECASE,
)

_PHONE = re.compile(r"\b(?:tel(?:ephone)?|(?:tele|cell)?phone|fax|hotline|dsn)\b[.:]{0,2} ?$", re.IGNORECASE)
_PHONE_REACH = 16  # characters before a number


@dataclass(frozen=True, slots=True)
class Coordinate:
    """An exact point as written, half-open, with its radius from the digits given.

    `notation` names the form; `flaw` says why what has that form is no point, "" if it is one.
    """

    start: int
    end: int
    point: Point | None
    notation: str
    flaw: str = ""


def find_coordinates(text: str) -> list[Coordinate]:
    """The coordinates in the text that lie in and around Iraq and Syria, in its order, not overlapping.

    A grid that is written wrong is among them, without a point; a telephone number is not.
    """
    if not (_GRID_SIGN.search(text) or _EAST_SIGN.search(text) or _DECIMAL_SIGN.search(text)):
        return []
    if not _HINT.search(text):
        return []
    found = sorted(
        [*_grids(text), *_angles(text), *_plain(text), *_decimals(text)], key=lambda coordinate: coordinate.start
    )
    kept: list[Coordinate] = []
    for coordinate in found:
        is_kept = coordinate.point is None or (is_in_theatre(coordinate.point) and not _is_phone(text, coordinate))
        if is_kept and (not kept or coordinate.start >= kept[-1].end):
            kept.append(coordinate)
    return kept


def _is_phone(text: str, coordinate: Coordinate) -> bool:
    """Whether the word before a number calls it a telephone's: "Tel: 36.3456, 43.1234"."""
    reach = max(0, coordinate.start - _PHONE_REACH)
    return coordinate.notation != "grid" and bool(_PHONE.search(text, reach, coordinate.start))


def _grids(text: str) -> Iterator[Coordinate]:
    for match in _GRID.finditer(text):
        digits = _SEPARATOR.split(match[1])
        point, flaw = None, ""
        if len(digits[0]) != len(digits[-1]) or (len(digits) == 1 and len(digits[0]) % 2):
            flaw = "its digits do not divide into easting and northing"
        else:
            places = len("".join(digits)) // 2
            try:
                latitude, longitude = MGRS().toLatLon(_SEPARATOR.sub("", match[0]).upper())  # the middle of the square
                point = Point(latitude, longitude, _radius_km(10.0 ** (5 - places)))
            except MGRSError:
                flaw = "there is no such square"
        yield Coordinate(match.start(), match.end(), point, "grid", flaw)


def _angles(text: str) -> Iterator[Coordinate]:
    for match in _AFTER.finditer(text):
        *north, north_letter, east_degrees, east_minutes, east_seconds, east_letter = match.groups()
        east = (east_degrees, east_minutes, east_seconds)
        yield from _coordinate(match, (*north, north_letter), (*east, east_letter))
    for match in _BEFORE.finditer(text):
        north_letter, *angles = match.groups()
        yield from _coordinate(match, (*angles[:3], north_letter), (*angles[4:], angles[3]))


def _plain(text: str) -> Iterator[Coordinate]:
    """Angles without signs, the east first, or after "Lat" and "Long"."""
    for pattern in _PLAIN:
        for match in pattern.finditer(text):
            *north, east_degrees, east_minutes, east_seconds = match.groups()
            yield from _coordinate(match, (*north, "N"), (east_degrees, east_minutes, east_seconds, "E"))
    for match in _EAST_FIRST.finditer(text):
        yield from _coordinate(match, (match[2], None, None, "N"), (match[1], None, None, "E"))
    for match in _LABELLED.finditer(text):
        yield from _coordinate(match, (match[1], None, None, "N"), (match[2], None, None, "E"))


def _decimals(text: str) -> Iterator[Coordinate]:
    for match in _DECIMAL.finditer(text):
        yield from _coordinate(match, (match[1], None, None, "N"), (match[2], None, None, "E"))


def _coordinate(
    match: re.Match[str], north: tuple[str | None, ...], east: tuple[str | None, ...]
) -> Iterator[Coordinate]:
    latitude, step = _angle(*north)
    longitude, _ = _angle(*east)
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        point = Point(latitude, longitude, _radius_km(step * _M_PER_DEGREE))
        yield Coordinate(match.start(), match.end(), point, "latitude and longitude")


def _angle(degrees: str | None, minutes: str | None, seconds: str | None, letter: str | None) -> tuple[float, float]:
    """An angle, and the step of its last digit, both [degrees]."""
    parts = [(part, unit) for part, unit in ((degrees, 1), (minutes, 60), (seconds, 3600)) if part]
    value = sum(float(part) / unit for part, unit in parts)
    last, unit = parts[-1]
    step = 10.0 ** -len(last.partition(".")[2]) / unit
    return (-value if letter in ("S", "W") else value), step


def _radius_km(step_m: float) -> float:
    """The radius of the square that coordinates of this step [m] leave open, at least 10 m."""
    return max(step_m * 0.71, 10.0) / 1000
