"""A person corrects what was read and geoparsed; whatever happens to tab and server, what was said stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.geoparsing import load_geoparser
from explorer.library import Library
from explorer.library.corrections import Correction, anchor_at, said_of
from tests.browser.app import App
from tests.browser.correcting import Server, expect_saved, open_panel, pick, wait_for_entries
from tests.browser.profile import Profile
from tests.pages.visitor import seed

pytestmark = pytest.mark.browser

WHERE_WORDS_STAND = """(line, words) => {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(words);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, start);
    range.setEnd(walker.currentNode, start + words.length);
    const box = range.getBoundingClientRect();
    return [box.left, box.right, (box.top + box.bottom) / 2];
  }
}"""


@pytest.fixture
def person(new_person: Callable[[], Profile]) -> Profile:
    """A browser in which a page may complain that its server is gone."""
    return new_person()


@pytest.fixture
def panel(open_page: Callable[..., Page], own_server: Server) -> App:
    """003 open at Dabiq, and the panel with it."""
    return open_panel(open_page(), own_server)


def type_date(app: App, date: str) -> Locator:
    box = app.page.get_by_role("textbox", name="Published")
    box.fill(date)
    return box


def test_a_date_is_corrected_and_stays_after_the_page_is_opened_anew(panel: App, own_server: Server) -> None:
    pick(panel, "The release")
    type_date(panel, "2017-06-28").press("Enter")
    expect_saved(panel, 1)
    expect(panel.reader).to_contain_text("28 June 2017 (corrected)")
    panel.page.reload()
    panel.wait_for_map()
    expect(panel.reader).to_contain_text("28 June 2017 (corrected)")
    assert [entry.after["date"] for entry in own_server.entries] == ["2017-06-28"]


def test_the_place_of_a_mention_is_corrected_and_undone(panel: App, own_server: Server) -> None:
    panel.page.get_by_role("textbox", name="Search places").fill("Manbij")
    pick(panel, "Manbij")
    expect_saved(panel, 1)
    assert own_server.mention("Dabiq").place.name == "Manbij"
    pick(panel, "Undo")
    expect_saved(panel, 2)
    assert own_server.mention("Dabiq").place.name == "Dabiq"


def test_marked_words_and_a_click_on_the_map_make_a_place_that_was_missed(panel: App, own_server: Server) -> None:
    page = panel.page
    pick(panel, "A missed place")
    panel.settle()
    line = panel.reader.locator("p", has_text="strongholds")
    line.scroll_into_view_if_needed()
    left, right, y = line.evaluate(WHERE_WORDS_STAND, "strongholds")
    page.mouse.move(left + 1, y)
    page.mouse.down()
    page.mouse.move(right - 1, y, steps=6)
    page.mouse.up()
    expect(page.get_by_role("textbox", name="Words of the text")).to_have_value("strongholds")
    panel.settle()
    pick(panel, "New place")
    panel.settle()
    before = panel.summary
    page.mouse.click(*panel.pixel(36.2, 37.5))
    expect(page.get_by_role("spinbutton", name="Latitude")).not_to_have_value("")
    assert panel.summary == before  # the click set a point and picked no dot
    source = page.get_by_role("textbox", name="Source")
    source.fill("a map of the front")
    source.press("Enter")
    pick(panel, "Save this place")
    expect_saved(panel, 1)
    place = own_server.mention("strongholds").place
    assert (place.source, place.country_code) == ("a map of the front", "SY")
    assert abs(place.latitude - 36.2) < 0.02
    assert abs(place.longitude - 37.5) < 0.02
    assert any(dot["id"] == place.place_id for dot in panel.dots)


def test_a_correction_outlives_the_server(person: Profile, own_server: Server) -> None:
    page = person.new_page()
    app = open_panel(page, own_server)
    pick(app, "actor")
    expect_saved(app, 1)
    own_server.kill()
    own_server.start()
    page.reload()
    app.wait_for_map()
    assert own_server.mention("Dabiq").role == "actor"
    expect(app.mention("Dabiq")).to_have_class("mention actor sure in-view")


def test_what_was_typed_before_the_server_died_is_saved_by_the_next_one(person: Profile, own_server: Server) -> None:
    page = person.new_page()
    app = open_panel(page, own_server)
    pick(app, "The release")
    app.settle()
    box = type_date(app, "2017-06-28")
    own_server.kill()
    own_server.start()
    expect(box).to_be_enabled(timeout=60_000)
    box.press("Enter")
    expect_saved(app, 1)
    assert [entry.after["date"] for entry in own_server.entries] == ["2017-06-28"]


def test_a_tab_that_is_closed_at_once_loses_nothing(person: Profile, own_server: Server) -> None:
    for number, role in enumerate(("actor", "elsewhere", "location"), start=1):
        page = person.new_page()
        app = open_panel(page, own_server)
        pick(app, role)
        page.wait_for_timeout(40)
        page.close()
        wait_for_entries(own_server, number)
    assert [entry.after for entry in own_server.entries] == ["actor", "elsewhere", "location"]


def click_role(app: App) -> None:
    pick(app, "actor")


def click_place(app: App) -> None:
    app.page.locator(".st-key-corrections").get_by_text("no place known", exact=True).click()


def commit_date(app: App) -> None:
    type_date(app, "2017-06-28").press("Enter")


@pytest.mark.parametrize(
    ("section", "choose", "field", "is_corrected_meanwhile"),
    [
        ("This place", click_role, "role", True),
        ("This place", click_place, "place", False),
        ("The release", commit_date, "published", False),
    ],
)
def test_what_a_dead_server_never_read_is_saved_by_the_next_one(
    person: Profile,
    own_server: Server,
    section: str,
    choose: Callable[[App], None],
    field: str,
    is_corrected_meanwhile: bool,
) -> None:
    page = person.new_page()
    app = open_panel(page, own_server)
    pick(app, section)
    app.settle()
    page.wait_for_timeout(1000)  # the page is at rest: nothing but the choice itself can make it ask the next server
    own_server.freeze()
    choose(app)
    own_server.kill()
    if is_corrected_meanwhile:
        correct_another_mention(own_server)
    own_server.start()
    wait_for_entries(own_server, 1 + is_corrected_meanwhile, seconds=40)
    assert field in [entry.field for entry in own_server.entries][is_corrected_meanwhile:]


def correct_another_mention(server: Server) -> None:
    """As another person does, in the same release."""
    library = Library.open(server.library)
    release = library.release(seed("003"))
    mention = next(each for each in library.mentions_of(release.release_id) if each.toponym == "Raqqa")
    correction = Correction(
        correction_id="of another",
        made_at="2026-11-20T12:00:00+00:00",
        who="A. Colleague",
        why="",
        release_id=release.release_id,
        field="role",
        before=said_of(mention),
        after="elsewhere",
        anchor=anchor_at(release.text, mention.start, mention.end),
    )
    library.correct(correction, load_geoparser())
    library.close()
