"""What `export` writes, and how it ends."""

import json

import pytest

from explorer import export_command
from explorer.__main__ import main
from explorer.exploring.export import FORMATS
from explorer.library import Library
from tests.library.fakes import TwoPlaces

TEXTS = {
    "one.txt": "Strikes hit targets\n\nJune 29, 2017\n\nForces reached Mosul on Thursday.\n",
    "two.txt": "A visit to the city\n\nMay 3, 2018\n\nTeams met in Raqqa, then in Nowhere.\n",
    "three.txt": "=1+1 is what they said\n\nThere was no place.\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library of three releases."""
    folder = tmp_path_factory.mktemp("export")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "library.sqlite")
    library.load(sorted(folder.glob("*.txt")), TwoPlaces())
    library.close()
    return library.path


@pytest.fixture
def run(library, capsys):
    """Run an export in this process; returns its exit status, output and errors."""

    def run(*options):
        status = main(["export", "--library", str(library), *map(str, options)])
        return status, *capsys.readouterr()

    return run


def test_the_command_offers_every_format_there_is():
    assert tuple(FORMATS) == export_command.FORMATS


def test_without_filters_every_release_is_written(run):
    status, output, errors = run("--format", "csv")
    assert (status, errors) == (0, "3 of 3 releases\n")
    assert output.startswith("# made by: Release Explorer\r\n# data version: 3\r\n")
    assert "'=1+1 is what they said" in output


@pytest.mark.parametrize(
    ("options", "places"),
    [
        (["--country", "Iraq"], ["test:mosul"]),
        (["--country", "Iraq", "--country", "Syria"], ["test:mosul", "test:raqqa"]),
        (["--q", "teams"], ["test:raqqa"]),
        (["--from", "2018-01-01", "--undated", "no"], ["test:raqqa"]),
        (["--to", "2017-12-31"], ["test:mosul"]),
        (["--place", "test:mosul"], ["test:mosul"]),
        (["--place", "unknown"], []),
        (["--near=36.3,43.1,20"], ["test:mosul"]),
        (["--role", "actor"], []),
        (["--role", "any"], ["test:mosul", "test:raqqa"]),
        (["--governorate", "unknown", "--place_kind", "city"], []),
    ],
)
def test_filters_are_options_by_the_names_that_links_use(run, options, places):
    status, output, _errors = run("--format", "geojson", *options)
    assert status == 0
    assert sorted(feature["id"] for feature in json.loads(output)["features"]) == places


def test_what_is_written_to_a_file_is_what_is_written_out(run, tmp_path):
    _status, output, _errors = run("--format", "jsonl")
    status, nothing, _errors = run("--format", "jsonl", "--output", tmp_path / "view.jsonl")
    assert (status, nothing) == (0, "")
    assert (tmp_path / "view.jsonl").read_bytes() == output.encode()


def test_a_file_that_cannot_be_written_is_named(run, tmp_path):
    status, _output, errors = run("--format", "csv", "--output", tmp_path / "none" / "view.csv")
    assert status == 1
    assert errors.endswith("view.csv: No such file or directory\n")


def test_a_place_that_the_library_does_not_name_is_an_error(run):
    status, output, errors = run("--format", "csv", "--place", "test:gone")
    assert (status, output) == (1, "")
    assert errors.startswith("--place=test:gone: the library names no such place")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--from=2017", "--from=2017: not understood; --from DATE: published on this day or later: 2017-06-29"),
        ("--near=1,2", "--near=1,2: not understood; --near LATITUDE,LONGITUDE,KM: within"),
        ("--undated=yes", "--undated=yes: not understood; --undated no: leave out undated releases"),
        ("--format=pdf", "invalid choice: 'pdf'"),
    ],
)
def test_bad_usage_is_told(run, capsys, option, said):
    with pytest.raises(SystemExit, match="2"):
        run("--format=csv", option)
    assert said in capsys.readouterr().err
