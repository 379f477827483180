"""What the commands write, and how they end."""

import io
import json
import re
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from explorer.__main__ import main
from explorer.commands import geoparse_lines
from explorer.library import Library
from explorer.model import Mention, Place, Point

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
MOSUL = Place("test:mosul", "Mosul", "الموصل", 36.34, 43.13, "city", "IQ", "Nineveh", 5.0, "test")


class FirstMosul:
    """Finds the first Mosul of a text."""

    def geoparse(self, text):
        start = text.find("Mosul")
        place = (start, start + 5, "Mosul", "location", MOSUL, Point(36.4, 43.2, 12.0), True, "exact", 1.0)
        return (Mention(*place),) if start >= 0 else ()


@pytest.fixture(autouse=True)
def _quick_geoparser(monkeypatch):
    monkeypatch.setattr("explorer.geoparsing.load_geoparser", lambda own=None: FirstMosul())


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command in this process; returns its exit status, output lines and error lines."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(argument) for argument in arguments])
        output, errors = capsys.readouterr()
        return status, output.splitlines(), errors.splitlines()

    return run


def test_a_mention_has_every_field_of_the_machine_interface(run):
    status, output, errors = run("geoparse", "--jsonl", stdin='{"id": "é", "text": "Strikes near Mosul"}'.encode())
    assert (status, errors) == (0, [])
    mention = {
        "start": 13,
        "end": 18,
        "toponym": "Mosul",
        "role": "location",
        "place": {
            "place_id": "test:mosul",
            "name": "Mosul",
            "latitude": 36.34,
            "longitude": 43.13,
            "country_code": "IQ",
            "admin1": "Nineveh",
            "feature_class": "city",
            "precision_km": 5.0,
        },
        "point": {"latitude": 36.4, "longitude": 43.2, "radius_km": 12.0},
        "on_map": True,
        "reason": "exact",
        "score": 1.0,
    }
    assert [json.loads(line) for line in output] == [{"id": "é", "mentions": [mention]}]


@pytest.mark.parametrize(
    "line", [b"no json", b'"Mosul"', b'{"id": 1}', b'{"text": 7}', b"", b"\xff", b"[" * 100_000, b'{"text": "']
)
def test_a_bad_line_is_named_by_its_number_and_the_rest_goes_on(run, line):
    status, output, errors = run("geoparse", "--jsonl", stdin=b'{"id": 1, "text": ""}\n' + line + b'\n{"text": "a"}\n')
    assert status == 1
    assert [json.loads(answer)["id"] for answer in output] == [1, None]
    assert len(errors) == 1
    assert errors[0].startswith("standard input line 2: ")
    assert errors[0].endswith("; a line is one JSON object with id and text")
    assert not re.search("Expecting|codec|recursion|Unterminated", errors[0])


def test_a_lone_surrogate_is_answered_in_valid_utf_8(run):
    status, output, _ = run("geoparse", "--jsonl", stdin=rb'{"id": "\ud800", "text": "Mosul \ud800"}')
    assert status == 0
    assert json.loads(output[0])["id"] == "\ud800"


def test_geoparse_takes_release_files_and_plain_text(run):
    status, output, _ = run("geoparse", *SEEDS[2:4])
    assert status == 0
    assert [json.loads(line)["file_name"] for line in output] == [path.name for path in SEEDS[2:4]]
    _, output, _ = run("geoparse", stdin=b"Forces reached Mosul on Thursday.")
    assert [mention["start"] for mention in json.loads(output[0])["mentions"]] == [15]


def test_geoparse_names_a_file_that_is_missing(run, tmp_path):
    for options in ([], ["--jsonl"]):
        status, output, errors = run("geoparse", *options, tmp_path / "absent")
        assert (status, output, len(errors)) == (1, [], 1)
        assert "absent" in errors[0]


def test_read_says_when_each_seed_was_published_and_how_that_is_known(run):
    status, output, errors = run("read", *SEEDS)
    releases = [json.loads(line) for line in output]
    assert (status, errors) == (0, [])
    dated = [[release["published"][field] for field in ("date", "precision", "basis")] for release in releases]
    assert dated == [
        ["2015-05-26", "day", "stated"],
        ["2019-03-25", "day", "stated"],
        ["2017-06-29", "day", "stated"],
        ["2017-06", "month", "inferred"],
        ["2024", "year", "inferred"],
    ]
    assert [release["release_number"] for release in releases] == [None, "20190325-01", None, None, None]
    assert set(releases[0]) == {
        "release_id", "file_name", "title", "title_basis", "published", "release_number", "publisher", "source",
        "kind", "dateline", "byline", "text", "other_dates", "event_dates", "removed", "encoding", "warnings",
    }  # fmt: skip
    assert set(releases[0]["published"]) == {"date", "precision", "basis", "evidence"}


def test_read_names_the_dates_in_a_text_and_what_it_leaves_out(run):
    _status, [line], _errors = run("read", SEEDS[0])
    release = json.loads(line)
    [found] = release["event_dates"]
    assert found["sentence"].startswith("Military leaders from about 21 nations met May 19-20 ")
    assert release["text"][found["start"] : found["end"]] == found["text"] == "May 19-20"
    assert [found[name] for name in ("first_day", "last_day", "precision", "basis")] == [
        "2015-05-19", "2015-05-20", "day", "computed",
    ]  # fmt: skip
    assert all(passage["text"] and passage["reason"] for passage in release["removed"])
    assert (release["encoding"], release["other_dates"], release["warnings"]) == ("utf-8", [], [])


def test_read_names_a_file_that_fails_and_reads_the_others(run, tmp_path):
    (tmp_path / "empty.txt").touch()
    status, output, errors = run("read", tmp_path / "empty.txt", SEEDS[0])
    assert (status, len(output), len(errors)) == (1, 1, 1)
    assert "empty.txt" in errors[0]


def test_load_says_what_became_of_each_file(run, tmp_path):
    library = tmp_path / "library.sqlite"
    copy = tmp_path / "copy.txt"
    copy.write_bytes(SEEDS[0].read_bytes())
    status, output, errors = run("load", *SEEDS[:2], "--library", library)
    assert (status, output, errors) == (0, [f"added: {path}" for path in SEEDS[:2]], ["2 added"])
    (tmp_path / "empty.txt").touch()
    paths = [tmp_path / "absent", tmp_path / "empty.txt", SEEDS[0], copy]
    status, output, errors = run("load", *paths, "--library", f"sqlite:///{library}")
    assert status == 1
    assert output == [f"unchanged: {SEEDS[0]}", f"unchanged: {copy}, the same as {SEEDS[0].name}"]
    assert errors[0].startswith(f"failed: not found: {tmp_path / 'absent'}")
    assert errors[1].startswith(f"failed: no text: {tmp_path / 'empty.txt'}: ")
    assert errors[2:] == ["2 failed, 2 unchanged"]


def test_load_takes_a_folder(run, tmp_path):
    status, output, _ = run("load", SEEDS[0].parent, "--library", tmp_path / "library.sqlite")
    assert (status, len(output)) == (0, 5)


def test_a_backup_without_the_own_places_says_so_and_ends_with_1(run, tmp_path):
    library = tmp_path / "one.sqlite"
    run("load", SEEDS[0], "--library", library)
    (tmp_path / "gazetteer.csv").write_text("no gazetteer\n")
    status, lines, errors = run("backup", "--library", library)
    assert (status, len(lines), len(errors)) == (1, 1, 1)
    assert errors[0].startswith(f"Your own places in {tmp_path} are left out of the backup: gazetteer.csv: column ")


def test_the_library_may_be_named_before_the_command(run, tmp_path):
    one, two = tmp_path / "one.sqlite", tmp_path / "two.sqlite"
    assert run("--library", one, "load", SEEDS[0])[0] == 0
    assert run("--library", one, "log", "export")[0] == 0
    assert len(Library.open(one).releases()) == 1
    run("--library", one, "load", SEEDS[1], "--library", two)
    assert [len(Library.open(path).releases()) for path in (one, two)] == [1, 1]


def test_a_backup_restores_the_library(run, tmp_path):
    run("load", *SEEDS, "--library", tmp_path / "one.sqlite")
    _, lines, _ = run("backup", "--library", tmp_path / "one.sqlite")
    (tmp_path / "backup.jsonl").write_text("\n".join([*lines, "no json"]), encoding="utf-8")
    status, output, errors = run("restore", tmp_path / "backup.jsonl", "--library", tmp_path / "two.sqlite")
    assert (status, output) == (1, [f"added: {path.name}" for path in SEEDS])
    assert errors[0].startswith(f"failed: not parsed: {tmp_path / 'backup.jsonl'} line 6: ")
    assert run("backup", "--library", tmp_path / "two.sqlite")[1] == lines
    assert run("restore", tmp_path / "absent", "--library", tmp_path / "two.sqlite")[0] == 1


def test_damage_that_opening_cannot_see_is_found(run, tmp_path):
    run("load", *SEEDS, "--library", tmp_path / "library.sqlite")
    assert run("check", "--library", tmp_path / "library.sqlite") == (0, ["sound"], [])
    with Library.open(tmp_path / "library.sqlite").writing() as connection:
        connection.exec_driver_sql("UPDATE release SET text = 'x' || text WHERE number = 1")
        connection.exec_driver_sql("UPDATE source_file SET bytes = x'00' WHERE rowid = 2")
    status, output, errors = run("check", "--library", tmp_path / "library.sqlite")
    assert (status, output, len(errors)) == (1, ["2 damaged"], 2)
    assert all(f"load {seed.name!r} again" in "".join(errors) for seed in SEEDS[:2])


def test_a_folder_without_releases_is_named(run, tmp_path):
    (tmp_path / "empty").mkdir()
    status, output, errors = run("load", tmp_path / "empty", "--library", tmp_path / "library.sqlite")
    assert (status, output) == (1, [])
    assert errors[0].endswith("empty: the folder has no release files")


def test_a_damaged_library_is_kept_aside_by_a_load_alone(run, tmp_path):
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"junk" * 1000)
    status, output, errors = run("check", "--library", path)
    assert (status, output, len(errors)) == (1, [], 1)
    assert "library.sqlite" in errors[0]
    status, output, errors = run("load", SEEDS[0], "--library", path)
    assert (status, output) == (1, [f"added: {SEEDS[0]}"])
    assert "kept as" in errors[0]
    assert [aside.read_bytes() for aside in tmp_path.glob("library.damaged-*")] == [b"junk" * 1000]


def test_a_file_name_with_a_line_end_stays_on_one_line(run, tmp_path):
    status, _, errors = run("read", tmp_path / "two\nlines\x1b[2J.txt")
    assert (status, len(errors)) == (1, 1)
    assert r"two\nlines\x1b[2J.txt" in errors[0]


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["load"], ["read"], ["geoparse", "--unknown"]])
def test_bad_usage_ends_with_2(run, arguments):
    with pytest.raises(SystemExit, match=r"^2$"):
        run(*arguments)


def test_the_version_is_the_one_of_the_project(capsys):
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["--version"])
    version = capsys.readouterr().out.split()[-1]
    assert f'version = "{version}"' in Path(__file__).parent.parent.joinpath("pyproject.toml").read_text("utf-8")


def test_geoparsing_a_long_file_takes_little_memory(tmp_path):
    def peak(count):
        path = tmp_path / f"{count}.jsonl"
        path.write_text((json.dumps({"id": 1, "text": "Strikes near Mosul. " * 600}) + "\n") * count)
        tracemalloc.start()
        answers = sum(1 for _ in geoparse_lines([str(path)], FirstMosul()))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert answers == count
        return found

    assert peak(1_000) < 1_000_000  # bytes; the file has 12 million


def test_an_answer_comes_before_the_next_line_is_asked():
    command = [sys.executable, "-m", "explorer", "geoparse", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=SEEDS[0].parent.parent) as asked:
        for number in range(3):
            asked.stdin.write(json.dumps({"id": number, "text": "Strikes near Mosul"}).encode() + b"\n")
            asked.stdin.flush()
            answer = json.loads(asked.stdout.readline())
            assert (answer["id"], answer["mentions"][0]["toponym"]) == (number, "Mosul")
        asked.stdin.close()
        assert asked.wait() == 0


def test_columns_of_other_names_are_named_on_the_command_line(run, tmp_path):
    table = tmp_path / "export.csv"
    table.write_text(
        "Ueberschrift;Inhalt;Tag\nStrikes went on;Forces struck near Mosul.;2017-06-29\n", encoding="utf-8"
    )
    mapped = ["--column", "text=Inhalt", "--column", "title=Ueberschrift", "--column", "date=Tag"]
    status, [line], errors = run("read", table, *mapped)
    release = json.loads(line)
    assert (status, errors, release["title"], release["published"]["date"]) == (0, [], "Strikes went on", "2017-06-29")
    assert run("load", table, *mapped, "--library", tmp_path / "library.sqlite")[0] == 0
    status, output, [error] = run("read", table)
    assert (status, output) == (1, [])
    assert "'Inhalt'" in error
    with pytest.raises(SystemExit, match="2"):
        run("load", table, "--column", "body=Inhalt")
