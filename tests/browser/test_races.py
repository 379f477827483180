"""Corrections whose tab is closed, whose server dies and whose clicks race: none is lost, none is made twice.

`CORRECTIONS=300 pytest tests/browser/test_races.py` makes so many instead of a few.
"""

from __future__ import annotations

import collections
import itertools
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as LateError

from explorer.geoparsing import load_geoparser
from explorer.library import Library
from explorer.library.corrections import Correction
from explorer.reading import Upload
from tests.browser.app import App
from tests.browser.correcting import wait_for_entries
from tests.browser.profile import Profile
from tests.browser.server import Server

pytestmark = pytest.mark.browser

COUNT = int(os.environ.get("CORRECTIONS", "20"))
ROLES = ("actor", "elsewhere", "dateline")
TOWNS = ("Mosul", "Raqqa", "Tabqa", "Manbij", "Dabiq", "Kirkuk", "Ramadi", "Fallujah", "Haditha", "Sinjar")
ROUND = len(TOWNS)  # corrections that a round makes, all in one release


@dataclass(frozen=True)
class Wish:
    """A role that a person wants a mention to have."""

    release_id: str
    title: str
    start: int
    toponym: str
    role: str


class Corrector:
    """A person who corrects in several tabs of one browser, which fetches and compiles the page's scripts once."""

    def __init__(self, person: Profile, server: Server) -> None:
        self.person, self.server = person, server
        self.made: list[Wish] = []

    def open(self, wish: Wish) -> App:
        """A tab with the panel open at a mention."""
        # A small map, which does not fly: drawing it takes most of the time.
        page = self.person.new_page(viewport={"width": 1024, "height": 480}, reduced_motion="reduce")
        page.set_default_timeout(120_000)
        app = App(page, self.server.url)
        page.goto(f"{app.server}/?release={wish.release_id}&mention={wish.start}")
        expect(app.reader.locator(".in-view")).to_be_visible(timeout=120_000)
        page.locator(".st-key-correcting label").first.click()
        expect_in_view(page, wish)
        return app

    def open_release(self, app: App, wish: Wish) -> None:
        """Go from the release before to the one of the wish; again, should a server that just began not hear it."""
        app.page.bring_to_front()
        row, text = app.releases.get_by_text(wish.title, exact=True), app.reader.filter(has_text=wish.title)
        deadline = time.monotonic() + 120
        while not text.is_visible() and time.monotonic() < deadline:
            row.click()
            with suppress(LateError):
                text.wait_for(timeout=20_000)
        expect(text).to_be_visible()
        self.go_to(app, wish)

    def click(self, app: App, wish: Wish) -> None:
        """Choose the role, and do not wait for anything."""
        app.page.bring_to_front()
        choice(app, wish).click()
        self.made.append(wish)

    def go_to(self, app: App, wish: Wish) -> None:
        """Bring another mention into view; the page may still be saving the one before."""
        app.page.bring_to_front()
        app.mention(wish.toponym).click()
        expect_in_view(app.page, wish)


def choice(app: App, wish: Wish) -> Locator:
    """The role in the panel; while the page changes to another mention, both of them may be there."""
    row = app.page.locator(f'[class*="st-key-correct-role-{wish.release_id}-{wish.start}-"]')
    return row.get_by_text(wish.role, exact=True).last


def expect_in_view(page: Page, wish: Wish) -> None:
    expect(page.locator(".st-key-corrections")).to_contain_text(f"{wish.toponym} in view", timeout=120_000)


@pytest.fixture
def wishes(tmp_path: Path) -> list[Wish]:
    """What to correct in the library of the corrector: each mention once."""
    library = Library.open(tmp_path / "library.sqlite")
    geoparser = load_geoparser()
    roles = itertools.cycle(ROLES)
    wishes = []
    for number in range(1, 1 + COUNT // ROUND):
        date = f"{1 + number % 28} {['January', 'February', 'March'][number // 28]} 2017"
        strikes = "\n\n".join(f"In {town}, {number} strikes hit {at + 2} vehicles." for at, town in enumerate(TOWNS))
        title = f"Strikes of day {number}"
        text = f"{title}\n\n{date}\n\n{strikes}\n"
        release_id = library.load_file(Upload(f"{number}.txt", text.encode()), geoparser).release_id
        found = [each for each in library.mentions_of(release_id) if each.role == "location"]
        assert {each.toponym for each in found} == set(TOWNS)
        wishes += [Wish(release_id, title, each.start, each.toponym, next(roles)) for each in found]
    library.close()
    return wishes


@pytest.fixture
def corrector(
    wishes: list[Wish], tmp_path: Path, new_person: Callable[[], Profile], serving: Callable[..., Any]
) -> Iterator[Corrector]:
    with serving(tmp_path / "library.sqlite") as server:
        yield Corrector(new_person(), server)


def close_at_once(corrector: Corrector, wish: Wish) -> None:
    app = corrector.open(wish)
    corrector.click(app, wish)
    app.page.close()


def click_while_the_page_is_busy(corrector: Corrector, wishes: list[Wish]) -> None:
    """Twice on the first, then on to the next before the page has answered; the tab is closed after the last click."""
    app = corrector.open(wishes[0])
    choice(app, wishes[0]).dblclick()
    corrector.made.append(wishes[0])
    for wish in wishes[1:]:
        corrector.go_to(app, wish)
        corrector.click(app, wish)
    app.page.close()


def click_in_two_tabs(corrector: Corrector, tabs: list[App], wishes: list[Wish]) -> None:
    """Two tabs on one release, in turn, neither waiting for the other."""
    for app, wish in zip(tabs, wishes[:2], strict=True):
        corrector.open_release(app, wish)
        corrector.click(app, wish)
    for app, wish in zip(tabs, wishes[2:], strict=True):
        corrector.go_to(app, wish)
        corrector.click(app, wish)


def click_while_the_server_dies(corrector: Corrector, app: App, wish: Wish, *, after_ms: int) -> None:
    """The tabs stay open; the next server takes what they still hold, and they go on with it."""
    corrector.go_to(app, wish)
    corrector.click(app, wish)
    app.page.wait_for_timeout(after_ms)
    corrector.server.kill()
    corrector.server.start()
    wait_for_entries(corrector.server, len(corrector.made))


def said_by(entry: Correction) -> tuple[str, int, str, str]:
    after = entry.after if isinstance(entry.after, str) else json.dumps(entry.after)
    return entry.release_id, entry.anchor.start, entry.field, after


def test_no_correction_is_lost_or_doubled(corrector: Corrector, wishes: list[Wish]) -> None:
    tabs = [corrector.open(wishes[0]) for _ in range(2)]
    for number, first in enumerate(range(0, COUNT, ROUND)):
        each = wishes[first : first + ROUND]
        close_at_once(corrector, each[0])
        click_while_the_page_is_busy(corrector, each[1:5])
        click_in_two_tabs(corrector, tabs, each[5:9])
        click_while_the_server_dies(corrector, tabs[number % 2], each[9], after_ms=20 * (number % 10))
    wait_for_entries(corrector.server, COUNT)
    kept = collections.Counter(map(said_by, corrector.server.entries))
    made = {(wish.release_id, wish.start, "role", wish.role) for wish in corrector.made}
    assert len(made) == len(corrector.made) == COUNT
    lost, doubled = made - kept.keys(), {key for key, count in kept.items() if count > 1}
    assert (lost, doubled, kept.keys() - made) == (set(), set(), set())
