"""A user's own places on the command line."""

import json
import random
import re

import pytest

from explorer.__main__ import main
from explorer.library import Library

COLUMNS = "place_id,name,arabic_name,latitude,longitude,feature_class,country_code,admin1,precision_km,source"
OWN = "own:zubaydiyat,Zubaydiyat Farm,,33.1,43.2,site,IQ,Anbar,2,survey"
OUTSIDE = "own:nowhere,Nowhere Farm,,133.1,43.2,site,IQ,Anbar,2,survey"
DUMP = 30_000  # rows, as many as GeoNames has for Iraq


def dump_line(number, name, latitude=33.1, kind="P", code="PPL", alternates=""):
    tail = ["IQ", "", "01", "", "", "", "0", "", "300", "Asia/Baghdad", "2012-01-17"]
    return "\t".join([str(number), name, name, alternates, f"{latitude:.4f}", "43.2", kind, code, *tail])


MOSUL = dump_line(99072, "Al Mawsil", 36.335, alternates="Mosulopolis")


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command on a library of its own; returns its exit status, output lines and error lines."""
    monkeypatch.setenv("EXPLORER_LIBRARY", str(tmp_path / "data" / "library.sqlite"))

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        output, errors = capsys.readouterr()
        return status, output.splitlines(), errors.splitlines()

    return run


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


def test_a_full_geonames_dump_is_added_found_and_removed(run, tmp_path):
    chance = random.Random(7)
    names = ["".join(chance.choice(("bdghklmnrstz", "aeiou")[at % 2]) for at in range(7)).title() for _ in range(900)]
    villages = [
        dump_line(10**7 + number, f"{chance.choice(names)} {chance.choice(names)}", 32.4 + chance.random() * 1.5)
        for number in range(DUMP)
    ]
    farm = dump_line(8, "Mazraat Ahmad", 33.3, "S", "FRM")
    dump = tmp_path / "IQ.txt"
    dump.write_text("\n".join([*villages, dump_line(1, "Zubaydiyat"), MOSUL, farm, "no\trow", ""]), encoding="utf-8")
    text = "Near Zubaydiyat, Iraq, and in Mosulopolis, two strikes."
    release = tmp_path / "one.jsonl"
    release.write_text(json.dumps({"id": 1, "text": text}), encoding="utf-8")
    ask = ("geoparse", "--library", tmp_path / "data" / "library.sqlite", "--jsonl", release)
    before = run(*ask)[1]
    status, output, errors = run("gazetteer", "add", dump)
    added, merged, refused = map(int, re.fullmatch(r"(\d+) added, (\d+) merged, (\d+) refused", output[0]).groups())
    assert (status, refused) == (0, 2)
    assert added + merged == DUMP + 2
    assert added > 0.9 * DUMP  # villages of one name beside each other are one
    assert [line for line in errors if "FRM" in line or "tab-separated" in line] == errors[:2]
    found = {mention["toponym"]: mention for mention in json.loads(run(*ask)[1][0])["mentions"]}
    assert found["Zubaydiyat"]["place"]["place_id"] == "geonames:1"
    assert found["Mosulopolis"]["place"]["name"] == "Mosul"
    assert run("gazetteer", "remove", "IQ.txt")[1] == [f"{added} removed"]
    assert run(*ask)[1] == before


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (b"own:two,Two,,133.1,43.2,site,IQ,Anbar,2,survey,own.csv", "gazetteer.csv row 3: latitude 133.1"),
        (b"own:two,Two,,33.1,43.2", "gazetteer.csv row 3: 5 values"),
        (b'own:two,"Two,,33.1,43.2,site\nmore\nmore', "gazetteer.csv row 3: "),
        (b'own:two,"' + b"x" * 200_000, "gazetteer.csv row 3: "),
        (b"own:two,Tw\xff,,33.1,43.2,site,IQ,Anbar,2,survey,own.csv", "gazetteer.csv row 3: invalid start byte"),
        (b"own:zubaydiyat,Two,,33.1,43.2,site,IQ,Anbar,2,survey,own.csv", "row 3: place_id 'own:zubaydiyat' stands"),
    ],
)
def test_a_damaged_gazetteer_is_named_and_everything_else_works(run, tmp_path, damage, named):
    own, release, path = tmp_path / "own.csv", tmp_path / "one.txt", tmp_path / "data" / "gazetteer.csv"
    own.write_text(f"{COLUMNS}\n{OWN}\n", encoding="utf-8")
    release.write_text("Forces left Mosul, Iraq, for Zubaydiyat Farm on Monday.", encoding="utf-8")
    run("gazetteer", "add", own)
    path.write_bytes(path.read_bytes() + damage + b"\n")
    status, _, errors = run("load", release)
    assert status == 0
    assert named in errors[0]
    assert str(path.parent) in errors[0]
    library = Library.open(tmp_path / "data" / "library.sqlite")
    assert set(library.mentions()["toponym"]) >= {"Mosul", "Iraq"}
    assert "own:zubaydiyat" not in set(library.mentions()["place_id"])
    assert run("gazetteer", "add", own)[0] == 1
    assert run("gazetteer", "remove")[0] == 0
    assert library.gazetteer_problem() == ""
