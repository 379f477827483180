"""What the server adds to Streamlit: the map's own files and the security headers of every answer."""

from __future__ import annotations

from pathlib import Path

import plotly
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BASEMAP_URL = "/basemap"
COLUMNS_URL = "/columns"
PLOTLY_URL = f"/plotly/plotly.min.js?v={plotly.__version__}"

_HEADERS = {
    # blob: carries our components' code and MapLibre's worker; the hash is the one inline line of Streamlit's page
    "content-security-policy": (
        "default-src 'self'; "
        "script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' data: blob: ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class SecurityHeaders:
    """ASGI middleware that sets the headers on every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                theirs = [pair for pair in message["headers"] if pair[0].decode().lower() not in _HEADERS]
                message = message | {"headers": theirs + ours}
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def middleware() -> list[Middleware]:
    """The middleware for `st.App`."""
    return [Middleware(SecurityHeaders)]


def routes() -> list[BaseRoute]:
    """The routes for `st.App`: the base map, plotly.js out of the installed package, and what the browser keeps of
    the dots."""
    basemap = Path(__file__).parents[1] / "data" / "basemap"
    return [
        Mount(BASEMAP_URL, StaticFiles(directory=basemap, check_dir=False)),
        Route("/plotly/plotly.min.js", _plotly),
        Route(f"{COLUMNS_URL}/{{digest}}.json", _columns),
    ]


_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


async def _plotly(_: Request) -> FileResponse:
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return FileResponse(script, headers=_FOR_EVER)


def _columns(request: Request) -> Response:
    from explorer.ui.cache import find_columns  # the server listens before the library is imported

    found = find_columns(request.path_params["digest"])
    if found is None:
        return Response("These columns are not known (any more).", 404, media_type="text/plain")
    return Response(found, headers=_FOR_EVER, media_type="application/json")
