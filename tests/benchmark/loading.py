"""How fast releases load, beside a bare loop that reads, hashes and inserts the same files without looking into them.

Each synthetic release has a seed's size and words: its sentences in another order, with another day and numbers.
All are different releases, though thousands share nearly all their words, and some the day too.
`python -m tests.benchmark.loading 100000` loads more of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
RELEASES = 10_000
SENTENCES_EACH = 3  # of a paragraph
DAYS = 3651  # and five seeds: the same two meet again after 18,255 releases


def run(count: int = RELEASES) -> None:
    """Print releases a second, processor time a release, and the most memory, of both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "releases").mkdir()
        paths = write_releases(folder / "releases", count)
        bare = load_barely(paths, folder / "bare.sqlite")
        print(f"  {f'read, hash, insert {count:,}, no more':38} {count / bare:8.0f} a second", flush=True)
        load(folder, count, bare)


def write_releases(folder: Path, count: int) -> list[Path]:
    """Write synthetic releases; returns their paths."""
    chance = random.Random(2014)
    sentences = [seed.read_text(encoding="utf-8").replace("\n", " ").split(". ") for seed in SEEDS]
    return [
        write_release(folder, number, chance.sample(of_seed := sentences[number % len(SEEDS)], len(of_seed)))
        for number in range(count)
    ]


def write_release(folder: Path, number: int, sentences: list[str]) -> Path:
    """Write one release of its own number and day."""
    day = (dt.date(2014, 8, 8) + dt.timedelta(days=number % DAYS)).strftime("%B %d, %Y")
    first = f"{10_000_000 + number} reports"
    # A seed's own release number would make all that are made of it versions of one release.
    sentences = [re.sub(r"\b\d{8}-\d\d\b", f"{10_000_000 + number}-01", sentence) for sentence in sentences]
    starts = range(0, len(sentences), SENTENCES_EACH)
    paragraphs = [". ".join(sentences[start : start + SENTENCES_EACH]) + "." for start in starts]
    path = folder / f"{number:06}.txt"
    path.write_text(
        "\n\n".join([f"Release {number} on strikes", day, f"{first}. {paragraphs[0]}", *paragraphs[1:]]),
        encoding="utf-8",
    )
    return path


def load_barely(paths: list[Path], path: Path) -> float:
    """Read, hash and insert the files with sqlite3, as durably as a load does; returns how long that took [s]."""
    began = time.perf_counter()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("CREATE TABLE release (release_id TEXT PRIMARY KEY, text TEXT NOT NULL)")
        for file in paths:
            data = file.read_bytes()
            row = hashlib.sha256(data).hexdigest(), data.decode()
            connection.execute("INSERT INTO release VALUES (?, ?)", row)
    return time.perf_counter() - began


def load(folder: Path, count: int, bare: float) -> None:
    """Load the files into a new library with the command line, and print what that took."""
    command = [sys.executable, "-m", "explorer", "load", folder / "releases", "--library", folder / "library.sqlite"]
    used, began = processor_seconds(), time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as loader:
        watched = Processes(loader.pid)
        times = [(time.perf_counter(), line) for line in loader.stdout]
    watched.stop()
    seconds, used = time.perf_counter() - began, processor_seconds() - used
    outcomes = Counter(line.partition(":")[0] for _, line in times)
    # The first twentieth starts the processes, and the last does not only load.
    parts = [part_of(times, watched, *share) for share in ((0.05, 0.25), (0.75, 0.95))]
    (early, early_used), (late, late_used) = parts
    size = (folder / "library.sqlite").stat().st_size / 2**20
    lines = {
        f"load {count:,}": f"{count / seconds:8.0f} a second: {seconds / bare:.1f} times as long",
        "outcomes": ", ".join(f"{number:,} {name}" for name, number in outcomes.items()),
        "processor time of a release": f"{1000 * used / count:8.2f} ms: {2 * count / used:.0f} a second fill two cores",
        "rate at the end, at the beginning": f"{late:8.0f} a second, {early:.0f} a second: {late / early:.2f} of it",
        "processor time there, here": f"{late_used:8.2f} ms, {early_used:.2f} ms: {late_used / early_used:.2f} times",
        "most memory, all processes": f"{watched.most:8.0f} MB; library {size:.0f} MB",
        "load average": f"{os.getloadavg()[0]:8.1f}",
    }
    for name, said in lines.items():
        print(f"  {name:38} {said}", flush=True)


def part_of(times: list[tuple[float, str]], watched: Processes, first: float, last: float) -> tuple[float, float]:
    """Releases a second between two shares of a load, and the processor time of each [ms]."""
    start, end = (min(int(share * len(times)), len(times) - 1) for share in (first, last))
    began, ended = times[start][0], times[end][0]
    used = watched.used_at(ended) - watched.used_at(began)
    return (end - start) / (ended - began), 1000 * used / (end - start)


def processor_seconds() -> float:
    """What the processes that have ended here took of all cores together [s]."""
    times = os.times()
    return times.children_user + times.children_system


class Processes(threading.Thread):
    """Watches the memory that the processes of a session hold together, where what they share counts once, and the
    processor time that they have used."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.most = 0.0  # [MB]
        self._used = [(time.perf_counter(), 0.0)]  # when, and how much so far [s]
        self._session, self._ended = session, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(0.5):
            found = [look for process in Path("/proc").glob("[0-9]*") if (look := self._look_at(process))]
            held, used = (sum(column) for column in zip(*found, strict=True)) if found else (0, 0)
            self.most = max(self.most, held / 1024)
            self._used.append((time.perf_counter(), used / os.sysconf("SC_CLK_TCK")))

    def used_at(self, moment: float) -> float:
        """The processor time used until about then [s]."""
        return min(self._used, key=lambda look: abs(look[0] - moment))[1]

    def stop(self) -> None:
        """Watch no more."""
        self._ended.set()
        self.join()

    def _look_at(self, process: Path) -> tuple[int, int] | None:
        """Its share of memory [kB] and processor time [ticks]; None if it is another session's, or has just ended."""
        with suppress(OSError):
            values = (process / "stat").read_text().rsplit(")", 1)[1].split()  # from the third on, see proc(5)
            if int(values[3]) == self._session:
                lines = (process / "smaps_rollup").read_text().splitlines()
                held = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
                return held, int(values[11]) + int(values[12])
        return None


if __name__ == "__main__":
    run(*map(int, itertools.islice(sys.argv, 1, 2)))
