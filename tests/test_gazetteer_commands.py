"""A user's own places on the command line."""

import pytest

from explorer.__main__ import main
from explorer.geoparsing import load_geoparser
from explorer.library import Library

COLUMNS = "place_id,name,arabic_name,latitude,longitude,feature_class,country_code,admin1,precision_km,source"
OWN = "own:zubaydiyat,Zubaydiyat Farm,,33.1,43.2,site,IQ,Anbar,2,survey"
OUTSIDE = "own:nowhere,Nowhere Farm,,133.1,43.2,site,IQ,Anbar,2,survey"


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command on a library of its own; returns its exit status, output lines and error lines."""
    monkeypatch.setenv("EXPLORER_LIBRARY", str(tmp_path / "data" / "library.sqlite"))

    def run(*arguments):
        load_geoparser.cache_clear()
        status = main([str(argument) for argument in arguments])
        output, errors = capsys.readouterr()
        return status, output.splitlines(), errors.splitlines()

    yield run
    load_geoparser.cache_clear()


def test_places_are_added_found_listed_and_removed(run, tmp_path):
    own, release = tmp_path / "own.csv", tmp_path / "one.txt"
    own.write_text(f"{COLUMNS}\n{OWN}\n{OUTSIDE}\n", encoding="utf-8")
    release.write_text("Forces secured Zubaydiyat Farm on Monday.", encoding="utf-8")
    run("load", release)
    library = Library.open(tmp_path / "data" / "library.sqlite")
    assert "own:zubaydiyat" not in set(library.mentions()["place_id"])
    status, output, errors = run("gazetteer", "add", own)
    assert (status, output) == (0, ["1 added, 0 merged, 1 refused"])
    assert errors[0].startswith("refused: 1 rows: ")
    assert errors[-1] == "1 releases geoparsed anew"
    assert "own:zubaydiyat" in set(library.mentions()["place_id"])
    assert run("gazetteer", "list")[1] == ["1 own.csv"]
    assert run("gazetteer", "remove", "own.csv")[1] == ["1 removed"]
    assert "own:zubaydiyat" not in set(library.mentions()["place_id"])
    assert run("gazetteer", "list")[1] == []


def test_a_file_that_is_no_gazetteer_is_named(run, tmp_path):
    for file in (tmp_path / "absent.csv", tmp_path):
        status, output, errors = run("gazetteer", "add", file)
        assert (status, output, len(errors)) == (1, [], 1)
        assert str(file) in errors[0]
