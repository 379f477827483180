"""The commands that correct a release, and that show, exchange and undo the log of corrections."""

from __future__ import annotations

import argparse
import datetime as dt
import fileinput
import getpass
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

from explorer.commands import add_library_option, complain, open_geoparser, open_library, write_line
from explorer.errors import CorrectionError
from explorer.library.correction_records import correction_line, read_correction
from explorer.library.corrections import Correction, Field, Scope, anchor_at, said_of, undo
from explorer.model import Role

if TYPE_CHECKING:
    from explorer.library import Library

PRECISIONS = {10: "day", 7: "month", 4: "year"}  # of an ISO 8601 date, by its length


def add_commands(actions: argparse._SubParsersAction) -> None:
    """`correct …` and `log …`"""
    correct = actions.add_parser("correct", help="correct what was read or geoparsed; a correction outlives new rules")
    fields = correct.add_subparsers(required=True, metavar="WHAT")
    _add(fields, "title", "TITLE", change_title, "the title of a release")
    _add(fields, "date", "DATE", change_date, "its date of publication: 2017-06-29, 2017-06 or 2017")
    _add(fields, "place", "START PLACE_ID", change_place, "which place the mention at an offset names, or none")
    _add(fields, "role", "START ROLE", change_role, f"its role: {', '.join(get_args(Role))}")
    _add(fields, "no-place", "START", remove_mention, "that it names no place at all")
    _add(fields, "missed", "START END PLACE_ID", add_mention, "a mention of a place that was missed")
    add_log(actions)


def _add(
    fields: argparse._SubParsersAction, name: str, values: str, change: Callable[..., Correction], text: str
) -> None:
    field = fields.add_parser(name, help=text, description=f"Correct {text}.")
    field.add_argument("release_id", metavar="RELEASE_ID")
    for value in values.split():
        field.add_argument(value.lower(), metavar=value, type=int if value in ("START", "END") else str)
    if name in ("place", "role", "no-place"):
        field.add_argument(
            "--scope", choices=get_args(Scope), default="here", help="also where the same was said of the same"
        )
        field.add_argument("--count", action="store_true", help="only say how many mentions it would change")
    _add_signature(field)
    add_library_option(field)
    field.set_defaults(run=correct, change=change)


def _add_signature(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--who", default=None, help="who corrects (default: the user's name)")
    parser.add_argument("--why", default="", help="the reason")


def add_log(actions: argparse._SubParsersAction) -> None:
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
    _add_signature(undoing)
    undoing.set_defaults(run=undo_correction)
    for parser in (export, unfit, take, undoing):
        add_library_option(parser)


def correct(arguments: argparse.Namespace) -> int:
    """Make one correction, or count what it would change."""
    library = open_library(arguments)
    correction = arguments.change(library, arguments)
    if getattr(arguments, "count", False):
        write_line(f"would change {library.count_meant(correction)} mentions")
        return 0
    return _apply(library, correction)


def undo_correction(arguments: argparse.Namespace) -> int:
    """Undo one entry of the log."""
    library = open_library(arguments)
    return _apply(library, undo(library.correction(arguments.correction_id), **_signature(arguments)))


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


def change_title(_library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct title`"""
    return _release_change(arguments, "title", arguments.title)


def change_date(_library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct date`"""
    after = {"date": arguments.date, "precision": PRECISIONS.get(len(arguments.date), "day")}
    return _release_change(arguments, "published", after)


def change_place(library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct place`"""
    return _mention_change(library, arguments, "place", _place(library, arguments.place_id))


def change_role(library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct role`"""
    return _mention_change(library, arguments, "role", arguments.role)


def remove_mention(library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct no-place`"""
    return _mention_change(library, arguments, "mention", None)


def add_mention(library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct missed`"""
    return Correction(
        release_id=arguments.release_id,
        field="mention",
        before=None,
        after={"role": "location", "place": _place(library, arguments.place_id)},
        anchor=anchor_at(library.release(arguments.release_id).text, arguments.start, arguments.end),
        **_signature(arguments),
    )


def _apply(library: Library, correction: Correction) -> int:
    library.correct(correction, open_geoparser(library))
    write_line(f"corrected: {correction.correction_id}")
    return 0


def _release_change(arguments: argparse.Namespace, field: Field, after: Any) -> Correction:
    return Correction(release_id=arguments.release_id, field=field, before=None, after=after, **_signature(arguments))


def _mention_change(library: Library, arguments: argparse.Namespace, field: Field, after: Any) -> Correction:
    text, start = library.release(arguments.release_id).text, arguments.start
    mention = next((found for found in library.mentions_of(arguments.release_id) if found.start == start), None)
    if mention is None:
        where = f"release {arguments.release_id}: no mention starts at {start}"
        raise CorrectionError(f"{where}, where it says {text[start : start + 20]!r}; add one with `correct missed`")
    return Correction(
        release_id=arguments.release_id,
        field=field,
        before=said_of(mention),
        after=after,
        scope=arguments.scope,
        anchor=anchor_at(text, mention.start, mention.end),
        **_signature(arguments),
    )


def _place(library: Library, place_id: str) -> dict[str, Any] | None:
    if place_id == "none":
        return None
    places = open_geoparser(library).gazetteer.places
    if place_id not in places:
        raise CorrectionError(f"place {place_id!r} is not in the gazetteer; its ids look like {next(iter(places))!r}")
    return asdict(places[place_id])


def _signature(arguments: argparse.Namespace) -> dict[str, str]:
    return {
        "correction_id": uuid.uuid4().hex,
        "made_at": dt.datetime.now(dt.UTC).isoformat(),
        "who": arguments.who or getpass.getuser(),
        "why": arguments.why,
    }


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
