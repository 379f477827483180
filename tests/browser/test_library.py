"""A person fills the library on its page, sees what became of each file, and reads the log."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import App
from tests.browser.server import Server

pytestmark = pytest.mark.browser

TEXT = "Coalition strikes near Hawija\n\nJune 3, 2017\n\nNear Hawija, Iraq, two strikes hit a unit.\n"
ROW_HEIGHT = 35


@pytest.fixture
def app(open_page: Callable[..., Page], own_server: Server) -> App:
    """Explore over a library of its own, which the test may change."""
    return App(open_page(), own_server.url).open()


def go_to(app: App, page: str, section: str | None = None) -> None:
    app.page.get_by_role("link", name=page, exact=True).click()
    app.settle()
    if section:
        app.page.locator(".st-key-show").get_by_text(section, exact=True).click()
        app.settle()


def upload(app: App, *paths: Path) -> None:
    app.page.locator("input[type=file]").first.set_input_files(list(paths))


def test_a_file_is_loaded_and_seen_in_explore(app: App, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(TEXT)
    (tmp_path / "empty.txt").touch()
    go_to(app, "Library", "Load")
    upload(app, tmp_path / "new.txt", tmp_path / "empty.txt")
    expect(app.page.get_by_text("empty.txt: is empty; there is nothing to read")).to_be_visible()
    expect(app.page.get_by_text(re.compile("1 added, 1 failed|1 failed, 1 added"))).to_be_visible()
    go_to(app, "Explore")
    app.wait_for_map()
    app.expect_summary(r"^6 of 6 releases")
    app.open_row("Coalition strikes near Hawija")
    expect(app.reader).to_contain_text("two strikes hit a unit")


def test_what_was_left_out_of_a_text_is_struck_in_the_original(app: App) -> None:
    go_to(app, "Library")
    table = app.page.locator(".st-key-library-files")
    expect(table.locator("tbody tr")).to_have_count(5)
    table.locator("tbody tr").filter(has_text="Coalition Progresses").click()
    original = app.page.locator(".original")
    expect(original.locator(".removed").first).to_contain_text("An official website of the United States Government")
    original.get_by_role("button", name=re.compile("^related links")).click()
    expect(original.locator(".removed.in-view")).to_be_in_viewport()


def test_the_log_says_what_was_corrected_and_a_tick_undoes_it(app: App) -> None:
    page = app.page
    app.open_row("Coalition Progresses")
    page.locator(".st-key-correcting label").first.click()
    page.locator(".st-key-corrections").get_by_text("The release", exact=True).click()
    title = page.get_by_role("textbox", name="Title")
    title.fill("Another title")
    title.press("Enter")
    expect(page.get_by_text("Saved, correction 1")).to_be_visible(timeout=20_000)
    go_to(app, "Library", "Corrections")
    log = page.locator(".stDataFrame").first
    expect(log.locator("table[role=grid] tbody tr")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export the log").click()
    assert re.fullmatch(r"corrections-v\d+-[0-9a-f]{16}\.jsonl", download.value.suggested_filename)
    assert "Another title" in Path(download.value.path()).read_text()
    box = log.bounding_box()
    tick = (box["x"] + 37, box["y"] + ROW_HEIGHT + 17)
    page.mouse.move(tick[0] - 10, tick[1])  # the table takes a click on a tick only where the pointer has rested
    page.mouse.move(*tick, steps=3)
    page.wait_for_timeout(200)
    page.mouse.click(*tick)
    expect(page.get_by_text("Saved, correction 2")).to_be_visible(timeout=20_000)
    expect(page.locator(".stDataFrame").first.locator("table[role=grid] tbody tr")).to_have_count(2)
    go_to(app, "Explore")
    app.wait_for_map()
    assert any("Coalition Progresses" in row for row in app.rows)
