"""What the Library page says and decides, without a page."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.errors import ReadingError
from explorer.exploring.tables import build_tables
from explorer.library import Library, Outcome
from explorer.library.correction_records import correction_line
from explorer.library.corrections import Correction
from explorer.model import Removed
from explorer.reading import Upload, read_bytes
from explorer.ui.jobs import Job, progress_text
from explorer.ui.library_files import original_runs
from explorer.ui.library_loading import find_folder_files, needs_columns, one_line, outcome_summary, safe_name
from explorer.ui.library_log import read_log_lines, toggled
from explorer.ui.library_storage import WHOLE, format_bytes, save_everything
from explorer.ui.library_watch import Watch, describe

RELEASE = read_bytes(b"Strikes\n\nJune 29, 2017\n\nStrikes near Mosul hit a bridge.\n", file_name="a.txt")


def outcome(name, message=""):
    return Outcome(Path("a.txt"), name, None, message)


def correction(number, field="title", after="New"):
    return Correction(f"id{number}", f"2026-11-20T10:00:{number:02}+00:00", "A", "", "r", field, "Old", after)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\secret\\a.txt", "a.txt"),
        ("/", "unnamed"),
        ("..", ".."),
        ("", "unnamed"),
        ("a\0b.txt", "ab.txt"),
        ("<img src=x>.txt", "<img src=x>.txt"),
    ],
)
def test_an_upload_is_named_without_folders(given, name):
    assert safe_name(given) == name


def test_a_table_without_a_known_text_column_waits_for_a_person():
    assert needs_columns(Upload("a.csv", b"Wortlaut;Tag\nStrikes;1"))
    assert not needs_columns(Upload("a.csv", b"text,date\nStrikes,1"))
    assert not needs_columns(Upload("a.txt", b"Wortlaut;Tag"))
    assert not needs_columns(Upload("a.jsonl", b"no json"))


def test_a_folder_is_loaded_and_a_file_is_not_taken_for_one(tmp_path):
    assert find_folder_files(tmp_path) == []
    file = tmp_path / "a.txt"
    file.write_text("Strikes")
    assert find_folder_files(tmp_path) == [file]
    with pytest.raises(ReadingError, match="is no folder"):
        find_folder_files(file)
    with pytest.raises(ReadingError, match="there is no such file or folder"):
        find_folder_files(tmp_path / "gone")


def test_outcomes_are_counted_by_their_names():
    assert outcome_summary([outcome("added"), outcome("failed"), outcome("added")]) == "2 added, 1 failed"


def test_hidden_characters_of_names_are_made_visible():
    assert one_line("a\nb\u202e.txt") == "a\\nb\\u202e.txt"


def test_progress_says_how_much_how_fast_and_how_long():
    job = Job("Load", 400, begun=120, outcomes=[outcome("added")] * 100)
    assert progress_text(job, 4.0) == "100 of 400 · 25 a second · about 12 s left"
    assert progress_text(replace(job, total=1), 4.0) == "100 releases · 25 a second"
    assert progress_text(Job("Load", 3), 0.0) == "0 of 3"


def test_files_that_hold_many_releases_do_not_fill_the_bar_too_soon():
    job = Job("Load", 4, outcomes=[outcome("added")] * 100)
    list(zip(job.count([1, 2, 3, 4]), range(2), strict=False))
    assert job.fraction <= 0.75


def test_the_original_is_shown_whole_with_what_was_left_out():
    original = RELEASE.original
    removed = (Removed(0, 7, "banner"), Removed(5, 9, "debris"), Removed(20, 23, "banner"))
    runs = list(original_runs(replace(RELEASE, removed=removed)))
    assert "".join(text for text, _ in runs) == original
    assert [reason for _, reason in runs] == ["banner", "debris", None, "banner", None]


def test_a_very_long_original_is_cut_for_the_browser(monkeypatch):
    monkeypatch.setattr("explorer.ui.library_files.MOST_SHOWN", 10)
    runs = list(original_runs(replace(RELEASE, removed=(Removed(8, 14, "banner"),))))
    assert "".join(text for text, _ in runs) == RELEASE.original[:10]


def test_taking_a_tick_away_undoes_and_setting_it_again_takes_that_back():
    first = correction(1)
    undo = toggled([first], first, False)
    assert (undo.field, undo.after) == ("undo", "id1")
    again = toggled([first, undo], first, True)
    assert again.after == undo.correction_id
    assert toggled([first, undo, again], first, False).after == "id1"


def test_a_tick_that_says_what_is_so_already_changes_nothing():
    first = correction(1)
    undo = toggled([first], first, False)
    assert toggled([first], first, True) is None
    assert toggled([first, undo], first, False) is None
    assert toggled([first, undo], undo, False) is None


def test_a_log_is_read_and_its_bad_lines_are_named():
    log = f"{correction_line(correction(1))}\n\nno json\n{correction_line(correction(2))}\n"
    corrections, refused = read_log_lines(log.encode(), "log.jsonl")
    assert [each.correction_id for each in corrections] == ["id1", "id2"]
    assert len(refused) == 1
    assert refused[0].startswith("log.jsonl line 3: ")


def test_sizes_are_said_in_units_that_fit():
    assert [format_bytes(count) for count in (0, 999, 1500, 2_000_000_000)] == [
        "0 bytes",
        "999 bytes",
        "1.5 kB",
        "2.0 GB",
    ]


def test_a_watch_says_what_it_found_and_when_it_looked():
    watch = Watch(Path("/in"))
    assert describe(watch, 0.0) == "Watching /in: nothing new yet, looking …"
    watch.counts.update(added=3, failed=1)
    watch.looked = 10.0
    assert describe(watch, 12.0) == "Watching /in: 3 added, 1 failed, looked 2 s ago"


def test_everything_saved_as_a_library_restores_it_with_its_corrections(tmp_path):
    library, copy = Library.open(tmp_path / "a.sqlite"), Library.open(tmp_path / "b.sqlite")
    kept = library.load_file(Upload("a.txt", b"Strikes\n\nJune 29, 2017\n\nStrikes near Mosul.\n"), library.geoparser())
    entry = replace(correction(1, after="Better"), release_id=kept.release_id)
    library.correct(entry, library.geoparser())
    tables = build_tables(library.releases(), library.mentions(), library.places())
    file = save_everything(library, tables, library.data_version(), WHOLE)
    assert file.name.startswith(f"library-v{library.data_version()}-{hashlib.sha256(file.data).hexdigest()[:8]}")
    outcomes = list(copy.restore(file.data.splitlines(), copy.geoparser()))
    assert [each.outcome for each in outcomes] == ["added"]
    assert copy.release(kept.release_id).title == "Better"
    assert copy.corrections() == [entry]
    assert copy.original_bytes(kept.release_id) == library.original_bytes(kept.release_id)
