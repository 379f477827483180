"""Data flows one way: reading → geoparsing → library → exploring → charts → ui → pages."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "explorer"
LAYERS = ["reading", "geoparsing", "library", "exploring", "charts", "ui", "pages"]
SHOWS = {"ui", "pages"}  # may import streamlit
OPENS = {
    "reading",
    "library",
    "data",
}  # may open files and the database; data/ holds the script that rebuilds its files
OPENERS = {"open", "read_text", "write_text", "write_bytes", "read_csv", "read_sql", "fdopen", "FileInput"}
DATABASE = {"sqlite3", "sqlalchemy", "filelock"}

MODULES = sorted(PACKAGE.rglob("*.py"))
IN_LAYERS = [path for path in MODULES if path.parent != PACKAGE]


@cache
def nodes_of(path):
    """Everything that stands in a file."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def layer_of(path):
    return path.relative_to(PACKAGE).parts[0]


def imports_of(path):
    """Every module that a file imports, with dots."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} line {node.lineno}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls_in(path):
    """What a file calls, as written: `open`, `path.open`, `Library.open`."""
    return {ast.unparse(node.func) for node in nodes_of(path) if isinstance(node, ast.Call)}


def is_own_asset(path, call):
    """The parts of pages read the styles and scripts that lie beside them."""
    return layer_of(path) == "ui" and call.endswith(".read_text")


def roots_of(path):
    return {name.split(".")[0] for name in imports_of(path)}


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", IN_LAYERS, ids=name_of)
def test_a_module_imports_only_from_the_left(path):
    own = layer_of(path)
    imported = {name.split(".")[1] for name in imports_of(path) if name.startswith("explorer.")}
    allowed = set(LAYERS[: LAYERS.index(own) + 1]) if own in LAYERS else set(LAYERS)
    assert imported & set(LAYERS) <= allowed
    assert not imported & {"commands", "__main__"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_pages_and_their_parts_import_streamlit(path):
    assert layer_of(path) in SHOWS or "streamlit" not in roots_of(path)


@pytest.mark.parametrize("path", IN_LAYERS, ids=name_of)
def test_only_reading_and_library_open_files_and_the_database(path):
    if layer_of(path) in OPENS:
        return
    assert not roots_of(path) & DATABASE
    opening = {call for call in calls_in(path) if call.split(".")[-1] in OPENERS}
    assert {call for call in opening if not is_own_asset(path, call)} <= {"Library.open"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_prints(path):
    assert layer_of(path) == "data" or "print" not in calls_in(path)
