"""What two releases both say, and what only one of them says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from explorer.exploring.comparing.details import Detail, Kind
from explorer.exploring.comparing.sides import Side, Span, sentence_at

Standing = Literal["shared", "only a", "only b"]

BARE_UNIT = 2  # words at most of a unit that says nothing of what is counted
KINDS: tuple[Kind, ...] = ("place", "person", "organisation", "date", "number")


@dataclass(frozen=True, slots=True)
class Item:
    """A place, person, organisation, date or number that at least one of two releases names.

    Attributes:
        kind, key, name, note: As in `Detail`; of several spellings of a person's name the longest.
        in_a, in_b: The sentences of either release that name it, half-open spans into its clean text, in order.
    """

    kind: Kind
    key: str
    name: str
    note: str
    in_a: tuple[Span, ...]
    in_b: tuple[Span, ...]

    @property
    def standing(self) -> Standing:
        """Which of the two releases name it."""
        if self.in_a and self.in_b:
            return "shared"
        return "only a" if self.in_a else "only b"


def compare(a: Side, b: Side) -> tuple[Item, ...]:
    """Everything two releases name, by kind (as `KINDS`), then what is named most, first.

    A part of a city counts for the city too when the city itself is named in either release: "Mosul old city" is in
    Mosul. A surname alone counts for the only person of that surname who is named in full.
    """
    both = [*a.details, *b.details]
    cities = {detail.key: detail for detail in both if detail.kind == "place" and detail.note == "city"}
    people = _full_names(both)
    in_a, in_b = (_by_item(_with_wholes(side.details, cities, people)) for side in (a, b))
    items = (
        Item(*item, *_called([*in_a[item], *in_b[item]]), _sentences(a, in_a[item]), _sentences(b, in_b[item]))
        for item in {**in_a, **in_b}
    )
    return tuple(sorted(items, key=_rank))


def changed_numbers(items: Iterable[Item], pairs: Iterable[tuple[Span, Span]]) -> tuple[tuple[Item, Item], ...]:
    """Numbers only in a with numbers only in b that may be of the same: in sentences that say the same.

    What is counted is the same, and a bare unit ("square mile", "people") is not enough: then both name a place.

    Args:
        items: Everything two releases name.
        pairs: Their sentences that say the same, a span of either text.
    """
    in_a: dict[Span, list[Item]] = defaultdict(list)
    in_b: dict[Span, list[Item]] = defaultdict(list)
    for item in items:
        if item.kind in ("number", "place"):
            for span in item.in_a:
                in_a[span].append(item)
            for span in item.in_b:
                in_b[span].append(item)
    found = (
        (item, other)
        for a, b in pairs
        for item in in_a[a]
        for other in in_b[b]
        if (item.kind, item.standing, other.standing) == ("number", "only a", "only b")
        and item.note == other.note
        and (len(item.note.split()) > BARE_UNIT or _share_place(in_a[a], in_b[b]))
    )
    return tuple(dict.fromkeys(found))


def _share_place(items: Iterable[Item], others: Iterable[Item]) -> bool:
    return bool({each.key for each in items if each.kind == "place"} & {each.key for each in others})


def _rank(item: Item) -> tuple[int, int, str]:
    return KINDS.index(item.kind), -len(item.in_a) - len(item.in_b), item.name.casefold()


def _called(details: list[Detail]) -> tuple[str, str]:
    """Name and note of what several details name."""
    best = max(details, key=lambda detail: (len(detail.name), detail.name))
    return best.name, best.note


def _full_names(details: Iterable[Detail]) -> dict[str, str]:
    """For each surname alone, the key of the one person with it who is named in full."""
    full: dict[str, set[str]] = defaultdict(set)
    for detail in details:
        if detail.kind == "person" and " " in detail.key:
            full[detail.key.split(" ")[-1]].add(detail.key)
    return {surname: next(iter(keys)) for surname, keys in full.items() if len(keys) == 1}


def _with_wholes(details: Iterable[Detail], cities: dict[str, Detail], people: dict[str, str]) -> Iterator[Detail]:
    for detail in details:
        yield replace(detail, key=people.get(detail.key, detail.key)) if detail.kind == "person" else detail
        if detail.part_of in cities:
            city = cities[detail.part_of]
            yield replace(detail, key=city.key, name=city.name, note=city.note, part_of="")


def _by_item(details: Iterable[Detail]) -> dict[tuple[Kind, str], list[Detail]]:
    items: dict[tuple[Kind, str], list[Detail]] = defaultdict(list)
    for detail in details:
        items[detail.kind, detail.key].append(detail)
    return items


def _sentences(side: Side, details: Iterable[Detail]) -> tuple[Span, ...]:
    spans = (sentence_at(side.sentences, detail.start) for detail in details)
    return tuple(dict.fromkeys(filter(None, spans)))
