"""A correction that was acknowledged is there after everything that can happen to a library."""

import datetime as dt
import os
import random
import signal
import time
from dataclasses import asdict, replace

import pytest

from explorer.errors import CorrectionError, LibraryError
from explorer.library import Library
from explorer.library.corrections import Correction, anchor_at, undo
from explorer.reading import read_bytes
from tests.library.fakes import RAQQA, TwoPlaces, kills

FIRST = "The first release of the day"
BODY = "SOUTHWEST ASIA – Forces reached Mosul on Thursday. Then they left Mosul for Raqqa."


@pytest.fixture
def loaded(library, geoparser, write_release):
    """A library with two releases that name Mosul twice each; returns the first one's id."""
    first = library.load_file(write_release("one.txt", FIRST, BODY), geoparser).release_id
    library.load_file(write_release("two.txt", "Second release of the day", f"In 2016 and 2017: {BODY}"), geoparser)
    return first


def make(library, release_id, field, after, *, number=1, scope="here"):
    """A correction of the first Mosul of a release."""
    text = library.release(release_id).text
    return Correction(
        correction_id=f"c{number}",
        made_at=(dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=number)).isoformat(),
        who="Ann",
        why="",
        release_id=release_id,
        field=field,
        before={"role": "location", "place_id": "test:mosul"},
        after=after,
        scope=scope,
        anchor=anchor_at(text, text.index("Mosul"), text.index("Mosul") + 5),
    )


def undo_of(correction, number):
    made_at = f"2026-01-02T00:00:{number:02}+00:00"
    return undo(correction, correction_id=f"u{number}", made_at=made_at, who="Bob", why="")


def places_of(library, release_id):
    mentions = library.mentions()
    return mentions.loc[mentions["release_id"] == release_id, "place_id"].tolist()


def test_a_correction_is_applied_and_undone(library, loaded, geoparser):
    correction = make(library, loaded, "place", asdict(RAQQA))
    assert library.correct(correction, geoparser)
    assert places_of(library, loaded) == ["test:raqqa", "test:mosul", "test:raqqa"]
    assert library.correct(undo_of(correction, 1), geoparser)
    assert places_of(library, loaded) == ["test:mosul", "test:mosul", "test:raqqa"]
    assert [entry.correction_id for entry in library.corrections()] == ["c1", "u1"]


def test_the_same_correction_twice_is_one(library, loaded, geoparser):
    correction = make(library, loaded, "role", "actor")
    assert library.correct(correction, geoparser)
    assert not library.correct(correction, geoparser)
    assert library.corrections() == [correction]
    assert library.correction("c1") == correction
    with pytest.raises(LibraryError, match="no entry 'c2'"):
        library.correction("c2")


def test_everywhere_reaches_every_release_and_says_before_how_far(library, loaded, geoparser, write_release):
    correction = make(library, loaded, "mention", None, scope="everywhere")
    assert library.count_meant(correction) == 4
    assert library.count_meant(replace(correction, scope="release")) == 2
    assert library.count_meant(replace(correction, scope="here")) == 1
    library.correct(correction, geoparser)
    assert set(library.mentions()["toponym"]) == {"Raqqa"}
    library.load_file(
        write_release("three.txt", "Third release of the day", "Quite another text about Mosul."), geoparser
    )
    assert set(library.mentions()["toponym"]) == {"Raqqa"}
    library.correct(undo_of(correction, 1), geoparser)
    assert library.mentions()["toponym"].tolist().count("Mosul") == 5


def test_a_missed_mention_reaches_the_same_words_everywhere_and_is_undone(library, loaded, geoparser):
    text = library.release(loaded).text
    missed = make(library, loaded, "mention", {"role": "location", "place": asdict(RAQQA)}, scope="everywhere")
    start = text.index("Thursday")
    missed = replace(missed, before=None, anchor=anchor_at(text, start, start + len("Thursday")))
    assert library.count_meant(missed) == 2
    assert library.count_meant(replace(missed, scope="release")) == 1
    library.correct(missed, geoparser)
    assert library.mentions()["toponym"].tolist().count("Thursday") == 2
    assert library.count_meant(replace(missed, correction_id="c2")) == 0
    library.correct(undo_of(missed, 1), geoparser)
    assert "Thursday" not in set(library.mentions()["toponym"])


def test_a_title_and_a_date_are_corrected_and_found(library, loaded, geoparser):
    title = replace(make(library, loaded, "title", "Quite different"), anchor=None)
    library.correct(title, geoparser)
    date = make(library, loaded, "published", {"date": "2016", "precision": "year"}, number=2)
    library.correct(date, geoparser)
    row = library.releases().set_index("release_id").loc[loaded]
    assert (row["title"], row["published"], row["basis"]) == ("Quite different", "2016", "corrected")
    assert library.release(loaded).title == "Quite different"
    assert library.search('"quite different"') == {loaded}
    library.import_corrections([undo_of(title, 1), undo_of(date, 2)], geoparser)
    assert library.release(loaded).title == FIRST
    assert library.releases()["published"].tolist() == ["2017-06-29"] * 2
    assert library.search("quite") == set()
    assert library.search("first") == {loaded}


def test_a_correction_that_cannot_be_applied_changes_nothing(library, loaded, geoparser):
    version = library.data_version()
    good = make(library, loaded, "role", "actor")
    with pytest.raises(CorrectionError, match="a role is one of"):
        library.import_corrections([good, make(library, loaded, "role", "hero", number=2)], geoparser)
    assert library.corrections() == []
    assert library.data_version() == version


def test_corrections_outlive_new_rules(library, loaded, geoparser, monkeypatch):
    library.correct(make(library, loaded, "place", asdict(RAQQA)), geoparser)
    monkeypatch.setattr("explorer.library.loading.rules_version", lambda: "newer")

    class OnlyRaqqa(TwoPlaces):
        def geoparse(self, text):
            return tuple(found for found in super().geoparse(text) if found.toponym == "Raqqa")

    assert library.re_extract(OnlyRaqqa()) == 2
    mentions = library.mentions()
    assert mentions[mentions["release_id"] == loaded]["toponym"].tolist() == ["Mosul", "Raqqa"]
    assert library.unfit_corrections() == []


def test_a_correction_whose_passage_is_gone_waits_for_a_person(library, loaded, geoparser, monkeypatch):
    correction = make(library, loaded, "place", asdict(RAQQA))
    library.correct(correction, geoparser)

    def read_less(data, *, file_name):
        release = read_bytes(data, file_name=file_name)
        return replace(release, text=release.text.replace("Forces reached Mosul on Thursday. ", ""))

    with monkeypatch.context() as newer:
        newer.setattr("explorer.library.loading.rules_version", lambda: "newer")
        newer.setattr("explorer.library.drafting.read_bytes", read_less)
        library.re_extract(geoparser)
    assert library.unfit_corrections() == [correction]
    library.re_extract(geoparser)
    assert library.unfit_corrections() == []
    assert places_of(library, loaded)[0] == "test:raqqa"


def test_a_correction_may_come_before_its_release(library, loaded, geoparser, tmp_path, write_release):
    correction = make(library, loaded, "place", asdict(RAQQA))
    other = Library.open(tmp_path / "other.sqlite")
    assert other.correct(correction, geoparser)
    assert other.unfit_corrections() == [correction]
    other.load_file(write_release("one.txt", FIRST, BODY), geoparser)
    assert places_of(other, loaded)[0] == "test:raqqa"
    assert other.unfit_corrections() == []


def test_a_removed_release_leaves_its_corrections(library, loaded, geoparser, write_release):
    correction = make(library, loaded, "place", asdict(RAQQA))
    library.correct(correction, geoparser)
    assert library.remove(loaded)
    assert not library.remove(loaded)
    assert loaded not in set(library.releases()["release_id"])
    assert library.search("first") == set()
    assert library.unfit_corrections() == [correction]
    library.load_file(write_release("one.txt", FIRST, BODY), geoparser)
    assert places_of(library, loaded)[0] == "test:raqqa"


def test_a_version_takes_the_place_of_a_removed_release(library, loaded, geoparser, write_release):
    reprint = library.load_file(write_release("reprint.txt", "Other headline", BODY), geoparser)
    assert reprint.outcome == "reprint"
    library.remove(loaded)
    assert reprint.release_id in set(library.releases()["release_id"])


def test_a_damaged_entry_is_reported(library, loaded, geoparser):
    library.correct(make(library, loaded, "role", "actor"), geoparser)
    with library.writing() as connection:
        connection.exec_driver_sql("UPDATE correction SET line = replace(line, 'actor', 'elsewhere')")
    with pytest.raises(LibraryError, match="this entry is damaged; import the log again"):
        library.corrections()


def test_no_acknowledged_correction_is_missing_or_doubled_after_kills(library, loaded, geoparser):
    library.close()
    path, chance, acknowledged = library.path, random.Random(5), []
    for turn in range(kills(15)):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            own = Library.open(path)
            for number in range(turn * 100, turn * 100 + 100):
                own.correct(make(own, loaded, "role", random.choice(["actor", "location"]), number=number), geoparser)
                os.write(writing, f"c{number}\n".encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as lines:
            acknowledged.append(lines.readline().strip())
            time.sleep(chance.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)
            acknowledged += [line.strip() for line in lines if line.endswith("\n")]
        os.waitpid(child, 0)
    again = Library.open(path)
    again.re_extract(geoparser)
    kept = again.corrections()
    ids = [entry.correction_id for entry in kept]
    assert set(acknowledged) <= set(ids)
    assert len(ids) == len(set(ids))
    latest = max(kept, key=lambda entry: entry.made_at)
    shown = again.mentions()
    assert shown[shown["release_id"] == loaded]["role"].tolist()[0] == latest.after


def test_eight_processes_load_and_correct_at_once(library, loaded, geoparser, write_release):
    files = [write_release(f"{n}.txt", f"Release {n}", f"{n} strikes hit Mosul.") for n in range(12)]
    library.close()
    children = []
    for person in range(8):
        child = os.fork()
        if child == 0:
            own = Library.open(library.path)
            outcomes = own.load_each(files[person:] + files[:person], geoparser)
            for number, outcome in zip(range(person * 5, person * 5 + 5), outcomes, strict=False):
                assert outcome.outcome in ("added", "unchanged")
                own.correct(make(own, loaded, "role", "actor", number=number), geoparser)
            own.load(files, geoparser)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 8
    again = Library.open(library.path)
    assert sorted(entry.correction_id for entry in again.corrections()) == sorted(f"c{n}" for n in range(40))
    assert len(again.releases()) == 2 + len(files)
