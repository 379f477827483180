"""All that is known to break readers, loaded in one go: each file ends as its named outcome, no other suffers."""

import collections
import os
import re
import socket
from pathlib import Path

import pytest

from explorer.commands import find_all, write_outcomes
from explorer.geoparsing import load_geoparser
from explorer.library import Library
from explorer.reading import Upload, files, find_files, limited
from tests.library.bad_inputs import ENGLISH, FAILING, LOADING, SEVERAL, SLOW, made
from tests.library.fakes import TwoPlaces

SOUND = "Sound headline\n\nJune 29, 2017\n\nSOUTHWEST ASIA – A sound release names Mosul and Raqqa in one sentence.\n"


class Load:
    """What came of one load of every bad file, beside a release that was stored before and a sound one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "bad"
        self.folder.mkdir()
        for case in (*FAILING.values(), *LOADING.values(), *SEVERAL.values()):
            (self.folder / case.file_name).write_bytes(made(case.data))
        (self.folder / "sound.txt").write_text(SOUND, encoding="utf-8")
        stored = folder / "stored.txt"
        stored.write_text(ENGLISH, encoding="utf-8")
        self.library = Library.open(folder / "library.sqlite")
        self.stored_id = self.library.load_file(stored, load_geoparser()).release_id
        self.stored_before = self.everything_stored()
        self.outcomes = self.library.load(find_files([self.folder]), load_geoparser())

    def everything_stored(self):
        library, release_id = self.library, self.stored_id
        return library.release(release_id), library.original_bytes(release_id), library.mentions_of(release_id)

    def of(self, file_name):
        """The outcomes of one file's entries."""
        return [each for each in self.outcomes if re.match(rf"{re.escape(file_name)}( |/|$)", self.name_of(each))]

    def name_of(self, outcome):
        """A file's name, and which of its entries it is."""
        return outcome.path.relative_to(self.folder).as_posix()

    def release(self, file_name):
        """The one release that a file became."""
        [outcome] = self.of(file_name)
        assert outcome.outcome == "added", outcome.message
        return self.library.release(outcome.release_id)


@pytest.fixture(scope="module")
def load(tmp_path_factory):
    return Load(tmp_path_factory.mktemp("load"))


def check_failure(outcome, named, cause):
    assert outcome.outcome == "failed"
    assert outcome.message.startswith(f"{named}: {outcome.path}")
    assert cause in outcome.message


@pytest.mark.parametrize("kind", FAILING)
def test_a_file_that_cannot_be_read_is_named_with_its_cause(load, kind):
    case = FAILING[kind]
    [outcome] = load.of(case.file_name)
    check_failure(outcome, case.outcome, case.cause)


@pytest.mark.parametrize("kind", LOADING)
def test_a_file_that_can_be_read_all_the_same_is_read_right(load, kind):
    case = LOADING[kind]
    assert case.is_right(load.release(case.file_name))


@pytest.mark.parametrize("kind", SEVERAL)
def test_of_several_entries_each_has_its_own_outcome(load, kind):
    case = SEVERAL[kind]
    for outcome, expected in zip(load.of(case.file_name), case.outcomes, strict=True):
        if isinstance(expected, str):
            assert outcome.outcome == expected, outcome.message
        else:
            assert outcome.message.startswith(f"{expected[0]}: ")
            assert expected[1] in outcome.message


@pytest.mark.parametrize("kind", SLOW)
def test_a_file_that_keeps_its_parser_busy_is_stopped_and_named(library, monkeypatch, kind):
    monkeypatch.setattr(limited, "CPU_SECONDS", 1)
    file_name, data = SLOW[kind]
    outcome, sound = library.load([Upload(file_name, data()), Upload("sound.txt", SOUND.encode())], load_geoparser())
    check_failure(outcome, "timed out", "was not done after 1 s")
    assert sound.outcome == "added"


def test_the_rest_is_loaded_and_what_was_stored_is_untouched(load, capsys):
    assert load.release("sound.txt").title == "Sound headline"
    assert load.everything_stored() == load.stored_before
    assert write_outcomes(load.outcomes, total=None, failed=0) == 1
    captured = capsys.readouterr()
    assert captured.err.count("failed: ") == sum(outcome.outcome == "failed" for outcome in load.outcomes)


def test_nothing_climbed_out_of_an_archive(load):
    assert not list(load.folder.parent.rglob("climbed*"))
    assert not Path("/climbed.txt").exists()


def test_places_are_found_through_what_cannot_be_seen(load):
    for file_name in ("hyphen.txt", "nul.txt", "override.txt", "astral.txt"):
        release = load.release(file_name)
        mentions = load.library.mentions_of(release.release_id)
        assert {mention.toponym for mention in mentions} == {"Mosul", "Raqqa"}
        assert all(release.text[each.start : each.end] == each.toponym for each in mentions)


def test_of_a_million_names_those_of_the_beginning_are_found(load):
    release = load.release("million.txt")
    ends = [mention.end for mention in load.library.mentions_of(release.release_id)]
    assert 999_900 < max(ends) <= 1_000_000
    assert len(ends) == 33_333


@pytest.fixture
def load_path(library):
    """Load one path as the command line does; returns the outcomes and what was said of paths without files."""

    def load(path):
        paths, complaints = find_all([path])
        return library.load(paths, load_geoparser()), complaints

    return load


def test_a_text_of_100_mb_is_too_large(load_path, tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(100 * 10**6)
    [outcome], _ = load_path(tmp_path)
    check_failure(outcome, "too large", "larger than the 20 MB")


def test_a_pipe_is_no_file(load_path, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    [outcome], _ = load_path(tmp_path)
    check_failure(outcome, "unsupported", "pipe, socket or device")


def test_a_socket_is_no_file(load_path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.txt")
        [outcome], _ = load_path(tmp_path)
    check_failure(outcome, "unreadable", "cannot be opened")


def test_a_device_without_end_is_no_file(load_path):
    [outcome], _ = load_path(Path("/dev/zero"))
    check_failure(outcome, "unsupported", "pipe, socket or device")


def test_a_file_that_the_system_makes_up_is_read_up_to_its_end(load_path):
    [outcome], _ = load_path(Path("/proc/version"))
    assert outcome.outcome == "added"


def test_a_file_that_may_not_be_read_is_named(load_path, tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text(SOUND)
    path.chmod(0)

    def refuse(opened, *arguments, real=os.open):
        if Path(opened) == path:
            raise PermissionError(13, "Permission denied")
        return real(opened, *arguments)

    monkeypatch.setattr(os, "open", refuse)  # root may read everything
    [outcome], _ = load_path(path)
    check_failure(outcome, "unreadable", "Permission denied")


def test_a_file_that_vanishes_after_it_was_listed_is_not_found(library, tmp_path):
    (tmp_path / "a.txt").write_text(SOUND)
    paths = find_files([tmp_path])
    paths[0].unlink()
    [outcome] = library.load(paths, load_geoparser())
    check_failure(outcome, "not found", "there is no such file")


class Written:
    """Opens files as the system does, and writes to one of them after its first read, or after every one."""

    def __init__(self, path, texts):
        self.path, self.texts, self.real = path, iter(texts), os.fdopen

    def __call__(self, *arguments, **options):
        file = self.real(*arguments, **options)
        text = next(self.texts, None)
        if text is not None:
            file.peek(1)  # the old beginning is read
            self.path.write_text(text)
        return file


def test_a_file_that_is_written_to_while_it_is_read_is_read_anew(load_path, library, tmp_path, monkeypatch):
    path = tmp_path / "growing.txt"
    path.write_text(SOUND)
    monkeypatch.setattr(files.os, "fdopen", Written(path, [SOUND + "More was said of Tikrit.\n"]))
    [outcome], _ = load_path(path)
    assert outcome.outcome == "added"
    assert library.original_bytes(outcome.release_id) == path.read_bytes()


def test_a_file_that_is_written_to_all_the_time_is_named(load_path, tmp_path, monkeypatch):
    path = tmp_path / "growing.txt"
    path.write_text(SOUND)
    monkeypatch.setattr(files.os, "fdopen", Written(path, (SOUND + "More. " * count for count in range(1, 9))))
    [outcome], _ = load_path(path)
    check_failure(outcome, "unreadable", "changed each of the 3 times that it was read")


def test_a_folder_of_10_000_files_is_loaded_with_its_progress(library, tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_text(f"Strike {number % 60} hit Mosul.")
    told = []
    paths = find_files([tmp_path])
    outcomes = library.load(paths, TwoPlaces(), on_progress=lambda *progress: told.append(progress))
    assert collections.Counter(each.outcome for each in outcomes) == {"added": 60, "unchanged": 9_940}
    assert [each.path for each in outcomes] == paths
    assert told == [(done, 10_000) for done in range(1, 10_001)]


def test_links_that_lead_out_of_a_folder_are_named_and_not_followed(load_path, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "private.txt").write_text(SOUND)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "own.txt").write_text(ENGLISH)
    (folder / "again.txt").symlink_to("own.txt")
    (folder / "leak.txt").symlink_to("../outside/private.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "outside").symlink_to(tmp_path / "outside")
    outcomes, complaints = load_path(folder)
    assert sorted((each.path.name, each.outcome) for each in outcomes) == [
        ("again.txt", "added"),
        ("own.txt", "unchanged"),
    ]
    assert [complaint.split(": ")[:2] for complaint in complaints] == [
        ["unsupported", str(folder / name)] for name in ("loop", "outside", "leak.txt")
    ]


NAMES = ["two\nlines.txt", 'it\'s "quoted".txt', "<img src=x>.txt", "\udcff.txt", "=1+1.txt", "A.txt", "caf\u00e9.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_that_a_file_can_have_is_loaded_and_shown_on_one_line(load_path, tmp_path, name, capsys):
    (tmp_path / name).write_text(SOUND)
    outcomes, _ = load_path(tmp_path)
    assert [each.outcome for each in outcomes] == ["added"]
    assert write_outcomes(outcomes, total=None, failed=0) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize("name", ["../../climbed.txt", "/abs/climbed.txt", "n" * 5000 + ".txt", "C:\\climbed.txt"])
def test_any_name_that_an_upload_can_have_is_only_a_name(library, name, tmp_path):
    [outcome] = library.load([Upload(name, SOUND.encode())], load_geoparser())
    assert outcome.outcome == "added"
    assert library.release(outcome.release_id).file_name == name
    assert {path.name for path in tmp_path.rglob("*.txt")} == set()


def test_names_that_differ_only_in_case_or_accents_are_two_files(load_path, tmp_path):
    for number, name in enumerate(("caf\u00e9.txt", "cafe\u0301.txt", "B.txt", "b.txt")):
        (tmp_path / name).write_text(f"Forces held {number} towns.")
    outcomes, _ = load_path(tmp_path)
    assert [each.outcome for each in outcomes] == ["added"] * 4


def test_the_same_text_again_is_counted_once_unless_its_date_is_another(load_path, tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text)
        return [(each.outcome, each.message) for each in load_path(tmp_path / name)[0]]

    body = SOUND + " ".join(f"Unit {number} went on to hold the town of Hajin and its bridge." for number in range(9))
    assert write("a.txt", body) == [("added", "")]
    assert write("a.txt", body) == [("unchanged", "")]
    assert write("b.txt", body) == [("unchanged", "a.txt")]
    assert write("c.txt", body.replace("Unit 3 went on", "Units went on later")) == [("reprint", "a.txt")]
    assert write("d.txt", body.replace("June 29", "July 29")) == [("added", "")]
