import time

import pytest

from explorer.library import Library
from explorer.library.correction_records import correction_line
from explorer.library.corrections import Correction
from explorer.ui.cache import SEEDS
from tests.pages.visitor import seed

PAGE = "explorer/pages/library.py"
TEXT = "Coalition strikes\n\nJune 3, 2017\n\nNear Hawija, two strikes hit a unit.\n"


@pytest.fixture
def open_section(visit_library, own_library):
    """Open a section of the Library page."""

    def open_section(section="Files"):
        visitor = visit_library(own_library)
        visitor.app.switch_page(PAGE).run()
        if section != "Files":
            visitor.app.button_group(key="show").set_value(section).run()
        assert visitor.complaints == []
        return visitor

    return open_section


def finish(visitor):
    """Wait for the work in the background, and draw the page again."""
    deadline = time.monotonic() + 20
    while any(job.seconds is None for job in visitor.app.session_state["jobs"]) and time.monotonic() < deadline:
        time.sleep(0.02)
    visitor.app.run()


def upload(visitor, *files):
    visitor.app.get("file_uploader")[0].set_value([(name, data, "text/plain") for name, data in files]).run()
    finish(visitor)


def table_with(visitor, column):
    """The first table that has a column."""
    return next(each.value for each in visitor.app.dataframe if column in each.value)


def outcomes(visitor):
    table = table_with(visitor, "Outcome")
    return dict(zip(table["File"], table["Outcome"], strict=True))


def select_row(visitor, title):
    """Choose the row of a release in the table of files."""
    row = next(i for i, each in enumerate(visitor.table("library-files")["Title"]) if title in each)
    visitor.app.session_state["library-files"] = {"selection": {"rows": [], "columns": [], "cells": [(row, "Title")]}}
    visitor.app.run()


def test_the_page_says_what_the_library_holds_and_where(open_section, own_library):
    visitor = open_section()
    assert "5 releases" in visitor.summary
    assert "data version" in visitor.summary
    assert str(own_library.name) in visitor.summary.replace("\\", "")
    assert len(visitor.table("library-files")) == 5


def test_uploads_each_end_with_their_outcome(open_section, own_library):
    visitor = open_section("Load")
    known = next(SEEDS.glob("003_*.txt"))
    upload(visitor, ("../new.txt", TEXT.encode()), ("empty.txt", b""), (known.name, known.read_bytes()))
    assert outcomes(visitor) == {"new.txt": "added", "empty.txt": "failed", known.name: "unchanged"}
    (complaint,) = visitor.complaints
    assert "empty.txt" in complaint.replace("\\", "")
    assert "is empty" in complaint
    assert "6 releases" in visitor.summary


def test_a_table_is_loaded_once_its_columns_are_named(open_section):
    visitor = open_section("Load")
    upload_table = visitor.app.get("file_uploader")[0]
    upload_table.set_value([("t.csv", b"Tag;Wortlaut\n2017-06-03;Near Hawija two strikes hit a unit.\n", "")]).run()
    assert [each.label for each in visitor.app.selectbox][:2] == ["Text", "Title"]
    visitor.app.selectbox[0].set_value("Wortlaut")
    visitor.app.selectbox[2].set_value("Tag")
    next(each for each in visitor.app.button if each.label == "Load with these columns").click().run()
    finish(visitor)
    assert list(outcomes(visitor).values()) == ["added"]
    assert visitor.app.selectbox.len == 0


def test_a_folder_is_loaded_and_loaded_again(open_section, tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "new.txt").write_text(TEXT)
    visitor = open_section("Load")
    for expected in ("added", "unchanged"):
        visitor.app.text_input[0].set_value(str(folder))
        next(each for each in visitor.app.button if each.label == "Load the folder").click().run()
        finish(visitor)
        assert table_with(visitor, "Outcome")["Outcome"].iloc[0] == expected


@pytest.mark.parametrize("path", ["/no/such/folder", "\0", str(SEEDS / "SOURCES.md")])
def test_a_folder_that_is_none_is_named(open_section, path):
    visitor = open_section("Load")
    visitor.app.text_input[0].set_value(path)
    next(each for each in visitor.app.button if each.label == "Load the folder").click().run()
    assert len(visitor.complaints) == 1
    assert not visitor.app.exception


def test_what_was_left_out_of_a_release_is_shown_with_its_reason(open_section, own_library):
    visitor = open_section()
    select_row(visitor, "Coalition Progresses")
    shown = visitor.component("release_original")
    assert shown["id"] == seed("003")
    assert any(reason for _, reason in shown["runs"])
    library = Library.open(own_library)
    assert "".join(text for text, _ in shown["runs"]) == library.release(seed("003")).original
    library.close()


def test_a_colleague_s_log_is_taken_over_once(open_section, own_library):
    entry = Correction("c1", "2026-11-20T10:00:00+00:00", "B", "paper", seed("003"), "title", None, "Another title")
    stray = Correction("c2", "2026-11-20T10:00:01+00:00", "B", "", "gone", "title", None, "Lost")
    log = "\n".join([correction_line(entry), "no json", correction_line(stray)]).encode()
    visitor = open_section("Corrections")
    for _ in range(2):
        visitor.app.get("file_uploader")[0].set_value(("log.jsonl", log, "")).run()
        finish(visitor)
    infos = [each.value.replace("\\", "") for each in visitor.app.info]
    assert "log.jsonl: 2 added, 0 known already, 1 refused" in infos
    assert "log.jsonl: 0 added, 2 known already, 1 refused" in infos
    assert any("log.jsonl line 2" in each for each in infos)
    assert [len(each.value) for each in visitor.app.dataframe] == [2, 1]  # the log, and what does not fit
    library = Library.open(own_library)
    assert library.release(seed("003")).title == "Another title"
    library.close()


def test_a_release_is_removed_only_after_a_second_click(open_section):
    visitor = open_section()
    select_row(visitor, "Coalition Progresses")
    assert "5 releases" in visitor.summary
    visitor.click("remove")
    assert visitor.complaints == []
    assert "4 releases" in visitor.summary


def test_a_saved_library_is_brought_back(open_section, own_library):
    library = Library.open(own_library)
    saved = "\n".join(library.backup()).encode()
    library.remove(seed("003"))
    library.close()
    visitor = open_section("Backup")
    assert "4 releases" in visitor.summary
    visitor.app.get("file_uploader")[0].set_value(("library.jsonl", saved + b"\nno json", "")).run()
    finish(visitor)
    assert sorted(table_with(visitor, "Outcome")["Outcome"]) == ["added", "failed"] + ["unchanged"] * 4
    assert "5 releases" in visitor.summary
