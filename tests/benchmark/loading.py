"""How fast releases load: `python tests/benchmark/loading.py [COUNT]`, 10,000 by default.

Each synthetic release has a seed's size and words: its sentences in another order, with another day and number.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from explorer.geoparsing import load_geoparser
from explorer.library import Library

SEEDS = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))
MEGABYTE = 1024  # of ru_maxrss, in KB


def write_releases(folder: Path, count: int) -> list[Path]:
    """Write synthetic releases; returns their paths."""
    chance = random.Random(2014)
    sentences = [seed.read_text(encoding="utf-8").replace("\n", " ").split(". ") for seed in SEEDS]
    paths = []
    for number in range(count):
        words = sentences[number % len(SEEDS)]
        body = ". ".join(chance.sample(words, len(words)))
        # 3,651 days and five seeds: the same two meet again after 18,255 releases.
        day = (dt.date(2014, 8, 8) + dt.timedelta(days=number % 3651)).strftime("%B %d, %Y")
        path = folder / f"{number:06}.txt"
        path.write_text(
            f"Release {number} on strikes\n\n{day}\n\n{10_000_000 + number} reports. {body}", encoding="utf-8"
        )
        paths.append(path)
    return paths


def main() -> None:
    """Load synthetic releases into a new library and say how long it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        paths = write_releases(Path(folder), count)
        library = Library.open(Path(folder) / "library.sqlite")
        begun = time.perf_counter()
        outcomes = [outcome.outcome for outcome in library.load_each(paths, load_geoparser())]
        seconds = time.perf_counter() - begun
        most = [
            resource.getrusage(who).ru_maxrss // MEGABYTE for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        size = library.path.stat().st_size / 2**20
    sys.stdout.write(
        f"{count} releases in {seconds:.1f} s: {count / seconds:.0f} a second, {outcomes.count('added')} added; "
        f"library {size:.0f} MB; most memory {most[0]} MB, of each worker {most[1]} MB\n"
    )


if __name__ == "__main__":
    main()
