"""Processes that are killed, and several at once: everything is whole or absent, and what was said to be kept is."""

import itertools
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from explorer.library import Library, schema, user_gazetteer
from explorer.library.drafting import draft, draft_each
from explorer.library.gazetteer_file import gazetteer_path
from explorer.library.user_gazetteer import add_to_gazetteer, remove_from_gazetteer
from explorer.reading.gazetteer import PLACE_COLUMNS, read_own
from explorer.reading.geonames import read_user_rows
from tests.library.fakes import kills

FILES = 24
READERS = 10


@pytest.fixture
def files(write_release):
    body = "Mosul and Raqqa. " * 50
    return [write_release(f"{number:02}.txt", f"Release {number}", f"{number} {body}") for number in range(FILES)]


def start(work):
    """Run `work(say)` in a process of its own; `say` sends a line. Returns its id and the end to read from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work(lambda line: os.write(writing, f"{line}\n".encode()))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    return child, os.fdopen(reading)


def require_whole(library):
    """Every release has its bytes, its searchable words and its 100 mentions; returns their ids."""
    with library.writing() as connection:
        connection.exec_driver_sql("INSERT INTO release_words(release_words) VALUES ('integrity-check')")
        ids = set(connection.scalars(select(schema.release.c.release_id)))
        assert set(connection.scalars(select(schema.source_file.c.release_id))) == ids
        counted = select(schema.mention.c.release_id, func.count()).group_by(schema.mention.c.release_id)
        assert dict(connection.execute(counted).all()) == dict.fromkeys(ids, 100)
    assert library.search("raqqa") == ids
    return ids


def in_groups(items, geoparser):
    """Drafts as they come from several processes: some at once."""
    items = iter(items)
    while group := [draft(item, geoparser) for item in itertools.islice(items, 3)]:
        yield group


@pytest.mark.parametrize("draft_each", [draft_each, in_groups], ids=["one by one", "in groups"])
def test_a_kill_leaves_each_release_whole_or_absent(tmp_path, files, geoparser, monkeypatch, draft_each):
    monkeypatch.setattr("explorer.library.loading.draft_each", draft_each)
    turns, chance = kills(20), random.Random(11)
    for first in range(0, turns, 20):
        these = min(20, turns - first)
        kept = kill_loaders(tmp_path / f"{first}.sqlite", files, geoparser, these, chance)
        assert these - 1 <= len(kept) <= FILES


def kill_loaders(path, files, geoparser, turns, chance):
    """Kill loaders of one library, each a little later, look at it after each; returns what was said to be kept."""
    kept = set()

    def load(say):
        for outcome in Library.open(path).load_each(files, geoparser):
            say(outcome.release_id)

    for turn in range(turns):
        child, lines = start(load)
        kept |= {lines.readline().strip() for _ in range(turn)}
        time.sleep(chance.uniform(0, 0.01))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with lines:
            kept |= {line.strip() for line in lines if line.endswith("\n")}
        library = Library.open(path)
        assert kept <= require_whole(library)
        library.close()
    return kept


def test_two_loaders_and_ten_readers_share_a_library(tmp_path, files, geoparser):
    library = Library.open(tmp_path / "library.sqlite")
    library.close()

    def load(order):
        def work(say):
            for outcome in Library.open(library.path).load_each(order, geoparser):
                say(outcome.outcome)

        return work

    def read(say):
        reader = Library.open(library.path)
        for _ in range(3000):
            say(f"{reader.data_version()} {(seen := len(reader.mentions()))}")
            if seen == FILES * 100:
                break
            time.sleep(0.02)

    readers = [start(read) for _ in range(READERS)]
    loaders = [start(load(files)), start(load(files[::-1]))]
    for child, lines in readers:
        with lines:
            seen = [tuple(map(int, line.split())) for line in lines]
        assert os.waitpid(child, 0)[1] == 0
        assert seen == sorted(seen)
        assert {mentions % 100 for _, mentions in seen} == {0}
    for child, _ in loaders:
        assert os.waitpid(child, 0)[1] == 0
    said = []
    for _, lines in loaders:
        with lines:
            said += lines.read().split()
    assert sorted(said) == ["added"] * FILES + ["unchanged"] * FILES
    assert len(require_whole(library)) == FILES


def write_places(folder, name, count):
    """A file of places of our own, `count` rows."""
    rows = [f"{name}:{n},{name.title()} {n},,{33 + n / 1000},42,site,IQ,,1,test" for n in range(count)]
    path = folder / f"{name}.csv"
    path.write_text("\n".join([",".join(PLACE_COLUMNS), *rows, ""]), encoding="utf-8")
    return path


def count(path):
    """How many places and how many other spellings a gazetteer holds."""
    return tuple(map(len, read_own(path)))


def test_two_that_add_the_same_places_at_once_add_them_once(tmp_path, monkeypatch):
    def read_slowly(file):
        time.sleep(0.3)
        return read_user_rows(file)

    monkeypatch.setattr(user_gazetteer, "read_user_rows", read_slowly)
    first = write_places(tmp_path, "first", 9)
    files = [first, Path(shutil.copy(first, tmp_path / "second.csv"))]
    adders = [start(lambda say, file=file: say(add_to_gazetteer(file, tmp_path).added)) for file in files]
    added = []
    for child, lines in adders:
        os.waitpid(child, 0)
        with lines:
            added.append(int(lines.read()))
    assert sorted(added) == [0, 9]
    assert count(gazetteer_path(tmp_path)) == (9, 0)


def test_a_kill_leaves_the_old_gazetteer_or_the_new(tmp_path):
    path, chance = gazetteer_path(tmp_path), random.Random(5)
    line = "{0}\tQorluh {0}\tQorluh {0}\tKorlouh {0}\t{1}\t42\tS\tDAM\tIQ\t\t01" + "\t" * 8 + "\n"
    dump = "".join(line.format(n, 33 + n / 1000) for n in range(400))
    (tmp_path / "IQ.txt").write_text(dump, encoding="utf-8")
    add_to_gazetteer(write_places(tmp_path, "old", 50), tmp_path)
    sizes = set()
    for turn in range(12):
        child, lines = start(lambda say: (say("begun"), add_to_gazetteer(tmp_path / "IQ.txt", tmp_path)))
        lines.readline()
        time.sleep(chance.uniform(0, 0.03 * turn))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines.close()
        sizes.add(count(path))
        assert sizes <= {(50, 0), (450, 400)}  # places and spellings come together
        report = add_to_gazetteer(tmp_path / "IQ.txt", tmp_path)
        assert report.added + report.merged == 400
        assert count(path) == (450, 400)
        remove_from_gazetteer(tmp_path, "IQ.txt")
    assert (50, 0) in sizes


def test_a_kill_right_before_the_new_gazetteer_stands_leaves_the_old_and_right_after_the_new(tmp_path, monkeypatch):
    path, replace = gazetteer_path(tmp_path), Path.replace
    dump = "1\tQorluh\tQorluh\tKorlouh\t33.5\t42\tS\tDAM\tIQ\t\t01" + "\t" * 8 + "\n"
    (tmp_path / "IQ.txt").write_text(dump, encoding="utf-8")
    for is_done, expected in ((False, (0, 0)), (True, (1, 1))):

        def die(beside, target, is_done=is_done):
            if is_done:
                replace(beside, target)
            os.kill(os.getpid(), signal.SIGKILL)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", die)
            child, lines = start(lambda say: add_to_gazetteer(tmp_path / "IQ.txt", tmp_path))
            lines.close()
            assert os.waitpid(child, 0)[1] == signal.SIGKILL
        assert count(path) == expected
