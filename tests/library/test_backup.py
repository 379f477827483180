"""A backup holds all that cannot be derived, so that a library comes back from it whole."""

import json

import pytest

from explorer.library import Library
from explorer.library.corrections import Correction


def test_a_library_comes_back_from_its_backup(library, geoparser, write_release, tmp_path):
    table = tmp_path / "table.jsonl"
    table.write_text(json.dumps({"text": "Strikes near Raqqa were reported.", "date": "2017-06-29"}))
    library.load([write_release("one.txt", "Strikes hit targets"), table], geoparser)
    release_id = library.releases().loc[0, "release_id"]
    made_at = "2026-01-01T00:00:00+00:00"
    correction = Correction("c1", made_at, "Ann", "", release_id, "title", None, "Better title")
    library.correct(correction, geoparser)
    copy = Library.open(tmp_path / "copy.sqlite")
    outcomes = list(copy.restore(library.backup(), geoparser))
    assert [outcome.outcome for outcome in outcomes] == ["added", "added"]
    assert copy.releases().equals(library.releases())
    assert copy.mentions().equals(library.mentions())
    assert copy.corrections() == [correction]
    assert {outcome.outcome for outcome in copy.restore(library.backup(), geoparser)} == {"unchanged"}
    assert list(copy.backup()) == list(library.backup())


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", '{"file_name": "a.txt", "base64": "%"}', '{"correction": {"who": 1}}', b"\xff", "[" * 9999]
)
def test_a_bad_line_is_named_and_the_rest_is_restored(library, geoparser, line):
    good = '{"file_name": "a.txt", "base64": "U3RyaWtlcyBuZWFyIE1vc3VsLg=="}'
    outcomes = list(library.restore([line, good], geoparser, file_name="copy.jsonl"))
    assert [outcome.outcome for outcome in outcomes] == ["failed", "added"]
    assert outcomes[0].message.startswith("not parsed: copy.jsonl line 1: ")
