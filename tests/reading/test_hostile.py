"""Texts and bytes that break readers: each ends in a release or in one named outcome, soon."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.errors import ReadingError
from explorer.model import Release
from explorer.reading import Entry, read_bytes, unpack
from explorer.reading.plain_documents import find_lost_in_pdf
from explorer.reading.records import read_record
from explorer.reading.web import read_web_page
from tests.reading.documents import zipped

OUTCOMES = {"no text", "not parsed", "unsupported", "encrypted", "too large"}
TAGS = [
    "<p>",
    "</p>",
    "<a href=x>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<![odd[",
    "<!doctype html>",
    "<title>",
    "<h1>",
]
markup = st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=5))).map("".join)
SLOW_FOR_BACKTRACKING = {
    "one letter": "a" * 400_000,
    "blanks": " \t" * 200_000 + "x",
    "dots": ". " * 200_000,
    "share words": "print " * 100_000 + "x",
    "capitals": "AAA " * 100_000,
    "datelines": "A. A. A. " * 50_000 + "x",
    "days": "June 6 today " * 30_000,
    "years": "seven years after " * 20_000,
    "colons": "HOME : " * 50_000 + "!",
    "quotes": '"' * 400_000,
    "brackets": "[" * 400_000,
    "times": "00:00 --> " * 40_000,
    "short lines": "x\n" * 100_000,
    "posts on one line": "pic.twitter.com/abc " * 150_000,
    "dates on the last line": "Strikes\nForces struck near Mosul, a general said there.\n"
    + "June 5, 2016 x " * 150_000,
    "players": "00:32\nPlay\n" * 20_000,
}


def outcome_of(read, data, name):
    """The page or release that reading gives, or the name of its outcome."""
    try:
        return read(data, file_name=name)
    except ReadingError as error:
        return error.outcome


@pytest.mark.parametrize("unit", [b"(a", b"(\\", b"<", b"<a", b"<0 ", b")", b"(a)", b"((\\)"])
def test_no_content_of_a_pdf_is_slow_to_count(unit):
    start = time.process_time()
    find_lost_in_pdf([("", unit * 400_000, False)])
    assert time.process_time() - start < 5  # quadratic ones take minutes


@pytest.mark.parametrize("name", SLOW_FOR_BACKTRACKING)
def test_no_pattern_is_slow_on_a_text_made_against_it(name):
    start = time.process_time()
    found = outcome_of(read_bytes, SLOW_FOR_BACKTRACKING[name].encode(), "hostile.txt")
    assert isinstance(found, Release) or found == "no text"
    assert time.process_time() - start < 30  # a pattern that backtracks would take hours


def test_a_text_full_of_odd_characters_keeps_its_words():
    original = "\u202eNear\u202c \u200eMosul\u200f, Ir\u00adaq: \ufeffa strike\x1b[31m. الموصل 😀 e\u0301"
    release = read_bytes(original.encode(), file_name="odd.txt")
    assert release.text == "Near Mosul, Iraq: a strike[31m. الموصل 😀 e\u0301"
    assert release.original == original


def test_a_title_of_ten_thousand_characters_is_whole():
    release = read_bytes(json.dumps({"title": "T" * 10_000, "text": "Words."}).encode(), file_name="a.json")
    assert release.title == "T" * 10_000


NAMES = ["a\nb.txt", '<img src="x">.txt', "../../etc/passwd.txt", "\udcff.txt", "n" * 5_000 + ".txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_only_a_name(name):
    release = read_bytes(b"Words of a release that is long enough here.", file_name=name)
    assert release.file_name == name


def test_a_name_of_invalid_bytes_does_not_stop_a_parser():
    assert read_bytes(b"<html><p>Words.</p>", file_name="\udcff.html").text == "Words."


@settings(max_examples=60)
@given(markup)
def test_any_markup_gives_a_page_or_a_named_outcome(text):
    found = outcome_of(read_web_page, text.encode("utf-8", "replace"), "a.html")
    assert found in OUTCOMES or all(found.text[passage.start : passage.end].strip() for passage in found.outside)


scalars = st.none() | st.booleans() | st.floats() | st.text()
json_values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(st.dictionaries(st.sampled_from(["text", "Title", "date", "url", "x"]), json_values))
def test_any_record_gives_a_page_or_a_named_outcome(record):
    found = outcome_of(read_record, json.dumps(record).encode(), "a.json")
    assert found in OUTCOMES or found.text.strip()


@given(st.sampled_from([".csv", ".jsonl", ".zip", ".txt", ".json"]), st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_bytes_unpack_into_entries_or_named_outcomes(tmp_path_factory, suffix, data):
    path = tmp_path_factory.mktemp("any") / f"any{suffix}"
    path.write_bytes(data)
    for entry in unpack(path):
        assert isinstance(entry, Entry) or entry.outcome in OUTCOMES


@pytest.mark.parametrize("cut", range(0, 200, 17))
def test_a_damaged_archive_gives_what_is_sound_or_a_named_outcome(tmp_path, cut):
    whole = zipped({"a.txt": "Words of a release. " * 20, "b.csv": "text\nWords of another release.\n"})
    (tmp_path / "a.zip").write_bytes(whole[:cut] + b"\0" * 5 + whole[cut + 5 :])
    found = list(unpack(tmp_path / "a.zip"))
    assert all(isinstance(entry, Entry) or entry.outcome in OUTCOMES for entry in found)


def test_ten_thousand_files_in_an_archive_are_all_there(tmp_path):
    (tmp_path / "many.zip").write_bytes(zipped({f"{n}.txt": f"Release number {n}." for n in range(10_000)}))
    assert sum(isinstance(entry, Entry) for entry in unpack(tmp_path / "many.zip")) == 10_000


def test_the_same_bytes_are_the_same_release_whatever_the_name():
    one, two = (read_bytes(b"Words of a release.", file_name=name) for name in ("A.txt", "a.txt"))
    assert isinstance(one, Release)
    assert one.release_id == two.release_id
