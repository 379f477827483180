"""Small tables to explore, in the library's own columns: the five seeds in outline, and random ones."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from typing import NamedTuple

import pandas as pd
from hypothesis import strategies as st

from explorer.exploring.tables import Tables, build_tables
from explorer.model import Place, Point, PublicationDate

PLACES = {
    place.name: asdict(place) | {"geometry": place.geometry}
    for place in (
        Place("mosul", "Mosul", "الموصل", 36.34, 43.13, "city", "IQ", "Nineveh", 5.0, "test"),
        Place("sheer", "Sheer", None, 36.35, 43.11, "neighbourhood", "IQ", "Nineveh", 0.8, "test"),
        Place("raqqa", "Raqqa", "الرقة", 35.95, 39.01, "city", "SY", "Raqqa", 4.0, "test"),
        Place("tabqa", "Tabqa", None, 35.84, 38.55, "town", "SY", "Raqqa", 3.0, "test"),
        Place("euphrates", "Euphrates", None, 34.5, 40.9, "river", "SY", None, 300.0, "test"),
        Place("iraq", "Iraq", "العراق", 33.0, 44.0, "country", "IQ", None, 500.0, "test"),
        Place("london", "London", None, 51.5, -0.13, "city", "GB", None, 20.0, "test"),
    )
}
DOTS = ("Mosul", "Sheer", "Raqqa", "Tabqa")
BESIDE_MOSUL = Point(36.4, 43.2, 12.0)


class Named(NamedTuple):
    """A mention in short: its toponym is the name of its place, or of none."""

    release_id: str
    toponym: str
    role: str = "location"
    point: Point | None = None


def make_tables(published: Mapping[str, str | None], mentions: Iterable[Named]) -> Tables:
    """Tables of releases, each with its publication date at its own precision, and of what they name."""
    mentions = list(mentions)
    named = [PLACES[name] for name in sorted({mention.toponym for mention in mentions} & PLACES.keys())]
    return build_tables(
        pd.DataFrame([release_row(*each) for each in published.items()], columns=list(release_row("", None))),
        pd.DataFrame(
            [mention_row(start, each) for start, each in enumerate(mentions)],
            columns=list(mention_row(0, Named("", ""))),
        ),
        pd.DataFrame(named, columns=list(PLACES["Mosul"])),
    )


def release_row(release_id: str, published: str | None) -> dict:
    """A row as `Library.releases` has it; only the releases 002 and a to c have a publisher."""
    precision = published and {4: "year", 7: "month", 10: "day"}[len(published)]
    date = PublicationDate(published, precision or None, "stated" if published else "unknown", published or "")
    return {
        "release_id": release_id,
        "file_name": f"{release_id}.txt",
        "title": f"Release {release_id}",
        "title_basis": "stated",
        "published": date.date,
        "first_day": pd.Timestamp(date.first_day),
        "last_day": pd.Timestamp(date.last_day),
        "precision": date.precision,
        "basis": date.basis,
        "evidence": date.evidence,
        "publisher": {"002": "ENEWSPF", "a": "CENTCOM", "b": "CENTCOM", "c": "CJTF-OIR"}.get(release_id),
        "kind": None,
    }


def mention_row(start: int, mention: Named) -> dict:
    """A row as `Library.mentions` has it; the toponyms of `DOTS` are points, as is any mention with its own."""
    place = PLACES.get(mention.toponym, {})
    own = {"latitude": "latitude", "longitude": "longitude", "radius_km": "precision_km"}
    where = asdict(mention.point) if mention.point else {name: place.get(column) for name, column in own.items()}
    return {
        "release_id": mention.release_id,
        "start": start,
        "end": start + len(mention.toponym),
        "toponym": mention.toponym,
        "role": mention.role,
        "place_id": place.get("place_id"),
        "on_map": mention.role == "location" and (mention.toponym in DOTS or mention.point is not None),
        **where,
        "reason": "exact" if place else "no such place",
        "score": 1.0,
    }


def event_dates() -> pd.DataFrame:
    """What `Library.event_dates` has: two dates in the release 002."""
    days = [pd.Timestamp("2017-06-28"), pd.Timestamp("2017-06-06")]
    return pd.DataFrame(
        {
            "release_id": "002",
            "start": [3, 40],
            "end": [12, 46],
            "text": ["yesterday", "June 6"],
            "first_day": days,
            "last_day": days,
            "precision": "day",
            "basis": "computed",
            "sentence": ["So yesterday.", "On June 6 too."],
        }
    )


def part_of(tables: Tables, release_ids: Iterable[str]) -> Tables:
    """The tables of a library that holds these releases alone."""
    mentions = tables.mentions[tables.mentions["release_id"].isin(release_ids)].drop(columns="spot_id")
    return build_tables(tables.releases.loc[release_ids].reset_index(), mentions, tables.places.reset_index())


SEEDS = {"000": "2015-05-26", "001": "2019-03-25", "002": "2017-06-29", "003": "2017-06", "004": "2024", "005": None}
NAMED = [
    Named("000", "Iraq"),
    Named("001", "Iraq"),
    Named("002", "Mosul"),
    Named("002", "Raqqa"),
    Named("002", "Mosul"),
    Named("002", "Euphrates"),
    Named("002", "London", "elsewhere"),
    Named("003", "Mosul"),
    Named("003", "Raqqa"),
    Named("003", "Tabqa"),
    Named("003", "Atlantis"),
    Named("005", "Raqqa", "actor"),
]


@cache
def seed_tables() -> Tables:
    """The five seeds in outline, and an undated sixth that names Raqqa without putting anything there."""
    return make_tables(SEEDS, NAMED)


def point_beside(toponym: str) -> Point:
    """A point of its own for each toponym, some of them exact."""
    return Point(36.0 + [*PLACES, "Atlantis"].index(toponym) / 10, 43.0, 0.1 if toponym == "Raqqa" else 12.0)


@st.composite
def small_tables(draw: st.DrawFn) -> Tables:
    """Two to five releases, dated at any precision or not, and three to twelve mentions of every kind."""
    dates = st.sampled_from([None, "2016", "2017", "2017-06", "2017-06-28", "2017-06-29", "2017-07-01"])
    published = draw(st.dictionaries(st.sampled_from("abcde"), dates, min_size=2))
    toponyms = st.sampled_from([*PLACES, "Atlantis"])
    mentions = st.builds(
        Named,
        st.sampled_from(sorted(published)),
        toponyms,
        st.sampled_from(["location", "location", "dateline", "actor", "elsewhere"]),
        st.none(),
    ) | toponyms.map(lambda toponym: Named(min(published), toponym, "location", point_beside(toponym)))
    return make_tables(published, draw(st.lists(mentions, min_size=3, max_size=12)))
