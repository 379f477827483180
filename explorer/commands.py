"""What each command does; heavy imports stand inside the command that needs them, so that the others start fast."""

from __future__ import annotations

import argparse
import fileinput
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from explorer.library.records import Record, mention_record
from explorer.model import Mention


class TextGeoparser(Protocol):
    """Whatever finds the mentions of a text."""

    def geoparse(self, text: str) -> tuple[Mention, ...]: ...


def write_json(value: Any) -> None:
    """One JSON value as one line on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def complain(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(message.rstrip() + "\n")


def geoparse(arguments: argparse.Namespace) -> int:
    """Write the mentions of every release or line given; 1 when some could not be read."""
    from explorer.geoparsing import load_geoparser

    geoparser = load_geoparser()
    answer = geoparse_lines if arguments.jsonl else geoparse_files
    sound = True
    for outcome in answer(arguments.files or ["-"], geoparser):
        if isinstance(outcome, str):
            complain(outcome)
            sound = False
        else:
            write_json(outcome)
    return 0 if sound else 1


def geoparse_lines(files: Iterable[str], geoparser: TextGeoparser) -> Iterator[Record | str]:
    """One answer per line of JSONL, or a message that names the line and why it has none."""
    for file in files:
        try:
            with fileinput.FileInput(file, mode="rb") as lines:
                for number, line in enumerate(lines, start=1):
                    yield geoparse_line(line, f"{file} line {number}", geoparser)
        except OSError as error:
            yield f"{file}: {error.strerror or error}"


def geoparse_line(line: bytes, where: str, geoparser: TextGeoparser) -> Record | str:
    """The answer to one line `{"id", "text"}`, or a message that says what is wrong with it."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"{where}: {error}; a line is one JSON object with id and text"
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return f"{where}: no text; a line is one JSON object with id and text"
    return {"id": asked.get("id"), "mentions": [mention_record(found) for found in geoparser.geoparse(asked["text"])]}


def geoparse_files(files: Iterable[str], geoparser: TextGeoparser) -> Iterator[Record | str]:
    """One answer per release file; the spans point into its clean text (see the command `read`)."""
    from pathlib import Path

    from explorer.errors import ReadingError
    from explorer.reading import read_bytes, read_release

    for file in files:
        try:
            release = (
                read_bytes(sys.stdin.buffer.read(), file_name="standard input.txt")
                if file == "-"
                else read_release(Path(file))
            )
        except ReadingError as error:
            yield str(error)
        else:
            mentions = [mention_record(found) for found in geoparser.geoparse(release.text)]
            yield {"id": release.release_id, "file_name": release.file_name, "mentions": mentions}
