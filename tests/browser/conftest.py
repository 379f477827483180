"""A server as a user starts it, and a real browser that may not leave the machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserType, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.app import App
from tests.browser.chromium import ADVICE, find_chromium
from tests.browser.profile import Profile
from tests.browser.server import ROOT, Server, free_port

expect.set_options(timeout=20_000)  # a busy machine draws late, and that is no fault of the page


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[Server]]:
    """Run the app over a library, while a test or a module of tests uses it.

    A port is used again: by the address the browser finds the scripts that it has compiled.
    """
    ports: list[int] = []

    @contextmanager
    def serving(library: Path) -> Iterator[Server]:
        server = Server(library, ports.pop() if ports else free_port())
        yield server
        server.kill()
        ports.append(server.port)

    return serving


@pytest.fixture(scope="session")
def server(serving: Callable[..., AbstractContextManager[Server]], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app over the five seeds, which it loads itself; its address."""
    with serving(tmp_path_factory.mktemp("server") / "library.sqlite") as server:
        yield server.url
        server.stop()


@pytest.fixture
def own_server(serving: Callable[..., AbstractContextManager[Server]], own_library: Path) -> Iterator[Server]:
    """The app over a copy of the five seeds that the test may change; it may be killed and started anew."""
    with serving(own_library) as server:
        yield server


@pytest.fixture
def start_server(serving: Callable[..., AbstractContextManager[Server]]) -> Iterator[Callable[[Path], str]]:
    """Start the app over a library; returns its address."""
    with ExitStack() as servers:
        yield lambda library: servers.enter_context(serving(library)).url


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """What starts a headless Chromium."""
    if find_chromium() is None:
        pytest.fail(ADVICE)
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def profiles(chromium: BrowserType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Profile]]:
    """The browsers of several people by number, each begun when it is first asked for."""
    begun: list[Profile] = []

    def profile(number: int) -> Profile:
        while len(begun) <= number:
            begun.append(Profile(chromium, tmp_path_factory.mktemp("profile")))
        return begun[number]

    yield profile
    for each in begun:
        each.context.close()


@pytest.fixture
def new_person(profiles: Callable[[int], Profile]) -> Iterator[Callable[[], Profile]]:
    """Another person's browser, which remembers nothing, each time that it is called."""
    people: list[Profile] = []

    def new_person() -> Profile:
        people.append(profiles(len(people)))
        return people[-1]

    yield new_person
    for each in people:
        each.forget()


@pytest.fixture
def open_page(new_person: Callable[[], Profile]) -> Iterator[Callable[..., Page]]:
    """Open pages of a person each that record every request off 127.0.0.1 and every console error, which fail the test.

    The options are those of `Profile.new_page`.
    """
    complaints = []

    def new_page(**options: object) -> Page:
        page = new_person().new_page(**options)
        page.on("request", lambda request: complaints.extend(_outbound(request.url)))
        page.on("pageerror", lambda error: complaints.append(f"error in the page: {error}"))
        page.on("console", lambda message: complaints.extend(_errors(message)))
        return page

    yield new_page
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


@pytest.fixture(scope="session")
def load_library(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Load files into a library of their own; returns its path."""

    def load(*files: Path) -> Path:
        library = tmp_path_factory.mktemp("library") / "library.sqlite"
        command = [sys.executable, "-m", "explorer", "load", *map(str, files), "--library", str(library)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return library

    return load
