"""Full-text search over titles and clean texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, func, not_, or_, select

from explorer.library import schema
from explorer.library.query import Query, Term, parse_query

# Around the words found, inside a snippet: characters of the private use area, which texts do not have.
OPENING, CLOSING = "\ue000", "\ue001"
SNIPPET_WORDS = 24
SAYING_FROM = (schema.release.c.publisher, schema.release.c.source, schema.release.c.byline)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage around what was found; `marked` are the half-open spans of the words found, into `text`."""

    text: str
    marked: tuple[tuple[int, int], ...]


def find_releases(connection: Connection, typed: str) -> set[str]:
    """The ids of the releases that a query describes; an empty query describes all."""
    expression, conditions = _asked(parse_query(typed))
    if expression:
        conditions.append(schema.counted.c.number.in_(numbers_saying(expression)))
    return set(connection.scalars(select(schema.counted.c.release_id).where(*conditions)).all())


def rank_releases(connection: Connection, typed: str, most: int) -> list[str]:
    """The ids of the releases that a query describes, those that say its words most first; not more than `most`."""
    query, found = parse_query(typed), schema.release_words.c
    expression, conditions = _asked(query)
    expression = expression or match_expression(query.wanted)
    described = select(schema.counted.c.release_id).where(*conditions).limit(most)
    if not expression:
        return list(connection.scalars(described))
    # Found and ranked in one question, which takes half as long as two: words not wanted add nothing to a rank.
    said = described.join(schema.release_words, found.rowid == schema.counted.c.number)
    return list(connection.scalars(said.where(found.release_words.match(expression)).order_by(found.rank)))


def _asked(query: Query) -> tuple[str, list[ColumnElement[bool]]]:
    """What a query says of texts alone, as one FTS5 expression ("" for nothing), and all else as conditions."""
    plain = [group for group in query.groups if all(term.field == "text" for term in group)]
    unwanted = [term for term in query.without if term.field == "text" and plain]
    conditions = [or_(*map(condition, group)) for group in query.groups if group not in plain]
    conditions += [not_(condition(term)) for term in query.without if term not in unwanted]
    wanted = " AND ".join(f"({match_expression(group)})" for group in plain)
    return (f"({wanted}) NOT ({match_expression(unwanted)})" if unwanted else wanted), conditions


def find_snippets(connection: Connection, typed: str, release_ids: Collection[str]) -> dict[str, Snippet]:
    """The best passage of each of the releases, by id; a release without one of the words has none."""
    terms = parse_query(typed).wanted
    if not terms:
        return {}
    found, release = schema.release_words.c, schema.release.c
    numbers = select(release.number, release.release_id).where(release.release_id.in_(release_ids))
    ids = dict(connection.execute(numbers).all())
    # Without the addition SQLite would look the words up once for each release, and read all about them each time.
    is_asked = (found.rowid + 0).in_(list(ids))
    passage = func.snippet(schema.release_words.table_valued(), -1, OPENING, CLOSING, "…", SNIPPET_WORDS)
    query = select(found.rowid, passage).where(found.release_words.match(match_expression(terms)), is_asked)
    return {ids[number]: unmark(marked) for number, marked in connection.execute(query).all()}


def find_hits(connection: Connection, typed: str, release_id: str) -> tuple[tuple[int, int], ...]:
    """The half-open spans of a query's words in the clean text of one release, in order."""
    terms = parse_query(typed).wanted
    if not terms:
        return ()
    found = schema.release_words.c
    marked = func.highlight(schema.release_words.table_valued(), 1, OPENING, CLOSING)
    query = (
        select(marked)
        .join(schema.release, found.rowid == schema.release.c.number)
        .where(found.release_words.match(match_expression(terms)), schema.release.c.release_id == release_id)
    )
    text = connection.scalar(query)
    return unmark(text).marked if text else ()


def condition(term: Term) -> ColumnElement[bool]:
    """Whether a counted release has what a term asks for."""
    if term.field == "text":
        return schema.counted.c.number.in_(numbers_saying(match_expression([term])))
    if term.field == "from":
        said = or_(*(column.contains(term.words, autoescape=True) for column in SAYING_FROM))
        return schema.counted.c.number.in_(select(schema.release.c.number).where(said))
    # SQLite's LIKE takes capitals and small letters for the same.
    named = schema.place.c.name.startswith(term.words, autoescape=True)
    written = schema.mention.c.toponym.startswith(term.words, autoescape=True)
    places = select(schema.place.c.place_id).where(named)
    mentions = select(schema.mention.c.release_id).where(or_(written, schema.mention.c.place_id.in_(places)))
    return schema.counted.c.release_id.in_(mentions)


def numbers_saying(expression: str) -> Select[tuple[int]]:
    """The numbers of the releases, counted or not, whose title or text an FTS5 expression describes."""
    found = schema.release_words.c
    return select(found.rowid).where(found.release_words.match(expression))


def match_expression(terms: Iterable[Term]) -> str:
    """Any of the terms as an FTS5 expression; each is quoted, so that nothing in it is read as an operator."""
    quoted = ('"' + term.words.replace('"', '""') + '"' + "*" * term.is_beginning for term in terms)
    return " OR ".join(quoted)


def unmark(marked: str) -> Snippet:
    """A snippet from a text with marks."""
    pieces = re.split(f"[{OPENING}{CLOSING}]", marked)
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    return Snippet("".join(pieces), tuple(zip(ends[1:-1:2], ends[2::2], strict=False)))
