"""Take the README's screenshot anew: `make screenshot`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.app import App
from tests.browser.chromium import LAUNCH, find_chromium
from tests.browser.server import Server

TARGET = Path(__file__).parent / "screenshots" / "explore.png"


def main() -> None:
    """Open 003 over the five seeds, pick Mosul on the map, and save what a visitor sees."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "library.sqlite")
        try:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH)
            page = browser.new_page(viewport={"width": 1280, "height": 720}, device_scale_factor=1.5)
            app = App(page, server.url).open()
            app.open_row("Coalition Progresses in Mosul")
            app.click_map(36.335, 43.1189)  # Mosul
            app.settle()
            page.keyboard.press("Escape")  # the other places under the pointer
            page.evaluate("document.activeElement.blur()")
            page.mouse.move(640, 60)
            page.wait_for_timeout(1500)
            TARGET.parent.mkdir(exist_ok=True)
            page.screenshot(path=TARGET)
            browser.close()
        finally:
            server.stop()


if __name__ == "__main__":
    main()
