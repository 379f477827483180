"""Full-text search over titles and clean texts."""

from __future__ import annotations

from sqlalchemy import Connection, select

from explorer.library import schema


def find_releases(connection: Connection, words: str) -> set[str]:
    """The ids of the releases with every word in title or text; no word restricts nothing."""
    query = select(schema.release.c.release_id)
    expression = match_expression(words)
    if expression:
        found = schema.release_words.c
        query = query.where(
            schema.release.c.number.in_(select(found.rowid).where(found.release_words.match(expression)))
        )
    return set(connection.scalars(query))


def match_expression(words: str) -> str:
    """What a person typed as an FTS5 expression; quoted, so that nothing in it is read as an operator."""
    cleaned = words.replace("\0", " ").encode(errors="ignore").decode()
    quoted = [quote(word) for word in cleaned.split() if any(character.isalnum() for character in word)]
    return " AND ".join(quoted) + "*" if quoted else ""


def quote(word: str) -> str:
    """A string of FTS5: a word with hyphens or apostrophes becomes a phrase of its parts."""
    return '"' + word.replace('"', '""') + '"'
