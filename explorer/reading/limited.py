"""Hostile formats, parsed in another process with limits on memory, processor time and wall time."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path

from explorer.errors import ReadingError
from explorer.model import Removed
from explorer.reading.page import Page

CPU_SECONDS = 10
WALL_SECONDS = 60.0  # for a parser that waits; on a busy machine its processor time takes several times as long
START_SECONDS = 90.0  # the parsers have to be imported once, perhaps on a busy machine
PACKAGE_FOLDER = Path(__file__).parents[2]


def read_limited(name: str, data: bytes, *, file_name: str) -> Page:
    """The page that the parser called `name` (html, pdf or docx) makes of `data`.

    Raises:
        ReadingError: with the parser's outcome, or `timed out`, `out of memory`, `not parsed` when it died.
    """
    answer = _server(os.getpid()).ask(name, data, file_name)
    if "page" not in answer:
        raise ReadingError(answer["error"], outcome=answer["outcome"])
    page = answer["page"]
    return Page(**page | {"warnings": tuple(page["warnings"]), "outside": tuple(Removed(**o) for o in page["outside"])})


class _Server:
    """One parsing process, started when first asked and again after it had to be killed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None

    def ask(self, name: str, data: bytes, file_name: str) -> dict:
        """Send one file and wait for the answer, no longer than the limit."""
        with self._lock:
            for _ in range(2):  # a process that was killed meanwhile shows only when it is asked
                limit = WALL_SECONDS if self._process else START_SECONDS
                try:
                    return self._exchange(name, data, file_name, limit)
                except TimeoutError:
                    self.stop()
                    cause = f"{file_name}: its parser was not done after {limit:.0f} s"
                    return {"error": cause, "outcome": "timed out"}
                except (OSError, EOFError):
                    self.stop()
        cause = f"{file_name}: the parsing process dies; are the packages of requirements.txt all installed?"
        return {"error": cause, "outcome": "not parsed"}

    def stop(self) -> None:
        """End the process and whatever it forked."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):  # it died by itself
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):  # closing sends what is left of a request
            process.stdin.close()

    def _exchange(self, name: str, data: bytes, file_name: str, limit: float) -> dict:
        if self._process is None:
            self._process = _start()
        request = {"format": name, "file_name": file_name, "length": len(data), "cpu_seconds": CPU_SECONDS}
        self._process.stdin.write(json.dumps(request).encode() + b"\n" + data)
        self._process.stdin.flush()
        return json.loads(_line_within(self._process.stdout.fileno(), limit))


@cache
def _server(process_id: int) -> _Server:
    """The server of this process; a process forked from it needs its own."""
    server = _Server()
    atexit.register(server.stop)
    return server


def _start() -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "explorer.reading.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PACKAGE_FOLDER,
        start_new_session=True,
    )


def _line_within(descriptor: int, seconds: float) -> bytes:
    """One line from a pipe, or TimeoutError."""
    deadline, pieces = time.monotonic() + seconds, []
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while not (pieces and pieces[-1].endswith(b"\n")):
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            piece = os.read(descriptor, 2**20)
            if not piece:
                raise EOFError
            pieces.append(piece)
    return b"".join(pieces)
