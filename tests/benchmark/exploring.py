"""Explore at full size: 100,000 releases, 1,000,000 mentions, 2,000 places; then the same facets asked of Datasette."""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
import tempfile
import time
from pathlib import Path

from explorer.exploring.filters import FACETS, Filters, Near
from explorer.exploring.tables import Tables, build_tables
from explorer.exploring.view import View, apply_filters
from explorer.library import Library
from tests.benchmark import datasette
from tests.benchmark.measuring import print_times, times_of
from tests.benchmark.synthetic import make_library, word

RELEASES, MENTIONS = 100_000, 1_000_000
ROWS = 5_000  # that a table shows
TIMES = 5  # each is measured
ALL_ROLES = ()
SHOW_BAR, SEARCH_BAR = 40, 60  # medians [ms]

# The filters that both can be asked for.
SHARED = {
    "none": Filters(),
    "any role": Filters(role=ALL_ROLES),
    "country": Filters(country=("Iraq",)),
    "governorate": Filters(governorate=("Governorate 3",)),
    "kind of place": Filters(place_kind=("city", "town")),
    "place": Filters(spot_ids=("test:0",)),
    "three places": Filters(spot_ids=("test:1", "test:20", "test:300")),
    "publisher": Filters(publisher=("CJTF-OIR",)),
    "one year": Filters(published_from=dt.date(2017, 1, 1), published_to=dt.date(2017, 12, 31), undated=False),
    "kind and role": Filters(kind=("strike summary",), role=("actor",)),
    "country and publisher": Filters(country=("Syria",), publisher=("U.S. Central Command",)),
}
OURS = {
    "near": Filters(near=Near(36.34, 43.13, 50.0)),
    "words": Filters(words=word(40)),
    "words and country": Filters(words=word(40), country=("Syria",)),
}
SEARCHES = {
    "a rare word": f'"{word(9_000)}"',
    "a word": f'"{word(40)}"',
    "two words": f'"{word(30)}" "{word(50)}"',
    "a phrase": f'"{word(3)} {word(5)}"',
    "either of two": f'"{word(300)}" OR "{word(400)}"',
    "without a word": f'"{word(80)}" -{word(20)}x',
    "a word in all": f'"{word(2)}"',
}


def run() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        library = make_library(Path(folder) / "library.sqlite", releases=RELEASES, mentions=MENTIONS)
        print(f"  made {RELEASES:,} releases and {MENTIONS:,} mentions in {time.perf_counter() - began:.0f} s")
        measure_search(library)
        tables = build_tables(library.releases(), library.mentions(), library.places())
        library.close()
        ours = measure_views(tables, library)
        datasette.run(tables, SHARED, ours, Path(folder))


def measure_views(tables: Tables, library: Library) -> dict[str, float]:
    """Print how long all that Explore shows takes, by filter, and the facets alone; returns these medians [s]."""
    everything, facets = {}, {}
    for name, filters in (SHARED | OURS).items():
        found = library.search(filters.words) if filters.words else None
        everything[name] = times_of(lambda view=(tables, filters, found): show_all(*view), TIMES)
        facets[name] = times_of(lambda view=(tables, filters, found): show_facets(*view), TIMES)
        print_times(f"show: {name}", everything[name])
    print_times("show: all of these", list(itertools.chain(*everything.values())), bar=SHOW_BAR)
    print_times("facets alone: all of these", list(itertools.chain(*facets.values())))
    return {name: statistics.median(seconds) for name, seconds in facets.items()}


def show_all(tables: Tables, filters: Filters, matching: set[str] | None) -> None:
    """Filter, and make the rows, every facet, the counts on the map and the timeline."""
    view = show_facets(tables, filters, matching)
    view.rows(ROWS)
    _made = view.spots, view.histogram, view.place_count, view.undated_count


def show_facets(tables: Tables, filters: Filters, matching: set[str] | None) -> View:
    """Filter, and make every facet."""
    view = apply_filters(tables, filters, matching)
    for name in FACETS:
        view.facet(name)
    return view


def measure_search(library: Library) -> None:
    """Print how long ranked searches take, and those for the set of all releases found."""
    for kind, search in (("ranked", library.ranked), ("every id", library.search)):
        seconds = {
            name: times_of(lambda typed=typed, search=search: search(typed), TIMES) for name, typed in SEARCHES.items()
        }
        for name, several in seconds.items():
            print_times(f"search, {kind}: {name}", several, note=f"{len(library.search(SEARCHES[name])):,} found")
        bar = SEARCH_BAR if kind == "ranked" else None
        print_times(f"search, {kind}: all of these", list(itertools.chain(*seconds.values())), bar=bar)
