"""Online map tiles, which nobody gets who does not ask for them: EXPLORER_TILES names their address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from explorer.errors import ExplorerError

_ADDRESS = re.compile(r"(?P<origin>https?://[A-Za-z0-9.-]+(?::\d{1,5})?)/[^\s\"'<>]*")
_PLACES = ("{z}", "{x}", "{y}")


class TilesError(ExplorerError, ValueError):
    """The setting means nothing."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Where tiles are; `origin` is all that the page may ask besides its own server, `credit` whose they are."""

    address: str
    origin: str
    credit: str


def read_tiles(environment: Mapping[str, str]) -> Tiles | None:
    """The tiles that EXPLORER_TILES and EXPLORER_TILES_CREDIT ask for; None when they ask for none.

    Raises:
        TilesError: the address is none of tiles; the message says what is missing.
    """
    address = environment.get("EXPLORER_TILES", "").strip()
    if not address:
        return None
    found, missing = _ADDRESS.fullmatch(address), [place for place in _PLACES if place not in address]
    if not found or missing:
        wanted = "https://HOST/{z}/{x}/{y}.png"
        raise TilesError(
            f"EXPLORER_TILES: {address!r} is no address of tiles, which looks like {wanted}; no tiles are shown"
        )
    origin = found["origin"]
    return Tiles(address, origin, environment.get("EXPLORER_TILES_CREDIT", "").strip() or f"Tiles: {origin}")
