"""From the command to the map drawn, next to a Streamlit page with one Plotly chart and nothing else."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmark.serving import serving
from tests.browser.chromium import LAUNCH, find_chromium
from tests.browser.server import ROOT

ROUNDS = 5
MOST_TIMES = 1.3  # that of the bare page
BARE = """
import plotly.graph_objects as go
import streamlit as st
st.plotly_chart(go.Figure(go.Scatter(x=[1, 2, 3], y=[2, 1, 3], mode="markers")))
"""
OURS_IS_DRAWN = "() => document.querySelector('.place-map[data-drawn]')?._fullLayout?.map?._subplot?.map?.loaded()"
BARE_IS_DRAWN = "() => document.querySelector('.js-plotly-plot .main-svg .points path')"


@dataclass(frozen=True, slots=True)
class Cost:
    """What it took until a page was drawn [s]: by the clock, and of processor time in the server and the browser."""

    clock: float
    server: float
    browser: float


def run() -> None:
    """Print the medians [s] of runs in turn, and of the ratio of each pair."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        library = Path(folder) / "library.sqlite"
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH)
        first = cost_of(browser, ROOT / "app.py", OURS_IS_DRAWN, library)
        pairs = [
            (
                cost_of(browser, ROOT / "app.py", OURS_IS_DRAWN, library),
                cost_of(browser, bare, BARE_IS_DRAWN, library),
            )
            for _ in range(ROUNDS)
        ]
        browser.close()
    print("                                  clock   (least to most)  server  browser, processor time")
    print_costs("first start, seeds loaded", [first])
    print_costs("start to map drawn", [ours for ours, _ in pairs])
    print_costs("bare page with one chart", [bare for _, bare in pairs])
    ratio = statistics.median(ours.clock / bare.clock for ours, bare in pairs)
    print(f"  bar: {ratio:.2f} of {MOST_TIMES} times, median of the pairs{'' if ratio <= MOST_TIMES else ' (missed)'}")


def print_costs(name: str, costs: list[Cost]) -> None:
    """One line: medians, and how far the clock spread."""
    clock, server, browser = ([getattr(cost, field) for cost in costs] for field in ("clock", "server", "browser"))
    spread = f"({min(clock):.2f} to {max(clock):.2f})"
    middle = (statistics.median(each) for each in (clock, server, browser))
    print("  {:28} {:6.2f} s {:>18} {:6.2f} s {:6.2f} s".format(name, next(middle), spread, *middle))


def cost_of(browser: Browser, script: Path, is_drawn: str, library: Path) -> Cost:
    """Start the script's server, open the page in a fresh profile, and wait until its chart is drawn."""
    worked, began = processor_seconds(browser), time.perf_counter()
    with serving(script, library) as server:
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.goto(server.url, wait_until="commit")
        page.wait_for_function(is_drawn, timeout=60_000)
        cost = Cost(time.perf_counter() - began, server.cpu, processor_seconds(browser) - worked)
        page.context.close()
    return cost


def processor_seconds(browser: Browser) -> float:
    """What all processes of the browser have used so far."""
    session = browser.new_browser_cdp_session()
    seconds = sum(process["cpuTime"] for process in session.send("SystemInfo.getProcessInfo")["processInfo"])
    session.detach()
    return seconds
