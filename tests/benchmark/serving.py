"""The app's own server, and what it costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.server import ROOT, free_port

_TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """A server on a port of this machine."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def cpu(self) -> float:
        """Processor time so far [s]."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * _TICK

    @property
    def memory(self) -> float:
        """What it keeps in memory [MB]."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def serving(script: Path, library: Path) -> Iterator[Server]:
    """Run a Streamlit script over a library; the server answers when this begins.

    Raises:
        TimeoutError: it does not within 60 s.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen(
        [*command, "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"],
        cwd=ROOT,
        env=_installed() | {"EXPLORER_LIBRARY": str(library)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = Server(port, process.pid)
        wait_for(server.url)
        yield server
    finally:
        process.terminate()
        process.wait(10)


def _installed() -> dict[str, str]:
    """The environment, in which Python keeps the bytecode of its first run as it does for whoever installs the app."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def wait_for(url: str) -> None:
    """Ask until the server answers; raises TimeoutError after 60 s."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise TimeoutError(f"{url} did not answer within 60 s")
