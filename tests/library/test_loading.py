"""One outcome per release, whatever the file, and with all cores the same as with one."""

import json
import multiprocessing
import os
import pickle
import signal
import time
from pathlib import Path

import pytest

from explorer.geoparsing import load_geoparser
from explorer.library import LateGeoparser, Library
from explorer.library.drafting import CHUNK, CHUNK_BYTES, FEW, draft_each
from explorer.reading import Entry, Upload
from tests.library.fakes import Deadly, SlowIn


@pytest.fixture
def many(write_release):
    return [
        write_release(f"{n:03}.txt", f"Release {n}", f"{n} strikes near Mosul and {n} in Raqqa.") for n in range(48)
    ]


def test_all_cores_do_what_one_does(tmp_path, many, geoparser, monkeypatch):
    together = Library.open(tmp_path / "together.sqlite")
    (tmp_path / "empty.txt").touch()
    files = [*many[:40], tmp_path / "empty.txt", *many[40:]]
    outcomes = together.load(files, geoparser)
    monkeypatch.setattr("explorer.library.drafting.FEW", 1000)
    alone = Library.open(tmp_path / "alone.sqlite")
    assert alone.load(files, geoparser) == outcomes
    assert [outcome.outcome for outcome in outcomes] == ["added"] * 40 + ["failed"] + ["added"] * 8
    assert together.releases().equals(alone.releases())
    assert together.mentions().equals(alone.mentions())


def test_a_worker_that_is_killed_costs_no_release(library, many):
    assert {outcome.outcome for outcome in library.load(many, Deadly())} == {"added"}
    assert len(library.releases()) == len(many)


def test_each_release_of_a_table_has_its_outcome(library, geoparser, tmp_path):
    table = tmp_path / "releases.jsonl"
    rows = [{"title": f"Strikes {n}", "date": "2017-06-29", "text": f"{n} strikes near Mosul."} for n in range(3)]
    table.write_text("\n".join([json.dumps(rows[0]), "no json", json.dumps(rows[1]), json.dumps(rows[0])]))
    outcomes = library.load([table], geoparser)
    assert [outcome.outcome for outcome in outcomes] == ["added", "failed", "added", "unchanged"]
    assert "line 2" in outcomes[1].message
    assert len({outcome.path for outcome in outcomes}) == 4
    assert all(outcome.path.parent == tmp_path for outcome in outcomes if outcome.release_id)
    assert sorted(library.releases()["title"]) == ["Strikes 0", "Strikes 1"]


def test_a_file_name_that_is_no_text_is_kept_readable(library, geoparser, tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("Strikes near Mosul went on.")
    assert library.load_file(path, geoparser).outcome == "added"
    assert library.releases()["file_name"].tolist() == [r"caf\udce9.txt"]
    assert library.load_file(path, geoparser).outcome == "unchanged"


def test_a_text_with_half_a_character_is_kept(library, geoparser, tmp_path):
    table = tmp_path / "releases.jsonl"
    table.write_text(r'{"title": "Half \ud800", "text": "Strikes near Mosul \ud800 went on."}')
    assert [outcome.outcome for outcome in library.load([table], geoparser)] == ["added"]


def test_after_a_load_the_file_alone_is_the_whole_library(library, geoparser, many, tmp_path):
    library.load(many[:3], geoparser)
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(library.path.read_bytes())
    assert len(Library.open(copy).releases()) == 3


def test_new_rules_find_the_mentions_anew(library, geoparser, many, monkeypatch):
    library.load(many[:3], geoparser)
    seen = []
    assert library.re_extract(geoparser) == 0
    monkeypatch.setattr("explorer.library.loading.rules_version", lambda: "newer")

    class NothingFound:
        def geoparse(self, text):
            return ()

    assert library.re_extract(NothingFound(), lambda *step: seen.append(step)) == 3
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert library.mentions().empty
    assert library.places().empty
    assert len(library.releases()) == 3
    assert library.re_extract(NothingFound()) == 0
    assert len(library.search("raqqa")) == 3
    with library.writing() as connection:
        connection.exec_driver_sql("INSERT INTO release_words(release_words) VALUES ('integrity-check')")


def test_what_was_uploaded_is_loaded_like_a_file(library, geoparser):
    texts = ("Coalition\n\nStrikes near Mosul went on.", "Allies\n\nA bridge in Raqqa was opened again.")
    rows = [{"wording": text, "day": "2017-06-29"} for text in texts]
    data = "\n".join(map(json.dumps, rows)).encode()
    upload = Upload("../up<b>loaded.jsonl", data, {"text": "wording", "date": "day"})
    outcomes = list(library.load_each([upload], geoparser))
    assert [outcome.outcome for outcome in outcomes] == ["added", "added"]
    assert list(library.releases()["published"]) == ["2017-06-29", "2017-06-29"]
    assert [each.outcome for each in library.load_each([upload], geoparser)] == ["unchanged", "unchanged"]


def test_an_upload_is_known_by_its_bytes(library, geoparser, many):
    upload = Upload("../../etc/passwd.txt", many[0].read_bytes())
    assert library.load_file(upload, geoparser).outcome == "added"
    assert library.load_file(many[0], geoparser).outcome == "unchanged"
    failed = library.load_file(Upload("empty.txt", b""), geoparser)
    assert (failed.outcome, failed.message.startswith("no text: empty.txt: ")) == ("failed", True)


def test_progress_counts_the_releases_of_tables(library, geoparser, many, tmp_path):
    table = tmp_path / "releases.jsonl"
    table.write_text("\n".join(json.dumps({"text": f"{n} strikes near Mosul."}) for n in range(3)))
    seen = []
    library.load([many[0], table, Upload(table.name, table.read_bytes())], geoparser, lambda *step: seen.append(step))
    assert seen == [(done, 7) for done in range(1, 8)]


def test_workers_end_with_a_loader_that_is_killed(tmp_path, many, geoparser):
    child = os.fork()
    if child == 0:
        drafts = draft_each([(path, Entry(path.name, path.read_bytes())) for path in many], geoparser)
        for _ in range(FEW + 1):
            next(drafts)
        workers = multiprocessing.active_children()
        (tmp_path / "workers").write_text(" ".join(str(worker.pid) for worker in workers))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    workers = (tmp_path / "workers").read_text().split()
    assert workers
    for _ in range(200):
        if not any(is_running(worker) for worker in workers):
            break
        time.sleep(0.02)
    assert not any(is_running(worker) for worker in workers)


def is_running(pid):
    """Whether a process runs and is not just waiting to be forgotten."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize(("chunk_bytes", "sent_together"), [(CHUNK_BYTES, CHUNK), (1, 1)], ids=["small", "large"])
def test_what_is_ready_does_not_wait_for_what_is_slow(tmp_path, many, monkeypatch, chunk_bytes, sent_together):
    monkeypatch.setattr("explorer.library.drafting.CHUNK_BYTES", chunk_bytes)
    go_on = tmp_path / "go on"
    slow = SlowIn(f"Release {FEW + sent_together}\n", go_on)
    drafts = draft_each([(path, Entry(path.name, path.read_bytes())) for path in many], slow)
    assert [len(next(drafts)) for _ in range(FEW + 1)] == [1] * FEW + [sent_together]
    go_on.touch()
    assert sum(map(len, drafts)) == len(many) - FEW - sent_together


def test_a_load_goes_on_in_the_library_that_takes_the_place_of_another(library, geoparser, many):
    outcomes = library.load_each(many, geoparser)
    loaded = [next(outcomes).outcome for _ in range(3)]
    moved = library.path.rename(library.path.with_name("moved.sqlite"))
    for suffix in ("-wal", "-shm"):
        library.path.with_name(library.path.name + suffix).rename(moved.with_name(moved.name + suffix))
    other = Library.open(library.path)
    loaded += [each.outcome for each in outcomes]
    assert loaded == ["added"] * len(many)
    assert [len(Library.open(moved).releases()), len(other.releases())] == [3, len(many) - 3]


def test_the_geoparser_goes_to_other_processes():
    geoparser = load_geoparser()
    text = "Strikes near Mosul, Al Qa'em and Bab al Hawaa went on."
    mentions = geoparser.geoparse(text)
    assert pickle.loads(pickle.dumps(geoparser)).geoparse(text) == mentions


def test_a_late_geoparser_is_loaded_for_the_first_text_and_once(geoparser):
    loaded = []

    def load():
        loaded.append(1)
        return geoparser

    late = LateGeoparser(load)
    assert loaded == []
    assert (
        late.geoparse("Near Mosul, Iraq.")
        == late.geoparse("Near Mosul, Iraq.")
        == geoparser.geoparse("Near Mosul, Iraq.")
    )
    assert loaded == [1]


def test_another_process_gets_the_geoparser_that_a_late_one_loads(geoparser):
    sent = pickle.loads(pickle.dumps(LateGeoparser(lambda: geoparser)))
    assert type(sent) is type(geoparser)
    assert sent.geoparse("Near Mosul, Iraq.") == geoparser.geoparse("Near Mosul, Iraq.")
