"""The commands for a user's own gazetteer, which stands beside the library."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.commands import add_library_option, complain, open_geoparser, open_library, write_line

if TYPE_CHECKING:
    from explorer.library import Library


def add_commands(actions: argparse._SubParsersAction) -> None:
    """`gazetteer add|remove|list`"""
    gazetteer = actions.add_parser("gazetteer", help="places of your own, added to those that come with the program")
    doings = gazetteer.add_subparsers(required=True, metavar="ACTION")
    adding = doings.add_parser("add", help="add a GeoNames dump (IQ.txt) or a CSV with the columns of places.csv")
    adding.add_argument("file", type=Path, metavar="FILE")
    adding.set_defaults(run=add)
    removing = doings.add_parser("remove", help="take out what a file brought, or everything")
    removing.add_argument("name", nargs="?", metavar="NAME", help="the name of that file")
    removing.set_defaults(run=remove)
    listing = doings.add_parser("list", help="how many places each file brought")
    listing.set_defaults(run=show)
    for parser in (adding, removing, listing):
        add_library_option(parser)


def add(arguments: argparse.Namespace) -> int:
    """Add places, say what became of the rows, and find the mentions in the library anew."""
    from explorer.library.user_gazetteer import add_to_gazetteer

    library = open_library(arguments)
    report = add_to_gazetteer(arguments.file, library.path.parent)
    for reason in report.reasons():
        complain(f"refused: {reason}")
    write_line(f"{report.added} added, {report.merged} merged, {len(report.refused)} refused")
    return _re_extract(library)


def remove(arguments: argparse.Namespace) -> int:
    """Take places out again, and find the mentions in the library anew."""
    from explorer.library.user_gazetteer import remove_from_gazetteer

    library = open_library(arguments)
    write_line(f"{remove_from_gazetteer(library.path.parent, arguments.name)} removed")
    return _re_extract(library)


def show(arguments: argparse.Namespace) -> int:
    """One line per file that brought places."""
    from explorer.library.user_gazetteer import list_gazetteer

    for name, count in list_gazetteer(open_library(arguments).path.parent).items():
        write_line(f"{count} {name}")
    return 0


def _re_extract(library: Library) -> int:
    from tqdm import tqdm

    geoparser = open_geoparser(library)
    with tqdm(unit=" releases", disable=None, leave=False) as bar:

        def show_progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        count = library.re_extract(geoparser, show_progress)
    complain(f"{count} releases geoparsed anew")
    return 0
