"""The command line: `python -m explorer --help`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from explorer import __version__, commands, correction_commands, export_command, gazetteer_commands, log_commands
from explorer.errors import ExplorerError


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="explorer",
        description="Read official releases, find the places they name, and keep them in a library.",
        epilog="Exit status: 0 when all went well, 1 when some input failed, 2 for bad usage.",
    )
    parser.add_argument("--version", action="version", version=f"Release Explorer {__version__}")
    parser.add_argument("--library", metavar="URL", help=commands.LIBRARY)
    actions = parser.add_subparsers(required=True, metavar="COMMAND")
    add_load(actions)
    add_read(actions)
    add_geoparse(actions)
    add_backup(actions)
    export_command.add_command(actions)
    correction_commands.add_commands(actions)
    log_commands.add_commands(actions)
    gazetteer_commands.add_commands(actions)
    return parser


def add_load(actions: argparse._SubParsersAction) -> None:
    """`load PATH…`"""
    load = actions.add_parser("load", help="put release files, or folders of them, into the library")
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a release file or a folder")
    commands.add_column_option(load)
    commands.add_library_option(load)
    load.set_defaults(run=commands.load)


def add_read(actions: argparse._SubParsersAction) -> None:
    """`read FILE…`"""
    read = actions.add_parser("read", help="show what is read from release files: one JSON object a line")
    read.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file with releases")
    commands.add_column_option(read)
    read.set_defaults(run=commands.read)


def add_geoparse(actions: argparse._SubParsersAction) -> None:
    """`geoparse [FILE…] [--jsonl]`"""
    geoparse = actions.add_parser("geoparse", help="find the places that releases name: one JSON object a line")
    geoparse.add_argument("files", nargs="*", metavar="FILE", help="a release file (default: text on standard input)")
    geoparse.add_argument("--jsonl", action="store_true", help='read one {"id", "text"} a line, answer one a line')
    commands.add_library_option(geoparse, "use the user's own gazetteer of this library too")
    geoparse.set_defaults(run=commands.geoparse)


def add_backup(actions: argparse._SubParsersAction) -> None:
    """`backup`, `restore FILE`, `check`"""
    backup = actions.add_parser("backup", help="write the whole library to standard output, as lines of JSON")
    backup.set_defaults(run=commands.backup)
    restore = actions.add_parser("restore", help="load what `backup` wrote; what is here already stays")
    restore.add_argument("file", metavar="FILE", help="a backup; - for standard input")
    restore.set_defaults(run=commands.restore)
    check = actions.add_parser("check", help="compare everything in the library with its checksums")
    check.set_defaults(run=commands.check)
    for parser in (backup, restore, check):
        commands.add_library_option(parser)


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when some input failed, 2 for bad usage."""
    for stream in (sys.stdout, sys.stderr):
        # Backslash escapes keep a lone surrogate both valid UTF-8 and valid JSON; whoever asks line by line must
        # not wait for a full buffer.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    arguments = build_parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except ExplorerError as error:
        commands.complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
