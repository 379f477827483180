"""The parsing process survives whatever a parser does."""

import io
import json
import os
import signal

import pytest

from explorer.errors import ReadingError
from explorer.reading import worker
from explorer.reading.page import Page


def take_too_much_memory(data, *, file_name):
    return bytearray(2 * worker.MEMORY)


def write_a_file(data, *, file_name):
    with open(data.decode(), "w") as file:
        file.write("x" * 100_000)


def crash(data, *, file_name):
    os.kill(os.getpid(), signal.SIGTERM)


def use_up_its_time(data, *, file_name):
    os.kill(os.getpid(), signal.SIGXCPU)


def fail(data, *, file_name):
    raise AssertionError("a mistake in a parser")


def refuse(data, *, file_name):
    raise ReadingError(f"{file_name}: is encrypted", outcome="encrypted")


def echo(data, *, file_name):
    return Page(data.decode(), "utf-8")


def ask(monkeypatch, reader, data=b""):
    monkeypatch.setattr(worker, "READERS", {"odd": reader})
    request = {"format": "odd", "file_name": "odd.file", "length": len(data), "cpu_seconds": 5}
    answers = io.BytesIO()
    worker.serve(io.BytesIO(json.dumps(request).encode() + b"\n" + data), answers)
    return json.loads(answers.getvalue())


@pytest.mark.parametrize(
    ("reader", "outcome"),
    [
        (take_too_much_memory, "out of memory"),
        (crash, "not parsed"),
        (use_up_its_time, "timed out"),
        (fail, "not parsed"),
        (refuse, "encrypted"),
    ],
)
def test_a_parser_that_misbehaves_becomes_a_named_outcome(monkeypatch, reader, outcome):
    answer = ask(monkeypatch, reader)
    assert answer["outcome"] == outcome
    assert answer["error"].startswith("odd.file: ")


def test_a_parser_cannot_write_files(monkeypatch, tmp_path):
    answer = ask(monkeypatch, write_a_file, os.fsencode(tmp_path / "written"))
    assert answer["outcome"] == "not parsed"
    assert (tmp_path / "written").stat().st_size == 0


def test_a_page_comes_back_whole(monkeypatch):
    assert ask(monkeypatch, echo, "الموصل".encode())["page"]["text"] == "الموصل"
