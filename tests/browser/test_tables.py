"""A person uses the tables, the keys and the room's switch; on a laptop, magnified and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app import App
from tests.pages.visitor import seed

pytestmark = pytest.mark.browser

IN_002 = "on the run"
IN_003 = "Coalition Progresses in Mosul"
BY_TITLE = ["Coalition Progresses", "Coalition Strikes", "Recent", "The Islamic", "US, Iraq"]
OVERLAP = """elements => {
  const boxes = elements.map(each => each.getBoundingClientRect()).filter(box => box.width && box.height);
  const shared = (a, b, low, high) => Math.min(a[high], b[high]) - Math.max(a[low], b[low]) > 1;
  const both = (a, b) => shared(a, b, 'left', 'right') && shared(a, b, 'top', 'bottom');
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => both(a, b))).length;
}"""

FITS = """() => ['.place-map', '.timeline'].every(name => {
  const chart = document.querySelector(name);
  const drawn = chart.querySelector('.main-svg').getBoundingClientRect();
  return Math.abs(drawn.width - chart.offsetWidth) <= 1 && Math.abs(drawn.height - chart.offsetHeight) <= 1;
})"""
RIGHTMOST = "elements => Math.max(...elements.map(each => each.getBoundingClientRect().right))"


def titles(app: App) -> Locator:
    return app.releases.locator(".lead .cut")


def address(app: App) -> str:
    app.settle()
    return app.page.evaluate("() => location.search")


def test_a_search_shows_its_hits_in_the_rows_and_explains_itself(app: App) -> None:
    box = app.page.get_by_role("textbox", name="Search the releases")
    box.fill("Dabiq")
    app.expect_rows(IN_003)
    expect(app.releases.locator(".snippet mark")).to_have_text(["Dabiq"])
    box.fill("?!")
    expect(app.page.get_by_text("Nothing to search for")).to_be_visible()
    app.expect_summary(r"^5 of 5 releases")
    app.page.locator(".st-key-search-help button").click()
    expect(app.page.get_by_text("whose publisher, source or author is called so")).to_be_visible()


def test_a_head_sorts_the_table_and_the_address_keeps_it(app: App) -> None:
    app.page.locator(".st-key-releases").get_by_role("button", name="Release", exact=True).click()
    expect(titles(app)).to_contain_text(
        ["Coalition Progresses", "Coalition Strikes", "Recent", "The Islamic", "US, Iraq"]
    )
    assert "sort=title" in address(app)
    app.page.reload()
    app.wait_for_map()
    expect(titles(app)).to_contain_text(
        ["Coalition Progresses", "Coalition Strikes", "Recent", "The Islamic", "US, Iraq"]
    )


def test_rows_are_reached_opened_and_chosen_by_keys(app: App) -> None:
    first = app.releases.first
    first.focus()
    app.page.keyboard.press("ArrowDown")
    app.page.keyboard.press("ArrowDown")
    expect(app.releases.nth(2)).to_be_focused()
    app.page.keyboard.press(" ")
    expect(app.releases.nth(2).get_by_role("checkbox")).to_be_checked()
    expect(app.page.get_by_text("Choose one more to compare")).to_be_visible()
    app.page.keyboard.press("Enter")
    expect(app.reader).to_contain_text("The fight to defeat")
    expect(app.releases.nth(2)).to_have_attribute("aria-selected", "true")
    expect(app.releases.nth(2)).to_be_focused()


def test_two_ticks_offer_to_compare_and_the_link_opens_both(app: App) -> None:
    for title in (IN_002, IN_003):
        app.releases.filter(has_text=title).get_by_role("checkbox").check()
        app.settle()
    app.page.get_by_role("link", name="Compare the two").click()
    panes = app.page.locator(".panes, .pane").first
    expect(panes).to_be_visible(timeout=30_000)
    app.page.wait_for_url(re.compile(r"[?&]a=\w+&b=\w+"))


def test_a_click_on_a_place_named_with_another_goes_to_its_page_and_back(app: App) -> None:
    title = app.page.locator(".st-key-profile-title")
    app.page.goto(f"{app.server}/places?place=geonames:163843")
    expect(title).to_contain_text("Syria")
    app.page.locator(".st-key-profile-with tbody tr").get_by_text("Raqqa", exact=True).click()
    expect(title).to_contain_text("Raqqa")
    expect(app.page.locator(".st-key-profile-near tbody tr").first).to_contain_text("Rafiqah Wall")
    app.page.go_back()
    expect(title).to_contain_text("Syria")


def test_keys_do_what_the_list_of_keys_says_and_nothing_while_one_types(app: App) -> None:
    keys = app.page.keyboard
    keys.press("j")
    expect(app.releases.first).to_have_attribute("aria-selected", "true")
    expect(app.reader).to_be_visible()
    app.settle()
    keys.press("j")
    expect(app.releases.nth(1)).to_have_attribute("aria-selected", "true")
    app.settle()
    keys.press("Escape")
    expect(app.reader).to_have_count(0)
    keys.press("?")
    expect(app.page.get_by_role("dialog", name="Keys")).to_be_visible()
    keys.press("Escape")
    expect(app.page.get_by_role("dialog", name="Keys")).to_have_count(0)
    keys.press("/")
    box = app.page.get_by_role("textbox", name="Search the releases")
    expect(box).to_be_focused()
    keys.type("jpx")
    expect(box).to_have_value("jpx")
    app.expect_summary(r"^0 of 5 releases")
    box.blur()
    keys.press("x")
    app.expect_summary(r"^5 of 5 releases")
    keys.press("p")
    expect(box).to_have_count(0)
    app.page.wait_for_function(FITS)
    app.wait_until_still()
    assert address(app) == "?present=yes"  # another size is no other view
    keys.press("p")
    expect(box).to_be_visible()
    app.page.wait_for_function(FITS)


def test_light_turns_to_dark_and_the_view_stays(app: App) -> None:
    app.open("?q=Mosul")
    colour = "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    before = app.page.evaluate(colour)
    app.page.keyboard.press("t")
    app.page.wait_for_function(f"before => document.querySelector('.stApp') && ({colour})() !== before", arg=before)
    app.wait_for_map()
    app.expect_summary(r"^2 of 5 releases")


def test_several_people_do_not_see_each_other_s_filters(app: App, open_page: Callable[..., Page]) -> None:
    other = App(open_page(), app.server).open()
    app.page.get_by_role("textbox", name="Search the releases").fill("Dabiq")
    app.expect_summary(r"^1 of 5 releases")
    other.page.keyboard.press("j")
    expect(other.reader).to_be_visible()
    other.expect_summary(r"^5 of 5 releases")
    assert "Dabiq" not in address(other)
    expect(app.reader).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (853, 480), (390, 844)])
@pytest.mark.parametrize("query", ["?q=Mosul", f"?q=Mosul&present=yes&release={seed('003')}"])
def test_nothing_overlaps_or_leaves_the_window_sideways(
    open_page: Callable[..., Page], server: str, width: int, height: int, query: str
) -> None:
    page = open_page(viewport={"width": width, "height": height})
    app = App(page, server).open(query)
    frame = page.locator(".place-map").bounding_box()
    for dot in app.dots:  # a small map starts from farther off
        x, y = app.pixel(dot["latitude"], dot["longitude"])
        assert frame["x"] < x < frame["x"] + frame["width"]
        assert frame["y"] < y < frame["y"] + frame["height"]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    parts = ".st-key-bar button, .st-key-bar a, .st-key-summary button, .place-map, .timeline, .rows"
    if "release" in query:
        tools = page.locator(".reader .tools button")
        expect(tools.last).to_be_visible()
        frame = page.locator(".reader").bounding_box()
        assert tools.evaluate_all(RIGHTMOST) <= frame["x"] + frame["width"]
        if width == 1280:
            foot = page.locator(".timeline-frame").bounding_box()
            assert height - 30 < foot["y"] + foot["height"] <= height  # the charts take all that the bar leaves
            bar = page.locator(".st-key-reader-bar")
            assert bar.bounding_box()["height"] < 2 * bar.get_by_role("button", name="Close").bounding_box()["height"]
    parts += ", .reader .tools button, .reader .tools .count"
    assert page.locator(parts).evaluate_all(OVERLAP) == 0
    if width > 640 and "present" not in query:
        assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= height
    if width == 390 and "present" not in query:
        assert page.locator(".st-key-bar").bounding_box()["height"] < 90  # two rows
        app.click_row(0)
        expect(page.locator(".reader .scroller")).to_be_in_viewport(ratio=0.8)  # far below the row
