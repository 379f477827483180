"""What other releases say about a place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from explorer.exploring.comparing.nearness import days_of, most_days_apart, say_distance
from explorer.exploring.comparing.sides import Span, sentence_at
from explorer.exploring.tables import Tables
from explorer.reading.sentences import find_sentences


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of another release about a place.

    Attributes:
        release_id: The other release.
        span: The sentence, half-open span into its clean text.
        text: The sentence.
        mention: Where the place is named, half-open span into the same clean text.
        apart: How far the releases are apart in time, in words.
    """

    release_id: str
    span: Span
    text: str
    mention: Span
    apart: str


def also_said(
    tables: Tables, release_id: str, place_id: str, text_of: Callable[[str], str], *, limit: int = 20
) -> tuple[Said, ...]:
    """Sentences about a place from other releases, those nearest in date first, undated releases last.

    Args:
        tables: The library's tables.
        release_id: The release at hand.
        place_id: The place; where a dateline only names it, nothing is said about it.
        text_of: Gives the clean text of a release; asked of as few releases as `limit` needs.
        limit: How many sentences to give at most.
    """
    named = tables.mentions[(tables.mentions["place_id"] == place_id) & (tables.mentions["role"] != "dateline")]
    by_release = {other: rows for other, rows in named.groupby("release_id") if other != release_id}
    sentences = (
        said
        for other, apart in _by_distance(tables.releases, release_id, by_release)
        for said in _sentences(other, apart, by_release[other], text_of(other))
    )
    return tuple(islice(sentences, limit))


def _by_distance(releases: pd.DataFrame, release_id: str, others: Collection[str]) -> Iterator[tuple[str, str]]:
    """The other releases with how far each is in time, the nearest first."""
    rows = releases[releases.index.isin([release_id, *others])]
    days = dict(zip(rows.index, zip(days_of(rows["first_day"]), days_of(rows["last_day"]), strict=True), strict=True))
    own = days.pop(release_id, (np.nan, np.nan))
    apart = most_days_apart(*own, *np.array(list(days.values())).reshape(-1, 2).T)
    ids = list(days)
    for position in np.argsort(apart, kind="stable"):
        yield ids[position], say_distance(own, days[ids[position]])


def _sentences(release_id: str, apart: str, mentions: pd.DataFrame, text: str) -> Iterator[Said]:
    """The sentences of one release that hold the mentions, each once."""
    spans = tuple(find_sentences(text))
    seen = set()
    for mention in mentions.sort_values("start").itertuples():
        span = sentence_at(spans, mention.start)
        if span and span not in seen:
            seen.add(span)
            yield Said(release_id, span, text[slice(*span)], (mention.start, mention.end), apart)
