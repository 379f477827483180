"""A library of synthetic releases, uneven as real ones are: few places, words and publishers stand in most of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import insert, text

from explorer.library import Library, schema
from explorer.library.loading import rules_version
from explorer.library.rows import sha256_hex
from explorer.model import AREA_CLASSES, LINE_CLASSES

WORDS_EACH = 180  # of a release
CLASSES = {
    "city": 100, "town": 300, "village": 900, "neighbourhood": 250, "building": 100, "site": 150, "district": 100,
    "governorate": 33, "country": 12, "region": 20, "river": 15, "road": 20,
}  # fmt: skip
PUBLISHERS = [
    "CJTF-OIR",
    "U.S. Central Command",
    "U.S. Department of Defense",
    *(f"Agency {n}" for n in range(9)),
    None,
]
KINDS = ["press release", "strike summary", "article", "transcript", "statement", None]
ROLES = ["location", "elsewhere", "actor", "dateline"]
NO_TEXT = dict.fromkeys(["warnings", "other_dates", "parts", "removed", "kept"], "[]")
UNKNOWN_SHARE, OFFSET_SHARE = 0.05, 0.03  # of mentions: without a place; with a point of their own


def make_library(path: Path, *, releases: int, mentions: int) -> Library:
    """Make a library with so many releases and mentions, of 2,000 places."""
    chance = np.random.default_rng(5)
    library = Library.open(path)
    places = _places(chance)
    with library.writing() as connection:
        connection.execute(insert(schema.place), places.to_dict("records"))
        for rows in _in_parts(_releases(releases, chance)):
            connection.execute(insert(schema.release), rows)
        for rows in _in_parts(_mentions(releases, mentions, places, chance)):
            connection.execute(insert(schema.mention), rows)
        connection.execute(text("INSERT INTO release_words(release_words) VALUES ('rebuild')"))
    return library


def word(rank: int) -> str:
    """The word of a rank, 0 the most frequent; letters alone, and like no other."""
    return "w" + "".join(chr(ord("a") + int(digit)) for digit in str(rank))


def release_id_of(number: int) -> str:
    """The id of a release by its number."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]


def _in_parts(table: pd.DataFrame, most: int = 20_000) -> Iterator[list[dict]]:
    for start in range(0, len(table), most):
        part = table.iloc[start : start + most].astype(object)
        yield part.where(part.notna(), None).to_dict("records")


def _places(chance: np.random.Generator) -> pd.DataFrame:
    classes = chance.permutation(np.repeat(list(CLASSES), list(CLASSES.values())))
    total = len(classes)
    geometries = [
        "area" if name in AREA_CLASSES else "line" if name in LINE_CLASSES else "point" for name in classes.tolist()
    ]
    return pd.DataFrame(
        {
            "place_id": [f"test:{number}" for number in range(total)],
            "name": [f"Place {number}" for number in range(total)],
            "arabic_name": None,
            "latitude": chance.uniform(30, 37, total).round(4),
            "longitude": chance.uniform(36, 48, total).round(4),
            "feature_class": classes,
            "geometry": geometries,
            "country_code": chance.choice(["IQ", "SY", "TR", "US", "GB"], total, p=[0.55, 0.35, 0.04, 0.03, 0.03]),
            "admin1": chance.choice([*(f"Governorate {number}" for number in range(32)), None], total),
            "precision_km": chance.choice([0.5, 1.0, 3.0, 8.0], total),
            "source": "test",
        }
    )


def _releases(total: int, chance: np.random.Generator) -> pd.DataFrame:
    ids = [release_id_of(number) for number in range(total)]
    ranks = chance.zipf(1.3, (total, WORDS_EACH)) % 30_000
    texts = [" ".join(map(word, row)) for row in ranks.tolist()]
    return pd.DataFrame(
        {
            "release_id": ids,
            "file_name": [f"{each}.txt" for each in ids],
            "sha256": ids,
            "encoding": "utf-8",
            "extraction_version": rules_version(),  # or the app would read and geoparse them anew
            "title": [each[:60] for each in texts],
            "title_basis": "stated",
            **_dates(total, chance),
            "evidence": "",
            "publisher": _uneven(PUBLISHERS, total, chance),
            "kind": _uneven(KINDS, total, chance),
            "text_sha256": [sha256_hex(each) for each in texts],
            **NO_TEXT,
            "text": texts,
            "original": "",
        }
    )


def _dates(total: int, chance: np.random.Generator) -> dict[str, np.ndarray]:
    """Eight in ten to the day; the others by month or year, or undated."""
    days = np.datetime64("2014-08-01") + chance.integers(0, 3650, total)
    units = chance.choice(["D", "M", "Y", ""], total, p=[0.8, 0.1, 0.05, 0.05])
    columns = {name: np.full(total, None, object) for name in ("published", "first_day", "last_day", "precision")}
    for unit, name in (("D", "day"), ("M", "month"), ("Y", "year")):
        chosen = units == unit
        dates = days[chosen].astype(f"datetime64[{unit}]")
        columns["published"][chosen] = dates.astype(str)
        columns["first_day"][chosen] = dates.astype("datetime64[D]").astype(str)
        columns["last_day"][chosen] = ((dates + 1).astype("datetime64[D]") - 1).astype(str)
        columns["precision"][chosen] = name
    basis = np.where(units == "", "unknown", chance.choice(["stated", "inferred"], total, p=[0.7, 0.3]))
    return columns | {"basis": basis}


def _mentions(releases: int, total: int, places: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    number = np.sort(chance.integers(0, releases, total))
    order = np.arange(total) - np.searchsorted(number, number)  # within its release
    weights = 1 / (np.arange(len(places)) + 5.0)
    place = places.iloc[chance.choice(len(places), total, p=weights / weights.sum())].reset_index(drop=True)
    role = _uneven(ROLES, total, chance)
    is_known = chance.random(total) > UNKNOWN_SHARE
    has_dot = is_known & (role == "location") & (place["geometry"] == "point").to_numpy()
    has_point = has_dot & (chance.random(total) < OFFSET_SHARE)
    latitude = (place["latitude"] + chance.integers(1, 9, total) / 20).round(2)
    return pd.DataFrame(
        {
            "release_id": np.array([release_id_of(each) for each in range(releases)])[number],
            "start": order * 20,
            "end": order * 20 + 8,
            "toponym": place["name"],
            "role": role,
            "place_id": place["place_id"].where(is_known, None),
            "on_map": has_dot,
            "point_latitude": latitude.where(has_point),
            "point_longitude": place["longitude"].where(has_point),
            "point_radius_km": pd.Series(3.0, place.index).where(has_point),
            "reason": "test",
            "score": 1.0,
        }
    )


def _uneven(values: list[str | None], total: int, chance: np.random.Generator) -> np.ndarray:
    """Values drawn so that each is about half as frequent as the one before, the last ones a little more."""
    weights = 0.6 ** np.arange(len(values)) + 0.01
    return np.array(values, object)[chance.choice(len(values), total, p=weights / weights.sum())]
