"""What visitors do in our components, each thing handled once.

Streamlit's triggers get lost when another message comes in the same instant. So a component keeps its last gestures as
a value, each with a turn that grows, and what was handled is remembered here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

Gesture = Mapping[str, Any]


def handler(key: str, actions: Mapping[str, Callable[[Gesture], None]]) -> Callable[[], None]:
    """Make the component's `on_gestures_change`: it passes each new gesture to the action of its kind, in order."""

    def handle() -> None:
        for gesture in _gestures(key):
            if gesture["turn"] > st.session_state.get(_seen(key), 0):
                st.session_state[_seen(key)] = gesture["turn"]
                if gesture["kind"] in actions:
                    actions[gesture["kind"]](gesture)

    return handle


def settle(key: str) -> None:
    """Remember all gestures as handled, after the component was drawn.

    A browser that comes back to a restarted server sends its last gestures again; the address tells what they led to.
    """
    turns = [gesture["turn"] for gesture in _gestures(key)]
    st.session_state[_seen(key)] = max([st.session_state.get(_seen(key), 0), *turns])


def _gestures(key: str) -> list[Gesture]:
    return (st.session_state.get(key) or {}).get("gestures") or []


def _seen(key: str) -> str:
    return f"{key}-turn"
