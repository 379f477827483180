"""Which releases are worth comparing with one, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from explorer.exploring.comparing.features import Features, build_features
from explorer.exploring.comparing.lexicon import Lexicon
from explorer.exploring.comparing.nearness import days_of, most_days_apart, say_distance
from explorer.exploring.tables import Tables

NEAR_DAYS = 31  # apart at most, for two releases on one place to be near in date
EVENT_DAYS = 3  # apart at most, for two releases that name mostly the same places to be on one event
EVENT_LIKENESS = 0.6
LEAST_LIKENESS = 0.1
MOST_NAMED = 3  # places, and title words, that a reason names

Relation = Literal["original", "reprint", "new version"]
IN_WORDS: dict[Relation, str] = {"original": "the original", "reprint": "a reprint", "new version": "a new version"}

_TITLE_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a release is suggested: `text` says it in words ("Raqqa and Mosul, 21 days later")."""

    kind: Literal["original", "reprint", "new version", "same event", "same place", "most alike"]
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A release to compare with, its reasons, the strongest first, and how strong they are together."""

    release_id: str
    reasons: tuple[Reason, ...]
    score: float


class _Two(NamedTuple):
    """Two releases by position, how like they are by places and in all, and how many days they may be apart."""

    release: int
    other: int
    places: float
    alike: float
    days: float


@dataclass(frozen=True, eq=False)
class Index:
    """What `suggest` looks up, in the order of `Tables.releases`; days are days since 1970-01-01, NaN when undated."""

    release_ids: pd.Index
    first_days: np.ndarray
    last_days: np.ndarray
    places: Features
    title_words: Features


def build_index(tables: Tables, lexicon: Lexicon) -> Index:
    """Make the index of a library's tables, once for each version of its data; areas and actors tell too little."""
    releases, places = tables.releases, tables.places
    is_about = tables.mentions["place_id"].isin(places.index[places["geometry"] != "area"])
    mentions = tables.mentions[is_about & (tables.mentions["role"] == "location")]
    words = releases["title"].str.casefold().str.findall(_TITLE_WORD).reset_index(drop=True).explode().dropna()
    words = words[~words.isin(lexicon.words["function word"])]
    named_in = releases.index.get_indexer(mentions["release_id"])
    return Index(
        release_ids=releases.index,
        first_days=days_of(releases["first_day"]),
        last_days=days_of(releases["last_day"]),
        places=build_features(named_in, mentions["place_id"], len(releases), places["name"].to_dict()),
        title_words=build_features(words.index.to_numpy(), words, len(releases), {}),
    )


def suggest(
    index: Index, release_id: str, *, versions: Mapping[str, Relation] | None = None, limit: int = 8
) -> tuple[Suggestion, ...]:
    """The releases worth comparing with one: its versions, those near in date, those alike; of each the best first.

    Args:
        index: Of the library's tables (`build_index`).
        release_id: The release at hand; one that is not in the tables has no suggestions but its versions.
        versions: Its original, reprints and new versions that the library knows, each with its relation.
        limit: How many to give at most.
    """
    versions = versions or {}
    known = [Suggestion(other, (Reason(relation, IN_WORDS[relation]),), 1.0) for other, relation in versions.items()]
    position = int(index.release_ids.get_indexer([release_id])[0])
    found = list(_alike(index, position, limit + len(known))) if position >= 0 else []
    found.sort(key=lambda each: each.reasons[0].kind == "most alike")
    others = (each for each in found if each.release_id not in versions)
    return tuple(islice(chain(known, others), limit))


def _alike(index: Index, release: int, limit: int) -> Iterator[Suggestion]:
    """The releases that share places or title words with one, the best first, those without a reason left out."""
    places, words = index.places.likeness(release), index.title_words.likeness(release)
    days = most_days_apart(index.first_days[release], index.last_days[release], index.first_days, index.last_days)
    alike = (places + words) / 2
    scores = (places * np.nan_to_num(np.exp(-days / NEAR_DAYS)) + alike) / 2
    scores[release] = 0.0
    for other in _largest(scores, 4 * limit):
        pair = _Two(release, other, float(places[other]), float(alike[other]), float(days[other]))
        reasons = tuple(_reasons(index, pair))
        if reasons:
            yield Suggestion(index.release_ids[other], reasons, round(float(scores[other]), 3))


def _largest(scores: np.ndarray, count: int) -> list[int]:
    count = min(count, len(scores))
    largest = np.argpartition(-scores, count - 1)[:count] if count else np.array([], dtype=int)
    return sorted((int(each) for each in largest if scores[each] > 0), key=lambda each: (-scores[each], each))


def _reasons(index: Index, two: _Two) -> Iterator[Reason]:
    places = index.places.shared(two.release, two.other)
    is_near = two.days <= NEAR_DAYS
    if places and is_near:
        is_event = two.days <= EVENT_DAYS and two.places >= EVENT_LIKENESS
        yield Reason("same event" if is_event else "same place", f"{_named(places)}, {_apart(index, two)}")
    if two.alike >= LEAST_LIKENESS:
        words = [f"“{word}” in the title" for word in index.title_words.shared(two.release, two.other)]
        if common := words if is_near else [*places, *words]:
            yield Reason("most alike", _named(common))


def _apart(index: Index, two: _Two) -> str:
    one, other = ((index.first_days[each], index.last_days[each]) for each in (two.release, two.other))
    return say_distance(one, other)


def _named(names: list[str]) -> str:
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
