from dataclasses import replace
from typing import get_args

import pytest

from explorer.geoparsing import load_geoparser
from explorer.library.corrections import Anchor, Correction, anchor_at
from explorer.model import Place
from explorer.reading import read_bytes
from explorer.ui import correction_log
from explorer.ui.correction_log import (
    Subject,
    Topic,
    change,
    mention_subject,
    saving,
    subject_of,
    undoing,
)
from explorer.ui.correction_text import describe, describe_place, describe_shortly, format_time, shorten
from explorer.ui.log_entries import active_ids, entries_about, entries_naming

MOSUL = Place("geonames:99072", "Mosul", None, 36.335, 43.1189, "city", "IQ", "Ninewa", 8.0, "GeoNames")
ANCHOR = Anchor(10, 15, "Mosul", "strikes near ", " hit")
RELEASE = read_bytes(b"Strikes\n\nJune 29, 2017\n\nStrikes near Mosul hit a bridge in Mosul.\n", file_name="a.txt")
SECOND = (RELEASE.text.rindex("Mosul"), RELEASE.text.rindex("Mosul") + len("Mosul"))
MENTION = next(each for each in load_geoparser().geoparse(RELEASE.text) if each.toponym == "Mosul")


def entry(field, before, after, number=1, **options):
    made_at = f"2026-11-20T10:00:{number:02}+00:00"
    options = {"correction_id": f"id{number}", "release_id": "r", "anchor": ANCHOR} | options
    return Correction(made_at=made_at, who="A. Reader", why="", field=field, before=before, after=after, **options)


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (entry("title", "Old", "New"), "3 · title: Old → New"),
        (
            entry("published", {"date": None, "precision": None}, {"date": "2017-06", "precision": "month"}),
            "3 · publication date: undated → 2017-06",
        ),
        (
            entry("role", {"role": "location", "place_id": None}, "actor"),
            "3 · role of “Mosul”: location → actor",
        ),
        (
            entry("place", {"role": "location", "place_id": "geonames:99072"}, None),
            "3 · place of “Mosul”: Mosul → no place known",
        ),
        (
            entry("mention", {"role": "location", "place_id": "geonames:99072"}, None),
            "3 · “Mosul”: Mosul → not a place",
        ),
        (
            entry("mention", None, {"role": "location", "place": {"name": "Mosul"}}),
            "3 · “Mosul”: missed → Mosul, location",
        ),
        (entry("undo", None, "id7"), "3 · undo: correction 7"),
        (entry("undo", None, "gone"), "3 · undo: correction from elsewhere"),
    ],
)
def test_each_kind_of_entry_reads_as_a_sentence(made, line):
    assert describe_shortly(3, describe(made, {"id7": 7}, {"geonames:99072": "Mosul"})) == line


def test_a_place_is_told_from_others_of_its_name():
    assert describe_place(MOSUL) == "city · Ninewa, IQ · ±8 km"


def test_times_are_those_of_utc():
    assert format_time("2026-11-20T12:05:09+02:00") == "20 Nov 2026, 10:05"


def test_a_long_text_is_cut_for_a_line():
    assert shorten("x" * 61) == "x" * 59 + "…"
    assert shorten("x" * 60) == "x" * 60


def test_the_same_change_of_the_same_thing_is_the_same_entry():
    subject = Subject(RELEASE, "mention", 0, MENTION)
    once, again = (change(subject, "role", "actor") for _ in range(2))
    assert once.correction_id == again.correction_id
    others = [
        change(subject, "role", "elsewhere"),
        change(subject, "role", "actor", scope="release"),
        change(Subject(RELEASE, "mention", 1, MENTION), "role", "actor"),
        change(Subject(RELEASE, "title", 0), "title", "actor"),
    ]
    assert len({each.correction_id for each in (once, *others)}) == 5


def test_an_entry_says_what_was_shown():
    subject = Subject(RELEASE, "mention", 0, MENTION)
    assert change(subject, "place", None).before == {"role": MENTION.role, "place_id": MENTION.place.place_id}
    assert change(subject, "title", "Other").before == RELEASE.title
    assert change(subject, "published", {}).before == {"date": "2017-06-29", "precision": "day"}
    assert change(Subject(RELEASE, "mention", 0, MENTION, is_new=True), "mention", {}).before is None


def test_a_widget_has_another_key_once_its_release_was_corrected():
    keys = {Subject(RELEASE, "mention", revision, MENTION).key("role") for revision in range(3)}
    assert len(keys) == 3


def test_what_is_typed_of_the_date_stays_while_the_title_is_saved():
    titled = replace(RELEASE, title="Another")
    about = [(1, entry("title", RELEASE.title, "Another", anchor=None))]
    dated = [subject_of(RELEASE, [], "published"), subject_of(titled, about, "published")]
    assert dated[0].key("date") == dated[1].key("date")
    assert subject_of(RELEASE, [], "title").key("title") != subject_of(titled, about, "title").key("title")


def test_an_undo_counts_for_the_topic_of_what_it_undoes():
    title, role = entry("title", "a", "b", 1, anchor=None), entry("role", None, "actor", 2)
    missed = entry("mention", None, {"role": "location", "place": None}, 3)
    log = [title, role, missed, undoing(title, ()), undoing(role, ()), undoing(missed, ())]
    revisions = {topic: subject_of(RELEASE, list(enumerate(log)), topic).revision for topic in get_args(Topic)}
    assert revisions == {"title": 2, "published": 0, "mention": 1}


def test_a_mention_counts_what_was_corrected_at_it_and_no_other():
    at, release_id = anchor_at(RELEASE.text, MENTION.start, MENTION.end), RELEASE.release_id
    own = entry("role", None, "actor", 1, anchor=at, release_id=release_id)
    other = replace(own, anchor=anchor_at(RELEASE.text, *SECOND))
    alike = replace(own, anchor=ANCHOR, release_id="r", scope="everywhere")
    counts = {
        (): 0,
        (other,): 0,
        (own, undoing(own, ())): 2,
        (alike,): 1,
        (replace(alike, scope="here"),): 0,
        (replace(other, scope="release"),): 1,
        (entry("title", "a", "b", anchor=None, release_id=release_id),): 0,
    }
    for log, count in counts.items():
        assert mention_subject(RELEASE, list(enumerate(log)), MENTION).revision == count


def test_entries_are_numbered_as_they_came_and_shown_newest_first():
    log = (entry("title", "a", "b", 1), entry("title", "a", "b", 2, release_id="s"), entry("title", "b", "c", 3))
    everywhere = entry("role", None, "actor", 4, release_id="s", scope="everywhere")
    assert [number for number, _ in entries_about((*log, everywhere), "r")] == [4, 3, 1]


def test_the_entries_that_name_a_place_are_found_whether_it_was_given_or_taken():
    given = entry("place", {"role": "location", "place_id": None}, {"place_id": "p"}, 1)
    missed = entry("mention", None, {"role": "location", "place": {"place_id": "p"}}, 2)
    removed = entry("mention", {"role": "location", "place_id": "p"}, None, 3)
    others = [entry("title", "a", "b", 4, anchor=None), entry("place", None, None, 5), undoing(given, ())]
    assert [number for number, _ in entries_naming((given, missed, removed, *others), "p")] == [3, 2, 1]


def test_an_undone_entry_cannot_be_undone_again_but_its_undo_leaves_it_so():
    first = entry("title", "a", "b", 1)
    log = (first, undoing(first, ()))
    assert active_ids((first,)) == {"id1"}
    assert active_ids(log) == set()
    once, again = (undoing(first, (first,)).correction_id for _ in range(2))
    assert once == again != undoing(first, log).correction_id


def test_only_what_was_chosen_anew_is_saved(monkeypatch):
    state, saved = {}, []
    monkeypatch.setattr(correction_log.st, "session_state", state)
    monkeypatch.setattr(correction_log, "save", saved.append)
    on_change = saving("role", "location", lambda: state["role"])
    for sent in ("location", "actor", "actor", "location", "location"):
        state["role"] = sent  # a browser that is behind sends the value of a widget that is gone once more
        on_change()
    assert saved == ["actor", "location"]
