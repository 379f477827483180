"""What each command does; heavy imports stand inside the command that needs them, so that the others start fast."""

from __future__ import annotations

import argparse
import collections
import fileinput
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import ReadingError
from explorer.reading import (
    Columns,
    event_dates_of,
    find_files,
    find_refused,
    read_bytes,
    read_release,
    read_releases,
    searched_text,
)
from explorer.reading.records import json_flaw
from explorer.records import Record, mention_record, release_record

if TYPE_CHECKING:
    from explorer.geoparsing import Geoparser
    from explorer.library import Library
    from explorer.library.drafting import Outcome, TextGeoparser

LIBRARY = "path or sqlite:/// URL of the library (default: EXPLORER_LIBRARY, else data/library.sqlite)"


def load(arguments: argparse.Namespace) -> int:
    """Put files and folders into the library; 1 when some failed."""
    from explorer.library.loading import count_entries

    library = open_or_begin(arguments)
    paths, missing = find_all(arguments.paths)
    for message in missing:
        complain(f"failed: {message}")
    columns = dict(arguments.column)
    outcomes = library.load_each(paths, open_geoparser(library), columns)
    status = write_outcomes(outcomes, total=count_entries(paths, columns), failed=len(missing))
    return 1 if library.notice else status


def backup(arguments: argparse.Namespace) -> int:
    """Write the whole library to standard output; 1 when the user's own places had to be left out."""
    left_out: list[str] = []
    for line in open_library(arguments).backup(left_out.append):
        write_line(line)
    for message in left_out:
        complain(message)
    return 1 if left_out else 0


def restore(arguments: argparse.Namespace) -> int:
    """Load a backup; 1 when some of its lines failed."""
    library = open_or_begin(arguments)
    try:
        with fileinput.FileInput(arguments.file, mode="rb") as lines:
            outcomes = library.restore(lines, open_geoparser(library), file_name=arguments.file)
            return write_outcomes(outcomes, total=None, failed=0)
    except OSError as error:
        complain(f"{arguments.file}: {error.strerror or error}")
        return 1


def check(arguments: argparse.Namespace) -> int:
    """Compare all that is stored with its checksums; 1 when something is damaged."""
    from explorer.library.checking import find_damage

    damage = list(find_damage(open_library(arguments)))
    for message in damage:
        complain(message)
    write_line(f"{len(damage)} damaged" if damage else "sound")
    return 1 if damage else 0


def write_outcomes(outcomes: Iterable[Outcome], *, total: int | None, failed: int) -> int:
    """One line per outcome as it is known, a bar on a terminal, and a summary; 1 when something failed."""
    from tqdm import tqdm

    counts = collections.Counter(failed=failed)
    with tqdm(total=total, unit=" releases", disable=None, leave=False) as bar:
        for outcome in outcomes:
            stream = sys.stderr if outcome.outcome == "failed" else sys.stdout
            tqdm.write(one_line(outcome_line(outcome)), file=stream)
            counts[outcome.outcome] += 1
            bar.update()
    complain(summary(counts))
    return 1 if counts["failed"] or not counts.total() else 0


def find_all(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The release files at the paths, and what is wrong with the paths that have none."""
    found, missing = [], []
    for path in paths:
        try:
            files, refused = find_files([path]), find_refused([path])
        except ReadingError as error:
            missing.append(f"{error.outcome}: {error}")
        else:
            found += files
            missing += [f"{error.outcome}: {error}" for error in refused]
            missing += [] if files else [f"not found: {path}: the folder has no release files"]
    return list(dict.fromkeys(found)), missing


def outcome_line(outcome: Outcome) -> str:
    """What became of a file, outcome first."""
    if outcome.outcome == "failed":
        return f"failed: {outcome.message}"
    relation = {"unchanged": ", the same as", "reprint": ", of", "new version": ", of"}.get(outcome.outcome)
    return f"{outcome.outcome}: {outcome.path}" + (f"{relation} {outcome.message}" if outcome.message else "")


def summary(counts: collections.Counter[str]) -> str:
    """How many releases and files ended how."""
    return ", ".join(f"{count} {name}" for name, count in counts.most_common() if count) or "nothing to load"


def read(arguments: argparse.Namespace) -> int:
    """Write what is read from each file; 1 when some could not be read."""
    return write_answers(read_files(arguments.files, dict(arguments.column)))


def read_files(files: Iterable[Path], columns: Columns) -> Iterator[Record | str]:
    """One record per release of each file, or a message that names the file and why it has none."""
    for file in files:
        for found in read_releases(file, columns=columns):
            is_error = isinstance(found, ReadingError)
            yield str(found) if is_error else release_record(found, event_dates_of(found))


def geoparse(arguments: argparse.Namespace) -> int:
    """Write the mentions of every release or line given; 1 when some could not be read."""
    from explorer.geoparsing import load_geoparser

    geoparser = open_geoparser(open_library(arguments)) if arguments.library else load_geoparser()
    answer = geoparse_lines if arguments.jsonl else geoparse_files
    return write_answers(answer(arguments.files or ["-"], geoparser))


def geoparse_lines(files: Iterable[str], geoparser: TextGeoparser) -> Iterator[Record | str]:
    """One answer per line of JSONL, or a message that names the line and why it has none."""
    for file in files:
        name = "standard input" if file == "-" else file
        try:
            with fileinput.FileInput(file, mode="rb") as lines:
                for number, line in enumerate(lines, start=1):
                    yield geoparse_line(line, f"{name} line {number}", geoparser)
        except OSError as error:
            yield f"{name}: {error.strerror or error}"


def geoparse_line(line: bytes, where: str, geoparser: TextGeoparser) -> Record | str:
    """The answer to one line `{"id", "text"}`, or a message that says what is wrong with it."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"{where}: is no JSON: {json_flaw(error)}; a line is one JSON object with id and text"
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return f"{where}: no text; a line is one JSON object with id and text"
    return {"id": asked.get("id"), "mentions": [mention_record(found) for found in geoparser.geoparse(asked["text"])]}


def geoparse_files(files: Iterable[str], geoparser: TextGeoparser) -> Iterator[Record | str]:
    """One answer per release file; the spans point into its clean text, which `read` shows."""
    for file in files:
        try:
            release = (
                read_bytes(sys.stdin.buffer.read(), file_name="standard input")
                if file == "-"
                else read_release(Path(file))
            )
        except ReadingError as error:
            yield str(error)
        else:
            mentions = [mention_record(found) for found in geoparser.geoparse(searched_text(release))]
            yield {"id": release.release_id, "file_name": release.file_name, "mentions": mentions}


def add_library_option(parser: argparse.ArgumentParser, about: str = LIBRARY) -> None:
    """`--library URL` of a command, which takes the place of one that stands before the command."""
    parser.add_argument("--library", metavar="URL", default=argparse.SUPPRESS, help=about)


def add_column_option(parser: argparse.ArgumentParser) -> None:
    """`--column OURS=THEIRS`"""
    from explorer.reading.records import COLUMNS

    def pair(said: str) -> tuple[str, str]:
        ours, _, theirs = said.partition("=")
        if ours not in COLUMNS or not theirs:
            raise argparse.ArgumentTypeError(f"{said!r} must be one of {', '.join(COLUMNS)}, =, and a column's name")
        return ours, theirs

    parser.add_argument(
        "--column",
        action="append",
        default=[],
        type=pair,
        metavar="OURS=THEIRS",
        help=f"which column of a table or field of JSON is {', '.join(COLUMNS)}: --column text=Body",
    )


def open_library(arguments: argparse.Namespace) -> Library:
    """The library that the arguments name."""
    from explorer.library import Library, default_path

    return Library.open(arguments.library or default_path())


def open_or_begin(arguments: argparse.Namespace) -> Library:
    """The library that the arguments name, or a new one in place of a damaged one: then it is said where that is."""
    from explorer.library import Library, default_path

    library = Library.open_or_begin(arguments.library or default_path())
    if library.notice:
        complain(library.notice)
    return library


def open_geoparser(library: Library) -> Geoparser:
    """The geoparser of a library; what is wrong with the user's own gazetteer is told."""
    if problem := library.gazetteer_problem():
        complain(problem)
    return library.geoparser()


def write_answers(answers: Iterable[Record | str]) -> int:
    """Records as JSON lines on standard output, messages on standard error; 1 when there was a message."""
    sound = True
    for answer in answers:
        if isinstance(answer, str):
            complain(answer)
            sound = False
        else:
            write_line(json.dumps(answer, ensure_ascii=False))
    return 0 if sound else 1


def write_line(line: str) -> None:
    """One line on standard output."""
    sys.stdout.write(line + "\n")


def complain(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(one_line(message) + "\n")


def one_line(message: str) -> str:
    """The message with line ends, escapes and invisible characters of file names made visible."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in message)
