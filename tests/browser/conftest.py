"""A server as a user starts it, and a real browser that may not leave the machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.app import App
from tests.browser.chromium import ADVICE, find_chromium
from tests.browser.server import ROOT, Server

expect.set_options(timeout=20_000)  # a busy machine draws late, and that is no fault of the page
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a route that aborts would switch the cache off
]


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start the app on a free port with a library of its own; returns its address."""
    servers = []

    def start(library: Path | None = None) -> str:
        servers.append(Server(library or tmp_path_factory.mktemp("server") / "library.sqlite"))
        return servers[-1].url

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """The app over a library of the test's own; it may be killed and started anew."""
    server = Server(tmp_path / "library.sqlite")
    yield server
    server.kill()


@pytest.fixture(scope="session")
def server(start_server: Callable[..., str]) -> str:
    """The app over the five seeds."""
    return start_server()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = find_chromium()
    if path is None:
        pytest.fail(ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages that record every request off 127.0.0.1 and every console error; either fails the test."""
    contexts, complaints = [], []

    def new_page(**options: object) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 720}} | options))
        context.set_default_navigation_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: complaints.extend(_outbound(request.url)))
        page.on("pageerror", lambda error: complaints.append(f"error in the page: {error}"))
        page.on("console", lambda message: complaints.extend(_errors(message)))
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert complaints == []


def _errors(message: ConsoleMessage) -> list[str]:
    """On a page with a path of its own Streamlit looks for its server below that path first; that is no error."""
    is_search = "/_stcore/" in message.location["url"]
    return [message.text] if message.type == "error" and not is_search else []


def _outbound(url: str) -> list[str]:
    parts = urlsplit(url)
    is_local = parts.hostname == "127.0.0.1" or parts.scheme in ("data", "blob")
    return [] if is_local else [f"request that leaves the machine: {url}"]


@pytest.fixture
def app(open_page: Callable[..., Page], server: str) -> App:
    """Explore over the five seeds, map drawn, at 1280×720."""
    return App(open_page(), server).open()


HOSTILE = (
    "<script>window.__ran=1</script>",
    "<img src=x onerror=window.__ran=1>",
    "<img src=http://127.0.0.2:9/a>",
    "![x](http://127.0.0.2:9/b) [y](javascript:window.__ran=1)",
    "<style>body{display:none}</style>",
    "<iframe srcdoc='<script>parent.__ran=1</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.2:9/c'>",
    "<svg onload=window.__ran=1></svg>",
    "$\\href{javascript:window.__ran=1}{x}$ :material/home: :red[x]",
    "</div></div></div><h1>ESCAPED</h1><plaintext>",
)


@pytest.fixture(scope="session")
def load_library(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Load files into a library of their own; returns its path."""

    def load(*files: Path) -> Path:
        library = tmp_path_factory.mktemp("library") / "library.sqlite"
        command = [sys.executable, "-m", "explorer", "load", *map(str, files), "--library", str(library)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return library

    return load


@pytest.fixture(scope="session")
def hostile_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose releases try to run scripts and to reach the network from title, text and file name."""
    folder = tmp_path_factory.mktemp("hostile")
    files = []
    for number, text in enumerate(HOSTILE):
        file = folder / f"{number}_<b>![x](http:..127.0.0.2:9)<b>.txt"
        file.write_text(f"{text} title\n\nMarch {number + 1}, 2019\n\nA strike near Mosul, Iraq, hit {text} today.\n")
        files.append(str(file))
    library = folder / "library.sqlite"
    command = [sys.executable, "-m", "explorer", "load", *files, "--library", str(library)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return library
