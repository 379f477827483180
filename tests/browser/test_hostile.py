"""What a release says is text on every page: no script runs, nothing is fetched, nothing covers or breaks the page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Error, Page, expect

from explorer.library import Library
from tests.browser.app import App
from tests.browser.hostile import HOSTILE, make_hostile_library

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile")]

LISTEN = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', event => window.__violations.push(event.blockedURI));
"""
# Everything in the page that only a text read as markup can have made, in shadow roots too.
FOUND = """() => {
  const found = [...window.__violations];
  const media = 'img, iframe, video, audio, object, embed';
  const never = `:is(${media}, script, style, form, svg)`;
  const texts = `main :is(${media}), .compare article ${never}, :is(.reader, .original) :is(${never}, a)`;
  if (window.__ran !== undefined) found.push('a script ran');
  if (getComputedStyle(document.body).display === 'none') found.push('the page is hidden');
  const look = root => {
    for (const element of root.querySelectorAll(texts)) found.push(element.outerHTML.slice(0, 200));
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      const name = element.localName;
      const own = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('');
      const leads = element.href && element.host === location.host ? [] : ['href']; // the app's own links may quote
      const active = [...leads, 'src', 'srcset', 'action', 'style', 'background', 'data', 'ping', 'srcdoc', 'content']
        .some(key => /127\\.0\\.0\\.2|__ran/.test(element.getAttribute(key) ?? ''));
      const handler = [...element.attributes].some(each => each.name.startsWith('on') && each.value.includes('__ran'));
      const made = ['h1', 'plaintext', 'x', 'marquee'].includes(name) && /ESCAPED|press/.test(own);
      const cover = /^COVER$/.test(own.trim()) && getComputedStyle(element).position === 'fixed';
      if (active || handler || made || cover || element.getAttribute('name') === 'body') {
        found.push(element.outerHTML.slice(0, 200));
      }
    }
  };
  look(document);
  if (document.querySelectorAll('#root').length !== 1) found.push('another root');
  return found;
}"""

GO_ON = "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"


class Walk:
    """A visitor who looks at everything, and at what became of the page each time."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server, self.app = page, server, App(page, server)
        self.dialogs: list[str] = []
        page.add_init_script(LISTEN)
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def go(self, path: str) -> None:
        self.page.goto(f"{self.server}/{path}")
        self.look()

    def go_on(self, path: str) -> None:
        """Go to another address of the page as back and forward do: nothing is loaded anew."""
        self.page.evaluate(GO_ON, f"/{path}")
        self.look()

    def look(self) -> None:
        """Nothing on the page was made by a text."""
        self.app.settle()
        assert self.page.evaluate(FOUND) == []
        assert self.dialogs == []
        assert urlsplit(self.page.url).netloc == urlsplit(self.server).netloc
        expect(self.page.locator(".brand")).to_be_visible()

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.look()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The library, and its release ids."""
    path = tmp_path_factory.mktemp("hostile") / "library.sqlite"
    return path, make_hostile_library(path)


@pytest.fixture(scope="session")
def hostile_server(serving: Callable[..., Any], hostile: tuple[Path, list[str]]) -> Iterator[str]:
    with serving(hostile[0]) as server:
        yield server.url


@pytest.fixture
def walk(open_page: Callable[..., Page], hostile_server: str) -> Walk:
    return Walk(open_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce"), hostile_server)


def test_explore_shows_hostile_texts_as_they_are(walk: Walk, hostile: tuple[Path, list[str]]) -> None:
    app, page = walk.app, walk.page
    app.open(f"?release={hostile[1][0]}")
    walk.look()
    for text in HOSTILE:
        expect(app.reader).to_contain_text(" ".join(text.split()[:2]).split("\n")[0][:12])
    for dot in app.dots[:8]:
        app.wait_until_still()
        page.mouse.move(*app.pixel(dot["latitude"], dot["longitude"]))
        page.wait_for_timeout(200)
        walk.look()
    for row in range(10):
        app.click_row(row)
        walk.look()
        app.reader.locator(".mention").first.click()
        walk.look()
    assert urlsplit(page.url).path == "/"
    for name in ("Filters", "Export"):
        walk.click(name)
        page.keyboard.press("Escape")
    page.locator(".st-key-words input").fill(HOSTILE[0])
    page.keyboard.press("Enter")
    walk.look()


def test_the_correction_panel_shows_hostile_texts_as_they_are(walk: Walk, hostile: tuple[Path, list[str]]) -> None:
    library = Library.open(hostile[0])
    go = walk.app.open
    for number in (0, 1, 7, 18, 37, 38, 39, 40, 41):
        release_id = hostile[1][number + 1]
        start = next(each.start for each in library.mentions_of(release_id) if each.toponym == "Raqqa")
        go(f"?release={release_id}&mention={start}")
        if go != walk.go_on:
            walk.page.locator(".st-key-correcting label").first.click()
            walk.app.settle()
        expect(walk.page.locator(".st-key-corrections")).to_contain_text(HOSTILE[number])
        search = walk.page.get_by_role("textbox", name="Search places")
        search.fill(HOSTILE[number][:3])
        walk.look()
        walk.page.locator(".st-key-corrections").get_by_text("The release", exact=True).click()
        walk.look()
        walk.page.get_by_role("textbox", name="Published").fill(HOSTILE[number])
        walk.page.keyboard.press("Enter")
        expect(walk.page.locator(".st-key-corrections")).to_contain_text("Not saved")
        walk.look()
    library.close()


def test_places_show_hostile_names_as_they_are(walk: Walk) -> None:
    go = walk.go
    for text in HOSTILE:
        go(f"places?place={quote('own:' + text, safe='')}")
        expect(walk.page.locator(".st-key-profile-title")).to_contain_text(" ".join(text.split()))
        walk.look()
        go = walk.go_on
    walk.page.locator('[data-testid="stSelectbox"] input').first.click()
    walk.look()


def test_compare_shows_hostile_texts_as_they_are(walk: Walk, hostile: tuple[Path, list[str]]) -> None:
    ids = hostile[1]
    for one, other in zip([0, *range(1, 43, 6)], [5, *range(2, 43, 6)], strict=False):
        walk.go(f"compare?a={ids[one]}&b={ids[other]}")
        expect(walk.page.locator(".compare article").first).to_be_visible(timeout=60_000)
        walk.look()


def test_the_library_shows_hostile_names_as_they_are(walk: Walk) -> None:
    page = walk.page
    walk.go("library")
    rows = page.locator(".st-key-library-files tbody tr")
    rows.first.wait_for()
    page.set_viewport_size({"width": 1280, "height": 2000})
    walk.look()
    for row in rows.all():
        row.click()
        walk.look()
    with contextlib.suppress(Error):
        page.get_by_role("button", name="Remove").first.click(timeout=3_000)
        walk.look()
    sections = page.locator(".st-key-show button").all_inner_texts()
    assert len(sections) > 1
    for section in sections:
        page.locator(".st-key-show").get_by_text(section, exact=True).click()
        walk.look()


def test_hostile_names_of_uploads_stay_text(walk: Walk, tmp_path: Path) -> None:
    files = []
    for number, text in enumerate(HOSTILE):
        file = tmp_path / f"{number}_{text.replace('/', '∕')}.txt".replace("\n", " ")
        file.write_text(f"{text}\n\nMarch {number % 28 + 1}, 2019\n\n{text}\n" if number % 3 else "")
        files.append(file)
    (tmp_path / f"{HOSTILE[1].replace('/', '∕')}.pdf").write_bytes(b"%PDF-1.4 " + HOSTILE[0].encode())
    files.append(tmp_path / f"{HOSTILE[1].replace('/', '∕')}.pdf")
    walk.go("library?show=Load")
    walk.page.locator("input[type=file]").first.set_input_files(files)
    expect(walk.page.get_by_text("failed").first).to_be_visible(timeout=60_000)
    walk.look()
