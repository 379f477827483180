"""What a text names or states, as spans with an identity: two details of one kind and key are the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["place", "person", "organisation", "date", "number", "speaker"]


@dataclass(frozen=True, slots=True)
class Detail:
    """A place, person, organisation, date, number or speaker at `text[start:end]`.

    Attributes:
        start, end: Half-open span into the clean text.
        kind: What it is.
        key: Its identity among details of its kind.
        name: What to call it.
        note: Of a place its feature class or "unresolved", of a number what it counts, of a date or a speaker how
            it is known where these words alone do not say it.
        part_of: Of a neighbourhood, a building or a site in a city, the key of that city.
    """

    start: int
    end: int
    kind: Kind
    key: str
    name: str
    note: str = ""
    part_of: str = ""


def without_overlaps(details: Iterable[Detail], taken: Iterable[Detail] = ()) -> Iterator[Detail]:
    """The details that touch neither those `taken` nor any before them in the given order."""
    covered = {at for detail in taken for at in range(detail.start, detail.end)}
    for detail in details:
        span = range(detail.start, detail.end)
        if covered.isdisjoint(span):
            covered.update(span)
            yield detail
