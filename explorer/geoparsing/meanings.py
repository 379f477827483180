"""What a name means by itself, before anything around it is weighed."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from explorer.geoparsing.gazetteer import Candidate
from explorer.geoparsing.geography import is_city_part

_KEPT = 20_000  # names


class Meaning(NamedTuple):
    """What a name means by itself: its only place, or its only point in Iraq and Syria, a city before its governorate.

    `is_contested` says that it may also name another place than that point and the governorates of its name;
    `is_city_part` says that the certain place is a part of a city, `is_point_at_home` that it is a point in Iraq or
    Syria; `has_city_part` says that any of the places is a part of a city.
    """

    certain: Candidate | None
    others: tuple[Candidate, ...]
    is_contested: bool
    is_city_part: bool
    is_point_at_home: bool
    has_city_part: bool


@lru_cache(maxsize=_KEPT)
def find_meaning(options: tuple[Candidate, ...], is_known: bool) -> Meaning:
    """What a name with these candidates means; of an unknown name they are only similar."""
    points = [option for option in options if option.is_point]
    certain = None
    if is_known and len(options) == 1:
        certain = options[0]
    elif is_known and len(points) == 1 and points[0].is_home and not is_city_part(points[0].place):
        certain = points[0]
    others = tuple(option for option in options if option is not certain)
    is_contested = any(other.place.feature_class != "governorate" for other in others)
    return Meaning(
        certain,
        others,
        is_contested,
        is_city_part=certain is not None and is_city_part(certain.place),
        is_point_at_home=certain is not None and certain.is_point and certain.is_home,
        has_city_part=any(is_city_part(option.place) for option in options),
    )
