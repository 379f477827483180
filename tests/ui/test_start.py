"""From the command to the first page: what is made ready, and what the browser is told to fetch."""

import asyncio
import gc
import re
import sys
import threading
from pathlib import Path

import plotly
import pytest
import streamlit as st
from starlette.testclient import TestClient

from app import app
from explorer.charts.basemap import build_style
from explorer.charts.palette import LIGHT
from explorer.library import Library
from explorer.ui import cache, start
from explorer.ui.start import BASEMAP_URL, PARTS, PLOTLY_URL, get_ready, plotly_script


@pytest.fixture(scope="module")
def client():
    return TestClient(app, base_url="http://127.0.0.1:8501")


@pytest.fixture
def library_path(tmp_path, monkeypatch):
    path = tmp_path / "library.sqlite"
    monkeypatch.setenv("EXPLORER_LIBRARY", str(path))
    monkeypatch.setattr("sys.argv", ["app.py"])
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()


@pytest.mark.parametrize("path", ["/", "/explore", "/compare", "/places", "/library"])
def test_every_page_begins_with_the_same_answer_under_our_own_name(client, path):
    answer = client.get(path)
    assert "<title>Release Explorer</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert "favicon.png" not in answer.text


def test_the_page_asks_at_once_for_scripts_that_are_there_each_but_once(client):
    page = client.get("/").text
    addresses = re.findall(
        r'<(?:link rel="modulepreload" crossorigin href|script async fetchpriority="high" src)="([^"]+)"', page
    )
    assert PLOTLY_URL in addresses
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        answer = client.get(address.removeprefix("."))
        assert answer.status_code == 200
        assert "javascript" in answer.headers["content-type"]
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("kind", ["js/*.js", "css/*.css", "media/*.woff2", "media/*.png"])
def test_streamlit_s_files_are_answered_as_they_are_and_kept(client, kind):
    folder = Path(st.__file__).parent / "static"
    path = next((folder / "static").glob(kind))
    answer = client.get(f"/{path.relative_to(folder).as_posix()}")
    assert answer.content == path.read_bytes()
    assert path.suffix.removeprefix(".").replace("js", "javascript") in answer.headers["content-type"]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["static/js/none.js", "static/js/..%2f..%2f..%2f__init__.py", "static/manifest.json"])
def test_no_other_file_is_answered_below_streamlit_s(client, path):
    answer = client.get(f"/{path}")
    assert answer.status_code != 200 or "<title>Streamlit</title>" in answer.text


def test_the_base_map_is_fetched_ahead_as_one_and_kept(client):
    addresses = re.findall(r'<link rel="prefetch" href="([^"]+)"', client.get("/").text)
    assert addresses == [source["data"] for source in build_style(LIGHT, BASEMAP_URL)["sources"].values()]
    for address in (*addresses, f"{BASEMAP_URL}/rivers.geojson"):
        assert "immutable" in client.get(address).headers["cache-control"]
    assert "cache-control" not in client.get(f"{BASEMAP_URL}/none.geojson").headers


def test_the_whole_base_map_is_the_features_of_its_files_with_their_names(client):
    whole = client.get(f"{BASEMAP_URL}/all.geojson").json()["features"]
    for name in ("borders", "countries", "governorates", "labels", "lakes", "rivers"):
        features = client.get(f"{BASEMAP_URL}/{name}.geojson").json()["features"]
        found = [each for each in whole if each["properties"]["file"] == name]
        assert [each["geometry"] for each in found] == [each["geometry"] for each in features]
        assert [each["properties"].get("name") for each in found] == [
            each["properties"].get("name") for each in features
        ]


def test_a_streamlit_that_names_no_scripts_still_gets_its_page(tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text("<html><head><title>Streamlit</title></head><body></body></html>")
    monkeypatch.setattr(start, "_STATIC", tmp_path)
    page = start.front_page.__wrapped__()
    assert page.startswith(f'<html><head><script async fetchpriority="high" src="{PLOTLY_URL}"></script>')
    assert "<title>Release Explorer</title>" in page
    assert re.search(r"</head><body><style>[^<]+</style></body></html>$", page)


@pytest.mark.parametrize("part", PARTS)
def test_streamlit_still_has_the_parts_that_are_fetched_ahead(client, part):
    assert f"/static/js/{part}." in client.get("/").text


def test_plotly_is_as_it_came_but_for_the_functions_round_it():
    original = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8").rstrip()
    served = plotly_script().decode()
    assert served != original
    undone = served.replace("(function () {", "() => {").replace("var Plotly=(function(){", "var Plotly=(()=>{")
    assert undone.removesuffix("})));") + "}));" == original


def test_plotly_is_handed_over_unpacked(client):
    answer = client.get(PLOTLY_URL, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "identity"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_what_the_first_page_shows_is_there_before_it_is_asked_for(library_path, monkeypatch):
    Library.open(library_path).close()
    cache.prepare()
    monkeypatch.setattr(Library, "releases", lambda _: pytest.fail("read again"))
    library = cache.get_startup().library
    assert cache.get_tables(library, str(library.path), library.data_version()).releases.empty
    library.close()


def test_a_library_that_cannot_be_opened_stops_no_server(library_path):
    library_path.write_text("no library")
    library_path.chmod(0o400)
    damaged = library_path.rename(library_path.with_suffix(".txt"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORER_LIBRARY", str(damaged))
        cache.prepare()
    assert damaged.read_text() == "no library"


def test_making_ready_leaves_the_settings_of_the_interpreter_as_they_were(library_path, monkeypatch):
    started = []
    monkeypatch.setattr(threading.Thread, "start", lambda thread: started.append(thread))

    async def run():
        async with get_ready(None):
            pass

    asyncio.run(run())
    patience = sys.getswitchinterval()
    started[0].run()
    assert gc.isenabled()
    assert sys.getswitchinterval() == patience
    cache.get_startup().library.close()


def test_damage_that_is_found_beside_is_said_and_logged(library_path, monkeypatch, caplog):
    monkeypatch.setattr(Library, "find_damage", lambda _: "library x: is damaged (row 3 missing)")
    monkeypatch.setattr(threading.Thread, "start", threading.Thread.run)
    startup = cache.get_startup()
    assert startup.damage in caplog.text
    assert startup.damage == "library x: is damaged (row 3 missing)"
    startup.library.close()
