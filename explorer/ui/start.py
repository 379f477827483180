"""From the command to the first page: what the server makes ready, and what the browser fetches, side by side."""

from __future__ import annotations

import gc
import hashlib
import importlib
import inspect
import json
import sys
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import plotly
import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from explorer.charts.basemap import SOURCE
from explorer.ui.scripts import CHART, FOR_EVER, ROWS, address_of

_BASEMAP = Path(__file__).parents[1] / "data" / "basemap"
_SHAPES = sorted(_BASEMAP.glob("*.geojson"))
_DRAWN = ("id", "kind", "name")  # what the map's style asks of a feature, beside the file that it is from
_DIGEST = hashlib.sha256(repr(_DRAWN).encode() + b"".join(path.read_bytes() for path in _SHAPES)).hexdigest()[:16]
BASEMAP_URL = f"/basemap/{_DIGEST}"
WHOLE_BASEMAP_URL = f"{BASEMAP_URL}/{SOURCE}.geojson"
# What the first page needs and takes long to import.
NEEDED = ("shell", "filter_bar", "date_panel", "map_pane", "release_pane", "listings")
# Of Streamlit's own scripts those that draw the parts of Explore, by their names in its manifest.
PARTS = ("BidiComponent", "Button", "Html", "PageLink", "TextInput")
SCRIPTS = (CHART, ("keys",), ROWS)

_ROUND = (
    (b": this, () => {", b": this, (function () {"),
    (b"var Plotly=(()=>{", b"var Plotly=(function(){"),
)
_END = b"}));"
_MADE_FROM = repr((plotly.__version__, _ROUND)).encode()
PLOTLY_URL = f"/plotly/plotly.min.js?v={hashlib.sha256(_MADE_FROM).hexdigest()[:16]}"
_PAGES = Path(__file__).parents[1] / "pages"
_STYLE = Path(__file__).parent / "components" / "shell.css"
_STATIC = Path(streamlit.__file__).parent / "static"
# Of Streamlit's files those that a page fetches by the dozen, and what they are called in an answer.
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
_FILES = {
    f"/{path.relative_to(_STATIC).as_posix()}": path for path in _STATIC.glob("static/*/*") if path.suffix in _TYPES
}
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%231f5f8b'/%3E%3Ccircle cx='6' cy='9' r='3.4' fill='%23fbfaf7'/%3E"
    "%3Ccircle cx='11.6' cy='5' r='1.9' fill='%23fbfaf7'/%3E%3C/svg%3E"
)


def first_routes() -> list[BaseRoute]:
    """The page that Streamlit answers everywhere, at each address of ours; plotly.js out of its package; base map."""
    names = [path.stem for path in _PAGES.glob("[!_]*.py")]
    return [
        *(Route(f"/{name}", _front_page) for name in ("", *names)),
        Route("/plotly/plotly.min.js", _plotly),
        Route(WHOLE_BASEMAP_URL, _whole_basemap),
        Mount(BASEMAP_URL, _KeptFiles(directory=_BASEMAP, check_dir=False)),
    ]


class StreamlitFiles:
    """ASGI middleware that answers for Streamlit's scripts, styles and fonts.

    A page begins with some 80 of them. Streamlit's own way, through several threads, takes more than twice as long for
    each, while the first imports hold the interpreter; and it keeps for itself the addresses that they have.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on what is asked for."""
        path = _FILES.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if path is None:
            await self.app(scope, receive, send)
        else:
            answer = Response(path.read_bytes(), headers=FOR_EVER, media_type=_TYPES[path.suffix])
            await answer(scope, receive, send)


class _KeptFiles(StaticFiles):
    """Files that never change under their address."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        response = super().file_response(*args, **named)
        response.headers.update(FOR_EVER)
        return response


def _whole_basemap(_: Request) -> Response:
    return Response(whole_basemap(), headers=FOR_EVER, media_type="application/geo+json")


@cache
def whole_basemap() -> bytes:
    """The features of all files of the base map, with the name of their file and what is drawn of them (GeoJSON)."""
    features = []
    for path in _SHAPES:
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            drawn = {name: feature["properties"].get(name) for name in _DRAWN}
            features.append(feature | {"properties": {"file": path.stem} | drawn})
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


@asynccontextmanager
async def get_ready(_app: object) -> AsyncIterator[None]:
    """The lifespan for `st.App`: while the first browser fetches Streamlit's files, make ready what its page needs."""
    threading.Thread(target=_prepare, daemon=True).start()
    yield


def _prepare() -> None:
    gc.disable()  # nearly all of what is made now stays
    patience = sys.getswitchinterval()
    sys.setswitchinterval(patience / 20)  # the files are what the browser waits for
    try:
        for name in NEEDED:
            importlib.import_module(f"explorer.ui.{name}")
        importlib.import_module("explorer.ui.cache").prepare()
        inspect.stack()  # as Streamlit does at its first element: which module is where is found but once
    finally:
        gc.enable()
        sys.setswitchinterval(patience)


@cache
def front_page() -> str:
    """Streamlit's page, with our style, which asks at once for what its own scripts would ask for one by one."""
    page = (_STATIC / "index.html").read_text(encoding="utf-8")
    page = page.replace('href="./favicon.png"', f'href="{_ICON}"').replace(">Streamlit<", ">Release Explorer<")
    ahead = [f"/{file}" for file in _files_of(PARTS)] + [address_of(*names) for names in SCRIPTS]
    tags = [
        *(f'<link rel="modulepreload" crossorigin href="{file}">' for file in ahead),
        f'<link rel="prefetch" href="{WHOLE_BASEMAP_URL}">',
    ]
    page = page.replace("<head>", f'<head><script async fetchpriority="high" src="{PLOTLY_URL}"></script>')
    page = page.replace("</head>", "".join(tags) + "</head>")
    # At the end, after all of Streamlit's styles.
    return page.replace("</body>", f"<style>{_STYLE.read_text(encoding='utf-8')}</style></body>")


def _files_of(parts: Iterable[str]) -> Iterator[str]:
    """Streamlit's scripts for some of its elements with all that they import, but for what its page names itself."""
    kept = _STATIC / "manifest.json"  # if another version has none, its scripts come when they are asked for
    manifest = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    seen = {"index.html", *manifest.get("index.html", {}).get("imports", ())}
    waiting = [key for key in manifest if key.endswith(tuple(f"/{part}.tsx" for part in parts))]
    while waiting:
        if (key := waiting.pop()) not in seen:
            seen.add(key)
            yield manifest[key]["file"]
            waiting += manifest[key].get("imports", ())


def _front_page(_: Request) -> Response:
    return HTMLResponse(front_page(), headers={"cache-control": "no-cache"})


def _plotly(_: Request) -> Response:
    # Not compressed: the machine is its own network, and packing 5 MB takes longer than handing them over.
    return Response(plotly_script(), media_type="text/javascript", headers=FOR_EVER | {"content-encoding": "identity"})


@cache
def plotly_script() -> bytes:
    """plotly.js out of its package, with the two functions round it written so that Chromium compiles them early.

    It compiles a `function` in parentheses while the file still comes, but an arrow function only when that is called,
    which for 5 MB holds up the page.
    """
    script = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes().rstrip()
    is_known = script.endswith(_END) and all(script.count(arrow) == 1 for arrow, _ in _ROUND)
    if not is_known:
        return script
    for arrow, function in _ROUND:
        script = script.replace(arrow, function)
    return script.removesuffix(_END) + b"})));"
