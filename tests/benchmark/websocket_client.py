"""A visitor without a browser: speaks Streamlit's websocket as the page does, and keeps what a page would keep."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

KEPT_RUNS = 10  # a page forgets large messages that were not used for as many runs (global.maxCachedMessageAge)
TIMEOUT = 120  # seconds
_TURNS = itertools.count(int(time.time() * 1000))


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the script gave.

    seconds: from sending what the visitor did to the end of the run.
    size: bytes received, compressed as they came.
    parts: bytes of the messages by the kind of element, not compressed.
    errors: what was shown as an error.
    """

    seconds: float
    size: int
    parts: Counter[str]
    errors: tuple[str, ...]


class _Connection(ClientConnection):
    """A connection that counts the bytes it receives."""

    received = 0

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        super().data_received(data)


class Visitor:
    """One session; `open` it, then let it act, one action at a time."""

    def __init__(self, connection: _Connection, query: str) -> None:
        self._connection = connection
        self.query = query  # of the page's address
        self._page = ""
        self.shown: list[bytes] = []  # the messages of the last run that make its page
        self._ids: dict[str, str] = {}
        self._data: dict[str, bytes] = {}  # what components were given (JSON), by key
        self._kept: dict[str, tuple[ForwardMsg, int]] = {}
        self._runs = 0

    @classmethod
    async def open(cls, port: int, query: str = "") -> tuple[Self, Run]:
        """Connect to the app on a port of this machine; gives the visitor and the first run."""
        connection = await connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=f"http://127.0.0.1:{port}",
            max_size=None,
            ping_interval=None,
            compression="deflate",
            create_connection=_Connection,
            open_timeout=TIMEOUT,
        )
        visitor = cls(connection, query)
        return visitor, await visitor._rerun([])

    async def close(self) -> None:
        """Leave."""
        await self._connection.close()

    def has(self, key: str) -> bool:
        """Whether the last run showed an element of that key."""
        return key in self._ids

    def data(self, key: str) -> dict[str, Any]:
        """What the last run gave to a component of ours."""
        return json.loads(self._data[key])

    async def pick(self, *spot_ids: str) -> Run:
        """Click dots of the map."""
        return await self._gesture("map", {"kind": "pick", "ids": spot_ids, "mode": "replace"})

    async def open_row(self, position: int) -> Run:
        """Click a row of the table of releases."""
        rows = self.data("releases")["rows"]
        return await self._gesture("releases", {"kind": "open", "id": rows[position % len(rows)][0]})

    async def search(self, words: str) -> Run:
        """Type words."""
        return await self._act("words", string_value=words)

    async def press(self, key: str) -> Run:
        """Press a button."""
        return await self._act(key, trigger_value=True)

    async def rerun(self) -> Run:
        """Have the script run again with nothing changed."""
        return await self._rerun([])

    async def _gesture(self, key: str, gesture: dict[str, Any]) -> Run:
        gestures = [gesture | {"turn": next(_TURNS)}]
        return await self._act(key, json_value=json.dumps({"gestures": gestures}))

    async def _act(self, key: str, **value: Any) -> Run:
        return await self._rerun([WidgetState(id=self._ids[key], **value)])

    async def _rerun(self, states: list[WidgetState]) -> Run:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = self._page
        asked.widget_states.widgets.extend(states)
        asked.cached_message_hashes.extend(self._kept)
        began = time.perf_counter()
        async with asyncio.timeout(TIMEOUT):
            await self._connection.send(message.SerializeToString())
            return await self._receive(began)

    async def _receive(self, began: float) -> Run:
        parts, errors, before = Counter(), [], self._connection.received
        self._runs += 1
        self._ids, self._data, self.shown = {}, {}, []
        while True:
            data = await self._connection.recv()
            message = ForwardMsg.FromString(data)
            parts[_kind(message)] += len(data)
            message = self._keep(message)
            match message.WhichOneof("type"):
                case "page_info_changed":
                    self.query = message.page_info_changed.query_string
                case "new_session":
                    self._page = message.new_session.page_script_hash
                case "delta":
                    self.shown.append(message.SerializeToString())
                    errors += self._take(message)
                case "script_finished":
                    break
        self._forget()
        received = self._connection.received - before
        return Run(time.perf_counter() - began, received, parts, tuple(errors))

    def _keep(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, or the one that it says was sent before."""
        key = message.ref_hash if message.WhichOneof("type") == "ref_hash" else message.hash
        if message.WhichOneof("type") == "ref_hash":
            message, _run = self._kept[key]
        elif not message.metadata.cacheable:
            return message
        self._kept[key] = (message, self._runs)
        return message

    def _forget(self) -> None:
        self._kept = {key: kept for key, kept in self._kept.items() if self._runs - kept[1] <= KEPT_RUNS}

    def _take(self, message: ForwardMsg) -> list[str]:
        """Note the element's id by its key; returns the error that it shows, if any."""
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        shown = getattr(element, kind) if kind else None
        widget_id = getattr(shown, "id", "")
        if widget_id.count("-") >= 2:  # "$$ID-" and a hash stand before the key
            key = widget_id.split("-", 2)[2]
            self._ids[key] = widget_id
            if kind == "bidi_component":
                self._data[key] = shown.bytes
        is_error = kind == "exception" or (kind == "alert" and shown.format == shown.ERROR)
        return [shown.message if kind == "exception" else shown.body] if is_error else []


def _kind(message: ForwardMsg) -> str:
    if message.WhichOneof("type") != "delta":
        return message.WhichOneof("type")
    delta = message.delta
    if delta.WhichOneof("type") != "new_element":
        return "block"
    kind = delta.new_element.WhichOneof("type")
    widget_id = getattr(getattr(delta.new_element, kind), "id", "") if kind else ""
    return widget_id.split("-", 2)[2] if widget_id.count("-") >= 2 else str(kind)
