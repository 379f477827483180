"""A person narrows by the panels above the map, and takes what is left as a file."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app import App
from tests.browser.conversation import eventually

pytestmark = pytest.mark.browser


def choose(app: App, field: str, typed: str) -> Locator:
    """Type into one of the lists of the panel and press Enter; returns the list."""
    box = app.page.locator(f".st-key-{field}")
    box.locator("input").fill(typed)
    expect(app.page.get_by_role("option").first).to_contain_text(typed)
    box.locator("input").press("Enter")
    app.settle()
    return box


def query(app: App) -> str:
    return app.page.evaluate("() => decodeURIComponent(location.search)")


def open_panel(app: App, name: str) -> None:
    app.page.locator(f".st-key-{name} button").first.click()
    expect(app.page.get_by_test_id("stPopoverBody")).to_be_visible()
    app.settle()


def close_panel(app: App) -> None:
    """Escape shuts the list or the calendar that is open in the panel, and then the panel."""
    app.page.keyboard.press("Escape")
    app.settle()
    app.page.keyboard.press("Escape")
    expect(app.page.get_by_test_id("stPopoverBody")).to_have_count(0)
    app.settle()


def test_values_places_and_a_distance_are_chosen_in_the_panel(app: App) -> None:
    open_panel(app, "facets")
    role = app.page.locator(".st-key-facet-role")
    expect(role).to_contain_text("location (5)")
    choose(app, "facet-governorate", "Aleppo")
    app.expect_summary(r"^1 of 5 releases")
    expect(role).to_contain_text("location (1)")  # what was chosen before says its count of now
    choose(app, "facet-spot_ids", "Dabiq")
    assert eventually(lambda: {"place=hand:dabiq", "governorate=Aleppo"} <= set(query(app)[1:].split("&")), True)
    close_panel(app)
    for label in ("Dabiq", "Governorate: Aleppo"):
        app.page.locator(".st-key-summary").get_by_role("button", name=label).click()
        app.settle()
    app.expect_summary(r"^5 of 5 releases")
    open_panel(app, "facets")
    choose(app, "near-place", "Raqqa")
    app.expect_summary(r"^2 of 5 releases")
    expect(app.page.locator(".st-key-summary")).to_contain_text("within 50 km of Raqqa")
    radius = app.page.get_by_role("spinbutton", name="Within [km]")
    radius.fill("")
    radius.press("Tab")
    app.expect_summary(r"^5 of 5 releases")  # an emptied field takes it off
    choose(app, "near-place", "Raqqa")
    app.expect_summary(r"^2 of 5 releases")
    radius.fill("500")
    radius.press("Escape")  # shuts the panel at once
    app.expect_summary(r"^3 of 5 releases")
    assert eventually(lambda: "500.0" in query(app), True)


def test_dates_are_typed_the_undated_left_out_columns_chosen_and_the_rest_is_downloaded(
    open_page: Callable[..., Page], server: str, tmp_path: Path
) -> None:
    app = App(open_page(), server).open()
    open_panel(app, "dates")
    first = app.page.get_by_role("textbox", name="From")
    for typed, key, left in (("2019", "Enter", "2"), ("2017", "Tab", "4"), ("2017-06-28", "Escape", "4")):
        first.fill(typed)
        first.press(key)
        app.expect_summary(rf"^{left} of 5 releases")
    expect(app.page.get_by_test_id("stPopoverBody")).to_have_count(0)
    open_panel(app, "dates")
    expect(first).to_have_value("2017-06-28")
    app.page.locator(".st-key-undated label").click()
    app.settle()
    assert eventually(lambda: {"from=2017-06-28", "undated=no"} <= set(query(app)[1:].split("&")), True)
    close_panel(app)
    open_panel(app, "columns")
    app.page.locator(".st-key-chosen-columns").get_by_role("button", name="File").click()
    app.settle()
    assert "columns=published,title,publisher,places,file" in query(app)
    close_panel(app)
    open_panel(app, "export")
    lines = download(app, "Releases (CSV)", "releases", "csv", tmp_path).splitlines()
    assert [row["title"] for row in csv.DictReader(lines[6:])] == app.rows
    assert_it_says_what_it_is(dict(cell.removeprefix("# ").split(": ", 1) for (cell,) in csv.reader(lines[:6])))
    places = json.loads(download(app, "Places (GeoJSON)", "places", "geojson", tmp_path))
    dots = {each["id"]: each["geometry"]["coordinates"] for each in places["features"] if each["geometry"]}
    assert dots == {dot["id"]: [dot["longitude"], dot["latitude"]] for dot in app.dots}
    assert_it_says_what_it_is(places["export"])
    notes, *releases = map(
        json.loads, download(app, "Releases with mentions (JSONL)", "releases", "jsonl", tmp_path).splitlines()
    )
    assert [release["title"] for release in releases] == app.rows
    points = [{(at["latitude"], at["longitude"]) for at in each["mentions"] if at["on_map"]} for each in releases]
    assert [str(len(each)) for each in points] == app.releases.locator("td.number").all_inner_texts()
    assert_it_says_what_it_is(notes["export"])


def download(app: App, label: str, stem: str, ending: str, folder: Path) -> str:
    """Choose a format in the panel and save the file; its name tells the data version and its own checksum."""
    app.page.get_by_text(label, exact=True).click()
    app.settle()
    with app.page.expect_download() as download:
        app.page.locator(".st-key-export-download button").click()
    download.value.save_as(folder / ending)
    data = (folder / ending).read_bytes()
    digest = hashlib.sha256(data).hexdigest()[:8]
    assert re.fullmatch(rf"{stem}-v\d+-{digest}\.{ending}", download.value.suggested_filename)
    return data.decode()


def assert_it_says_what_it_is(notes: dict[str, str]) -> None:
    assert notes["filters"] == "published from: 2017-06-28; undated: left out; role: location"
    assert notes["link"] == "?from=2017-06-28&undated=no"
    assert notes["shown"] == "4 of 5 releases"
    assert "GeoNames (geonames.org), CC BY 4.0" in notes["attribution"]


def test_the_page_of_a_place_is_chosen_by_typing_and_its_sentences_open_the_release(app: App) -> None:
    title = app.page.locator(".st-key-profile-title")
    app.page.goto(f"{app.server}/places?place=geonames:0")
    expect(title).to_be_visible()
    expect(app.page.get_by_text("not here: place=geonames")).to_be_visible()
    box = app.page.locator(".st-key-place input")
    box.fill("Dabiq")
    expect(app.page.get_by_role("option").first).to_contain_text("Dabiq (1)")
    box.press("Enter")
    expect(title).to_contain_text("Dabiq")
    app.page.locator(".st-key-sentences").get_by_role("button").first.click()
    app.page.wait_for_url("**/?release=*&mention=*")
    expect(app.reader.locator(".in-view")).to_have_text("Dabiq")
    app.expect_summary(r"^5 of 5 releases")
    expect(app.page.get_by_text("not here")).to_have_count(0)
