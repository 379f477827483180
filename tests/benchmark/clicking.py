"""From a click on the map to table, count and chips, beside a page of the same weight that computes nothing."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmark.serving import Server, serving
from tests.benchmark.synthetic import make_library
from tests.benchmark.websocket_client import Visitor
from tests.browser.app import App
from tests.browser.chromium import LAUNCH, find_chromium
from tests.browser.server import ROOT

SIZES = {"five releases": (5, 60, 1.1), "50,000 releases": (50_000, 500_000, 1.3)}  # releases, mentions, most times
CLICKS = 30  # on each page
REPLAY = Path(__file__).with_name("replay.py")

# The dot that is farthest from any other, and where it is on the screen.
LONELIEST = """() => {
  const chart = document.querySelector('.place-map');
  const box = chart.getBoundingClientRect();
  const dots = chart._fullData.find(each => each.name === 'dots');
  const map = chart._fullLayout.map._subplot.map;
  const drawn = Array.from(dots.ids, (id, i) => ({id, ...map.project([dots.lon[i], dots.lat[i]])}));
  const all = drawn.filter(({id}) => id); // what rings a dot has none
  const inside = all.filter(({x, y}) => x > 60 && y > 60 && x < box.width - 80 && y < box.height - 60);
  const room = dot => Math.min(...all.filter(each => each !== dot).map(({x, y}) => Math.hypot(x - dot.x, y - dot.y)));
  const best = inside.map(dot => ({...dot, free: room(dot)})).sort((one, other) => other.free - one.free)[0];
  return {id: best.id, x: box.left + best.x, y: box.top + best.y};
}"""
# What a click changes: count and chips, and the table.
SHOWN = """() => {
  const texts = root => [...root.querySelectorAll('*')].map(each => each.shadowRoot ? each.shadowRoot.textContent : '');
  const table = document.querySelector('.st-key-releases');
  return [document.querySelector('.st-key-summary')?.innerText, table && table.textContent + texts(table).join('')];
}"""
WATCH = f"""() => {{
  const shown = {SHOWN};
  window.addEventListener('mousedown', () => {{
    const began = performance.now(), before = shown();
    window.took = null;
    const look = () => {{
      const now = shown();
      if (now[0] !== before[0] && now[1] !== before[1]) window.took = performance.now() - began;
      else requestAnimationFrame(look);
    }};
    requestAnimationFrame(look);
  }}, true);
}}"""


def run() -> None:
    """Print the medians [ms] and their ratio."""
    print(f"  load of the machine before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH)
        for name, (releases, mentions, most) in SIZES.items():
            library = Path(folder) / f"{releases}.sqlite"
            make_library(library, releases=releases, mentions=mentions).close()
            times = measure(name, library, Path(folder) / f"replay-{releases}", browser)
            print(f"    bar: {times:.2f} of {most} times{'' if times <= most else ' (missed)'}", flush=True)
        browser.close()


def measure(name: str, library: Path, folder: Path, browser: Browser) -> float:
    """Click the same dot on and off, on both pages in turn; returns how many times the other's median ours is."""
    with serving(ROOT / "app.py", library) as server:
        app = open_app(browser, server)
        dot = app.page.evaluate(LONELIEST)
        record(server, dot["id"], folder)
        os.environ["REPLAY"] = str(folder)
        with serving(REPLAY, library) as replay:
            apps = {"ours": app, "replay": open_app(browser, replay)}
            took: dict[str, list[float]] = {each: [] for each in apps}
            for _ in range(CLICKS):
                for each, shown in apps.items():
                    took[each].append(click(shown, dot["x"], dot["y"]))
    ours, empty = (statistics.median(took[each]) for each in apps)
    print(f"  {name:16} a click {ours:6.0f} ms, nothing computed {empty:6.0f} ms: {ours / empty:.2f} times", flush=True)
    return ours / empty


def open_app(browser: Browser, server: Server) -> App:
    """The page with its map drawn, in a browser of its own, that notes how long a click takes."""
    app = App(browser.new_context(viewport={"width": 1280, "height": 720}).new_page(), server.url).open()
    app.page.evaluate(WATCH)
    return app


def click(app: App, x: float, y: float) -> float:
    """Click and wait until count and table are other ones; how long that took [ms]."""
    page = app.page
    page.bring_to_front()
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y, steps=3)
    page.wait_for_timeout(120)  # Plotly hears a click only where it has seen the pointer
    page.mouse.click(x, y)
    page.wait_for_function("() => window.took", timeout=60_000)
    took = page.evaluate("() => window.took")
    app.settle()
    return took


def record(server: Server, spot_id: str, folder: Path) -> None:
    """Keep what the app sends: all releases, and those that one dot leaves."""

    async def visit() -> None:
        visitor, _run = await Visitor.open(server.port)
        for state in range(2):
            if state:
                await visitor.pick(spot_id)
            (folder / str(state)).mkdir(parents=True)
            for number, message in enumerate(visitor.shown):
                (folder / str(state) / f"{number:04}").write_bytes(message)
            (folder / str(state) / "query").write_text(visitor.query)
            address = visitor.data("map")["columns"]
        await visitor.close()
        with urllib.request.urlopen(f"{server.url}{address}") as answer:
            (folder / "columns.json").write_bytes(answer.read())

    with ThreadPoolExecutor(1) as pool:  # this thread has the browser's event loop
        pool.submit(asyncio.run, visit()).result()
