"""What a person does on the page, in words: the browser tests are written in these."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conversation import Conversation

COPYING = {"permissions": ["clipboard-read", "clipboard-write"]}
PIXEL = """([latitude, longitude]) => {
  const chart = document.querySelector('.place-map');
  const box = chart.getBoundingClientRect();
  const point = chart._fullLayout.map._subplot.map.project([longitude, latitude]);
  return [box.left + point.x, box.top + point.y];
}"""
VIEW = """() => {
  const map = document.querySelector('.place-map')._fullLayout.map._subplot.map;
  return [map.getZoom(), map.getCenter().lat, map.getCenter().lng].map(value => Math.round(value * 1000) / 1000);
}"""
DOTS = """() => {
  const isDots = each => each.name === 'dots';
  const { lat, lon, ids, customdata, marker } = document.querySelector('.place-map').data.find(isDots);
  return ids.map((id, i) => ({id, latitude: lat[i], longitude: lon[i], size: marker.size[i], color: marker.color[i],
    name: customdata[i]?.[0], hover: (customdata[i] ?? []).join('\\n')})).filter(dot => dot.id);
}"""

# The words of a highlight by its name.
LIT_STILL = """name => [...(CSS.highlights.get(name) ?? [])].map(still => {
  const range = document.createRange();
  range.setStart(still.startContainer, still.startOffset);
  range.setEnd(still.endContainer, still.endOffset);
  return range.toString();
})"""
VIEW_PUT_OFF = 500  # milliseconds, before which the page tells where its map rests
STILL = """() => {
  const view = document.querySelector('.place-map')._fullLayout.map._subplot;
  return !view.map.isMoving() && !view.wheeling;
}"""


class App:
    """The Explore page in a browser."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.conversation = Conversation(page)

    def open(self, query: str = "") -> App:
        """Go to the page and wait for the map."""
        self.page.goto(f"{self.server}/{query}")
        self.wait_for_map()
        return self

    def wait_for_map(self) -> None:
        """Wait until the map is drawn."""
        expect(self.page.locator(".place-map[data-drawn]")).to_be_visible(timeout=60_000)
        self.page.wait_for_function(
            "() => document.querySelector('.place-map')._fullLayout?.map?._subplot?.map?.loaded()", timeout=60_000
        )
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and nothing more is drawn."""
        self.conversation.wait()

    def wait_until_still(self) -> None:
        """Wait until the map has come to rest: while it moves, Plotly hears no pointer."""
        self.page.wait_for_function(STILL, timeout=30_000)
        self.conversation.wait(put_off=VIEW_PUT_OFF)
        self.page.wait_for_function(STILL, timeout=30_000)
        self.settle()

    @property
    def summary(self) -> str:
        """What the header says."""
        return self.page.locator(".st-key-summary p").first.inner_text()

    def expect_summary(self, pattern: str) -> None:
        """Wait for the header to say it."""
        expect(self.page.locator(".st-key-summary p").first).to_have_text(re.compile(pattern))
        self.settle()

    def pixel(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where on the screen a point of the map is."""
        x, y = self.page.evaluate(PIXEL, [latitude, longitude])
        return x, y

    def click_map(self, latitude: float, longitude: float, *, shift: bool = False) -> None:
        """Click the dot there."""
        self.wait_until_still()
        x, y = self.pixel(latitude, longitude)
        self.page.mouse.move(x - 3, y - 3)
        self.page.mouse.move(x, y, steps=3)
        self.page.wait_for_timeout(120)
        if shift:
            self.page.keyboard.down("Shift")
        self.page.mouse.click(x, y)
        if shift:
            self.page.keyboard.up("Shift")

    def drag_map(self, tool: str, corners: list[tuple[float, float]]) -> None:
        """Draw with a tool of the map ("Box Select", "Lasso Select") through the (latitude, longitude) corners."""
        self.page.locator(f'.modebar-btn[data-title="{tool}"]').click()
        pixels = [self.pixel(*corner) for corner in corners]
        self.page.mouse.move(*pixels[0])
        self.page.mouse.down()
        for x, y in pixels[1:]:
            self.page.mouse.move(x, y, steps=8)
        self.page.mouse.up()

    @property
    def view(self) -> list[float]:
        """Zoom, latitude and longitude of the map."""
        return self.page.evaluate(VIEW)

    @property
    def dots(self) -> list[dict]:
        """What stands on the map."""
        return self.page.evaluate(DOTS)

    @property
    def releases(self) -> Locator:
        """The rows of the table of releases, top first."""
        return self.page.locator(".st-key-releases tbody tr")

    @property
    def places(self) -> Locator:
        """The rows of the table of places, top first."""
        return self.page.locator(".st-key-places tbody tr")

    @property
    def rows(self) -> list[str]:
        """The titles in the table of releases, top first."""
        return self.releases.locator(".lead .cut").all_inner_texts()

    def open_row(self, title: str) -> None:
        """Click the row of the release whose title contains this."""
        self.releases.filter(has_text=title).first.locator(".lead .cut").click()
        self.settle()

    def click_row(self, position: int) -> None:
        """Click a row of the table of releases."""
        self.releases.nth(position).locator(".lead .cut").click()

    def expect_rows(self, *titles: str) -> None:
        """Wait until the table of releases shows just these, in this order, each named by a part of its title."""
        expect(self.releases.locator(".lead .cut")).to_contain_text(list(titles))

    @property
    def reader(self) -> Locator:
        """The open release."""
        return self.page.locator(".reader")

    def mention(self, toponym: str, nth: int = 0) -> Locator:
        """A marked place in the text."""
        return self.reader.get_by_role("button", name=toponym, exact=True).nth(nth)
