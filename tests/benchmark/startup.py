"""From the command to the map drawn, next to a Streamlit page with one Plotly chart and nothing else."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmark.serving import serving
from tests.browser.chromium import find_chromium
from tests.browser.conftest import LAUNCH
from tests.browser.server import ROOT

ROUNDS = 5
BARE = """
import plotly.graph_objects as go
import streamlit as st
st.plotly_chart(go.Figure(go.Scatter(x=[1, 2, 3], y=[2, 1, 3], mode="markers")))
"""
OURS_IS_DRAWN = "() => document.querySelector('.place-map[data-drawn]')?._fullLayout?.map?._subplot?.map?.loaded()"
BARE_IS_DRAWN = "() => document.querySelector('.js-plotly-plot .main-svg .points path')"


def run() -> None:
    """Print the medians [s] and their ratio."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        library = Path(folder) / "library.sqlite"
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH)
        first = seconds_to(browser, ROOT / "app.py", OURS_IS_DRAWN, library)
        ours, bares = [], []
        for _ in range(ROUNDS):
            ours.append(seconds_to(browser, ROOT / "app.py", OURS_IS_DRAWN, library))
            bares.append(seconds_to(browser, bare, BARE_IS_DRAWN, library))
        browser.close()
    print(f"  first start, seeds loaded      {first:6.2f} s")
    print(f"  start to map drawn             {statistics.median(ours):6.2f} s ({min(ours):.2f} to {max(ours):.2f})")
    print(f"  bare page with one chart       {statistics.median(bares):6.2f} s ({min(bares):.2f} to {max(bares):.2f})")
    print(f"  ratio                          {statistics.median(ours) / statistics.median(bares):6.2f}")


def seconds_to(browser: Browser, script: Path, is_drawn: str, library: Path) -> float:
    """Start the script's server, open the page in a fresh profile, and wait until its chart is drawn."""
    began = time.perf_counter()
    with serving(script, library) as server:
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.goto(server.url)
        page.wait_for_function(is_drawn, timeout=60_000)
        seconds = time.perf_counter() - began
        page.context.close()
    return seconds
