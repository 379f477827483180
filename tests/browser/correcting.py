"""What a person does who corrects."""

from __future__ import annotations

import time
from contextlib import closing

from playwright.sync_api import Page, expect

from explorer.library import Library
from tests.browser.app import App
from tests.browser.server import Server


def open_panel(page: Page, server: Server) -> App:
    """Open 003 at Dabiq, and the panel with it."""
    app = App(page, server.url).open()
    app.open_row("Coalition Progresses")
    app.mention("Dabiq").click()
    app.settle()
    page.locator(".st-key-correcting label").first.click()
    expect(page.locator(".st-key-corrections")).to_contain_text("New place")
    app.settle()
    return app


def pick(app: App, label: str) -> None:
    """Choose in one of the panel's rows of choices."""
    app.page.locator(".st-key-corrections").get_by_text(label, exact=True).click()


def expect_saved(app: App, number: int) -> None:
    """Wait until the page says that it read the correction back from the log."""
    expect(app.page.get_by_text(f"Saved, correction {number}")).to_be_visible(timeout=20_000)
    app.settle()


def wait_for_entries(server: Server, count: int, seconds: float = 180) -> None:
    """Wait until the log has so many entries; on a busy machine a page takes its time to find its server again."""
    deadline = time.monotonic() + seconds
    with closing(Library.open(server.library)) as library:
        while len(library.corrections()) < count and time.monotonic() < deadline:
            time.sleep(0.2)
