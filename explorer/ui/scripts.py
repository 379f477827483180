"""Our components: scripts and styles, fetched once where Streamlit sends its own in every message, and their data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

SCRIPTS_URL = "/scripts"
CHART = ("gestures", "chart", "map_view", "map_dots", "map_pointing", "map_panel", "map_frames", "play", "picture")
ROWS = ("gestures", "rows")
TEXT = ("gestures", "text", "text_finding", "text_quoting")
FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
_FOLDER = Path(__file__).parent / "components"
_FILES = {path.stem: path for path in _FOLDER.glob("*.js")}


def component(name: str, *names: str, html: str, isolate_styles: bool = True) -> Callable[..., Any]:
    """A component of ours, which takes the files of components/ out of one module, in this order, and their styles.

    To draw it, call it with its `data`, which has a form in JSON, and what else Streamlit's components take; `written`
    is more data by name, each as JSON text.
    """
    mount = st.components.v2.component(name, html=html, js=script(*names), isolate_styles=isolate_styles)

    def draw(data: Mapping[str, Any], *, written: Mapping[str, str] = MappingProxyType({}), **named: Any) -> Any:
        parts = (f',"{name}":{text}' for name, text in written.items())
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))[:-1] + "".join(parts) + "}"
        # Of other data than bytes Streamlit writes the JSON twice, and looks through each value for a table.
        return mount(data=text.encode("utf-8", "backslashreplace"), **named)

    return draw


def script(*names: str) -> str:
    """What a component has as its `js`."""
    address = address_of(*names)
    return f'const {{ default: render }} = await import(location.origin + "{address}");\nexport default render;\n'


def address_of(*names: str) -> str:
    """Where the module of these files is, under an address that changes with what is in them."""
    digest = hashlib.sha256(_joined(names).encode()).hexdigest()[:16]
    return f"{SCRIPTS_URL}/{'+'.join(names)}.js?v={digest}"


def answer(request: Request) -> Response:
    """The module that `script` named."""
    names = tuple(request.path_params["names"].split("+"))
    if not _FILES.keys() >= set(names):
        return PlainTextResponse("There is no such script.", 404)
    return Response(_joined(names), headers=FOR_EVER, media_type="text/javascript")


def _joined(names: tuple[str, ...]) -> str:
    """The files, after the styles of those that have one, and before what each component does."""
    styles = (_FOLDER / f"{name}.css" for name in names)
    style = "".join(path.read_text(encoding="utf-8") for path in styles if path.exists())
    files = (_FILES[name].read_text(encoding="utf-8") for name in (*names, "component"))
    return "\n".join([f"const STYLE = {json.dumps(style)};", *files])
