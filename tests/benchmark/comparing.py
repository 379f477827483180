"""How long comparing takes: two briefings, two of 200 kB and of 1 MB, and suggestions among 100,000 releases."""

from __future__ import annotations

import dataclasses
import json
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from explorer.exploring.comparing.alignment import align
from explorer.exploring.comparing.comparison import compare
from explorer.exploring.comparing.lexicon import load_lexicon
from explorer.exploring.comparing.sides import Side, build_side
from explorer.exploring.comparing.suggestions import build_index, suggest
from explorer.exploring.comparing.worddiff import diff_words
from explorer.exploring.passages import Mark, build_paragraphs
from explorer.exploring.tables import Tables, build_tables
from explorer.geoparsing import load_geoparser
from explorer.library.rows import mention_row, place_row
from explorer.model import Release
from explorer.reading import read_release
from explorer.ui.reader_component import list_paragraphs

SEEDS = Path(__file__).parents[2] / "seeds"
LARGE, HUGE = 200_000, 1_000_000  # characters
RELEASES, PLACES, MENTIONS = 100_000, 2_000, 10  # MENTIONS per release


def run() -> None:
    """Print the figures."""
    chance = random.Random(6)
    small = [read_release(path) for path in sorted(SEEDS.glob("*.txt"))[2:4]]
    large = [dataclasses.replace(release, text=_text(small, chance)) for release in small]
    _measure_two("5 kB", small, 20)
    _measure_two("200 kB", large, 5)
    _measure_two("1 MB", [dataclasses.replace(release, text=_text(small, chance, HUGE)) for release in small], 1)
    _measure_opening(dataclasses.replace(small[0], text=_text(small, chance, HUGE)))
    tables = _tables(np.random.default_rng(6))
    index = build_index(tables, load_lexicon())
    _print("index of 100,000 releases", lambda: build_index(tables, load_lexicon()), 1)
    ids = iter(chance.choices(list(tables.releases.index), k=100))
    _print("suggestions among them", lambda: suggest(index, next(ids)), 100)


def _measure_two(size: str, releases: list[Release], times: int) -> None:
    a, b = map(_side, releases)
    _print(f"read what one of {size} says", lambda: _side(releases[0]), 1, note="geoparsing included")
    _print(f"compare two of {size}", lambda: compare(a, b), times)
    _print(f"align two of {size}", lambda: align(a, b, load_lexicon()), times)
    _print(f"word diff of two of {size}", lambda: diff_words(*releases), times, note="one sentence in five is in both")


def _measure_opening(release: Release) -> None:
    """What the server does before the reader has the text of 1 MB; what stands in it is found after that."""
    mentions = load_geoparser().geoparse(release.text)
    marks = [
        Mark(each.start, each.end, each.place and each.place.place_id, each.role, each.on_map, each.reason)
        for each in mentions
    ]

    def open_it() -> str:
        return json.dumps(list_paragraphs(build_paragraphs(release, marks)))

    _print(
        "open one of 1 MB", open_it, 5, note=f"{len(marks):,} mentions, {len(open_it()) / 1e6:.1f} MB sent uncompressed"
    )
    _print("cut it alone", lambda: release.text.split("\n"), 5, note="str.split, for scale")


def _print(name: str, call: Callable[[], Any], times: int, note: str = "") -> None:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    median, longest = statistics.median(seconds) * 1000, max(seconds) * 1000
    print(f"  {name:30} {median:8.1f} ms (at most {longest:.1f}) {note}".rstrip())


def _text(releases: list[Release], chance: random.Random, size: int = LARGE) -> str:
    """Sentences of words as frequent as in the releases; one in five stands in every text that is made."""
    words = " ".join(release.text for release in releases).split()
    shared = random.Random(7)
    sentences, length = [], 0
    while length < size:
        source = shared if len(sentences) % 5 == 0 else chance
        sentences.append(" ".join(source.choices(words, k=source.randint(8, 30))) + ".")
        length += len(sentences[-1]) + 1
    return "\n".join(sentences)[:size]


def _side(release: Release) -> Side:
    mentions = load_geoparser().geoparse(release.text)
    places = pd.DataFrame([place_row(mention.place) for mention in mentions if mention.place])
    frame = pd.DataFrame([mention_row(mention, release.release_id) for mention in mentions])
    return build_side(release, frame, places.drop_duplicates("place_id").set_index("place_id"), load_lexicon())


def _tables(chance: np.random.Generator) -> Tables:
    """Releases over ten years, their places and title words as unevenly frequent as in real ones."""
    ids = np.array([f"{number:016x}" for number in range(RELEASES)])
    days = pd.to_datetime("2014-08-01") + pd.to_timedelta(np.sort(chance.integers(0, 3650, RELEASES)), "D")
    titles = [" ".join(f"word{number}" for number in row) for row in chance.zipf(1.4, (RELEASES, 8)) % 5_000]
    unknown = dict.fromkeys(["title_basis", "precision", "basis", "evidence", "publisher", "kind"], "")
    releases = {"release_id": ids, "file_name": ids, "title": titles, "published": days.strftime("%Y-%m-%d")}
    numbers = chance.zipf(1.4, RELEASES * MENTIONS) % PLACES
    mentions = {"release_id": np.repeat(ids, MENTIONS), "start": np.tile(np.arange(MENTIONS), RELEASES)}
    mentions |= {"end": mentions["start"] + 5, "toponym": "place", "role": "location", "on_map": True}
    mentions |= {"place_id": [f"p{number}" for number in numbers], "latitude": 33.0 + numbers / PLACES}
    mentions |= {"longitude": 40.0, "radius_km": 1.0, "reason": "", "score": 1.0}
    places = {"place_id": [f"p{number}" for number in range(PLACES)], "name": "place", "arabic_name": None}
    places |= {"latitude": 33.0 + np.arange(PLACES) / PLACES, "longitude": 40.0, "feature_class": "town"}
    places |= {"country_code": "IQ", "admin1": None, "precision_km": 1.0, "source": "test", "geometry": "point"}
    return build_tables(
        pd.DataFrame(releases | unknown | {"first_day": days, "last_day": days}),
        pd.DataFrame(mentions),
        pd.DataFrame(places),
    )
