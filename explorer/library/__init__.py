"""The library: one file that keeps the releases, what was found in them, and what people corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explorer.library.drafting import Outcome
    from explorer.library.store import Library, default_path

__all__ = ["Library", "Outcome", "default_path"]


def __getattr__(name: str) -> Any:
    # Processes that only read and geoparse start without pandas and SQLAlchemy.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from explorer.library import store

    return getattr(store, name)
