"""The process in which hostile formats are parsed: a server that forks for each file, and the fork has limits.

Started with `python -m explorer.reading.worker`. It reads requests from standard input and answers on standard
output, both as one line of JSON; the bytes of the file follow the request's line.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from explorer.errors import ReadingError
from explorer.reading.documents import read_pdf, read_word
from explorer.reading.page import Page
from explorer.reading.web import read_web_page

READERS: dict[str, Callable[..., Page]] = {"html": read_web_page, "pdf": read_pdf, "docx": read_word}
MEMORY = 2**30  # [bytes]


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request until the other end closes."""
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["length"])
        answers.write(_answer_of_fork(request, data) + b"\n")
        answers.flush()


def _answer_of_fork(request: dict, data: bytes) -> bytes:
    """Parse in a forked process, so that neither a crash nor anything a file does reaches the next one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _parse_and_exit(request, data, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    return answer or _outcome_of_death(request, status)


def _parse_and_exit(request: dict, data: bytes, writing: int) -> None:
    status = 1
    try:
        _set_limits(request["cpu_seconds"])
        answer = _parse(request["format"], request["file_name"], data)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        status = 0
    finally:
        os._exit(status)


def _set_limits(cpu_seconds: int) -> None:
    import resource  # not on Windows, where os.fork is missing too

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _parse(name: str, file_name: str, data: bytes) -> bytes:
    try:
        return json.dumps({"page": dataclasses.asdict(READERS[name](data, file_name=file_name))}).encode()
    except ReadingError as error:
        return json.dumps({"error": str(error), "outcome": error.outcome}).encode()
    except MemoryError:
        return _failure(file_name, "needs more than the 1 GB of memory that its parser may use", "out of memory")
    except RecursionError:
        return _failure(file_name, "is nested too deeply for its parser", "not parsed")


def _outcome_of_death(request: dict, status: int) -> bytes:
    file_name = request["file_name"]
    killed_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    if killed_by in (signal.SIGXCPU, signal.SIGKILL):
        return _failure(file_name, f"its parser was not done after {request['cpu_seconds']} s", "timed out")
    return _failure(file_name, f"its parser crashed (status {status})", "not parsed")


def _failure(file_name: str, cause: str, outcome: str) -> bytes:
    return json.dumps({"error": f"{file_name}: {cause}", "outcome": outcome}).encode()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
