"""A Chromium with a profile of its own, whose caches stay warm while what pages stored in it is forgotten."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserType, Page

from tests.browser.chromium import ADVICE, LAUNCH, find_chromium


class Profile:
    """One person's browser.

    Chromium keeps compiled scripts for profiles on the disk alone; without them each page compiles 8 MB anew.
    """

    def __init__(self, chromium: BrowserType, folder: Path) -> None:
        path = find_chromium()
        if path is None:
            raise FileNotFoundError(ADVICE)
        self.context = chromium.launch_persistent_context(
            folder, executable_path=path, args=LAUNCH, viewport={"width": 1280, "height": 720}
        )
        self.context.set_default_navigation_timeout(60_000)
        self.blank = self.context.pages[0]  # without a page the browser would end
        self._session = self.context.new_cdp_session(self.blank)

    def new_page(
        self,
        *,
        viewport: dict[str, int] | None = None,
        color_scheme: str | None = None,
        reduced_motion: str | None = None,
        permissions: list[str] = (),
    ) -> Page:
        """A tab, at 1280×720 unless told otherwise; permissions hold for all tabs."""
        page = self.context.new_page()
        if viewport:
            page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        self.context.grant_permissions(permissions)
        return page

    def forget(self) -> None:
        """Close all tabs, and forget what was stored and allowed; the caches of files and scripts stay."""
        for page in self.context.pages[1:]:
            page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()
        everything = {"origin": "*", "storageTypes": "local_storage,indexeddb,cache_storage,service_workers"}
        self._session.send("Storage.clearDataForOrigin", everything)
