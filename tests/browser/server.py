"""A server as a user starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from explorer.library import Library
from explorer.library.corrections import Correction
from explorer.model import Mention
from tests.pages.visitor import seed

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def wait_until_healthy(url: str, process: subprocess.Popen, log: Path) -> None:
    """Wait until the app answers.

    Raises:
        RuntimeError: it ended, or does not answer for a minute; the message holds its log.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).read() == b"ok":
                return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the app did not start:\n{log.read_text()}")


class Server:
    """The app over a library of its own, on a port that it keeps when it is started anew."""

    def __init__(self, library: Path, port: int | None = None) -> None:
        self.library = library
        self.log = library.with_name("server.log")
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={self.port}"]
        environment = os.environ | {"EXPLORER_LIBRARY": str(self.library)}
        with self.log.open("a") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=environment)
        wait_until_healthy(self.url, self.process, self.log)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(10)

    def freeze(self) -> None:
        """Stop it in the middle of what it does: what is sent to it arrives, and is not read."""
        self.process.send_signal(signal.SIGSTOP)

    def stop(self) -> None:
        """End it in order."""
        self.process.terminate()
        self.process.wait(10)

    def mention(self, toponym: str) -> Mention | None:
        """The first mention of a toponym in 003, read from the file."""
        library = Library.open(self.library)
        mentions = library.mentions_of(seed("003"))
        library.close()
        return next((each for each in mentions if each.toponym == toponym), None)

    @property
    def entries(self) -> list[Correction]:
        """The log, read from the file."""
        library = Library.open(self.library)
        log = library.corrections()
        library.close()
        return log
