"""The page of the app played back: as many pages, the same address and elements, and nothing computed for them.

Run by `tests.benchmark.clicking`; the folder in REPLAY holds what the app sent in two states, which take turns.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.ui.server import COLUMNS_URL, middleware, routes
from explorer.ui.shell import PAGES

FOLDER = Path(os.environ["REPLAY"])


def play() -> None:
    """Send all of one state, and the other at the next run."""
    turn = st.session_state.get("turn", 0)
    st.session_state.turn = turn + 1
    state = FOLDER / str(turn % 2)
    st.query_params.from_dict(parse_qs((state / "query").read_text()))
    for message in sorted(state.glob("[0-9]*")):
        get_script_run_ctx().enqueue(ForwardMsg.FromString(message.read_bytes()))


async def _columns(_: Request) -> FileResponse:
    return FileResponse(FOLDER / "columns.json", media_type="application/json")


if __name__ == "__main__":
    st.set_page_config(page_title="Release Explorer", page_icon="🗺️", layout="wide")
    st.navigation([st.Page(play, title=title, url_path=title) for title in PAGES], position="hidden").run()
else:
    app = st.App(__file__, routes=[Route(f"{COLUMNS_URL}/{{name}}", _columns), *routes()], middleware=middleware())
