"""The command that writes what a view of the library shows, for other programs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from explorer.commands import add_library_option, complain, open_library
from explorer.exploring.filters import FACETS, Filters, from_query

FORMATS = ("csv", "mentions-csv", "geojson", "jsonl")
FILTERS = {
    "q": ("WORDS", "words, as in the search box"),
    "from": ("DATE", "published on this day or later: 2017-06-29"),
    "to": ("DATE", "published on this day or earlier"),
    "undated": ("no", "leave out undated releases"),
    "place": (
        "ID",
        "a place by its id in a link, or unknown for no known place; may be given several times, for any",
    ),
    "near": ("LATITUDE,LONGITUDE,KM", "within so many kilometres of a point; write --near=36.3,43.1,20"),
} | {name: ("VALUE", f"as under Filters: {name.replace('_', ' ')}; may be given several times") for name in FACETS}
REPEATED = ("place", *FACETS)


def add_command(actions: argparse._SubParsersAction) -> None:
    """`export --format FORMAT [--output FILE] [filters]`"""
    export = actions.add_parser(
        "export",
        help="write what filters leave: releases, their mentions, or places on the map",
        description="The filters are those of a link, by the same names. Role is location unless given; any is every.",
    )
    export.add_argument("--format", choices=FORMATS, required=True, help="csv holds releases, mentions-csv mentions")
    export.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
    add_library_option(export)
    filters = export.add_argument_group("filters")
    for name, (value, text) in FILTERS.items():
        filters.add_argument(f"--{name}", action="append" if name in REPEATED else "store", metavar=value, help=text)
    export.set_defaults(run=lambda arguments: run_export(arguments, read_filters(export, vars(arguments))))


def read_filters(parser: argparse.ArgumentParser, options: Mapping[str, str | Sequence[str] | None]) -> Filters:
    """The filters that the options describe; a bad one ends the program with status 2."""
    given = {name: options[name] or () for name in FILTERS}
    filters, dropped = from_query({name: [each] if isinstance(each, str) else each for name, each in given.items()})
    for each in dropped:
        name = each.partition("=")[0]
        parser.error(f"--{each}: not understood; --{name} {FILTERS[name][0]}: {FILTERS[name][1]}")
    return filters


def run_export(arguments: argparse.Namespace, filters: Filters) -> int:
    """Write the export; 1 when a place is unknown or the file cannot be written."""
    from explorer.exploring.export import FORMATS as WRITERS
    from explorer.exploring.tables import build_tables
    from explorer.exploring.view import apply_filters

    library = open_library(arguments)
    version = library.data_version()
    tables = build_tables(library.releases(), library.mentions(), library.places())
    unknown = [each for each in filters.spot_ids if not tables.has_place(each)]
    if unknown:
        complain(f"--place={unknown[0]}: the library names no such place; `--format geojson` lists those it does")
        return 1
    view = apply_filters(tables, filters, library.search(filters.words) if filters.words else None)
    complain(f"{view.release_count} of {view.total} releases")
    return write(WRITERS[arguments.format].write(view, version, library.event_dates), arguments.output)


def write(text: str, output: Path | None) -> int:
    """Write to a file, or to standard output; 1 when the file cannot be written."""
    if output is None:
        sys.stdout.write(text)
        return 0
    try:
        output.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        complain(f"{output}: {error.strerror or error}")
        return 1
    return 0
