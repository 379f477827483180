"""All that the library says of one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.exploring.distances import distances_km
from explorer.exploring.filters import Near
from explorer.exploring.histogram import Histogram, count_by_time
from explorer.exploring.tables import Tables
from explorer.reading.sentences import find_sentences


@dataclass(frozen=True, eq=False)
class Profile:
    """One place.

    place: its row of `Tables.places`.
    spellings: how it is written, with how often (int), most first.
    mentions: one row per mention, in order of publication, undated last; columns release_id, start, toponym, role,
        on_map, reason, title, published, precision, basis, evidence, first_day.
    named_with: other places by the number of releases that name both (int), most first; index: place_id.
    near: other places named in the library within `NEAR_KM`, by distance [km]; index: place_id.
    histogram: the releases that name it, by time.
    """

    place: pd.Series
    spellings: pd.Series
    mentions: pd.DataFrame
    named_with: pd.Series
    near: pd.Series
    histogram: Histogram

    @property
    def release_count(self) -> int:
        """How many releases name it."""
        return self.mentions["release_id"].nunique()


NEAR_KM = 60
_OF_RELEASES = ["title", "published", "precision", "basis", "evidence", "first_day"]


def build_profile(tables: Tables, place_id: str) -> Profile:
    """Gather what is said of a place.

    Raises:
        KeyError: no release names it.
    """
    place = tables.places.loc[place_id]
    named = tables.mentions[tables.mentions["place_id"] == place_id]
    mentions = named.join(tables.releases[_OF_RELEASES], on="release_id")
    is_named = tables.releases.index.isin(named["release_id"])
    columns = tables.columns
    return Profile(
        place=place,
        spellings=named["toponym"].value_counts().rename("mentions"),
        mentions=mentions.sort_values(["first_day", "release_id", "start"], na_position="last"),
        named_with=_named_with(tables, place_id, is_named),
        near=_near(tables, place_id),
        histogram=count_by_time(columns.first_day[is_named], columns.last_day[is_named]),
    )


def sentences_of(mentions: pd.DataFrame, text_of: Callable[[str], str]) -> pd.DataFrame:
    """The mentions with their sentence (str), and where the toponym stands in it (offset, int).

    Args:
        mentions: rows with release_id, start and toponym.
        text_of: gives the clean text of a release.
    """
    texts = {release_id: text_of(release_id) for release_id in mentions["release_id"].unique()}
    spans = {release_id: np.array(list(find_sentences(text)) or [(0, 0)]) for release_id, text in texts.items()}
    sentences, offsets = [], []
    for release_id, start in zip(mentions["release_id"], mentions["start"], strict=True):
        position = max(int(np.searchsorted(spans[release_id][:, 0], start, side="right")) - 1, 0)
        first, last = spans[release_id][position]
        sentences.append(texts[release_id][first:last])
        offsets.append(start - first)
    return mentions.assign(sentence=sentences, offset=np.array(offsets, int))


def _named_with(tables: Tables, place_id: str, is_named: np.ndarray) -> pd.Series:
    mentions = tables.mentions[is_named[tables.columns.release]]
    others = mentions[mentions["place_id"].notna() & (mentions["place_id"] != place_id)]
    counts = others.groupby("place_id")["release_id"].nunique().sort_values(ascending=False, kind="stable")
    return counts.rename("releases")


def _near(tables: Tables, place_id: str) -> pd.Series:
    place = tables.places.loc[place_id]
    others = tables.places[(tables.places["geometry"] == "point") & (tables.places.index != place_id)]
    point = Near(place["latitude"], place["longitude"], NEAR_KM)
    far = pd.Series(distances_km(others["latitude"].to_numpy(), others["longitude"].to_numpy(), point), others.index)
    return far[far <= NEAR_KM].sort_values().rename("km")
