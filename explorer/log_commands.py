"""The commands that show, exchange and undo the log of corrections."""

from __future__ import annotations

import argparse
import fileinput
from collections.abc import Iterable, Iterator

from explorer.commands import add_library_option, complain, open_geoparser, open_library, write_line
from explorer.correction_commands import add_signature, apply, signature_of
from explorer.errors import CorrectionError
from explorer.library.correction_records import correction_line, read_correction
from explorer.library.corrections import Correction, undo


def add_commands(actions: argparse._SubParsersAction) -> None:
    """`log export|unfit|import|undo`"""
    log = actions.add_parser("log", help="show, exchange or undo corrections").add_subparsers(
        required=True, metavar="ACTION"
    )
    export = log.add_parser("export", help="the whole log: one JSON object a line")
    export.set_defaults(run=lambda arguments: write_log(open_library(arguments).corrections()))
    unfit = log.add_parser("unfit", help="those whose release or passage is not in the library")
    unfit.set_defaults(run=lambda arguments: write_log(open_library(arguments).unfit_corrections()))
    take = log.add_parser("import", help="take over an exported log; what is known already stays as it is")
    take.add_argument("files", nargs="+", metavar="FILE", help="a log; - for standard input")
    take.set_defaults(run=import_log)
    undoing = log.add_parser("undo", help="undo a correction, or an undo")
    undoing.add_argument("correction_id", metavar="CORRECTION_ID")
    add_signature(undoing)
    undoing.set_defaults(run=undo_correction)
    for parser in (export, unfit, take, undoing):
        add_library_option(parser)


def undo_correction(arguments: argparse.Namespace) -> int:
    """Undo one entry of the log."""
    library = open_library(arguments)
    return apply(library, undo(library.correction(arguments.correction_id), **signature_of(arguments)))


def import_log(arguments: argparse.Namespace) -> int:
    """Take over logs; a line that is wrong is named, and the others are taken; 1 when there was one."""
    read = list(_read_logs(arguments.files))
    refused = [message for message in read if isinstance(message, str)]
    for message in refused:
        complain(f"failed: {message}")
    corrections = [correction for correction in read if not isinstance(correction, str)]
    library = open_library(arguments)
    added = library.import_corrections(corrections, open_geoparser(library))
    write_line(f"{added} added, {len(corrections) - added} unchanged, {len(refused)} failed")
    return 1 if refused else 0


def write_log(corrections: Iterable[Correction]) -> int:
    """Corrections as JSON lines on standard output."""
    for correction in corrections:
        write_line(correction_line(correction))
    return 0


def _read_logs(files: Iterable[str]) -> Iterator[Correction | str]:
    for file in files:
        try:
            with fileinput.FileInput(file, mode="rb") as lines:
                for number, line in enumerate(lines, start=1):
                    yield _read_line(line, f"{file} line {number}")
        except OSError as error:
            yield f"{file}: {error.strerror or error}"


def _read_line(line: bytes, where: str) -> Correction | str:
    try:
        return read_correction(line, where=where)
    except CorrectionError as error:
        return str(error)
