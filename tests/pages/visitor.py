"""What a visitor sees and does on the page: the tests of pages are written in these."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from explorer.ui.cache import SEEDS, find_columns
from tests.charts.drawing import unfold

APP = Path(__file__).parents[2] / "app.py"
SHOWS_VALUE = ("markdown", "caption", "error", "warning", "info")
SHOWS_LABEL = ("button", "text_input", "date_input", "number_input", "checkbox", "multiselect")


def release_id_of(path: Path) -> str:
    """The id of the release in a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def seed(number: str) -> str:
    """The id of a seed by the number that its file name starts with."""
    return release_id_of(next(SEEDS.glob(f"{number}_*.txt")))


class Visitor:
    """One visitor's session."""

    def __init__(self, query: dict[str, str | list[str]], held: Mapping[str, Any] | None = None) -> None:
        """Open the page at an address; `held` is what a browser that comes back has in its widgets, by their keys."""
        self.app = AppTest.from_file(str(APP), default_timeout=30)
        self.app.query_params.update(query)
        for key, value in (held or {}).items():
            self.app.session_state[key] = value
        self.app.run()

    @property
    def summary(self) -> str:
        """How much the header says is shown."""
        return next(each.value for each in self.app.markdown if each.value.startswith("**")).replace("*", "")

    @property
    def address(self) -> dict[str, str | list[str]]:
        """The query of the page's address."""
        return self.app.query_params

    @property
    def releases(self) -> list[str]:
        """The ids of the rows in the table of releases; none when it is not there."""
        return [each[0] for each in self.component("releases-rows")["rows"]] if "releases" in self.tables else []

    @property
    def tables(self) -> list[str]:
        """The names of the tables of rows."""
        named = (each.proto.component_name for each in self.app.get("bidi_component"))
        return [name.removesuffix("-rows") for name in named if name.endswith("-rows")]

    def rows(self, table: str) -> dict[str, dict[str, Any]]:
        """The rows of a table by their ids: what each column says."""
        data = self.component(f"{table}-rows")
        names = [column["name"] for column in data["columns"]]
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in data["rows"]}

    @property
    def buttons(self) -> list[str]:
        """The keys of the buttons."""
        return [each.key for each in self.app.button]

    @property
    def complaints(self) -> list[str]:
        """Every error and exception on the page."""
        return [each.value for each in (*self.app.exception, *self.app.error)]

    @property
    def markdown(self) -> list[str]:
        """Every text that Streamlit reads as Markdown."""
        values = [each.value for kind in SHOWS_VALUE for each in self.app.get(kind)]
        return values + [each.label for kind in SHOWS_LABEL for each in self.app.get(kind)]

    @property
    def html(self) -> str:
        """Every text that Streamlit reads as HTML."""
        return "\n".join(each.proto.body for each in self.app.get("html"))

    @property
    def dots(self) -> list[str]:
        """The ids of the dots on the map."""
        sent = self.component("place-map")
        found = find_columns(sent["columns"].rpartition("/")[2].removesuffix(".json")) if sent["columns"] else b"{}"
        chart = unfold(json.dumps(sent["chart"]), json.loads(found))
        return next(trace["ids"] for trace in chart["data"] if trace.get("name") == "dots")

    @property
    def reader(self) -> dict[str, Any]:
        """What the reader was given."""
        return self.component("release_reader")

    @property
    def lines(self) -> list[str]:
        """The lines of the open release as the reader shows them."""
        return ["".join(map(text_of, each["runs"])) for each in self.reader["paragraphs"]]

    @property
    def has_reader(self) -> bool:
        """Whether a release is open."""
        return any(each.proto.component_name == "release_reader" for each in self.app.get("bidi_component"))

    def component(self, name: str) -> dict[str, Any]:
        """What a component of ours was given."""
        found = (each.proto for each in self.app.get("bidi_component"))
        return json.loads(next(proto.bytes for proto in found if proto.component_name == name))

    def table(self, key: str) -> Any:
        """What a table of Streamlit's own shows."""
        return next(each.value for each in self.app.dataframe if each.key == key)

    def click(self, key: str) -> None:
        """Click a button."""
        self.app.button(key=key).click().run()

    def open(self, key: str) -> None:
        """Press the button of a popover that is closed."""
        self.app.session_state[key] = True
        self.app.run()

    @property
    def chips(self) -> list[str]:
        """What the chips of the filters say."""
        return [each.label.replace("\\", "") for each in self.app.button if each.key.startswith("chip-")]

    def take_off(self, label: str) -> None:
        """Click a chip."""
        self.click(next(each.key for each in self.app.button if each.label.replace("\\", "") == label))

    def search(self, words: str) -> None:
        """Type into the search box."""
        self.app.text_input(key="words").set_value(words).run()


def text_of(run: str | list[Any]) -> str:
    """The text of a run, plain or marked."""
    return run if isinstance(run, str) else run[0]
