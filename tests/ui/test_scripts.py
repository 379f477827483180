"""The components' scripts, each module served under an address that says what is in it."""

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app import app
from explorer.ui import scripts
from explorer.ui.scripts import SCRIPTS_URL, component, script


@pytest.fixture(scope="module")
def client():
    return TestClient(app, base_url="http://127.0.0.1:8501")


def read(name):
    return (Path(scripts.__file__).parent / "components" / name).read_text(encoding="utf-8")


def address_of(code):
    return re.search(r'"(/[^"]+)"', code)[1]


def test_a_component_is_given_an_address_under_which_its_style_and_its_files_stand_in_order(client):
    answer = client.get(address_of(script("text", "reader")))
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    style, rest = answer.text.split("\n", 1)
    assert json.loads(style.removeprefix("const STYLE = ").removesuffix(";")) == read("reader.css")
    assert rest == "\n".join([read("text.js"), read("reader.js"), read("component.js")])
    assert answer.text.count("export default") == 1


def test_data_come_as_json_in_bytes_whatever_the_text_is(monkeypatch):
    drawn = {}
    monkeypatch.setattr("streamlit.components.v2.component", lambda name, **_: lambda **given: drawn.update(given))
    data = {"text": "الموصل <b>\udc80</b>", "counts": [1, None]}
    draw = component("named", "reader_news", html="<span></span>")
    draw(data, key="one")
    assert drawn["key"] == "one"
    assert json.loads(drawn["data"]) == data
    draw(data, written={"more": '{"x":[1,"\udc80"]}'}, key="one")
    assert json.loads(drawn["data"]) == data | {"more": {"x": [1, "\udc80"]}}


def test_another_module_has_another_address():
    assert address_of(script("text", "reader")).partition("?v=")[2] != address_of(script("reader")).partition("?v=")[2]


@pytest.mark.parametrize("names", ["none", "text+none", "..", "text+"])
def test_what_is_no_script_is_not_answered(client, names):
    assert client.get(f"{SCRIPTS_URL}/{names}.js").status_code in (400, 404)
