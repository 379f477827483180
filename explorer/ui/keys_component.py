"""The keys of the page as a Streamlit component; components/keys.js clicks what is on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Literal

from explorer.ui.scripts import component

_HTML = """<div class="keys" hidden>
<button type="button" class="theme" aria-label="Light or dark" title="Light or dark (t)">◐</button>
<button type="button" class="help" aria-label="Keys" title="Keys (?)">?</button>
<dialog aria-label="Keys"><h2>Keys</h2><dl></dl><button type="button" class="close" autofocus>Close</button></dialog>
</div>"""
_keys = component("page-keys", "keys", html=_HTML)


@dataclass(frozen=True, slots=True)
class Key:
    """A key: what it says of itself, and what it clicks or focuses, the first of the selectors that is there."""

    key: str
    label: str
    does: Literal["click", "focus", "theme", "help", "none"] = "click"
    at: tuple[str, ...] = ()


_THEME, _HELP = Key("t", "Light or dark", "theme"), Key("?", "Show these keys", "help")
KEYS = (
    Key("/", "Search the releases", "focus", (".st-key-words input",)),
    Key("j", "Next release", at=(".st-key-next-release button:enabled", ".st-key-releases >>> tbody tr")),
    Key("k", "Previous release", at=(".st-key-previous-release button:enabled",)),
    Key("Esc", "Close the release", at=(".st-key-close button",)),
    Key("x", "Clear all filters", at=(".st-key-clear button",)),
    Key("c", "Compare", at=(".st-key-compare a", '.st-key-reader-bar [data-testid="stPageLink"] a')),
    Key("p", "Present to a room, or back", at=(".st-key-present button",)),
    _THEME,
    _HELP,
    Key("[ ]", "In a release: the place before, the next one; comparing: what both say", "none"),
    Key("↑ ↓ Enter", "In a table: move, and open", "none"),
    Key("Space", "In the table of releases: choose to compare", "none"),
    Key("Space", "On the map or the timeline: play through time, or halt", "none"),
    Key("Enter", "On the map: list the places in its middle", "none"),
)
COMPARE_KEYS = (_THEME, _HELP, Key("[ ]", "In a text: the passage or change before, the next one", "none"))


def render_keys(keys: Sequence[Key] = KEYS) -> None:
    """Listen to the keys of a page, and draw the buttons that show them and turn light to dark."""
    _keys(_listed(tuple(keys)), key="page-keys", width="content")


@cache
def _listed(keys: tuple[Key, ...]) -> dict[str, Any]:
    return {"keys": [asdict(key) for key in keys]}
