"""The commands that correct a release."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

from explorer.commands import add_library_option, open_geoparser, open_library, write_line
from explorer.errors import CorrectionError
from explorer.library.corrections import Correction, Field, Scope, anchor_at, said_of
from explorer.model import Place, Role
from explorer.reading.gazetteer import FEATURE_CLASSES

if TYPE_CHECKING:
    from explorer.library import Library

NEWLY_PLACED = ("place", "missed")  # may name a place that the gazetteer has not
PRECISIONS = {10: "day", 7: "month", 4: "year"}  # of an ISO 8601 date, by its length


def add_commands(actions: argparse._SubParsersAction) -> None:
    """`correct …`"""
    correct = actions.add_parser("correct", help="correct what was read or geoparsed; a correction outlives new rules")
    fields = correct.add_subparsers(required=True, metavar="WHAT")
    _add(fields, "title", "TITLE", change_title, "the title of a release")
    _add(fields, "date", "DATE", change_date, "its date of publication: 2017-06-29, 2017-06 or 2017")
    _add(fields, "place", "START PLACE_ID", change_place, "which place the mention at an offset names, none or new")
    _add(fields, "role", "START ROLE", change_role, f"its role: {', '.join(get_args(Role))}")
    _add(fields, "no-place", "START", remove_mention, "that it names no place at all")
    _add(fields, "missed", "START END PLACE_ID", add_mention, "a mention of a place that was missed")


def _add(
    fields: argparse._SubParsersAction, name: str, values: str, change: Callable[..., Correction], text: str
) -> None:
    field = fields.add_parser(name, help=text, description=f"Correct {text}.")
    field.add_argument("release_id", metavar="RELEASE_ID")
    for value in values.split():
        field.add_argument(value.lower(), metavar=value, type=int if value in ("START", "END") else str)
    if name in NEWLY_PLACED:
        _add_new_place(field)
    if name == "missed":
        field.add_argument("--role", choices=get_args(Role), default="location", help="its role (default: location)")
    if name in ("place", "role", "no-place", "missed"):
        field.add_argument(
            "--scope", choices=get_args(Scope), default="here", help="also where the same was said of the same"
        )
        field.add_argument("--count", action="store_true", help="only say how many mentions it would change")
    add_signature(field)
    add_library_option(field)
    field.set_defaults(run=correct, change=change)


def _add_new_place(field: argparse.ArgumentParser) -> None:
    new = field.add_argument_group("a new place: PLACE_ID new, and")
    new.add_argument("--name", help="what it is called")
    new.add_argument("--at", metavar="LATITUDE,LONGITUDE", help="where it is [degrees]; write --at=36.3,43.1")
    new.add_argument("--kind", choices=sorted(FEATURE_CLASSES), default="village", help="default: village")
    new.add_argument("--precision-km", type=float, default=1.0, metavar="KM", help="how far off it may be (default: 1)")
    new.add_argument("--source", help="where its position is from: a map, a gazetteer")


def add_signature(parser: argparse.ArgumentParser) -> None:
    """`--who` and `--why`"""
    parser.add_argument("--who", default=None, help="who corrects (default: the user's name)")
    parser.add_argument("--why", default="", help="the reason")


def correct(arguments: argparse.Namespace) -> int:
    """Make one correction, or count what it would change."""
    library = open_library(arguments)
    correction = arguments.change(library, arguments)
    if getattr(arguments, "count", False):
        write_line(f"would change {library.count_meant(correction)} mentions")
        return 0
    return apply(library, correction)


def change_title(_library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct title`"""
    return _release_change(arguments, "title", arguments.title)


def change_date(_library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct date`"""
    after = {"date": arguments.date, "precision": PRECISIONS.get(len(arguments.date), "day")}
    return _release_change(arguments, "published", after)


def change_place(library: Library, arguments: argparse.Namespace) -> Correction:
    """`correct place`"""
    return _mention_change(library, arguments, "place", _place(library, arguments))


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
        after={"role": arguments.role, "place": _place(library, arguments)},
        scope=arguments.scope,
        anchor=anchor_at(library.release(arguments.release_id).text, arguments.start, arguments.end),
        **signature_of(arguments),
    )


def apply(library: Library, correction: Correction) -> int:
    """Save a correction and say its id."""
    library.correct(correction, open_geoparser(library))
    write_line(f"corrected: {correction.correction_id}")
    return 0


def _release_change(arguments: argparse.Namespace, field: Field, after: Any) -> Correction:
    return Correction(release_id=arguments.release_id, field=field, before=None, after=after, **signature_of(arguments))


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
        **signature_of(arguments),
    )


def _place(library: Library, arguments: argparse.Namespace) -> dict[str, Any] | None:
    places, place_id = library.geoparser().gazetteer.places, arguments.place_id
    if place_id == "none":
        return None
    if place_id == "new":
        return asdict(_new_place(arguments, places.values()))
    if place_id not in places:
        raise CorrectionError(f"place {place_id!r} is not in the gazetteer; its ids look like {next(iter(places))!r}")
    return asdict(places[place_id])


def _new_place(arguments: argparse.Namespace, known: Iterable[Place]) -> Place:
    from explorer.exploring.candidates import new_place

    missing = [f"--{name}" for name in ("name", "at", "source") if not (getattr(arguments, name) or "").strip()]
    if missing:
        raise CorrectionError(f"a new place needs {', '.join(missing)}; its precision is {arguments.precision_km:g} km")
    try:
        latitude, longitude = map(float, arguments.at.split(","))
    except ValueError as error:
        raise CorrectionError(f"--at={arguments.at}: is no latitude,longitude in degrees, as 36.34,43.13") from error
    return new_place(
        arguments.name.strip(),
        latitude,
        longitude,
        kind=arguments.kind,
        precision_km=arguments.precision_km,
        source=arguments.source.strip(),
        known=known,
    )


def signature_of(arguments: argparse.Namespace) -> dict[str, str]:
    """Who corrects, when and why, under a new id."""
    return {
        "correction_id": uuid.uuid4().hex,
        "made_at": dt.datetime.now(dt.UTC).isoformat(),
        "who": arguments.who or getpass.getuser(),
        "why": arguments.why,
    }
