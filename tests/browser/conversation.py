"""What a page and its server say to each other, so that a test waits for the answer and not for a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 60  # seconds
NOT_RUNNING = '() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]") !== null'
# Once the page has nothing left to do, or a second after; what it put off is behind it then, as timers fire in order.
IDLE = """wait => new Promise(done => setTimeout(() => {
  const idle = next => requestIdleCallback(next, { timeout: 1000 });
  idle(() => idle(done));
}, wait))"""


def eventually(read: Callable[[], object], wanted: object) -> bool:
    """Whether what is read becomes what is wanted; where it does not, the error says what it was last."""
    deadline = time.monotonic() + PATIENCE
    while (seen := read()) != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    assert seen == wanted
    return True


class Conversation:
    """The runs of the script that a page has asked for, and whether the last of them has ended."""

    def __init__(self, page: Page) -> None:
        """Listen; to be made before the page goes anywhere."""
        self.page = page
        self.turns = 0
        self.state = "silent"  # then asked, running, answered
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._hear_page)
        socket.on("framereceived", self._hear_server)

    def _hear_page(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self._turn("asked")

    def _hear_server(self, frame: bytes | str) -> None:
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "new_session" and self.state == "asked":
            self._turn("running")
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if kind == "script_finished" and self.state == "running" and message.script_finished != early:
            self._turn("answered")

    def _turn(self, state: str) -> None:
        self.state = state
        self.turns += 1

    def wait(self, put_off: int = 0) -> None:
        """Wait until all that was asked is answered and drawn.

        put_off [ms]: by how long the page may put off what it asks.

        Raises:
            TimeoutError: it goes on for a minute.
        """
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            turns = self.turns
            self.page.evaluate(IDLE, max(put_off, 50))
            if self.state == "answered" and self.turns == turns and self.page.evaluate(NOT_RUNNING):
                return
        raise TimeoutError(f"the page is {self.state} after {self.turns} turns")
