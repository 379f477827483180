"""The library: one file that keeps the releases, what was found in them, and what people corrected."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explorer.library.drafting import LateGeoparser, Outcome
    from explorer.library.paths import default_path
    from explorer.library.store import Library

__all__ = ["LateGeoparser", "Library", "Outcome", "default_path"]

_HOMES = {"LateGeoparser": "drafting", "Library": "store", "Outcome": "drafting", "default_path": "paths"}


def __getattr__(name: str) -> Any:
    # Processes that only read and geoparse start without pandas and SQLAlchemy.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
