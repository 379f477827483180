"""Full-text search over titles and clean texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, not_, or_, select

from explorer.library import schema
from explorer.library.query import Term, parse_query

# Around the words found, inside a snippet: characters of the private use area, which texts do not have.
OPENING, CLOSING = "\ue000", "\ue001"
SNIPPET_WORDS = 24


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage around what was found; `marked` are the half-open spans of the words found, into `text`."""

    text: str
    marked: tuple[tuple[int, int], ...]


def find_releases(connection: Connection, typed: str) -> set[str]:
    """The ids of the releases that a query describes; an empty query describes all."""
    query = parse_query(typed)
    wanted = [or_(*map(condition, group)) for group in query.groups]
    unwanted = [not_(condition(term)) for term in query.without]
    counted = schema.release.c.release_id.not_in(select(schema.version.c.release_id))
    return set(connection.scalars(select(schema.release.c.release_id).where(counted, *wanted, *unwanted)))


def find_snippets(connection: Connection, typed: str, release_ids: Collection[str]) -> dict[str, Snippet]:
    """The best passage of each of the releases, by id; a release without one of the words has none."""
    terms = parse_query(typed).wanted
    if not terms:
        return {}
    found = schema.release_words.c
    passage = func.snippet(schema.release_words.table_valued(), -1, OPENING, CLOSING, "…", SNIPPET_WORDS)
    query = (
        select(schema.release.c.release_id, passage)
        .join(schema.release_words, found.rowid == schema.release.c.number)
        .where(found.release_words.match(match_expression(terms)), schema.release.c.release_id.in_(release_ids))
    )
    return {release_id: unmark(marked) for release_id, marked in connection.execute(query)}


def condition(term: Term) -> ColumnElement[bool]:
    """Whether a release has what a term asks for."""
    release = schema.release.c
    if term.field == "from":
        return or_(*(func.coalesce(said, "").icontains(term.words, autoescape=True) for said in publishers()))
    if term.field == "place":
        mention, place = schema.mention.c, schema.place.c
        named = select(mention.release_id).select_from(schema.mention.outerjoin(schema.place))
        names = (mention.toponym, func.coalesce(place.name, ""))
        matches = or_(*(name.istartswith(term.words, autoescape=True) for name in names))
        return release.release_id.in_(named.where(matches))
    found = schema.release_words.c
    return release.number.in_(select(found.rowid).where(found.release_words.match(match_expression([term]))))


def publishers() -> tuple[ColumnElement[str], ...]:
    """Where a release says whom it is from."""
    return schema.release.c.publisher, schema.release.c.source, schema.release.c.byline


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
