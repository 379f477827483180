"""What costs much to make and is asked for again, by many at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any


class Kept:
    """The things last asked for, so many at most, by what they were made from; threads may share it."""

    def __init__(self, most: int = 16) -> None:
        self.most = most
        self._made: dict[tuple, Any] = {}
        self._lock = Lock()

    def get(self, key: tuple, make: Callable[[], Any]) -> Any:
        """What is kept under a key; made where it is not there, by two at once perhaps."""
        with self._lock:
            if key in self._made:
                self._made[key] = self._made.pop(key)
                return self._made[key]
        value = make()
        with self._lock:
            self._made[key] = value
            while len(self._made) > self.most:
                del self._made[next(iter(self._made))]
        return value
