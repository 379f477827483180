"""What restricts the view, as one record that turns into a link and back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from explorer.library.query import parse_query

FACETS = ("publisher", "kind", "basis", "file", "role", "country", "governorate", "place_kind", "precision")
DEFAULT_ROLE = ("location",)
LEAST_KM, MOST_KM = 0.1, 2000.0  # of a distance to filter by


@dataclass(frozen=True, slots=True)
class Near:
    """Within `radius_km` of a point [degrees], along the ellipsoid."""

    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Filters:
    """The only truth about what is shown; the default shows every release, and places where their role is location.

    `spot_ids` are the places picked on the map or in the table of places: a place_id, or the id of an exact spot
    (see `explorer.exploring.tables.Tables`). The facets hold the chosen values, none meaning any. Of what concerns
    places (`spot_ids`, `near`, role to precision), one and the same mention of a shown release fits all.
    """

    words: str = ""
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    undated: bool = True
    spot_ids: tuple[str, ...] = ()
    near: Near | None = None
    publisher: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    file: tuple[str, ...] = ()
    role: tuple[str, ...] = DEFAULT_ROLE
    country: tuple[str, ...] = ()
    governorate: tuple[str, ...] = ()
    place_kind: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()

    @property
    def has_dates(self) -> bool:
        """Whether a bound on the publication date is set."""
        return self.published_from is not None or self.published_to is not None

    @property
    def has_words(self) -> bool:
        """Whether the words ask for anything; punctuation alone does not."""
        return not parse_query(self.words).is_empty

    def active(self) -> tuple[str, ...]:
        """The filters that are not at their default, in the order in which pages show them."""
        is_set = {
            "words": self.has_words,
            "published": self.has_dates,
            "undated": not self.undated,
            "places": bool(self.spot_ids),
            "near": self.near is not None,
        } | {name: getattr(self, name) != getattr(NO_FILTERS, name) for name in FACETS}
        return tuple(name for name, value in is_set.items() if value)

    def without(self, name: str) -> Filters:
        """These filters with one of `active()` back at its default.

        Raises:
            KeyError: there is no filter of that name.
        """
        fields = {"published": ("published_from", "published_to"), "places": ("spot_ids",)}.get(name, (name,))
        defaults = {field.name: field.default for field in dataclasses.fields(Filters)}
        return replace(self, **{field: defaults[field] for field in fields})


NO_FILTERS = Filters()


def to_query(filters: Filters) -> dict[str, list[str]]:
    """Turn filters into query parameters; what stands at its default is left out."""
    query = {
        "q": [filters.words] if filters.words.strip() else [],
        "from": [filters.published_from.isoformat()] if filters.published_from else [],
        "to": [filters.published_to.isoformat()] if filters.published_to else [],
        "undated": [] if filters.undated else ["no"],
        "place": list(filters.spot_ids),
        "near": [f"{filters.near.latitude},{filters.near.longitude},{filters.near.radius_km}"] if filters.near else [],
    }
    for name in FACETS:
        chosen = getattr(filters, name)
        query[name] = [] if chosen == getattr(NO_FILTERS, name) else list(chosen) or [ANY]
    return {name: values for name, values in query.items() if values}


def from_query(query: Mapping[str, Sequence[str]]) -> tuple[Filters, tuple[str, ...]]:
    """Turn query parameters into filters; what means nothing is dropped and named, the rest still holds."""
    dropped: list[str] = []

    def first(name: str, read: Callable[[str], Any], default: Any) -> Any:
        values = list(query.get(name, ()))
        try:
            return read(values[0]) if values else default
        except ValueError:
            dropped.append(f"{name}={values[0]}")
            return default

    facets = {name: _chosen(query[name]) for name in FACETS if query.get(name)}
    filters = Filters(
        words=first("q", str.strip, ""),
        published_from=first("from", dt.date.fromisoformat, None),
        published_to=first("to", dt.date.fromisoformat, None),
        undated=first("undated", _undated, True),
        spot_ids=tuple(dict.fromkeys(spot for spot in query.get("place", ()) if spot)),
        near=first("near", _near, None),
        **facets,
    )
    return filters, tuple(dropped)


ANY = "any"


def _chosen(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value and value != ANY))


def _undated(value: str) -> bool:
    if value != "no":
        raise ValueError(value)
    return False


def _near(value: str) -> Near:
    latitude, longitude, radius_km = (float(part) for part in value.split(","))
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and LEAST_KM <= radius_km <= MOST_KM):
        raise ValueError(value)
    return Near(latitude, longitude, radius_km)


def toggled(filters: Filters, spot_id: str) -> Filters:
    """These filters with one place picked, or let go if it was."""
    kept = tuple(spot for spot in filters.spot_ids if spot != spot_id)
    return replace(filters, spot_ids=kept if len(kept) < len(filters.spot_ids) else (*kept, spot_id))
