"""How long calls take, and one line for each on the screen."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any


def times_of(call: Callable[[], Any], times: int) -> list[float]:
    """How long each of several calls takes [s]."""
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return seconds


def print_times(name: str, seconds: Sequence[float], note: str = "", *, bar: float | None = None) -> None:
    """One line: the median [ms], the least and most, a note, and what the median may be at most [ms]."""
    least, median, most = (1000 * each for each in (min(seconds), statistics.median(seconds), max(seconds)))
    if bar is not None:
        note += f"bar: {median:.0f} of {bar} ms{'' if median <= bar else ' (missed)'}"
    print(f"  {name:38} {median:8.1f} ms ({least:.1f} to {most:.1f}) {note}".rstrip(), flush=True)
