"""How fast releases are geoparsed, beside flashgeotext, which finds cities and countries without resolving them.

Both read the seeds again and again, each in a process of its own, in turns. flashgeotext is installed into a folder
that goes away afterwards; it is no requirement of the project.
"""

from __future__ import annotations

import csv
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from explorer.geoparsing import load_geoparser
from explorer.reading import read_release
from explorer.reading.gazetteer import PLACE_COLUMNS

ROOT = Path(__file__).parents[2]
NAMES = 60_000
TURNS = 5
FLASHGEOTEXT = "flashgeotext==0.5.5"

IMPORT, LOAD = "from explorer.geoparsing import load_geoparser", "find = load_geoparser().geoparse"
SUBJECTS = {
    "flashgeotext": ("from flashgeotext.geotext import GeoText", "find = GeoText().extract"),
    "explorer": (IMPORT, LOAD),
    f"explorer, {NAMES:,} more names": (
        f"{IMPORT}\nfrom pathlib import Path",
        LOAD.replace("()", "(Path(sys.argv[2]))", 1),
    ),
}
MEASURE = """
import json, os, sys, time
def used():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20
def seconds(texts):
    began = time.process_time()
    for text in texts:
        find(text)
    return (time.process_time() - began) / len(texts)
{imports}
memory, began = used(), time.process_time()
{load}
start = time.process_time() - began
texts = json.load(open(sys.argv[1], encoding="utf-8"))
first, memory = seconds(texts) * len(texts), used() - memory
print(json.dumps([min(seconds(texts) for _ in range(60)), start, first, memory]))
"""


def run() -> None:
    """Print releases a second of CPU, the ratio to flashgeotext, and what the gazetteer takes to load."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = write_texts(Path(folder) / "texts.json"), write_names(Path(folder) / "names.csv")
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--quiet",
                "--target",
                f"{folder}/packages",
                FLASHGEOTEXT,
            ],
            check=True,
        )
        path = os.pathsep.join([str(ROOT), f"{folder}/packages"])
        turns = [{name: measure(name, inputs, path) for name in SUBJECTS} for _ in range(TURNS)]
    for name in SUBJECTS:
        print_row(name, [turn[name] for turn in turns], [turn["flashgeotext"] for turn in turns])


def write_texts(path: Path) -> Path:
    """Write the clean texts of the seeds; returns `path`."""
    texts = [read_release(seed).text for seed in sorted(ROOT.joinpath("seeds").glob("*.txt"))]
    path.write_text(json.dumps(texts), encoding="utf-8")
    return path


def write_names(path: Path) -> Path:
    """Write a gazetteer of villages with names made of the words of real names; returns `path`."""
    chance = random.Random(2014)
    words = sorted({word for place in load_geoparser().gazetteer.places.values() for word in place.name.split()})
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(PLACE_COLUMNS)
        for number in range(NAMES):
            name = " ".join(chance.sample(words, chance.randint(2, 3)))
            latitude, longitude = chance.uniform(30, 37), chance.uniform(39, 48)
            rows.writerow(
                [f"synthetic:{number}", name, "", latitude, longitude, "village", "IQ", "Anbar", 1, "synthetic"]
            )
    return path


def measure(name: str, inputs: tuple[Path, Path], path: str) -> list[float]:
    """Seconds of CPU of one subject for a release, for its start and for the first reading of all, and memory [MB]."""
    imports, load = SUBJECTS[name]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(imports=imports, load=load), *map(str, inputs)],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def print_row(name: str, turns: list[list[float]], others: list[list[float]]) -> None:
    """Print the medians of the turns, and of the ratios within each."""
    seconds, start, first, memory = (statistics.median(column) for column in zip(*turns, strict=True))
    ratio = statistics.median(other[0] / turn[0] for turn, other in zip(turns, others, strict=True))
    print(
        f"  {name:30} {1 / seconds:6.0f} releases/s, {ratio:4.2f} of flashgeotext; "
        f"starts in {start:.2f} s, reads the first five in {first:.2f} s; {memory:.0f} MB"
    )
