"""How map and timeline show what the filters leave: choices that change no count, and their part of the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

COUNTS = ("releases", "mentions")
COLORS = ("one", "country", "kind", "role", "first", "last")
LAYERS = ("governorates", "density", "precision")
UNITS = ("auto", "day", "week", "month", "year")
RINGS_KM = (0, 1, 5, 10, 25, 50, 100, 200)
MOST_STEPS = 400  # of a window

Coordinates = tuple[float, float]  # latitude, longitude [degrees]


@dataclass(frozen=True, slots=True)
class Frame:
    """A halt on the way through time: what was published until `last_day`, or in `window` units up to it."""

    last_day: dt.date
    window: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What was chosen of `COUNTS`, `COLORS` and so on.

    size: what the size of a dot counts; bars: what the height of a bar counts.
    color: what the colour of a dot tells; first and last are those of the years in which releases mention it.
    rings: the distance [km] between rings around the chosen places, 0 for none.
    rule: the ends of the distance rule.
    frame: where playing through time was halted.
    """

    size: str = "releases"
    color: str = "one"
    layers: tuple[str, ...] = ()
    rings: float = 0
    rule: tuple[Coordinates, Coordinates] | None = None
    bars: str = "releases"
    unit: str = "auto"
    frame: Frame | None = None


DEFAULT_LOOK = Look()


def look_to_query(look: Look) -> dict[str, list[str]]:
    """Turn a look into query parameters; what stands at its default is left out."""
    written = {name: _WRITERS.get(name, lambda value: [f"{value}"])(value) for name, value in _values(look).items()}
    return {name: written[name] for name, value in _values(DEFAULT_LOOK).items() if getattr(look, name) != value}


def look_from_query(query: Mapping[str, Sequence[str]]) -> tuple[Look, tuple[str, ...]]:
    """Turn query parameters into a look; what means nothing is dropped and named, the rest still holds."""
    look, dropped = DEFAULT_LOOK, []
    for name, read in _READERS.items():
        asked = list(query.get(name, ()))
        if name == "layers":  # several values: those that there are hold
            dropped += [f"layers={each}" for each in asked if each not in LAYERS]
            asked = [each for each in asked if each in LAYERS]
        try:
            look = replace(look, **{name: read(asked)}) if asked else look
        except (ValueError, OverflowError):
            dropped.append(f"{name}={asked[0]}")
    return look, tuple(dropped)


def changed(look: Look, name: str, values: Sequence[str]) -> Look:
    """The look with one choice made anew, written as in an address; no values bring back the default.

    Raises:
        ValueError: the name or a value means nothing.
    """
    if name not in _READERS:
        raise ValueError(f"a look has no {name!r}; it has {', '.join(_READERS)}")
    return replace(look, **{name: _READERS[name](list(values)) if values else getattr(DEFAULT_LOOK, name)})


def _values(look: Look) -> dict[str, Any]:
    return {field.name: getattr(look, field.name) for field in fields(look)}


def _one_of(allowed: Sequence[str]) -> Callable[[list[str]], str]:
    def read(values: list[str]) -> str:
        if values[0] not in allowed:
            raise ValueError(values[0])
        return values[0]

    return read


def _layers(values: list[str]) -> tuple[str, ...]:
    if not set(values) <= set(LAYERS):
        raise ValueError(values)
    return tuple(layer for layer in LAYERS if layer in values)


def _rings(values: list[str]) -> float:
    if not 0 <= (rings := float(values[0])) <= 1000:
        raise ValueError(values[0])
    return rings


def _rule(values: list[str]) -> tuple[Coordinates, Coordinates]:
    numbers = [float(part) for part in values[0].split(",")]
    if len(numbers) != 4 or not all(abs(n) <= limit for n, limit in zip(numbers, (85, 180) * 2, strict=True)):
        raise ValueError(values[0])
    return (numbers[0], numbers[1]), (numbers[2], numbers[3])


def _frame(values: list[str]) -> Frame:
    day, _, window = values[0].partition(",")
    if window and not 1 <= int(window) <= MOST_STEPS:
        raise ValueError(values[0])
    return Frame(dt.date.fromisoformat(day), int(window) if window else None)


_READERS: dict[str, Callable[[list[str]], Any]] = {
    "size": _one_of(COUNTS),
    "color": _one_of(COLORS),
    "layers": _layers,
    "rings": _rings,
    "rule": _rule,
    "bars": _one_of(COUNTS),
    "unit": _one_of(UNITS),
    "frame": _frame,
}
_WRITERS: dict[str, Callable[[Any], list[str]]] = {
    "layers": list,
    "rings": lambda rings: [f"{rings:g}"],
    "rule": lambda rule: [",".join(f"{number:.4f}" for end in rule for number in end)] if rule else [],
    "frame": lambda frame: [f"{frame.last_day}" + (f",{frame.window}" if frame.window else "")] if frame else [],
}
