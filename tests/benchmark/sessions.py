"""Many people at once: visitors that speak Streamlit's websocket, each with an action every four seconds."""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmark.serving import Server, serving
from tests.benchmark.synthetic import make_library, word
from tests.benchmark.websocket_client import Run, Visitor
from tests.browser.server import ROOT

PAUSE = 4.0  # seconds between the actions of a visitor, half to one and a half times as many
SECONDS = 30  # that a number of visitors is watched
ALONE = 40  # actions of the visitor that is alone
MOST_TIMES = 3  # slower than alone is the knee
MOST_CPU, MOST_SIZE = 25, 50  # of a rerun: ms of processor, KB
KNEE = (10, 25, 50, 75, 100)
ACTIONS = {"pick": 45, "row": 25, "search": 15, "clear": 15}  # how often of 100


@dataclass(frozen=True, slots=True)
class Load:
    """What the runs of some visitors gave; cpu [s] and memory [MB] are the server's."""

    visitors: int
    runs: Sequence[Run]
    cpu: float
    memory: float
    errors: Counter[str]

    @property
    def p95(self) -> float:
        """The time that 95 of 100 runs stay below [s]."""
        return statistics.quantiles([run.seconds for run in self.runs], n=20)[-1]

    def describe(self, alone: Load | None = None) -> str:
        """One line."""
        median = statistics.median(run.seconds for run in self.runs)
        size = statistics.mean(run.size for run in self.runs)
        ratio = f" ({self.p95 / alone.p95:.1f} × alone)" if alone else ""
        return (
            f"{self.visitors:4} at once: median {1000 * median:5.0f} ms, 95 of 100 within {1000 * self.p95:5.0f} ms"
            f"{ratio}; a rerun: {1000 * self.cpu / len(self.runs):.0f} ms of processor, {size / 1024:.0f} KB; "
            f"{len(self.runs)} runs, {self.errors.total()} errors; server {self.memory:.0f} MB"
        )


def run() -> None:
    """Print the figures of 50 visitors at 10,000 releases, against the bars."""
    measure(releases=10_000, visitors=50, most_memory=600)


def run_large() -> None:
    """Print the figures of 20 visitors at 50,000 releases, against the bars."""
    measure(releases=50_000, visitors=20, most_memory=1500)


def run_knee() -> None:
    """Print the figures of ever more visitors at 10,000 releases, until 95 of 100 runs take three times as long as one
    visitor's."""
    with watching(10_000) as (server, alone):
        loads = (measure_load(server, number, alone) for number in KNEE)
        slow = next((load.visitors for load in loads if load.p95 > MOST_TIMES * alone.p95), None)
    print(f"  the knee: {f'at {slow} visitors or fewer' if slow else f'above {KNEE[-1]} visitors'}")


def measure(*, releases: int, visitors: int, most_memory: int) -> None:
    """One visitor alone, then so many, against the bars (memory in MB)."""
    with watching(releases) as (server, alone):
        print_parts(alone)
        print_bars(measure_load(server, visitors, alone), alone, most_memory)


@contextmanager
def watching(releases: int) -> Iterator[tuple[Server, Load]]:
    """A server over so many releases, and what one visitor alone gave, which is printed."""
    print(f"  load of the machine before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        make_library(path, releases=releases, mentions=10 * releases).close()
        print(f"  {releases:,} releases, {10 * releases:,} mentions:")
        with serving(ROOT / "app.py", path) as server:
            alone = asyncio.run(watch(server, 1, pause=0.3, seconds=600, most=ALONE))
            print(f"  {alone.describe()}", flush=True)
            yield server, alone


def measure_load(server: Server, visitors: int, alone: Load) -> Load:
    """So many visitors at once; prints what they gave, beside one alone, and what went wrong."""
    load = asyncio.run(watch(server, visitors))
    print(f"  {load.describe(alone)}", flush=True)
    for error, times in load.errors.most_common(3):
        print(f"    {times} × {error[:200]}")
    return load


def print_bars(load: Load, alone: Load, most_memory: int) -> None:
    """What was found beside what is asked for."""
    found = {
        "times alone": (load.p95 / alone.p95, MOST_TIMES),
        "ms of processor": (1000 * load.cpu / len(load.runs), MOST_CPU),
        "KB": (statistics.mean(run.size for run in load.runs) / 1024, MOST_SIZE),
        "MB": (load.memory, most_memory),
        "errors": (load.errors.total(), 0),
    }
    said = (
        f"{value:.1f} of {most} {name}{'' if value <= most else ' (missed)'}" for name, (value, most) in found.items()
    )
    print(f"       bars: {', '.join(said)}")


def print_parts(load: Load) -> None:
    """What the bytes of a rerun are."""
    parts = sum((each.parts for each in load.runs), Counter())
    sizes = ", ".join(f"{name} {size / len(load.runs) / 1024:.1f}" for name, size in parts.most_common(6))
    print(f"       KB a rerun before compression: {sizes}")


async def watch(
    server: Server, visitors: int, *, pause: float = PAUSE, seconds: float = SECONDS, most: int = 10**6
) -> Load:
    """Let visitors come, act for so long or so often, and go; the first run of each is not counted."""
    errors: Counter[str] = Counter()
    people = [(await Visitor.open(server.port))[0] for _ in range(visitors)]
    cpu, until = server.cpu, asyncio.get_running_loop().time() + seconds
    found = await asyncio.gather(
        *(visit(person, random.Random(number), pause, until, most, errors) for number, person in enumerate(people))
    )
    cpu, memory = server.cpu - cpu, server.memory
    await asyncio.gather(*(person.close() for person in people))
    return Load(visitors, [run for runs in found for run in runs], cpu, memory, errors)


async def visit(
    person: Visitor, chance: random.Random, pause: float, until: float, most: int, errors: Counter[str]
) -> list[Run]:
    """Act now and then; what goes wrong is counted by its message."""
    runs: list[Run] = []
    await asyncio.sleep(chance.uniform(0, pause))
    while asyncio.get_running_loop().time() < until and len(runs) < most:
        try:
            runs.append(await act(person, chance))
        except Exception as error:
            errors[f"{type(error).__name__}: {error}"] += 1
            break
        errors.update(runs[-1].errors)
        await asyncio.sleep(pause * chance.uniform(0.5, 1.5))
    return runs


async def act(person: Visitor, chance: random.Random) -> Run:
    """Pick a place, open one of the first rows, search or clear."""
    (action,) = chance.choices(list(ACTIONS), list(ACTIONS.values()))
    match action:
        case "row" if person.has("releases"):
            return await person.open_row(chance.randrange(5))
        case "search":
            return await person.search(word(chance.randrange(20, 200)))
        case "clear" if person.has("clear"):
            return await person.press("clear")
    return await person.pick(f"test:{int(chance.paretovariate(0.6)) % 2000}")
