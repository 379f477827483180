"""Playing through time: the map follows, no filter is set, and the address says where it was halted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import App
from tests.browser.conversation import eventually

pytestmark = pytest.mark.browser

SIZES = """() => document.querySelector('.place-map').data.find(each => each.name === 'dots').marker.size"""
FRAME = ".timeline-frame"


def act(app: App, name: str) -> None:
    app.page.locator(f'.player button[data-act="{name}"]').click()


def size_of(app: App, name: str) -> float:
    return next(dot["size"] for dot in app.dots if dot["name"] == name)


def query(app: App) -> str:
    return app.page.evaluate("() => location.search")


def test_playing_moves_the_map_and_sets_no_filter(app: App) -> None:
    whole = size_of(app, "Mosul")
    act(app, "play")
    banner = app.page.locator(".map-banner")
    expect(banner).to_contain_text(re.compile(r"Until \w+ 201[56] · 1 release"))
    first = banner.inner_text()
    assert size_of(app, "Mosul") == 0
    assert size_of(app, "Ramadi") > 0
    expect(banner).not_to_have_text(first)
    assert "frame" not in query(app)  # while it plays, no address says where
    act(app, "halt")
    app.settle()
    assert eventually(lambda: bool(re.search(r"frame=201[56]-", query(app))), True)
    app.expect_summary(r"^5 of 5 releases")
    expect(banner).to_contain_text("1 release")
    act(app, "close")
    expect(banner).to_be_hidden()
    app.settle()
    assert "frame" not in query(app)
    assert size_of(app, "Mosul") == whole


def test_a_halt_is_a_link_and_steps_go_on_from_it(open_page: Callable[..., Page], server: str) -> None:
    app = App(open_page(), server).open("?frame=2017-05-31")
    banner = app.page.locator(".map-banner")
    expect(banner).to_contain_text("Until May 2017 · 1 release")
    assert size_of(app, "Mosul") == 0
    act(app, "ahead")
    expect(banner).to_contain_text("Until June 2017 · 3 releases")
    app.page.wait_for_function(f"() => Math.max(...({SIZES})()) > 0")
    assert size_of(app, "Mosul") > 0
    app.settle()
    assert eventually(lambda: "frame=2017-06-30" in query(app), True)
    act(app, "back")
    expect(banner).to_contain_text("Until May 2017 · 1 release")


def test_a_window_shows_what_was_published_in_it_alone(open_page: Callable[..., Page], server: str) -> None:
    app = App(open_page(), server).open("?frame=2017-06-30%2C1")
    expect(app.page.locator(".map-banner")).to_contain_text("June 2017 · 2 releases")
    assert size_of(app, "Mosul") > 0
    assert size_of(app, "Ramadi") == 0


def test_a_filter_in_the_middle_of_a_play_keeps_its_day(open_page: Callable[..., Page], server: str) -> None:
    app = App(open_page(), server).open("?frame=2017-04-30")
    banner = app.page.locator(".map-banner")
    act(app, "play")
    expect(banner).to_contain_text("Until June 2017")
    app.page.get_by_role("textbox", name="Search the releases").fill("Raqqa")  # in two releases of June 2017 alone
    app.expect_summary(r"^2 of 5 releases")
    expect(app.page.locator('.player button[data-act="play"]')).to_be_visible()  # at its end
    assert eventually(lambda: "frame=2017-0" in query(app), True)
    app.page.get_by_role("button", name="Clear all").click()
    app.expect_summary(r"^5 of 5 releases")
    expect(banner).to_contain_text(re.compile("Until (June|July) 2017 · 3 releases"))


def test_space_plays_and_halts(app: App) -> None:
    app.page.locator(".place-map").focus()
    app.page.keyboard.press("Space")
    expect(app.page.locator('.player button[data-act="halt"]')).to_be_visible()
    expect(app.page.locator(".map-banner")).to_contain_text("Until")
    app.page.keyboard.press("Space")
    expect(app.page.locator('.player button[data-act="play"]')).to_be_visible()


def test_bars_by_day_and_of_mentions_are_chosen_at_the_timeline(app: App) -> None:
    act(app, "options")
    app.page.locator(".player-options select[name=bars]").select_option("mentions")
    heights = "() => document.querySelector('.timeline').data[0].y"
    app.page.wait_for_function(f"() => Math.max(...({heights})()) > 3")
    app.page.locator(".player-options select[name=unit]").select_option("year")
    app.page.wait_for_function(f"() => ({heights})().length === 4")  # 2024 has a bar now
    app.settle()
    assert eventually(lambda: {"bars=mentions", "unit=year"} <= set(query(app)[1:].split("&")), True)


def brush(app: App, first: float, last: float) -> None:
    """Draw over the timeline from one share of its width to another."""
    box = app.page.locator(".timeline .nsewdrag").bounding_box()
    height = box["y"] + box["height"] / 2
    app.page.mouse.move(box["x"] + first * box["width"], height)
    app.page.mouse.down()
    app.page.mouse.move(box["x"] + last * box["width"], height, steps=8)
    app.page.mouse.up()


def test_a_brush_leaves_its_days_and_a_bar_those_that_it_stands_for(app: App) -> None:
    brush(app, 0.3, 1.4)  # beyond the end
    app.expect_summary(r"^3 of 5 releases")
    assert eventually(lambda: bool(re.match(r"\?from=2016-\d\d-\d\d&to=2019-\d\d-\d\d$", query(app))), True)
    brush(app, 0.3, -0.4)  # and the other way, beyond the beginning
    app.expect_summary(r"^1 of 5 releases")
    app.expect_rows("Recent setbacks")
    bar = app.page.locator(".timeline .bars .point path").nth(1).bounding_box()
    middle = bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2
    for left in ("2", "5"):  # a second click lets the days go
        app.page.mouse.move(middle[0] - 3, middle[1])
        app.page.mouse.move(*middle, steps=3)
        expect(app.page.locator(".timeline .hoverlayer .hovertext").first).to_contain_text("June 2017")
        app.page.mouse.click(*middle)
        app.expect_summary(rf"^{left} of 5 releases")


def test_the_timeline_is_saved_as_a_picture(app: App) -> None:
    act(app, "options")
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name="Save the timeline as a picture").click()
    data = Path(download.value.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    digest = hashlib.sha256(data).hexdigest()[:8]
    assert re.fullmatch(rf"timeline-v\d+-{digest}\.png", download.value.suggested_filename)
