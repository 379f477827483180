"""What the server answers, asked of the app itself without starting it."""

import base64
import hashlib
import re
from importlib.util import find_spec

import pytest
import streamlit as st
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from app import app
from explorer.ui.cache import get_columns_url
from explorer.ui.server import COLUMNS_URL, SPANS_URL
from explorer.ui.start import BASEMAP_URL, NEEDED, PLOTLY_URL
from tests.exploring.samples import make_tables

ANSWERS = {
    "/": 200,
    "/_stcore/health": 200,
    PLOTLY_URL: 200,
    f"{BASEMAP_URL}/rivers.geojson": 200,
    f"{BASEMAP_URL}/none.geojson": 404,
    f"{BASEMAP_URL}/%2e%2e/places.csv": 400,
}


@pytest.fixture(scope="module")
def client():
    return TestClient(app, base_url="http://127.0.0.1:8501")


def directives_of(answer):
    """The Content-Security-Policy as {directive: sources}."""
    parts = [part.split() for part in answer.headers["content-security-policy"].split(";")]
    return {name: set(sources) for name, *sources in parts}


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_answer_carries_the_security_headers(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert directives_of(answer)["default-src"] == {"'self'"}
    assert len(answer.headers.get_list("content-security-policy")) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nowhere"),
        ("POST", "/"),
        ("GET", "/_stcore/nowhere"),
        ("GET", "/_stcore/host-config"),
        ("GET", "/_stcore/metrics"),
        ("GET", "/media/none.csv"),
        ("PUT", "/_stcore/upload_file/none/none"),
        ("OPTIONS", "/_stcore/health"),
        ("HEAD", PLOTLY_URL),
        ("DELETE", f"{BASEMAP_URL}/rivers.geojson"),
    ],
)
def test_whatever_is_asked_is_answered_under_the_same_policy(client, method, path):
    answer = client.request(method, path)
    assert directives_of(answer)["frame-ancestors"] == {"'none'"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "Traceback" not in answer.text


def test_what_the_server_imports_ahead_is_there():
    assert [name for name in NEEDED if find_spec(f"explorer.ui.{name}") is None] == []


def test_an_error_of_the_server_says_nothing_of_itself_and_carries_the_headers(monkeypatch):
    def fail(*_args, **_named):
        raise RuntimeError("the secret of /home/someone")

    monkeypatch.setattr("explorer.ui.start.plotly_script", fail)
    client = TestClient(app, base_url="http://127.0.0.1:8501", raise_server_exceptions=False)
    answer = client.get(PLOTLY_URL)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert directives_of(answer)["default-src"] == {"'self'"}


def test_another_host_name_is_refused(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code >= 400
    assert "streamlit" not in answer.text.lower()
    assert directives_of(answer)["default-src"] == {"'self'"}


def test_the_policy_lets_nothing_leave_the_machine(client):
    directives = directives_of(client.get("/"))
    sources = set().union(*directives.values())
    assert {each for each in sources if not each.startswith("'")} == {"blob:", "data:"}
    assert directives["script-src"] & {"'unsafe-inline'", "'unsafe-eval'", "data:"} == set()
    for directive in ("object-src", "frame-ancestors", "form-action"):
        assert directives[directive] == {"'none'"}


def test_the_policy_allows_the_inline_scripts_of_streamlit_s_page_by_their_hash(client):
    answer = client.get("/")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", answer.text, re.DOTALL)
    assert scripts
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    assert {f"'sha256-{each}'" for each in hashes} <= directives_of(answer)["script-src"]


@pytest.mark.parametrize(
    ("host", "origin"),
    [("127.0.0.1:8501", "http://evil.example"), ("evil.example:8501", "http://evil.example:8501")],
    ids=["another site", "another name for this machine"],
)
def test_another_site_s_script_cannot_open_a_session(client, host, origin):
    with (
        pytest.raises(WebSocketDisconnect, match=r"^$"),
        client.websocket_connect(f"ws://{host}/_stcore/stream", headers={"origin": origin}),
    ):
        pass


def test_plotly_comes_from_the_installed_package_and_stays_in_the_browser_s_cache(client):
    answer = client.get(PLOTLY_URL)
    assert "javascript" in answer.headers["content-type"]
    assert "immutable" in answer.headers["cache-control"]
    assert "plotly.js v" in answer.text[:200]


def test_the_base_map_is_served_as_geojson(client):
    for name in ("countries", "governorates", "borders", "rivers", "lakes", "labels"):
        assert client.get(f"{BASEMAP_URL}/{name}.geojson").json()["type"] == "FeatureCollection"


def test_the_base_map_s_route_serves_nothing_beside_it(client):
    for path in ("../places.csv", "%2e%2e/places.csv", "..%2fplaces.csv", "%2e%2e%2f%2e%2e%2fmodel.py"):
        assert "place_id" not in client.get(f"{BASEMAP_URL}/{path}").text
        assert "dataclass" not in client.get(f"{BASEMAP_URL}/{path}").text


def test_the_columns_of_dots_are_served_by_what_they_say_and_what_is_not_known_is_not_found(
    client, tmp_path, monkeypatch
):
    monkeypatch.setenv("EXPLORER_LIBRARY", str(tmp_path / "library.sqlite"))
    monkeypatch.setattr("sys.argv", ["app.py"])
    st.cache_resource.clear()
    address = get_columns_url(make_tables({"a": None}, []))
    answer = client.get(address)
    assert set(answer.json()) == {"spot_id", "latitude", "longitude", "name", "arabic", "detail"}
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(f"{COLUMNS_URL}/0123456789abcdef.json").status_code == 404
    assert client.get(f"{SPANS_URL}/0/0123456789abcdef.json").status_code == 404
    st.cache_resource.clear()
