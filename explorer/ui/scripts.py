"""What our components are given: data, and scripts, fetched once where Streamlit sends its own in every message."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

SCRIPTS_URL = "/scripts"
CHART = ("gestures", "chart", "map_view", "map_dots", "map_pointing", "map_panel", "map_frames", "play", "picture")
ROWS = ("gestures", "rows")
TEXT = ("gestures", "text", "text_finding", "text_quoting")
FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
_FILES = {path.stem: path for path in (Path(__file__).parent / "components").glob("*.js")}


def script(*names: str) -> str:
    """What to give a component as its `js`: it takes the files of components/ out of one module, in this order."""
    address = address_of(*names)
    return f'const {{ default: render }} = await import(location.origin + "{address}");\nexport default render;\n'


def address_of(*names: str) -> str:
    """Where the module of these files is, under an address that changes with what is in them."""
    digest = hashlib.sha256(_joined(names).encode()).hexdigest()[:16]
    return f"{SCRIPTS_URL}/{'+'.join(names)}.js?v={digest}"


def whole(data: dict[str, Any]) -> list[dict[str, Any]]:
    """What to give a component as its `data`, which the script gets as `data[0]`.

    Of a dict Streamlit would look through each value for a table, which takes longer than all else it does with it.
    """
    return [data]


def answer(request: Request) -> Response:
    """The module that `script` named."""
    names = request.path_params["names"].split("+")
    if not _FILES.keys() >= set(names):
        return PlainTextResponse("There is no such script.", 404)
    return Response(_joined(names), headers=FOR_EVER, media_type="text/javascript")


def _joined(names: tuple[str, ...] | list[str]) -> str:
    return "\n".join(_FILES[name].read_text(encoding="utf-8") for name in names)
