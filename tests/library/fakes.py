"""A geoparser that knows two places."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from explorer.model import Mention, Place, Point

MOSUL = Place("test:mosul", "Mosul", "الموصل", 36.34, 43.13, "city", "IQ", "Nineveh", 5.0, "test")
RAQQA = Place("test:raqqa", "Raqqa", None, 35.95, 39.01, "city", "SY", "Raqqa", 4.0, "test")
PLACES = {"Mosul": MOSUL, "Raqqa": RAQQA, "Nowhere": None}


class TwoPlaces:
    """Finds Mosul, Raqqa, "near Mosul" with a point of its own, and Nowhere, which it cannot resolve."""

    def geoparse(self, text: str) -> tuple[Mention, ...]:
        return tuple(self.mention(match) for match in re.finditer(r"(near )?\b(Mosul|Raqqa|Nowhere)\b", text))

    def mention(self, match: re.Match[str]) -> Mention:
        place = PLACES[match[2]]
        point = Point(36.4, 43.2, 12.0) if match[1] and place else None
        return Mention(match.start(2), match.end(2), match[2], "location", place, point, bool(place), "exact", 1.0)


class Deadly(TwoPlaces):
    """Kills every process that uses it, but not the first."""

    def geoparse(self, text: str) -> tuple[Mention, ...]:
        if multiprocessing.parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().geoparse(text)


@dataclass(frozen=True)
class SlowIn(TwoPlaces):
    """Waits in a text that has some words until a file is there."""

    words: str
    until: Path

    def geoparse(self, text: str) -> tuple[Mention, ...]:
        for _ in range(3000):
            if self.words not in text or self.until.exists():
                break
            time.sleep(0.01)
        return super().geoparse(text)


def kills(usual: int) -> int:
    """How many processes a test kills: KILLS=500 in the environment takes more time and chances."""
    return int(os.environ.get("KILLS", usual))
