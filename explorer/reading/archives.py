"""Zip archives → their members, read in memory and never written anywhere, whatever their names say."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from explorer.errors import ReadingError
from explorer.reading.files import MOST_BYTES, is_release_name

MOST_INFLATED = 500 * 2**20  # [bytes] of all the files of an archive together
MOST_MEMBERS = 20_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive; its `name` begins with that of the archive."""

    name: str
    data: bytes


def read_members(data: bytes, archive_name: str) -> Iterator[Member | ReadingError]:
    """The files of an archive that may be releases; one that is wrong hides no other, and an archive is none."""
    budget = MOST_INFLATED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if is_release_name(PurePosixPath(member.filename).name)]
            for member in members[:MOST_MEMBERS]:
                read = _inflate(archive, member, f"{archive_name}/{member.filename}")
                if isinstance(read, Member):
                    budget -= len(read.data)
                    if budget < 0:
                        raise _too_large(archive_name)
                yield read
            if len(members) > MOST_MEMBERS:
                raise _too_large(archive_name)
    except ReadingError as error:
        yield error
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        cause = f"{archive_name}: is no sound zip archive; is it whole? Pack it anew"
        yield ReadingError(cause, outcome="not parsed")


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Member | ReadingError:
    if name.lower().endswith(".zip"):
        cause = f"{name}: is an archive within an archive; unpack the outer one first"
        return ReadingError(cause, outcome="unsupported")
    if member.flag_bits & 1:
        return ReadingError(f"{name}: is encrypted; pack it without a password", outcome="encrypted")
    try:
        with archive.open(member) as file:
            content = file.read(MOST_BYTES + 1)
    except NotImplementedError:
        return ReadingError(f"{name}: is packed by a method that is not read; pack it anew", outcome="not parsed")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        return ReadingError(f"{name}: is damaged within its archive; pack it anew", outcome="not parsed")
    if len(content) > MOST_BYTES:
        cause = f"{name}: inflates to more than the {MOST_BYTES // 2**20} MB that are read of one file"
        return ReadingError(cause, outcome="too large")
    return Member(name, content)


def _too_large(archive_name: str) -> ReadingError:
    cause = f"inflates beyond {MOST_INFLATED // 2**20} MB or has more than {MOST_MEMBERS} files; split it"
    return ReadingError(f"{archive_name}: {cause}", outcome="too large")
