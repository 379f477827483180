"""What costs much to make and is asked for again, by many at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any


class Kept:
    """The last things that were made, by what they were made from; threads may share it."""

    MOST = 16

    def __init__(self) -> None:
        self._made: dict[tuple, Any] = {}
        self._lock = Lock()

    def get(self, key: tuple, make: Callable[[], Any]) -> Any:
        """What is kept under a key; made where it is not there, by two at once perhaps."""
        if key in (made := self._made):
            return made[key]
        value = make()
        with self._lock:
            self._made = dict([*self._made.items(), (key, value)][-self.MOST :])
        return value
