"""What restricts the view, as one record that turns into a link and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Filters:
    """The only truth about what is shown; the default shows everything.

    `spot_ids` are the places picked on the map or in the table of places: a place_id, or the id of an exact spot
    (see `explorer.exploring.tables.Tables`). A release is shown when it names any of them.
    """

    words: str = ""
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    undated: bool = True
    spot_ids: tuple[str, ...] = ()

    @property
    def has_dates(self) -> bool:
        """Whether a bound on the publication date is set."""
        return self.published_from is not None or self.published_to is not None

    def active(self) -> tuple[str, ...]:
        """The filters that are set, in the order in which pages show them: words, published, undated, places."""
        is_set = {
            "words": bool(self.words.strip()),
            "published": self.has_dates,
            "undated": not self.undated,
            "places": bool(self.spot_ids),
        }
        return tuple(name for name, value in is_set.items() if value)

    def without(self, name: str) -> Filters:
        """These filters with one of `active()` taken off.

        Raises:
            KeyError: `name` is none of words, published, undated, places.
        """
        cleared: dict[str, dict[str, Any]] = {
            "words": {"words": ""},
            "published": {"published_from": None, "published_to": None},
            "undated": {"undated": True},
            "places": {"spot_ids": ()},
        }
        return replace(self, **cleared[name])


def to_query(filters: Filters) -> dict[str, list[str]]:
    """Turn filters into query parameters; what stands at its default is left out."""
    query = {
        "q": [filters.words] if filters.words.strip() else [],
        "from": [filters.published_from.isoformat()] if filters.published_from else [],
        "to": [filters.published_to.isoformat()] if filters.published_to else [],
        "undated": [] if filters.undated else ["no"],
        "place": list(filters.spot_ids),
    }
    return {name: values for name, values in query.items() if values}


def from_query(query: Mapping[str, Sequence[str]]) -> Filters:
    """Turn query parameters into filters; a value that means nothing is dropped, the rest still holds."""

    def first(name: str) -> str:
        return (list(query.get(name, ())) or [""])[0]

    def day(name: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(first(name))
        except ValueError:
            return None

    return Filters(
        words=first("q").strip(),
        published_from=day("from"),
        published_to=day("to"),
        undated=first("undated") != "no",
        spot_ids=tuple(dict.fromkeys(spot for spot in query.get("place", ()) if spot)),
    )


def toggled(filters: Filters, spot_id: str) -> Filters:
    """These filters with one place picked, or let go if it was."""
    kept = tuple(spot for spot in filters.spot_ids if spot != spot_id)
    return replace(filters, spot_ids=kept if len(kept) < len(filters.spot_ids) else (*kept, spot_id))
