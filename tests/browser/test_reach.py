"""What everyone must be able to read and to reach: contrast, order of the keys, back and forward, long lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from explorer.ui.rows_component import AT_FIRST
from tests.browser.app import App

pytestmark = pytest.mark.browser

RELEASES = 520  # more than a facet lists at once, and more than five times what a table shows at first
AREAS = [".st-key-bar", ".st-key-summary", ".place-map-frame", ".timeline-frame", ".st-key-releases", ".st-key-places"]

CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
AREA = """areas => {
  const shown = document.activeElement;
  return areas.findIndex(area => shown?.closest?.(area));
}"""


LOOKS = {  # what stands there once each is drawn
    "?q=Mosul": ".place-map[data-drawn]",
    "?place=mosul&present=yes": ".place-map[data-drawn]",
    "compare": ".st-key-bar",
    "places": ".st-key-bar",
    "library": ".st-key-show",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_what_is_under_it(open_page: Callable[..., Page], server: str, scheme: str) -> None:
    app = App(open_page(color_scheme=scheme), server).open()
    app.releases.first.locator(".lead .cut").click()
    expect(app.reader).to_be_visible()
    app.settle()
    found = {"a release open": app.page.evaluate(CONTRAST)}
    for path, part in LOOKS.items():
        app.page.goto(f"{server}/{path}")
        expect(app.page.locator(part).first).to_be_visible(timeout=60_000)
        app.settle()
        found[path] = app.page.evaluate(CONTRAST)
    assert {look: each["faint"] for look, each in found.items() if each["faint"]} == {}
    assert all(each["seen"] > 5 for each in found.values())


@pytest.mark.parametrize("query", ["", "?q=Mosul"])
def test_tab_goes_through_the_page_as_one_reads_it(open_page: Callable[..., Page], server: str, query: str) -> None:
    page = App(open_page(), server).open(query).page
    reached = []
    for _ in range(70):
        page.keyboard.press("Tab")
        area = page.evaluate(AREA, AREAS)
        if area >= 0 and (not reached or reached[-1] != area):
            reached.append(area)
        if area == len(AREAS) - 1:
            break
    assert reached == sorted(reached)
    assert {AREAS[area] for area in reached} >= {AREAS[0], AREAS[2], AREAS[3], AREAS[4], AREAS[5]}


@pytest.fixture(scope="module")
def many(
    serving: Callable[..., Any], load_library: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server over many releases of one table, each a source file of its own."""
    table = tmp_path_factory.mktemp("many") / "table.csv"
    rows = (f"Release {n},Strike {n} near Mosul in Iraq.,2017-03-{n % 28 + 1:02}" for n in range(RELEASES))
    table.write_text("\n".join(["title,text,date", *rows]) + "\n")
    with serving(load_library(table)) as server:
        yield server.url


@pytest.mark.xdist_group("many")
def test_a_long_table_goes_on_as_one_scrolls_or_asks_for_more(open_page: Callable[..., Page], many: str) -> None:
    app = App(open_page(), many).open()
    expect(app.releases).to_have_count(AT_FIRST)
    first = app.rows[0]
    more = app.page.locator(".st-key-releases .foot button")
    app.page.locator(".st-key-releases .rows").evaluate("rows => { rows.scrollTop = rows.scrollHeight; }")
    expect(app.releases).to_have_count(5 * AT_FIRST)
    assert app.rows[0] == first
    assert app.page.locator(".st-key-releases .rows").evaluate("rows => rows.scrollTop") > 1000
    expect(more).to_contain_text("Show more")
    more.click()
    expect(app.releases).to_have_count(RELEASES)
    expect(more).to_be_hidden()
    assert len(set(app.rows)) == RELEASES


@pytest.mark.xdist_group("many")
def test_a_facet_of_very_many_values_has_a_field_to_find_them_by(open_page: Callable[..., Page], many: str) -> None:
    app = App(open_page(), many).open()
    app.page.locator(".st-key-facets button").first.click()
    app.settle()
    field = app.page.get_by_role("textbox", name="Find in source file")
    field.fill("line 517.json")
    field.press("Enter")
    app.settle()
    app.page.locator(".st-key-facet-file input").click()
    option = app.page.get_by_role("option")
    expect(option).to_have_count(1)
    expect(option).to_contain_text("line 517.json")
    option.click()
    app.expect_summary(rf"^1 of {RELEASES} releases")
