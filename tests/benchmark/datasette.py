"""The facets of Explore asked of Datasette, over the same rows, each column indexed.

It is asked for less than what Explore answers: it counts mentions where Explore counts releases, a facet's own filter
is not left out, and of a facet with more than 1,000 values it gives the first 1,000. A request brings no rows.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pandas as pd

from explorer.exploring.columns import MENTION_FACETS, NO_DAY, RELEASE_FACETS
from explorer.exploring.filters import Filters
from explorer.exploring.tables import Tables
from tests.benchmark.measuring import print_times, times_of
from tests.browser.server import free_port

TIMES = 3
LEAST_TIMES = 20  # slower than ours
SETTINGS = {
    "sql_time_limit_ms": 60_000,
    "facet_time_limit_ms": 60_000,
    "default_facet_size": 1_000,
    "max_returned_rows": 1_000,
    "suggest_facets": "off",
    "cache_size_kb": 500_000,
}


def run(tables: Tables, filters: Mapping[str, Filters], ours: Mapping[str, float], folder: Path) -> None:
    """Print how long Datasette takes for the facets under each of the filters, and the ratio to `ours` [s]."""
    try:
        program = install(folder / "datasette")
    except subprocess.CalledProcessError as error:
        print(f"  Datasette could not be installed, so nothing is compared: {error.stderr.strip()[-300:]}")
        return
    print(f"  {subprocess.check_output([program, '--version'], text=True).strip()}")
    write_database(tables, folder / "explore.db")
    ratios = []
    with serving(program, folder / "explore.db") as url:
        for name, each in filters.items():
            seconds = times_of(lambda each=each: ask_for_facets(url, each), TIMES)
            ratios.append(statistics.median(seconds) / ours[name])
            print_times(f"Datasette, facets: {name}", seconds, note=f"{ratios[-1]:.0f} × ours")
    ratio = statistics.median(ratios)
    print(f"  ratio, the same facets: {ratio:.0f} ({min(ratios):.0f} to {max(ratios):.0f})")
    print(f"  bar: {ratio:.0f} times, of at least {LEAST_TIMES}{'' if ratio >= LEAST_TIMES else ' (missed)'}")


def install(folder: Path) -> Path:
    """Install the latest Datasette into an environment of its own; returns the program."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True, text=True)
    command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "datasette"]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return folder / "bin" / "datasette"


def write_database(tables: Tables, path: Path) -> None:
    """Write what the facets are about: a row per release and one per mention, an index on each column."""
    columns = tables.columns
    facets = {name: pd.Series(column.index.take(column.codes)) for name, column in columns.facets.items()}
    releases = pd.DataFrame({name: facets[name] for name in RELEASE_FACETS})
    releases = releases.assign(first_day=columns.first_day, last_day=columns.last_day)
    mentions = pd.DataFrame({name: facets[name] for name in MENTION_FACETS})
    mentions = mentions.assign(release=columns.release, place=columns.place.index.take(columns.place.codes))
    with closing(sqlite3.connect(path)) as connection:
        for name, frame in (("release", releases), ("mention", mentions)):
            frame.to_sql(name, connection, index_label="number")
            for column in frame:
                connection.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
        connection.execute("ANALYZE")
        connection.commit()


@contextmanager
def serving(program: Path, database: Path) -> Iterator[str]:
    """A Datasette over a database that does not change; gives its address."""
    port = free_port()
    settings = [part for name, value in SETTINGS.items() for part in ("--setting", name, str(value))]
    command = [program, "serve", "--immutable", database, "--port", str(port), *settings]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/-/versions.json", process)
        yield f"http://127.0.0.1:{port}/{database.stem}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Ask until the server answers.

    Raises:
        RuntimeError: it ended, or did not answer within 60 s.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer; run {' '.join(map(str, process.args))} to see why")


def ask_for_facets(url: str, filters: Filters) -> None:
    """Two requests, one for what releases say of themselves and one for what mentions do.

    Raises:
        RuntimeError: a facet is missing.
    """
    of_releases, of_mentions = release_conditions(filters), mention_conditions(filters)
    asks_of_mentions = of_mentions != mention_conditions(Filters())  # the default role leaves no release out
    named = f"number IN (SELECT release FROM mention WHERE {' AND '.join(of_mentions)})"
    passing = f"release IN (SELECT number FROM release WHERE {' AND '.join(of_releases)})"
    ask(f"{url}/release.json", RELEASE_FACETS, of_releases + [named] * bool(asks_of_mentions and of_mentions))
    ask(f"{url}/mention.json", MENTION_FACETS, of_mentions + [passing] * bool(of_releases))


def ask(url: str, facets: Sequence[str], conditions: Sequence[str]) -> None:
    """Ask for the facets of a table."""
    query = [("_facet", name) for name in facets] + [("_where", each) for each in conditions]
    query += [("_size", "0"), ("_nocount", "1")]
    with urllib.request.urlopen(f"{url}?{urllib.parse.urlencode(query)}") as answer:
        found = json.load(answer)["facet_results"]
    missing = set(facets) - set(found)
    if missing:
        raise RuntimeError(f"{url}: no facet {', '.join(sorted(missing))}; did its time limit run out?")


def release_conditions(filters: Filters) -> list[str]:
    """What is asked of releases, as SQL."""
    bounds = ((filters.published_from, "last_day >="), (filters.published_to, "first_day <="))
    dates = [f"{column} {(day - dt.date(1970, 1, 1)).days}" for day, column in bounds if day]
    dated = [] if filters.undated else [f"first_day <> {NO_DAY}"]
    return dates + dated + [one_of(name, getattr(filters, name)) for name in RELEASE_FACETS if getattr(filters, name)]


def mention_conditions(filters: Filters) -> list[str]:
    """What is asked of mentions, as SQL."""
    asked = {name: getattr(filters, name) for name in MENTION_FACETS} | {"place": filters.spot_ids}
    return [one_of(name, values) for name, values in asked.items() if values]


def one_of(column: str, values: Sequence[str]) -> str:
    """A condition on a column."""
    return f"{column} IN ({', '.join(map(repr, values))})"
