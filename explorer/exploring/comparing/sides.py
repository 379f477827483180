"""One side of a comparison: the text of a release, its sentences and what it says in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from explorer.exploring.comparing.dates import find_stated_dates
from explorer.exploring.comparing.details import Detail, without_overlaps
from explorer.exploring.comparing.lexicon import Lexicon
from explorer.exploring.comparing.people import find_names
from explorer.exploring.comparing.statements import find_numbers
from explorer.exploring.parts import cities_of_parts
from explorer.geoparsing.names import fold, strip_articles
from explorer.model import Release
from explorer.reading.sentences import find_sentences

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """A clean text, its sentences (half-open spans, in order) and its details (in order, not overlapping)."""

    text: str
    sentences: tuple[Span, ...]
    details: tuple[Detail, ...] = ()


def build_side(release: Release, mentions: pd.DataFrame, places: pd.DataFrame, lexicon: Lexicon) -> Side:
    """One release, ready to compare.

    Args:
        release: The release.
        mentions: Its mentions; columns start, end, toponym, role, place_id (as in `Tables.mentions`).
        places: The places they name, and others whose parts they may be, indexed by place_id (as `Tables.places`).
        lexicon: The known names and sorts of words.
    """
    named = sorted(find_places(mentions, places), key=lambda detail: detail.start)
    names = find_names(release.text, lexicon, named)
    known = sorted([*named, *names], key=lambda detail: detail.start)
    numbers = _up_to(known, find_numbers(release.text, lexicon), release.text)
    details = [*known, *without_overlaps([*find_stated_dates(release.text, release.published), *numbers], known)]
    return Side(
        text=release.text,
        sentences=tuple(find_sentences(release.text)),
        details=tuple(sorted(details, key=lambda detail: detail.start)),
    )


def _up_to(known: Sequence[Detail], numbers: Iterable[Detail], text: str) -> Iterator[Detail]:
    """The numbers, each ending where a name begins among what is counted: of "two ISIS holdouts" that is "two"."""
    starts = [detail.start for detail in known]
    for number in numbers:
        following = bisect_right(starts, number.start)
        end = min(number.end, starts[following]) if following < len(starts) else number.end
        yield replace(number, end=number.start + len(text[number.start : end].rstrip()))


def find_places(mentions: pd.DataFrame, places: pd.DataFrame) -> Iterator[Detail]:
    """The mentions as details, by place; an unresolved one by how it is spelled, articles and diacritics aside."""
    named = places[places.index.isin(mentions["place_id"])]
    known = dict(zip(named.index, zip(named["name"], named["feature_class"], strict=True), strict=True))
    cities = cities_of_parts(named, places)
    for row in mentions.itertuples():
        if row.place_id in known:
            name, feature_class = known[row.place_id]
            city = cities.get(row.place_id, "") if row.role == "location" else ""
            yield Detail(row.start, row.end, "place", row.place_id, name, feature_class, city)
        else:
            key = "?" + strip_articles(fold(row.toponym))
            yield Detail(row.start, row.end, "place", key, row.toponym, "unresolved")


def sentence_at(sentences: tuple[Span, ...], offset: int) -> Span | None:
    """The sentence in which the character at `offset` stands; None between sentences."""
    position = bisect_right(sentences, offset, key=lambda span: span[0]) - 1
    if position < 0 or offset >= sentences[position][1]:
        return None
    return sentences[position]
