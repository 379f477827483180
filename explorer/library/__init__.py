"""The library: one file that keeps the releases, what was found in them, and what people corrected."""

from explorer.library.loading import Outcome
from explorer.library.store import Library, default_path

__all__ = ["Library", "Outcome", "default_path"]
