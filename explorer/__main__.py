"""The command line: `python -m explorer --help`."""

from __future__ import annotations

import argparse
import os
import sys

from explorer import commands


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(prog="explorer", description="Read, place and keep official releases.")
    actions = parser.add_subparsers(required=True, metavar="COMMAND")
    geoparse = actions.add_parser("geoparse", help="find the places that a text names, as JSON")
    geoparse.add_argument("files", nargs="*", metavar="FILE", help="release files (default: standard input)")
    geoparse.add_argument("--jsonl", action="store_true", help='read one {"id", "text"} a line, answer one a line')
    geoparse.set_defaults(run=commands.geoparse)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when some input failed, 2 for bad usage."""
    for stream in (sys.stdout, sys.stderr):
        # Backslash escapes keep a lone surrogate both valid UTF-8 and valid JSON.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = build_parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except BrokenPipeError:  # the reader of our output has gone: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
