"""The log of corrections in the library; every function is part of a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from explorer.errors import LibraryError
from explorer.library import schema
from explorer.library.correcting import find_missed
from explorer.library.correction_records import correction_line, read_correction
from explorer.library.corrections import Correction, is_missed
from explorer.library.database import driver
from explorer.library.query import Term
from explorer.library.rows import sha256_hex
from explorer.library.search import match_expression, numbers_saying

_log = schema.correction.c
_RELEVANT = schema.compiled(
    select(_log.line, _log.line_sha256).where(or_(_log.release_id == bindparam("id"), _log.scope == bindparam("scope")))
)
# A release with this version of the rules is derived again: from its bytes, the rules and the log.
OUTDATED = ""


def append(connection: Connection, correction: Correction) -> bool:
    """Add a correction to the log and mark the releases it is about; False when the log has it already."""
    known = select(_log.number).where(_log.correction_id == correction.correction_id)
    if connection.execute(known).one_or_none():
        return False
    line = correction_line(correction)
    row = {
        "correction_id": correction.correction_id,
        "release_id": correction.release_id,
        "scope": correction.scope,
        "line": line,
        "line_sha256": sha256_hex(line),
        "fits": has_release(connection, correction.release_id),
    }
    connection.execute(insert(schema.correction), row)
    about = schema.release.c.release_id == correction.release_id
    if correction.scope == "everywhere" and correction.anchor:
        spelled = match_expression([Term(correction.anchor.toponym)])
        about = or_(about, schema.release.c.number.in_(numbers_saying(spelled)))
    connection.execute(update(schema.release).where(about).values(extraction_version=OUTDATED))
    return True


def has_release(connection: Connection, release_id: str) -> bool:
    """Whether a release is in the library."""
    found = select(schema.release.c.number).where(schema.release.c.release_id == release_id)
    return connection.execute(found).one_or_none() is not None


def find_relevant(connection: Connection, release_id: str) -> list[Correction]:
    """The entries that may change a release."""
    return list(_read_lines(driver(connection).execute(_RELEVANT, {"id": release_id, "scope": "everywhere"})))


def find_entry(connection: Connection, correction_id: str) -> Correction:
    """One entry of the log.

    Raises:
        LibraryError: there is none, or it is damaged.
    """
    query = select(_log.line, _log.line_sha256).where(_log.correction_id == correction_id)
    for entry in _read_lines(connection.execute(query)):
        return entry
    raise LibraryError(f"log of corrections: there is no entry {correction_id!r}")


def read_log(connection: Connection, *, only_unfit: bool = False) -> list[Correction]:
    """The whole log in the order the entries came in, or those whose passage is not in the text any more."""
    query = select(_log.line, _log.line_sha256).order_by(_log.number)
    return list(_read_lines(connection.execute(query.where(~_log.fits) if only_unfit else query)))


def keep_fits(connection: Connection, corrections: Iterable[Correction], unfit: frozenset[str]) -> None:
    """Store which corrections of a release fit its text."""
    for correction in corrections:
        this = _log.correction_id == correction.correction_id
        fits = correction.correction_id not in unfit
        connection.execute(update(schema.correction).where(this, _log.fits != fits).values(fits=fits))


def count_meant(connection: Connection, correction: Correction) -> int:
    """How many mentions in the library a correction is about."""
    if correction.scope == "here" or correction.anchor is None:
        return 1
    if is_missed(correction):
        return _count_missed(connection, correction)
    mention = schema.mention.c
    query = (
        select(mention.toponym, func.count())
        .where(mention.role == correction.before["role"])
        .where(mention.place_id.is_not_distinct_from(correction.before["place_id"]))
        .group_by(mention.toponym)
    )
    if correction.scope == "release":
        query = query.where(mention.release_id == correction.release_id)
    spelling = correction.anchor.toponym.casefold()
    return sum(count for toponym, count in connection.execute(query) if toponym.casefold() == spelling)


def _count_missed(connection: Connection, correction: Correction) -> int:
    release, mention, words = schema.release.c, schema.mention.c, correction.anchor.toponym
    saying = numbers_saying(match_expression([Term(words)]))
    query = select(release.release_id, release.text).where(release.number.in_(saying))
    if correction.scope == "release":
        query = select(release.release_id, release.text).where(release.release_id == correction.release_id)
    count = 0
    for release_id, text in connection.execute(query).all():
        spans = select(mention.start, mention.end).where(mention.release_id == release_id)
        count += len(find_missed(text, words, [tuple(span) for span in connection.execute(spans)]))
    return count


def _read_lines(lines: Iterable[tuple[str, str]]) -> Iterator[Correction]:
    for line, digest in lines:
        if sha256_hex(line) != digest:
            raise LibraryError(f"log of corrections: this entry is damaged; import the log again: {line[:200]!r}")
        yield read_correction(line, where="log of corrections")
