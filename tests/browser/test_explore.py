"""A person explores the five seeds: clicks the map, the table and the text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import App
from tests.browser.conversation import eventually

pytestmark = pytest.mark.browser

MOSUL = (36.335, 43.1189)
RAQQA = (35.9528, 39.0079)
RAMADI = (33.4206, 43.3078)
IN_002 = "on the run"
IN_003 = "Coalition Progresses in Mosul"


def test_the_first_look_shows_all_releases_map_and_rows_without_scrolling(app: App) -> None:
    assert re.fullmatch(r"5 of 5 releases · \d+ places", app.summary)
    expect(app.releases).to_have_count(5)
    bottom = app.page.locator(".st-key-releases .rows").bounding_box()
    assert bottom["y"] + bottom["height"] < 720
    assert app.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= 720
    expect(app.page.get_by_text("Deploy")).to_have_count(0)


def test_a_click_on_mosul_leaves_002_and_003_and_one_click_brings_back_five(app: App) -> None:
    view = app.view
    app.click_map(*MOSUL)
    app.expect_summary(r"^2 of 5 releases")
    app.expect_rows(IN_003, IN_002)
    picked = app.places.filter(has=app.page.get_by_text("Mosul", exact=True))
    expect(picked).to_have_attribute("aria-selected", "true")
    app.page.get_by_role("button", name="Clear all").click()
    app.expect_summary(r"^5 of 5 releases")
    assert app.view == view


def test_a_box_round_raqqa_and_tabqa_leaves_002_and_003(app: App) -> None:
    app.drag_map("Box Select", [(36.3, 38.2), (35.5, 39.4)])
    app.expect_summary(r"^2 of 5 releases")
    app.expect_rows(IN_003, IN_002)


def test_a_lasso_round_ramadi_leaves_000(app: App) -> None:
    app.drag_map("Lasso Select", [(33.9, 42.9), (33.9, 43.7), (33.0, 43.7), (33.0, 42.9), (33.9, 42.9)])
    app.expect_summary(r"^1 of 5 releases")
    app.expect_rows("Recent setbacks")


def test_shift_click_adds_a_place_and_a_second_click_lets_it_go(app: App) -> None:
    app.click_map(*RAMADI)
    app.expect_summary(r"^1 of 5 releases")
    app.click_map(*MOSUL, shift=True)
    app.expect_summary(r"^3 of 5 releases")
    app.click_map(*RAMADI, shift=True)
    app.expect_summary(r"^2 of 5 releases")


def test_a_row_opens_the_release_and_a_place_in_the_text_moves_the_map(app: App) -> None:
    home = app.view
    app.open_row(IN_003)
    expect(app.reader.get_by_role("heading", level=2)).to_contain_text("Coalition Progresses in Mosul, Raqqa")
    assert app.view == home
    app.mention("Dabiq").click()
    expect(app.mention("Dabiq")).to_have_class(re.compile("in-view"))
    app.page.wait_for_function(
        "() => document.querySelector('.place-map')._fullLayout.map._subplot.map.getZoom() > 6.9"
    )
    app.wait_until_still()
    _zoom, latitude, longitude = app.view
    assert abs(latitude - 36.54) < 0.05
    assert abs(longitude - 37.27) < 0.05


def test_a_point_with_a_release_open_scrolls_the_reader_to_the_mention(app: App) -> None:
    app.open_row(IN_003)
    expect(app.reader).to_contain_text("The fight to defeat")
    view = app.view
    app.click_map(*RAQQA)
    app.settle()
    expect(app.reader.locator(".in-view")).to_have_text("Raqqa")
    expect(app.reader.locator(".in-view")).to_be_in_viewport()
    first = app.page.evaluate("() => location.search")
    app.click_map(*RAQQA)
    app.settle()
    assert eventually(lambda: app.page.evaluate("() => location.search") != first, True)
    assert app.view == view


def test_the_map_is_never_remounted_and_keeps_its_place(app: App) -> None:
    app.page.evaluate("() => { document.querySelector('.place-map').dataset.mine = 'yes'; }")
    app.page.mouse.move(*app.pixel(34.5, 41.0))
    app.page.mouse.wheel(0, -300)
    app.wait_until_still()
    view = app.view
    app.click_map(*RAMADI)
    app.expect_summary(r"^1 of 5 releases")
    app.expect_rows("Recent setbacks")
    app.open_row("Recent setbacks")
    expect(app.reader).to_contain_text("Ramadi")
    app.page.get_by_role("button", name="Clear all").click()
    app.expect_summary(r"^5 of 5 releases")
    assert app.page.locator(".place-map[data-mine=yes]").count() == 1
    assert app.view == view


def test_words_narrow_the_table_and_nothing_found_names_the_filter_to_relax(app: App) -> None:
    box = app.page.get_by_role("textbox", name="Search the releases")
    box.fill("Dabiq")
    app.expect_summary(r"^1 of 5 releases")
    box.fill("Dabiq zeppelin")
    app.expect_summary(r"^0 of 5 releases")
    app.page.get_by_role("button", name="Drop the search words: 5 releases").click()
    app.expect_summary(r"^5 of 5 releases")
    expect(box).to_have_value("")


def test_a_link_opens_the_same_view_in_a_fresh_browser(app: App, open_page: Callable[..., Page]) -> None:
    app.click_map(*MOSUL)
    app.expect_summary(r"^2 of 5 releases")
    app.open_row(IN_003)
    expect(app.reader).to_contain_text("The fight to defeat")
    app.mention("Baaj").click()
    app.settle()
    query = app.page.evaluate("() => location.search")
    other = App(open_page(viewport={"width": 1440, "height": 900}, color_scheme="dark"), app.server).open(query)
    other.expect_summary(r"^2 of 5 releases")
    expect(other.reader.locator(".in-view")).to_have_text("Baaj")


def test_back_and_forward_undo_and_redo_a_filter(app: App) -> None:
    app.click_map(*MOSUL)
    app.expect_summary(r"^2 of 5 releases")
    app.page.get_by_role("textbox", name="Search the releases").fill("Dabiq")
    app.expect_summary(r"^1 of 5 releases")
    app.page.go_back()
    app.expect_summary(r"^2 of 5 releases")
    expect(app.page.get_by_role("textbox", name="Search the releases")).to_have_value("")
    app.page.go_back()
    app.expect_summary(r"^5 of 5 releases")
    app.page.go_forward()
    app.expect_summary(r"^2 of 5 releases")
    app.expect_rows(IN_003, IN_002)
    app.page.go_forward()
    app.expect_summary(r"^1 of 5 releases")


def test_gestures_in_quick_succession_all_count(app: App) -> None:
    app.open_row(IN_003)
    starts = [mention.get_attribute("data-start") for mention in app.reader.locator(".mention").all()]
    for last in (starts[1], starts[3], starts[5]):
        for key in "]][]":  # the next leaves the browser before the answer to the one before has come
            app.page.keyboard.press(key)
        app.settle()
        sought = f"mention={last}&"
        assert eventually(lambda sought=sought: sought in app.page.evaluate("() => location.search + '&'"), True)


def test_areas_and_places_elsewhere_are_no_dots(app: App) -> None:
    names = {dot["name"] for dot in app.dots}
    assert "Mosul" in names
    for name in ("Iraq", "Syria", "Euphrates River", "London", "Paris", "Melbourne", "Washington, D.C.", "Jordan"):
        assert name not in names
    for dot in app.dots:
        assert 29 < float(dot["latitude"]) < 38
        assert 35 < float(dot["longitude"]) < 49


def test_the_table_of_places_names_what_is_off_the_map(app: App) -> None:
    expect(app.places).not_to_have_count(0)
    rows = {row.locator("td").first.inner_text(): row.locator("td").last.inner_text() for row in app.places.all()}
    assert rows["Iraq"] == "area"
    assert rows["Mosul"] == "point"
    assert rows["Pentagon"] == "off the map"
    app.places.filter(has_text="Pentagon").click()
    app.expect_summary(r"^3 of 5 releases")  # in whatever role it is named
    expect(app.places.filter(has_text="Pentagon")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_map_and_panes_fit_the_window(
    open_page: Callable[..., Page], server: str, width: int, height: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    app = App(page, server).open()
    app.open_row(IN_003)
    expect(app.reader).to_contain_text("The fight to defeat")
    for part in (page.locator(".place-map"), app.reader, page.locator(".st-key-releases .rows")):
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
