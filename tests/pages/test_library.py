import re
import shutil
import time

import pytest

from explorer.library import Library
from explorer.library.correction_records import correction_line
from explorer.library.corrections import Correction
from explorer.reading import Upload
from explorer.ui import library_watch
from explorer.ui.cache import SEEDS
from explorer.ui.library_storage import LABELS, WHOLE
from tests.pages.visitor import seed

PAGE = "explorer/pages/library.py"
TEXT = "Coalition strikes\n\nJune 3, 2017\n\nNear Hawija, two strikes hit a unit.\n"


@pytest.fixture
def open_section(visit_library, own_library):
    """Open a section of the Library page."""

    def open_section(section="Releases"):
        visitor = visit_library(own_library)
        visitor.app.switch_page(PAGE).run()
        if section != "Releases":
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
    rows = visitor.rows("library-files")
    visitor.app.session_state["library-chosen"] = next(each for each in rows if title in rows[each]["title"])
    visitor.app.run()


def test_the_page_says_what_the_library_holds_and_where(open_section, own_library):
    visitor = open_section()
    assert "5 releases" in visitor.summary
    assert "data version" in visitor.summary
    assert str(own_library.name) in visitor.summary.replace("\\", "")
    assert len(visitor.rows("library-files")) == 5


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
    assert visitor.app.dataframe[0].value.to_dict("records") == [
        {"Tag": "2017-06-03", "Wortlaut": "Near Hawija two strikes hit a unit."}
    ]
    assert visitor.app.selectbox[0].value == "Wortlaut"
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
        visitor.click("load-folder")
        finish(visitor)
        assert table_with(visitor, "Outcome")["Outcome"].iloc[0] == expected


def test_links_out_of_a_folder_are_named(open_section, tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "aside").symlink_to(tmp_path)
    visitor = open_section("Load")
    visitor.app.text_input[0].set_value(str(folder))
    visitor.click("load-folder")
    finish(visitor)
    (complaint,) = visitor.complaints
    assert "releases/aside: is a link to a folder; load that folder itself" in complaint.replace("\\", "")


def test_a_folder_without_releases_is_named(open_section, tmp_path):
    visitor = open_section("Load")
    visitor.app.text_input[0].set_value(str(tmp_path))
    visitor.click("load-folder")
    (complaint,) = visitor.complaints
    assert "has no release files" in complaint


@pytest.mark.parametrize("path", ["/no/such/folder", "\0", str(SEEDS / "SOURCES.md")])
def test_a_folder_that_is_none_is_named(open_section, path):
    visitor = open_section("Load")
    visitor.app.text_input[0].set_value(path)
    visitor.click("load-folder")
    assert len(visitor.complaints) == 1
    visitor.app.toggle(key="watching").set_value(True).run()
    assert len(visitor.complaints) == 1
    assert not visitor.app.toggle(key="watching").value
    assert not visitor.app.exception


def test_a_folder_is_watched_until_it_is_switched_off(open_section, own_library, tmp_path, monkeypatch):
    monkeypatch.setattr("explorer.ui.library_watch.INTERVAL_SECONDS", 0.05)
    folder = tmp_path / "releases"
    folder.mkdir()
    visitor = open_section("Load")
    visitor.app.text_input(key="folder-path").set_value(str(folder)).run()
    visitor.app.toggle(key="watching").set_value(True).run()
    watch = library_watch.get_watching().watch
    (folder / "aside").symlink_to(tmp_path)
    wait_until(lambda: watch.counts["failed"] == 1)
    (folder / "new.txt").write_text(TEXT)
    wait_until(lambda: watch.counts["added"] == 1)
    shutil.rmtree(folder)
    wait_until(lambda: watch.problem is not None)
    visitor.app.run()
    assert outcomes(visitor) == {str(folder / "new.txt"): "added", str(folder): "failed"}
    assert any("there is no such folder now" in each.value for each in visitor.app.warning)
    folder.mkdir()
    (folder / "new.txt").write_text(TEXT.replace("two strikes", "two large strikes"))
    wait_until(lambda: watch.counts.total() == 3)
    assert watch.problem is None
    visitor.app.toggle(key="watching").set_value(False).run()
    assert watch.stopped.is_set()
    assert library_watch.get_watching().watch is None
    assert visitor.complaints == []


def wait_until(is_so):
    deadline = time.monotonic() + 20
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert is_so()


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


def test_a_release_is_removed_only_after_a_second_click_and_put_back(open_section, own_library):
    visitor = open_section()
    select_row(visitor, "Coalition Progresses")
    assert "5 releases" in visitor.summary
    assert any("Remove **Coalition Progresses in Mosul" in each.value for each in visitor.app.markdown)
    visitor.click("remove")
    assert visitor.complaints == []
    assert "4 releases" in visitor.summary
    visitor.click("put-back")
    assert "5 releases" in visitor.summary
    assert "put-back" not in visitor.buttons
    library = Library.open(own_library)
    assert library.release(seed("003")).title.startswith("Coalition Progresses")
    library.close()


def test_a_release_is_found_by_its_words_or_its_file(open_section):
    visitor = open_section()
    for typed in ("Dabiq", "003_"):
        visitor.app.text_input(key="find-release").set_value(typed).run()
        assert len(visitor.rows("library-files")) == 1
    select_row(visitor, "Coalition Progresses")
    assert "remove" in visitor.buttons
    visitor.app.text_input(key="find-release").set_value("004_").run()
    assert "remove" not in visitor.buttons  # what is chosen is no other row that took its place
    visitor.app.text_input(key="find-release").set_value("zeppelin").run()
    assert len(visitor.rows("library-files")) == 0
    assert visitor.complaints == []


def test_a_reprint_is_found_under_the_release_it_repeats(open_section, own_library):
    library = Library.open(own_library)
    known = library.original_bytes(seed("003"))
    reprint = library.load_file(Upload("again.txt", known.replace(b"emphasized", b"stressed")), library.geoparser())
    library.close()
    visitor = open_section()
    select_row(visitor, "Coalition Progresses")
    versions = next(each for each in visitor.app.selectbox if each.label == "Kept as one release")
    assert f"{reprint.outcome}: again.txt" in versions.options
    versions.set_value(reprint.release_id).run()
    assert visitor.component("release_original")["id"] == reprint.release_id


def test_storage_says_where_and_how_much(open_section, own_library):
    facts = table_with(open_section("Storage"), "Storage").set_index("Storage").iloc[:, 0]
    assert facts["File"] == str(own_library)
    assert facts["Releases"] == "5"
    assert facts["Corrections"] == "0"
    assert facts["Size"].endswith(("kB", "MB"))


@pytest.mark.parametrize("chosen", LABELS)
def test_everything_is_saved_in_each_format(open_section, own_library, chosen):
    visitor = open_section("Storage")
    visitor.app.selectbox(key="everything").set_value(chosen).run()
    assert visitor.complaints == []
    library = Library.open(own_library)
    version = library.data_version()
    library.close()
    captions = [each.value.replace("\\", "").replace("\u200b", "") for each in visitor.app.caption]
    assert any(re.fullmatch(rf"[a-z]+-v{version}-[0-9a-f]{{8}}\.(jsonl|csv|geojson)", each) for each in captions)


def test_own_places_that_cannot_be_read_are_named_and_the_rest_is_saved(open_section, own_library):
    visitor = open_section("Storage")
    (own_library.parent / "gazetteer.csv").write_text("no gazetteer\n")
    visitor.app.selectbox(key="everything").set_value(WHOLE).run()
    assert not visitor.app.exception
    assert any("left out of the backup: gazetteer" in each.value.replace("\\", "") for each in visitor.app.warning)
    [button] = visitor.app.get("download_button")
    assert button.proto.label.startswith("Download ")
    assert table_with(visitor, "Storage").shape[0] > 0


def test_a_saved_library_is_brought_back(open_section, own_library):
    library = Library.open(own_library)
    saved = "\n".join(library.backup()).encode()
    library.remove(seed("003"))
    library.close()
    visitor = open_section("Storage")
    assert "4 releases" in visitor.summary
    visitor.app.get("file_uploader")[0].set_value(("library.jsonl", saved + b"\nno json", "")).run()
    finish(visitor)
    assert sorted(table_with(visitor, "Outcome")["Outcome"]) == ["added", "failed"] + ["unchanged"] * 4
    assert "5 releases" in visitor.summary
