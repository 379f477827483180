"""A person reads a release in Explore: marks, places, hits, what others say, quotations, paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.app import COPYING, LIT_STILL, App
from tests.browser.conversation import eventually
from tests.pages.visitor import seed

pytestmark = pytest.mark.browser

LIT = "name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString())"
SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector('.reader article'), NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode());) {
    const at = text.data.indexOf(words);
    if (at >= 0) { getSelection().setBaseAndExtent(text, at, text, at + words.length); return; }
  }
  throw new Error(`no ${words}`);
}"""


@pytest.fixture
def reading(open_page: Callable[..., Page], server: str) -> App:
    """003 open, at 1280×720, with a search."""
    app = App(open_page(**COPYING), server).open(f"?release={seed('003')}&q=watercraft")
    expect(app.reader.locator(".mention").first).to_be_visible()
    return app


def query(app: App) -> dict[str, str]:
    """What the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(app.page.url).query).items()}


def test_hits_of_the_search_are_marked_and_gone_through(reading: App) -> None:
    page = reading.page
    assert eventually(lambda: page.evaluate(LIT_STILL, "reader-hit"), ["watercraft"])
    reading.reader.locator(".finding .step").last.click()
    expect(reading.reader.locator(".finding .count")).to_have_text("1 of 1 hit")
    assert eventually(lambda: page.evaluate(LIT, "found-current"), ["watercraft"])
    expect(reading.reader.locator("p", has_text="watercraft")).to_be_in_viewport()


def plain(words: str) -> str:
    """The words as one types them."""
    return words.lower().replace("’", "'")


def test_words_are_found_in_the_text_whatever_their_quotation_marks(reading: App) -> None:
    page, field = reading.page, reading.reader.get_by_label("Find in text")
    field.fill("isis’ ability")
    expect(reading.reader.locator(".finding .count")).to_have_text("1 of 2")
    assert eventually(lambda: {plain(words) for words in page.evaluate(LIT_STILL, "found")}, {"isis' ability"})
    field.press("Enter")
    expect(reading.reader.locator(".finding .count")).to_have_text("2 of 2")
    field.fill("zeppelin")
    expect(reading.reader.locator(".finding .count")).to_have_text("not found")
    field.press("Escape")
    expect(reading.reader.locator(".finding .count")).to_have_text("1 hit")


def test_each_kind_of_mark_switches_off_and_on(reading: App) -> None:
    page = reading.page
    page.wait_for_function("() => CSS.highlights.get('reader-speaker')?.size")
    reading.reader.get_by_role("button", name="Marks").click()
    for kind, label in (
        ("date", "Dates"),
        ("number", "Numbers"),
        ("speaker", "Speakers"),
        ("hit", "Hits of the search"),
    ):
        marked = page.evaluate(LIT_STILL, f"reader-{kind}")
        assert marked
        reading.reader.get_by_label(label).uncheck()
        assert eventually(lambda name=kind: page.evaluate(LIT_STILL, f"reader-{name}"), [])
        reading.reader.get_by_label(label).check()
        assert eventually(lambda name=kind: page.evaluate(LIT_STILL, f"reader-{name}"), marked)
    mention = reading.mention("Dabiq")
    expect(mention).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    reading.reader.get_by_label("Location").uncheck()
    expect(mention).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(reading.reader.locator(".count.mentions")).to_have_text(re.compile(r"^\d mentions$"))
    page.reload()
    expect(reading.reader.locator(".mention").first).to_be_visible()
    expect(reading.mention("Dabiq")).to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_places_are_listed_with_counts_and_excerpts_that_lead_to_them(reading: App) -> None:
    reading.reader.get_by_role("button", name="Places", exact=True).click()
    group = reading.reader.locator(".group", has_text="Raqqa").first
    expect(group.locator(".counts")).to_have_text("9")
    group.locator("summary").click()
    excerpts = group.locator(".excerpt")
    expect(excerpts).to_have_count(9)
    words = set(reading.reader.locator("article").inner_text().split())
    for each in excerpts.all_text_contents():
        assert {each.strip("…").split()[0], each.strip("…").split()[-1]} <= words
    excerpts.filter(has_text="has served as an important ISIS hub").click()
    expect(reading.reader.locator(".in-view")).to_have_text("Raqqa")
    expect(reading.reader.locator(".in-view")).to_be_in_viewport()
    reading.page.wait_for_url(re.compile("mention="))
    expect(reading.reader.locator(".why")).to_contain_text("Raqqa: location, on the map")


def test_keys_go_from_place_to_place_and_the_map_follows(reading: App) -> None:
    def expect_map_at(name: str) -> None:
        reading.settle()
        reading.wait_until_still()
        dot = next(dot for dot in reading.dots if dot["name"] == name)
        _zoom, latitude, longitude = reading.view
        assert (latitude, longitude) == pytest.approx((dot["latitude"], dot["longitude"]), abs=0.05)

    reading.page.keyboard.press("]")
    expect(reading.reader.locator(".in-view")).to_have_text("Mosul")
    expect_map_at("Mosul")
    reading.page.keyboard.press("]")
    expect(reading.reader.locator(".in-view")).to_have_text("Raqqa")
    expect(reading.reader.locator(".count.mentions")).to_have_text(re.compile(r"^2 of \d+ mentions$"))
    expect_map_at("Raqqa")
    reading.page.keyboard.press("[")
    reading.page.keyboard.press("[")
    expect(reading.reader.locator(".count.mentions")).to_have_text(re.compile(r"^(\d+) of \1 mentions$"))
    reading.reader.get_by_label("Find in text").press_sequentially("]")
    expect(reading.reader.locator(".count.mentions")).to_have_text(re.compile(r"^(\d+) of \1 mentions$"))
    reading.settle()
    last = reading.reader.locator(".mention").last
    assert eventually(lambda: query(reading)["mention"], last.get_attribute("data-start"))


def test_the_head_unfolds_to_evidence_and_checksum(reading: App) -> None:
    evidence = reading.reader.get_by_text("first kinetic strike was May 18", exact=False).first
    expect(evidence).to_be_hidden()
    reading.reader.get_by_role("button", name="June 2017 (inferred)").click()
    expect(reading.reader.locator(".facts")).to_contain_text("The first kinetic strike")
    expect(reading.reader.locator(".facts")).to_contain_text(re.compile("SHA-256[0-9a-f]{64}"))


def test_what_others_say_about_the_place_in_view_opens_there(reading: App) -> None:
    reading.mention("Raqqa").click()
    reading.reader.get_by_role("button", name="Also said").click()
    said = reading.reader.locator(".said").first
    expect(said).to_contain_text("at most 28 days apart")
    said.click()
    expect(reading.reader.locator("article")).to_contain_text("is on the run in Syria and Iraq")
    expect(reading.reader.locator(".in-view")).to_be_in_viewport()
    assert eventually(lambda: query(reading)["release"], seed("002"))
    expect(reading.reader.locator(".said").first).to_contain_text("Raqqa")


def test_a_quotation_is_copied_and_kept_and_its_link_opens_the_passage(
    reading: App, open_page: Callable[..., Page]
) -> None:
    page = reading.page
    page.evaluate(SELECT, "is limited to using ")
    page.get_by_role("button", name="Copy quotation").click()
    expect(page.get_by_text("Quotation copied")).to_be_visible()
    quoted, source, link = page.evaluate("() => navigator.clipboard.readText()").split("\n")
    assert quoted == "“is limited to using”"
    assert source.startswith("“Coalition Progresses in Mosul, Raqqa to Defeat ISIS, Spokesman Says”, U.S. Department")
    assert "June 2017 (inferred from" in source
    other = open_page()
    other.goto(link)
    other.wait_for_function(f"() => ({LIT})('compare-current').includes('is limited to using')", timeout=60_000)
    page.evaluate(SELECT, "20 boats")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Quotations (1)").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown").click()
    assert "> 20 boats" in download.value.path().read_text("utf-8")


def test_the_original_opens_beside_the_text_and_back_once_is_here_again(reading: App) -> None:
    reading.page.get_by_role("link", name="Original").click()
    expect(reading.page.locator(".compare .pane.b")).to_contain_text("Official websites use .gov", timeout=60_000)
    expect(reading.page.locator(".compare .finding .count")).to_have_text("2 hits")
    reading.page.go_back()
    expect(reading.reader.locator(".finding .count")).to_have_text("1 hit")


def test_paper_has_the_text_its_facts_and_its_source_alone(reading: App) -> None:
    reading.reader.get_by_role("button", name="Marks").click()
    pages = PdfReader(io.BytesIO(reading.page.pdf(format="A4"))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) == 2
    assert text.startswith("June 2017 (inferred) · U.S. Department of Defense Title Coalition Progresses")
    assert "will deal the enemy a punishing blow" in text
    assert text.endswith(f"/compare?a={seed('003')}")
    for other in (
        "Release Explorer",
        "Find in text",
        "Speakers",
        "Clear all",
        "Recent setbacks",
        "Compare with",
        "GeoNames",
    ):
        assert other not in text


def test_arabic_stands_on_the_right_and_is_quoted_exactly(
    start_server: Callable[..., str], open_page: Callable[..., Page], tmp_path: Path, load_library: Callable[..., Path]
) -> None:
    arabic = "أعلنت قوات التحالف 🛰 تنفيذ ضربة قرب الموصل اليوم."
    release = tmp_path / "arabic.txt"
    release.write_text(
        f"Coalition statement 🛰 on strikes\n\nMay 6, 2017\n\n{arabic}\n\nA strike 🛰 hit Mosul today.\n", "utf-8"
    )
    app = App(open_page(**COPYING), start_server(load_library(release))).open()
    app.open_row("Coalition statement")
    line = app.reader.locator("p", has_text="التحالف")
    expect(line).to_be_visible()
    expect(line).to_have_css("direction", "rtl")
    app.page.evaluate(SELECT, " hit ")
    app.page.get_by_role("button", name="Copy quotation").click()
    expect(app.page.get_by_text("Quotation copied")).to_be_visible()
    quoted, _source, link = app.page.evaluate("() => navigator.clipboard.readText()").split("\n")
    assert quoted == "“hit”"
    other = open_page()
    other.goto(link)
    other.wait_for_function(f"() => ({LIT})('compare-current').join() === 'hit'", timeout=60_000)


def test_dates_in_the_text_open_their_sentence_which_leads_to_them(reading: App) -> None:
    reading.reader.get_by_role("button", name="Dates", exact=True).click()
    group = reading.reader.locator(".date-in-text", has_text="18 May 2017")
    expect(group.locator(".counts")).to_have_text("“May 18”, computed")
    group.locator("summary").click()
    sentence = group.locator(".excerpt")
    expect(sentence).to_contain_text("The first kinetic strike was May 18, and the second was June 6")
    expect(sentence.locator("b")).to_have_text("May 18")
    sentence.click()
    expect(reading.reader.locator("article p", has_text="The first kinetic strike was May 18")).to_be_in_viewport()
