import pytest
import streamlit as st

from explorer.ui import address_bar


class Context:
    is_history_navigation = False


@pytest.fixture
def address(monkeypatch):
    """The address as the browser tells it, and what the session holds; outside a page."""
    session, query = {}, {}
    context = Context()
    monkeypatch.setattr(st, "session_state", Session(session))
    monkeypatch.setattr(address_bar, "_query", lambda: dict(query))
    monkeypatch.setattr(address_bar, "get_script_run_ctx", lambda: context)
    return query, context


class Session(dict):
    def __getattr__(self, name):
        return self[name]

    def __setattr__(self, name, value):
        self[name] = value


def test_a_link_is_taken_over_once(address):
    query, _ = address
    query["q"] = ["Mosul"]
    assert address_bar.read_query() == {"q": ["Mosul"]}
    assert address_bar.read_query() is None  # a gesture cut off the run that was to write it


def test_back_and_forward_are_taken_over_and_what_is_behind_is_not(address):
    query, context = address
    query["q"] = ["Mosul"]
    address_bar.read_query()
    query["q"] = ["Raqqa"]
    assert address_bar.read_query() is None
    context.is_history_navigation = True
    assert address_bar.read_query() == {"q": ["Raqqa"]}
    query.clear()
    assert address_bar.read_query() == {}


def test_another_page_reads_its_own_link(address):
    query, _ = address
    query["q"] = ["Mosul"]
    address_bar.read_query()
    address_bar.leave_address()
    query["q"] = ["Raqqa"]
    assert address_bar.read_query() == {"q": ["Raqqa"]}
