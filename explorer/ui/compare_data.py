"""What the Compare page shows of two releases, worked out once for each version of the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from explorer.errors import LibraryError
from explorer.exploring.comparing.alignment import Pair, align
from explorer.exploring.comparing.comparison import Item, compare
from explorer.exploring.comparing.lexicon import load_lexicon
from explorer.exploring.comparing.sides import Side, Span, build_side
from explorer.exploring.comparing.speakers import find_speakers
from explorer.exploring.comparing.suggestions import Index, Relation, Suggestion, build_index, suggest
from explorer.exploring.tables import Tables
from explorer.library import Library
from explorer.model import Mention, Place, Release
from explorer.ui.cache import get_startup
from explorer.ui.compare_state import ORIGINAL

LONG = 200_000  # characters of two texts that are compared before they are shown
_NOTHING = Side("", ())
_MENTION_COLUMNS = ("start", "end", "toponym", "role", "place_id")
_PLACE_COLUMNS = ("place_id", "name", "feature_class", "latitude", "longitude", "precision_km")


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two releases beside each other; `b` is None when there is one only, or beside its own original.

    is_whole: whether they were compared, and not only read.
    sides: of a and b. items, pairs: what they name, and their passages that say the same.
    dots: indexed by spot_id; columns name, place_id, latitude, longitude [degrees], standing (shared, only a, only b).
    """

    a: Release
    b: Release | None
    sides: tuple[Side, Side]
    items: tuple[Item, ...]
    pairs: tuple[Pair, ...]
    dots: pd.DataFrame
    is_whole: bool = True

    @property
    def is_long(self) -> bool:
        """Whether it takes so long to compare them that they are shown before."""
        return sum(len(side.text) for side in self.sides) > LONG

    @property
    def is_repeated(self) -> bool:
        """Whether most of one release stands in the other: a reprint, or another version."""
        repeated = sum(pair.kind == "repeats" for pair in self.pairs)
        return repeated > 0 and 2 * repeated >= min(len(side.sentences) for side in self.sides)


@dataclass(frozen=True, eq=False)
class Reading:
    """One release with its mentions, and with what it names, ready to compare."""

    release: Release
    mentions: tuple[Mention, ...]
    side: Side


@st.cache_resource(show_spinner=False, max_entries=32)
def get_reading(_library: Library, library_path: str, data_version: int, release_id: str) -> Reading:
    """Read what one release names, once for each version of the data.

    Raises:
        LibraryError: there is no such release.
    """
    release, mentions = _library.release(release_id), _library.mentions_of(release_id)
    own = _place_frame(mention.place for mention in mentions if mention.place)
    cities = _all_places(_library, library_path, data_version)  # a part of a city counts for one that b names
    places = pd.concat([own, cities[~cities.index.isin(own.index)]])
    return Reading(release, mentions, build_side(release, _mention_frame(mentions), places, load_lexicon()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _all_places(_library: Library, library_path: str, data_version: int) -> pd.DataFrame:
    return _library.places().set_index("place_id")[list(_PLACE_COLUMNS[1:])]


@st.cache_resource(show_spinner=False, max_entries=32)
def get_spans(_library: Library, library_path: str, data_version: int, release_id: str) -> dict[str, list[Span]]:
    """Where a release states dates and numbers, and where it names who speaks, by kind of detail.

    Raises:
        LibraryError: there is no such release.
    """
    side = get_reading(_library, library_path, data_version, release_id).side
    details = [*side.details, *find_speakers(side.text, side.details, load_lexicon())]
    return {
        kind: sorted((each.start, each.end) for each in details if each.kind == kind)
        for kind in ("date", "number", "speaker")
    }


def find_spans(data_version: int, release_id: str) -> dict[str, list[Span]] | None:
    """What `get_spans` says of a release of this server's library; None when the version is not its own."""
    library = get_startup().library
    try:
        is_present = data_version == library.data_version()
        return get_spans(library, str(library.path), data_version, release_id) if is_present else None
    except LibraryError:
        return None


@st.cache_resource(show_spinner=False, max_entries=16)
def get_comparison(_library: Library, library_path: str, data_version: int, a: str, b: str | None) -> Comparison:
    """Compare two releases; `b` may be None, or `ORIGINAL`.

    Raises:
        LibraryError: there is no such release.
    """
    chosen = [a] if b in (None, ORIGINAL) else [a, b]
    read = [get_reading(_library, library_path, data_version, each) for each in chosen]
    both = (read[0].side, read[1].side if len(read) > 1 else _NOTHING)
    items = compare(*both)
    return Comparison(
        a=read[0].release,
        b=read[1].release if len(read) > 1 else None,
        sides=both,
        items=items,
        pairs=align(*both, load_lexicon()) if len(read) > 1 else (),
        dots=find_dots([each.mentions for each in read], items),
    )


@st.cache_resource(show_spinner=False, max_entries=16)
def get_texts(_library: Library, library_path: str, data_version: int, a: str, b: str | None) -> Comparison:
    """Two releases that are not compared yet; `b` may be None, or `ORIGINAL`.

    Raises:
        LibraryError: there is no such release.
    """
    chosen = [a] if b in (None, ORIGINAL) else [a, b]
    releases = [_library.release(each) for each in chosen]
    sides = [Side(release.text, ()) for release in releases]
    both = (sides[0], sides[1] if len(sides) > 1 else _NOTHING)
    return Comparison(
        releases[0], releases[1] if releases[1:] else None, both, (), (), find_dots([], ()), is_whole=False
    )


def find_dots(mentions: Iterable[Iterable[Mention]], items: Iterable[Item]) -> pd.DataFrame:
    """Where the dots of one or two releases stand, by the ids that `explorer.exploring.tables.Tables` gives them."""
    found = {_dot_id(each): each for side in mentions for each in side if each.on_map}
    sides = [{_dot_id(each) for each in side if each.on_map} for side in mentions]
    standings = {item.key: item.standing for item in items if item.kind == "place"}
    columns = ["spot_id", "name", "place_id", "latitude", "longitude", "standing"]
    rows = []
    for spot_id, mention in found.items():
        where = [spot_id in side for side in sides]
        own = "shared" if all(where) and len(where) > 1 else "only a" if where[0] else "only b"
        point = mention.point or mention.place
        name = mention.toponym if spot_id.startswith("@") else mention.place.name
        place_id = mention.place.place_id if mention.place else None
        standing = standings.get(spot_id, own)
        rows.append((spot_id, name, place_id, point.latitude, point.longitude, standing))
    return pd.DataFrame(rows, columns=columns).set_index("spot_id")


@dataclass(frozen=True, slots=True)
class Version:
    """Another text of a release: its original, a reprint or a new version; `label` says which, and from which file."""

    release_id: str
    relation: Relation
    label: str


def list_versions(library: Library, release_id: str) -> list[Version]:
    """The other texts of a release that the library knows, the original first."""
    original, _ = library.version_of(release_id) or (release_id, None)
    files = {} if original == release_id else {original: ("original", library.release(original).file_name)}
    versions = library.versions(original)
    named = zip(versions["relation"], versions["file_name"], strict=True)
    files |= dict(zip(versions["release_id"], named, strict=True))
    return [
        Version(other, relation, f"{relation}: {file_name}")
        for other, (relation, file_name) in files.items()
        if other != release_id
    ]


@st.cache_resource(show_spinner=False, max_entries=2)
def _get_index(_tables: Tables, library_path: str, data_version: int) -> Index:
    return build_index(_tables, load_lexicon())


@st.cache_data(show_spinner=False, max_entries=64)
def get_suggestions(
    _library: Library, _tables: Tables, library_path: str, data_version: int, release_id: str
) -> tuple[Suggestion, ...]:
    """The releases worth comparing with one, the best first."""
    relations = {each.release_id: each.relation for each in list_versions(_library, release_id)}
    original, _ = _library.version_of(release_id) or (release_id, None)  # the tables have no versions
    return suggest(_get_index(_tables, library_path, data_version), original, versions=relations)


def _dot_id(mention: Mention) -> str:
    point = mention.point
    if point and (mention.place is None or (point.latitude, point.longitude) != _position(mention.place)):
        return f"@{point.latitude:.5f},{point.longitude:.5f}"
    return mention.place.place_id


def _position(place: Place) -> tuple[float, float]:
    return place.latitude, place.longitude


def _mention_frame(mentions: Iterable[Mention]) -> pd.DataFrame:
    rows = [
        (each.start, each.end, each.toponym, each.role, each.place.place_id if each.place else None)
        for each in mentions
    ]
    return pd.DataFrame(rows, columns=list(_MENTION_COLUMNS))


def _place_frame(places: Iterable[Place]) -> pd.DataFrame:
    rows = {place.place_id: [getattr(place, name) for name in _PLACE_COLUMNS] for place in places}
    return pd.DataFrame(list(rows.values()), columns=list(_PLACE_COLUMNS)).set_index("place_id")
