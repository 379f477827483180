"""The map's own controls: what lies under the pointer, layers, distances, pictures; and the map without WebGL."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from geopy.distance import geodesic
from playwright.sync_api import BrowserType, Page, expect

from tests.browser.app import App
from tests.browser.chromium import LAUNCH, find_chromium
from tests.browser.conversation import eventually

pytestmark = pytest.mark.browser

MOSUL = (36.335, 43.1189)
RAQQA = (35.9528, 39.0079)
RAMADI = (33.4206, 43.3078)
NOWHERE = (31.2, 40.2)  # outside Iraq and Syria
DESERT = (32.6, 41.5)  # in Anbar, far from every dot


def hover(app: App, latitude: float, longitude: float) -> None:
    x, y = app.pixel(latitude, longitude)
    app.page.mouse.move(x - 6, y - 6)
    app.page.mouse.move(x, y, steps=3)


def choose(app: App, name: str, value: str) -> None:
    """Choose in the panel of layers, which stays open."""
    if not app.page.locator(".map-panel").count():
        app.page.locator('.modebar-btn[data-title="Layers"]').click()
    app.page.locator(f".map-panel select[name={name}]").select_option(value)
    app.settle()


def query(app: App) -> str:
    return app.page.evaluate("() => location.search")


def test_the_pointer_reads_name_arabic_name_counts_and_last_mention(app: App) -> None:
    hover(app, *MOSUL)
    tip = app.page.locator(".map-tip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Mosul")
    expect(tip.locator("[dir=rtl]")).to_have_text("الموصل")
    expect(tip).to_contain_text(re.compile(r"2 releases, \d+ mentions"))
    expect(tip).to_contain_text("last June 2017")
    hover(app, *NOWHERE)
    expect(tip).to_be_hidden()


def test_a_click_takes_the_city_and_offers_what_else_lies_there(app: App) -> None:
    app.click_map(*MOSUL)
    app.expect_summary(r"^2 of 5 releases")
    chooser = app.page.get_by_role("group", name="Places here")
    expect(chooser.locator("[aria-current=true]")).to_contain_text("Mosul")
    chooser.get_by_role("button", name="Mosul Old City").click()
    app.expect_summary(r"^1 of 5 releases")
    expect(chooser).to_have_count(0)


def test_the_list_of_places_is_reached_by_keys_and_left_by_escape(app: App) -> None:
    app.click_map(*MOSUL)
    items = app.page.locator(".map-chooser button")
    expect(items.first).to_be_visible()
    app.page.locator(".place-map").focus()
    app.page.keyboard.press("ArrowDown")
    expect(items.first).to_be_focused()
    app.page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    app.page.keyboard.press("Escape")
    expect(items).to_have_count(0)


def test_clicks_in_quick_succession_take_the_city_whatever_the_map_is_doing(app: App) -> None:
    x, y = app.pixel(*MOSUL)
    for _ in range(5):  # an odd number: the city is picked, let go, picked …
        app.page.mouse.click(x, y)
        app.page.wait_for_timeout(60)
    app.expect_summary(r"^2 of 5 releases")
    assert eventually(lambda: "geonames" in query(app), True)
    expect(app.page.locator(".st-key-summary")).to_contain_text("Mosul")


def test_choices_of_layers_change_the_map_and_make_a_link(app: App, open_page: Callable[..., Page]) -> None:
    before = {dot["color"] for dot in app.dots}
    assert len(before) == 1
    choose(app, "color", "kind")
    app.page.wait_for_function(
        "() => new Set(document.querySelector('.place-map').data.find(t => t.name === 'dots').marker.color).size > 3"
    )
    expect(app.page.locator(".map-legend")).to_contain_text("base, camp or airfield")
    app.page.get_by_label("Shade governorates").check()
    expect(app.page.locator(".map-legend")).to_contain_text("releases by governorate")
    app.settle()
    colors = {dot["name"]: dot["color"] for dot in app.dots}
    other = App(open_page(), app.server).open(query(app))
    assert {dot["name"]: dot["color"] for dot in other.dots} == colors
    hover(other, *DESERT)
    expect(other.page.locator(".map-tip")).to_contain_text("naming it or a place in it")
    other.page.mouse.click(*other.pixel(*DESERT))
    expect(other.page.locator(".st-key-chip-governorate").first).to_contain_text("Anbar")
    other.settle()
    assert eventually(lambda: "governorate=" in query(other), True)


def test_a_link_with_a_look_that_there_is_not_says_so(open_page: Callable[..., Page], server: str) -> None:
    app = App(open_page(), server).open("?color=purple&size=mentions")
    expect(app.page.locator(".st-key-summary")).to_contain_text("color=purple")
    sizes = {dot["name"]: dot["size"] for dot in app.dots}
    assert sizes["Raqqa"] > sizes["Mosul"]  # 16 mentions to 12, both in two releases


def test_density_is_drawn_of_the_dots_alone(app: App) -> None:
    app.page.locator('.modebar-btn[data-title="Layers"]').click()
    app.page.get_by_label("Density").check()
    app.page.wait_for_function(
        "() => document.querySelector('.place-map').data.find(each => each.name === 'density').z.length > 0"
    )
    app.settle()
    style = app.page.evaluate("() => document.querySelector('.place-map')._fullLayout.map._subplot.map.getStyle()")
    assert "heatmap" in {layer["type"] for layer in style["layers"]}


def test_two_clicks_measure_a_distance_as_the_ellipsoid_has_it(app: App) -> None:
    app.page.locator('.modebar-btn[data-title="Measure a distance"]').click()
    expect(app.page.locator(".map-banner")).to_contain_text("Click the start")
    app.click_map(*MOSUL)
    expect(app.page.locator(".map-banner")).to_contain_text("Click the end")
    app.click_map(*RAQQA)
    app.page.wait_for_function(
        "() => document.querySelector('.place-map').data.find(each => each.name === 'measures').text.length === 1"
    )
    said = app.page.evaluate(
        "() => document.querySelector('.place-map').data.find(each => each.name === 'measures').text[0]"
    )
    ends = [next(dot for dot in app.dots if dot["name"] == name) for name in ("Mosul", "Raqqa")]
    km = geodesic(*((dot["latitude"], dot["longitude"]) for dot in ends)).km
    assert said.replace("\u00a0", " ").startswith(f"{km:.0f} km · {km / 1.852:.0f} nm")
    app.expect_summary(r"^5 of 5 releases")  # measuring picks nothing


def test_a_filter_by_distance_and_rings_round_a_place_are_drawn(open_page: Callable[..., Page], server: str) -> None:
    app = App(open_page(), server).open("?near=36.34,43.13,60.0")
    texts = "() => document.querySelector('.place-map').data.find(each => each.name === 'measures').text"
    assert eventually(lambda: app.page.evaluate(texts), ["60\u00a0km"])
    app.click_map(*MOSUL)
    app.settle()
    choose(app, "rings", "50")
    assert eventually(lambda: app.page.evaluate(texts)[1:], ["50\u00a0km", "100\u00a0km", "150\u00a0km"])


def test_the_scale_bar_is_as_long_as_it_says(app: App) -> None:
    for wheel in (0, -400):
        if wheel:
            app.page.mouse.move(*app.pixel(34.5, 41.0))
            app.page.mouse.wheel(0, wheel)
            app.wait_until_still()
        bar = app.page.locator(".map-scale")
        km, pixels = float(bar.get_attribute("data-km")), bar.bounding_box()["width"]
        zoom, latitude, _longitude = app.view
        of_a_pixel = 40_075.017 * math.cos(math.radians(latitude)) / (512 * 2**zoom)
        assert pixels * of_a_pixel == pytest.approx(km, rel=0.02)
    expect(app.page.locator(".map-credit")).to_contain_text("GeoNames")


def test_land_sea_and_dots_are_on_the_screen_at_once(app: App) -> None:
    """As a person sees it: MapLibre may call a map loaded that it has not painted."""
    colors = app.page.evaluate(COLORS_OF, list(app.page.locator(".place-map").screenshot()))
    assert [180, 69, 47] in colors  # dots
    assert [214, 226, 232] in colors  # sea
    assert [239, 236, 229] in colors  # land


def test_the_map_is_saved_as_a_picture_of_what_it_shows(app: App, tmp_path: Path) -> None:
    with app.page.expect_download() as download:
        app.page.locator('.modebar-btn[data-title="Save the map as a picture"]').click()
    file = tmp_path / "map.png"
    download.value.save_as(file)
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()[:8]
    assert re.fullmatch(rf"map-v\d+-{digest}\.png", download.value.suggested_filename)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    colors = app.page.evaluate(COLORS_OF, list(data))
    assert [180, 69, 47] in colors  # dots
    assert [214, 226, 232] in colors  # sea


COLORS_OF = """async bytes => {
  const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  return [...seen].map(each => each.split(',').map(Number));
}"""


@pytest.fixture
def without_webgl(chromium: BrowserType) -> Iterator[Page]:
    """A page of a Chromium that may not use WebGL."""
    other = chromium.launch(executable_path=find_chromium(), args=[*LAUNCH, "--disable-3d-apis"])
    yield other.new_page(viewport={"width": 1280, "height": 720})
    other.close()


FLAT_PIXEL = """([latitude, longitude]) => {
  const chart = document.querySelector('.place-map');
  const box = chart.getBoundingClientRect();
  const [x, y] = chart._fullLayout.geo._subplot.projection([longitude, latitude]);
  return [box.left + x, box.top + y];
}"""


def test_without_webgl_the_map_is_drawn_flat_says_so_and_can_be_clicked(without_webgl: Page, server: str) -> None:
    page, asked = without_webgl, []
    page.on("request", lambda request: asked.append(request.url))
    app = App(page, server)
    page.goto(server)
    expect(page.locator(".place-map[data-drawn] .geo .choroplethlayer path").first).to_be_attached(timeout=60_000)
    expect(page.locator(".map-credit")).to_contain_text("no WebGL 2")
    expect(page.locator(".map-scale")).to_have_text(re.compile(r"\d+ km"))
    app.settle()
    page.mouse.click(*page.evaluate(FLAT_PIXEL, list(RAMADI)))
    app.expect_summary(r"^1 of 5 releases")
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
