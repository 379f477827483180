"""A person compares two of the five seeds: reads side by side, follows places and passages, quotes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from explorer.ui.cache import SEEDS
from tests.browser.app import COPYING, DOTS, LIT_STILL, PIXEL
from tests.browser.conversation import Conversation, eventually
from tests.pages.visitor import release_id_of, seed

pytestmark = pytest.mark.browser

A, B = seed("002"), seed("003")
HIGHLIGHTED = "() => [...(CSS.highlights.get('compare-current') ?? [])].map(range => range.toString())"


class Desk:
    """The Compare page in a browser."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.conversation = Conversation(page)

    def open(self, query: str = f"a={A}&b={B}") -> Desk:
        """Go to the page and wait for the panes."""
        self.page.goto(f"{self.server}/compare?{query}")
        expect(self.page.locator(".compare .pane").first).to_be_visible(timeout=60_000)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the script has run and nothing more is drawn."""
        self.conversation.wait()

    def pane(self, side: str) -> Locator:
        """One of the two texts."""
        return self.page.locator(f".compare .pane.{side}")

    @property
    def query(self) -> dict[str, str]:
        """What the address says."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def in_view(self) -> list[str]:
        """The passages that stand out, in a and in b."""
        return self.page.evaluate(HIGHLIGHTED)

    @property
    def shown(self) -> dict[str, list[int]]:
        """The spans of the passages in view, by side."""
        return json.loads(self.page.locator(".compare").get_attribute("data-shown") or "{}")

    def tab(self, name: str) -> None:
        """Choose a tab of the list."""
        self.page.get_by_role("tab", name=re.compile(f"^{name}")).click()

    def named(self) -> set[str]:
        """What the list names under its tab."""
        return set(self.page.locator(".compare-items .item .name").all_text_contents())

    def item(self, name: str) -> Locator:
        """What the list names."""
        exactly = self.page.locator(".name", has_text=re.compile(f"^{name}$"))
        return self.page.locator(".compare-items .item").filter(has=exactly)

    def select(self, side: str, words: str) -> None:
        """Select words of a text, as a mouse would."""
        self.page.evaluate(
            """([side, words]) => {
              const walker = document.createTreeWalker(document.querySelector(`.compare .pane.${side} article`), 4);
              for (let text; (text = walker.nextNode());) {
                const at = text.data.indexOf(words);
                if (at >= 0) { getSelection().setBaseAndExtent(text, at, text, at + words.length); return; }
              }
              throw new Error(`no ${words}`);
            }""",
            [side, words],
        )


@pytest.fixture
def desk(open_page: Callable[..., Page], server: str) -> Desk:
    """002 and 003 side by side at 1280×720."""
    return Desk(open_page(**COPYING), server).open()


def test_two_releases_stand_side_by_side_without_scrolling_the_page(desk: Desk) -> None:
    expect(desk.pane("a")).to_contain_text("is on the run in Syria and Iraq")
    expect(desk.pane("b")).to_contain_text("Coalition Progresses in Mosul")
    assert desk.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= 720


def test_the_list_says_what_both_name_and_what_only_one_does(desk: Desk) -> None:
    assert eventually(lambda: desk.named() >= {"Raqqa", "Mosul", "Baghdad", "At Tanf", "Euphrates River"}, True)
    desk.tab("Only A")
    assert eventually(lambda: desk.named() >= {"Tal Afar", "Hawija", "Al Qaim"}, True)
    desk.tab("Only B")
    assert eventually(lambda: desk.named() >= {"Baaj", "Dabiq", "Manbij", "Tabqa", "Besmaya Range Complex"}, True)


def test_an_item_opens_its_sentences_in_both_panes_one_after_the_other(desk: Desk) -> None:
    item = desk.item("Raqqa")
    item.click()
    desk.settle()
    first = desk.in_view
    assert len(first) == 2
    assert all("Raqqa" in passage for passage in first)
    item.click()
    desk.settle()
    assert eventually(lambda: desk.in_view != first, True)
    assert eventually(lambda: desk.query.get("item"), "place:geonames:172955")


def test_a_place_on_the_map_opens_its_sentences(desk: Desk) -> None:
    page = desk.page
    expect(page.locator(".place-map[data-drawn]")).to_be_visible(timeout=60_000)
    page.wait_for_function("() => document.querySelector('.place-map')._fullLayout?.map?._subplot?.map?.loaded()")
    assert eventually(lambda: any("in both releases" in dot["hover"] for dot in page.evaluate(DOTS)), True)
    x, y = page.evaluate(PIXEL, [36.335, 43.1189])
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y, steps=3)
    page.wait_for_timeout(150)
    page.mouse.click(x, y)
    page.wait_for_url(re.compile("item="))
    desk.settle()
    assert eventually(lambda: desk.query.get("item"), "place:geonames:99072")
    assert eventually(lambda: len(desk.in_view), 2)


def test_a_paired_passage_brings_its_partner_into_view_and_a_link_reopens_both(
    desk: Desk, open_page: Callable[..., Page]
) -> None:
    handle = desk.pane("a").locator(".pair-handle").nth(3)
    handle.scroll_into_view_if_needed()
    handle.click()
    desk.page.wait_for_url(re.compile("at="))
    desk.settle()
    assert eventually(lambda: ["Syrian Democratic Forces" in passage for passage in desk.in_view], [True, True])
    partner = desk.pane("b").locator('[data-handle="3"]')
    expect(partner).to_be_in_viewport()
    other = Desk(open_page(viewport={"width": 1440, "height": 900}, color_scheme="dark"), desk.server)
    other.open(urlsplit(desk.page.url).query)
    assert other.shown == desk.shown
    assert eventually(lambda: other.in_view, desk.in_view)
    expect(other.pane("b").locator('[data-handle="3"]')).to_be_in_viewport()


def test_keys_step_through_the_passages_of_both(desk: Desk) -> None:
    desk.pane("a").focus()
    desk.page.keyboard.press("]")
    desk.page.keyboard.press("]")
    expect(desk.page.locator(".compare .tools > .count")).to_have_text(re.compile("^2 of "))
    desk.page.keyboard.press("[")
    expect(desk.page.locator(".compare .tools > .count")).to_have_text(re.compile("^1 of "))
    desk.settle()
    assert eventually(lambda: "at" in desk.query, True)


def test_the_keys_of_the_page_are_listed(desk: Desk) -> None:
    desk.pane("a").focus()
    desk.page.keyboard.press("?")
    listed = desk.page.get_by_role("dialog", name="Keys")
    expect(listed).to_be_visible()
    expect(listed.locator("kbd")).to_have_text(["t", "?", "[ ]"])


def test_a_place_in_the_text_can_be_reached_by_keys(desk: Desk) -> None:
    mark = desk.pane("b").locator(".mark.place", has_text="Dabiq")
    mark.focus()
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(re.compile("item="))
    desk.settle()
    assert eventually(lambda: any("Dabiq" in passage for passage in desk.in_view), True)


def test_the_panes_scroll_together_or_on_their_own(desk: Desk) -> None:
    def scroll(side: str, down: int, seen: str) -> None:
        desk.pane("a").hover()
        desk.page.mouse.wheel(0, down)
        desk.page.wait_for_function(f"() => document.querySelector('.compare .pane.{side}').scrollTop > {seen}")

    scroll("b", 900, "100")
    desk.page.get_by_label("Scroll together").uncheck()
    a, b = (desk.pane(side).evaluate("pane => pane.scrollTop") for side in "ab")
    scroll("a", 600, f"{a + 300}")
    assert desk.pane("b").evaluate("pane => pane.scrollTop") == b


TOP = "pane => pane.scrollTop"


def test_the_partner_of_a_passage_stands_level_and_stays_beside_it(desk: Desk) -> None:
    """The eighth pair crosses others: what follows the order of both texts would lose it."""
    a, b = desk.pane("a"), desk.pane("b")
    handle, partner = (pane.locator('[data-handle="7"]') for pane in (a, b))
    handle.scroll_into_view_if_needed()
    handle.click()
    desk.page.wait_for_url(re.compile("at="))
    desk.settle()
    expect(partner).to_be_in_viewport()
    tops = [each.bounding_box()["y"] for each in (handle, partner)]
    assert abs(tops[0] - tops[1]) < 30
    before = [pane.evaluate(TOP) for pane in (a, b)]
    a.hover()
    desk.page.mouse.wheel(0, -40)
    desk.page.wait_for_function(f"() => document.querySelector('.compare .pane.a').scrollTop <= {before[0] - 39}")
    desk.settle()
    moved = [pane.evaluate(TOP) - top for pane, top in zip((a, b), before, strict=True)]
    assert abs(moved[0] - moved[1]) <= 2
    at = b.evaluate(TOP)
    a.locator("summary").first.click()
    expect(a.locator(".head .facts")).to_be_visible()
    desk.settle()
    assert b.evaluate(TOP) == at


HITS_ABOVE = """() => {
  const priority = (name) => CSS.highlights.get(name)?.priority;
  return priority("compare-hit") > priority("compare-current") && priority("found-current") > priority("found");
}"""


def test_hits_of_the_search_are_seen_within_the_passage_in_view(open_page: Callable[..., Page], server: str) -> None:
    page = open_page()
    Desk(page, server).open(f"a={A}&b={B}&q=children").pane("a").locator('[data-handle="7"]').click()
    page.wait_for_url(re.compile("at="))
    assert eventually(lambda: page.evaluate(HITS_ABOVE), True)


def test_swapping_keeps_the_passage_in_view(desk: Desk) -> None:
    desk.pane("a").locator(".pair-handle").nth(1).click()
    desk.settle()
    passages = desk.in_view
    desk.page.get_by_role("button", name="Swap").click()
    desk.page.wait_for_url(re.compile(f"a={B}&b={A}"))
    desk.settle()
    assert eventually(lambda: desk.in_view, passages[::-1])
    expect(desk.page.locator(".compare .tools > .count")).to_have_text(re.compile(r"^\d of \d passages in both$"))


def test_a_selection_is_copied_with_its_source_and_a_link_that_opens_it(
    desk: Desk, open_page: Callable[..., Page]
) -> None:
    desk.select("b", "is limited to using watercraft")
    desk.page.get_by_role("button", name="Copy quotation").click()
    expect(desk.page.get_by_text("Quotation copied")).to_be_visible()
    quoted, source, link = desk.page.evaluate("() => navigator.clipboard.readText()").split("\n")
    assert quoted == "“is limited to using watercraft”"
    assert source.startswith("“Coalition Progresses in Mosul, Raqqa to Defeat ISIS, Spokesman Says”, U.S. Department")
    assert "June 2017 (inferred from" in source
    other = Desk(open_page(), desk.server).open(urlsplit(link).query)
    assert "is limited to using watercraft" in other.in_view
    assert other.query["a"] == B


def test_quotations_are_kept_and_exported_as_markdown_and_word(desk: Desk) -> None:
    for side, words in (("a", "moving to completely encircle"), ("b", "is limited to using watercraft")):
        desk.select(side, words)
        desk.page.get_by_role("button", name="Keep").click()
        desk.settle()
    desk.page.get_by_role("button", name="Quotations (2)").click()
    exported = {}
    for label in ("Markdown", "Word"):
        with desk.page.expect_download() as download:
            desk.page.get_by_role("button", name=label).click()
        exported[download.value.suggested_filename] = download.value.path().read_bytes()
    (markdown, text), (word, docx) = exported.items()
    assert re.fullmatch(r"quotations-data-\d+-sha256-[0-9a-f]{12}\.md", markdown)
    assert re.fullmatch(r"quotations-data-\d+-sha256-[0-9a-f]{12}\.docx", word)
    assert "> moving to completely encircle" in text.decode()
    assert f"/compare?a={A}&b={B}&at=" in text.decode()
    assert any("watercraft" in paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs)


def test_hits_and_speakers_are_marked_in_both_texts_and_switch_off(open_page: Callable[..., Page], server: str) -> None:
    page = open_page()
    desk = Desk(page, server).open(f"a={A}&b={B}&q=children")
    page.wait_for_function("() => CSS.highlights.get('compare-speaker')?.size > 4")
    assert eventually(
        lambda: [each.lower() for each in page.evaluate(LIT_STILL, "compare-hit")], ["children", "children"]
    )
    assert {"Dillon"} <= set(page.evaluate(LIT_STILL, "compare-speaker"))
    count = page.locator(".compare .finding .count")
    expect(count).to_have_text("2 hits")
    page.locator(".compare .finding .step").last.click()
    page.locator(".compare .finding .step").last.click()
    expect(count).to_have_text("2 of 2 hits")
    expect(desk.pane("b").locator("p", has_text="163 bodies")).to_be_in_viewport()
    page.get_by_text("Marks", exact=True).click()
    for kind, label in (("speaker", "Speakers"), ("hit", "Hits of “children”")):
        page.get_by_label(label).uncheck()
        assert eventually(lambda name=kind: page.evaluate(LIT_STILL, f"compare-{name}"), [])
    expect(count).to_have_text("")
    page.reload()
    expect(desk.pane("b")).to_be_visible()
    expect(count).to_have_text("")
    page.get_by_text("Marks", exact=True).click()
    page.get_by_label("Hits of “children”").check()
    expect(count).to_have_text("2 hits")


def test_words_are_found_in_both_texts(desk: Desk) -> None:
    field, count = desk.page.get_by_label("Find in text"), desk.page.locator(".compare .finding .count")
    field.fill("women")
    expect(count).to_have_text("1 of 2")
    expect(desk.pane("a").locator("p", has_text="women")).to_be_in_viewport()
    field.press("Enter")
    expect(count).to_have_text("2 of 2")
    expect(desk.pane("b").locator("p", has_text="women")).to_be_in_viewport()


def test_quick_steps_through_the_passages_are_all_kept(desk: Desk) -> None:
    desk.pane("a").focus()
    for _ in range(5):
        desk.page.keyboard.press("]")
    desk.page.wait_for_timeout(500)
    desk.settle()
    assert eventually(lambda: desk.query.get("at"), "-".join(map(str, desk.shown["a"])))


def test_long_texts_are_read_while_they_are_compared(
    start_server: Callable[..., str], open_page: Callable[..., Page], tmp_path: Path, load_library: Callable[..., Path]
) -> None:
    files = [tmp_path / "one.txt", tmp_path / "other.txt"]
    for number, file in enumerate(files):
        said = (f"Forces found {each + 100 * number} mines near Raqqa on day {each}." for each in range(9_000))
        file.write_text(f"Long report {number}\n\nMay {number + 1}, 2017\n\n" + "\n\n".join(said), "utf-8")
    page, server = open_page(), start_server(load_library(*files))
    desk = Desk(page, server)
    page.goto(f"{server}/compare?a={release_id_of(files[0])}&b={release_id_of(files[1])}")
    expect(desk.pane("b")).to_contain_text("mines near Raqqa on day 3.", timeout=60_000)
    expect(page.get_by_text(re.compile("^(Waiting|Reading|Pairing|Arranging).* …$"))).to_be_visible()
    page.get_by_label("Find in text").fill("on day 4321.")
    expect(page.locator(".compare .finding .count")).to_have_text("1 of 2")
    expect(page.locator(".compare .tools > .count")).to_have_text(
        re.compile(r"^\d+ (passages in both|changes)$"), timeout=60_000
    )
    expect(page.get_by_text(re.compile("^(Waiting|Reading|Pairing|Arranging).* …$"))).to_have_count(0)


def test_word_by_word_shows_changes_and_everything_the_originals(
    start_server: Callable[..., str], open_page: Callable[..., Page], tmp_path: Path, load_library: Callable[..., Path]
) -> None:
    first, version = SEEDS / "003_af1f5bc78c82e3ad.txt", tmp_path / "version.txt"
    text = first.read_text(encoding="utf-8").replace("163 bodies", "170 bodies")
    version.write_text(text.rstrip() + "\n\nNo boats were seen after that, a later release adds.\n", encoding="utf-8")
    desk = Desk(open_page(), start_server(load_library(first, version)))
    desk.open(f"a={release_id_of(first)}&b={release_id_of(version)}")
    expect(desk.page.locator(".compare .tools > .count")).to_have_text("2 changes")
    expect(desk.pane("a").locator(".change")).to_have_text(["163"])
    expect(desk.pane("b").locator(".only-here")).to_have_text("No boats were seen after that, a later release adds.")
    desk.pane("a").focus()
    desk.page.keyboard.press("[")
    expect(desk.pane("b").locator(".only-here")).to_be_in_viewport()
    expect(desk.pane("a").locator("p", has_text="The coalition calls on all parties")).to_be_in_viewport()
    desk.page.get_by_text("Changes only").click()
    desk.settle()
    assert eventually(lambda: desk.query.get("changes"), "only")
    expect(desk.pane("a").get_by_text("words that both have").first).to_be_visible()
    desk.page.get_by_role("radio", name="Everything").click()
    desk.settle()
    expect(desk.pane("b")).to_contain_text("Official websites use .gov")


def test_word_by_word_leaves_releases_that_share_no_sentence_plain(desk: Desk) -> None:
    desk.page.get_by_role("radio", name="Word by word").click()
    expect(desk.page.get_by_text("No sentence of one is nearly the same in the other.")).to_be_visible()
    expect(desk.page.locator(".compare .change")).to_have_count(0)
    expect(desk.page.get_by_text("Changes only")).to_have_count(0)


def test_from_explore_one_comes_to_suggestions_and_to_the_pair(open_page: Callable[..., Page], server: str) -> None:
    page = open_page()
    desk = Desk(page, server)
    page.goto(f"{server}/?release={A}")
    page.get_by_role("link", name="Compare with").click(timeout=60_000)
    expect(desk.pane("a")).to_contain_text("is on the run in Syria and Iraq")
    expect(page.get_by_text("Worth comparing").first).to_be_visible()
    page.locator(".st-key-candidates").get_by_role("button", name="Coalition Progresses in Mosul").click()
    expect(desk.pane("b")).to_contain_text("The fight to defeat")
    assert desk.query == {"a": A, "b": B}


def test_what_others_say_about_a_place_opens_beside_it(desk: Desk) -> None:
    desk.item("Syria").click()
    desk.settle()
    desk.tab("Also said")
    said = desk.page.locator(".compare-items .item.said").first
    words = said.locator(".quote").inner_text()
    said.click()
    desk.page.wait_for_url(re.compile("to="))
    desk.settle()
    assert eventually(lambda: desk.query["b"] not in (A, B), True)
    assert eventually(lambda: words[:40] in " ".join(desk.in_view), True)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900)])
def test_panes_map_and_list_fit_the_window(
    open_page: Callable[..., Page], server: str, width: int, height: int
) -> None:
    page = open_page(viewport={"width": width, "height": height})
    desk = Desk(page, server).open()
    expect(page.locator(".place-map[data-drawn]")).to_be_visible(timeout=60_000)
    for part in (desk.pane("a"), desk.pane("b"), page.locator(".place-map"), page.locator(".compare-items")):
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
