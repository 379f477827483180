"""The app as Streamlit runs it for a visitor, without a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import streamlit as st

from tests.pages.visitor import Visitor


@pytest.fixture(scope="module")
def visit(seeded: Path) -> Iterator[Callable[..., Visitor]]:
    """Open the page of a server over the five seeds at an address, each time as another visitor."""
    with serving(seeded):
        yield lambda **query: Visitor(query)


@pytest.fixture
def visit_library(visit: Callable[..., Visitor]) -> Iterator[Callable[..., Visitor]]:
    """Open the page of a server over a library of the test's own."""
    with ExitStack() as servers:

        def visit_library(library: Path, **query: str | list[str]) -> Visitor:
            servers.enter_context(serving(library))
            return Visitor(query)

        yield visit_library


@contextmanager
def serving(library: Path) -> Iterator[None]:
    """Let the app start anew, over this library; what all visitors share is gone before and after."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORER_LIBRARY", str(library))
        patch.setattr(sys, "argv", ["app.py"])
        st.cache_resource.clear()
        yield
        st.cache_resource.clear()
