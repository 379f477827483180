"""What the server adds to Streamlit: its own routes, and the security headers of every answer."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.ui.scripts import FOR_EVER, SCRIPTS_URL, answer
from explorer.ui.start import StreamlitFiles, first_routes
from explorer.ui.tiles import Tiles, TilesError, read_tiles

COLUMNS_URL = "/columns"
SPANS_URL = "/spans"

_log = logging.getLogger("explorer")


def chosen_tiles() -> Tiles | None:
    """The online tiles of the server's settings; settings that mean nothing are logged, and leave the map offline."""
    try:
        return read_tiles(os.environ)
    except TilesError as error:
        _log.error(error)
        return None


def security_headers(tiles: Tiles | None) -> dict[str, str]:
    """The headers of every answer; only where tiles are chosen may the page ask another host, and only theirs."""
    host = f" {tiles.origin}" if tiles else ""
    return {
        # blob: carries our components' code and MapLibre's worker; the hash is the one inline line of Streamlit's page
        "content-security-policy": (
            "default-src 'self'; "
            "script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='; "
            f"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{host}; font-src 'self' data:; "
            f"connect-src 'self' data: blob:{host}; worker-src 'self' blob:; "
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

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers to what comes back."""

        has_begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                ours = [(name.encode(), value.encode()) for name, value in self.headers.items()]
                theirs = [pair for pair in message["headers"] if pair[0].decode().lower() not in self.headers]
                message = message | {"headers": theirs + ours}
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
        except Exception:  # what the server would answer outside of here has no headers; the error itself goes on
            if scope["type"] == "http" and not has_begun:
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, send_with_headers)
            raise


def middleware() -> list[Middleware]:
    """The middleware for `st.App`."""
    hosts = st.get_option("server.allowedHosts") or ["*"]  # Streamlit itself asks for the name at its socket alone
    return [
        Middleware(SecurityHeaders, headers=security_headers(chosen_tiles())),
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        Middleware(StreamlitFiles),
    ]


def routes() -> list[BaseRoute]:
    """The routes for `st.App`: the first page with what it names, our scripts, what the browser keeps of the dots, and
    what it asks about a text while that is read."""
    return [
        *first_routes(),
        Route(f"{SCRIPTS_URL}/{{names}}.js", answer),
        Route(f"{COLUMNS_URL}/{{digest}}.json", _columns),
        Route(f"{SPANS_URL}/{{data_version:int}}/{{release_id}}.json", _spans),
    ]


def _columns(request: Request) -> Response:
    from explorer.ui.cache import find_columns  # the server listens before the library is imported

    found = find_columns(request.path_params["digest"])
    if found is None:
        return Response("These columns are not known (any more).", 404, media_type="text/plain")
    return Response(found, headers=FOR_EVER, media_type="application/json")


def _spans(request: Request) -> Response:
    from explorer.ui.compare_data import find_spans  # as above; in a thread of its own, so that no click waits for it

    found = find_spans(request.path_params["data_version"], request.path_params["release_id"])
    if found is None:
        return Response("This release is not known in this version.", 404, media_type="text/plain")
    return JSONResponse(found)
