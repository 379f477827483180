"""The components' scripts, each module served under an address that says what is in it."""

import re

import pytest
from starlette.testclient import TestClient

from app import app
from explorer.ui.scripts import SCRIPTS_URL, script


@pytest.fixture(scope="module")
def client():
    return TestClient(app, base_url="http://127.0.0.1:8501")


def address_of(code):
    return re.search(r'"(/[^"]+)"', code)[1]


def test_a_component_is_given_an_address_under_which_its_files_stand_in_order(client):
    answer = client.get(address_of(script("text", "reader")))
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    first, last = client.get(address_of(script("text"))).text, client.get(address_of(script("reader"))).text
    assert answer.text == f"{first}\n{last}"
    assert answer.text.count("export default") == 1


def test_another_module_has_another_address():
    assert address_of(script("text", "reader")).partition("?v=")[2] != address_of(script("reader")).partition("?v=")[2]


@pytest.mark.parametrize("names", ["none", "text+none", "..", "text+"])
def test_what_is_no_script_is_not_answered(client, names):
    assert client.get(f"{SCRIPTS_URL}/{names}.js").status_code in (400, 404)
