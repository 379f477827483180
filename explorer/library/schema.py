"""The tables of a library, and how its file is told from any other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import (
    Boolean,
    ClauseElement,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    column,
    func,
    select,
    table,
)
from sqlalchemy.dialects import sqlite

APPLICATION_ID = 0x4F495231  # "OIR1": `PRAGMA application_id` of a library
SCHEMA_VERSION = 5  # `PRAGMA user_version` of a library

metadata = MetaData()
_NAMED = sqlite.dialect(paramstyle="named")

# One row: the data version goes up with every write, so that views and exports can name what they show.
state = Table(
    "state",
    metadata,
    Column("data_version", Integer, nullable=False),
)

# The long columns come last: a list of releases then never reads them.
release = Table(
    "release",
    metadata,
    Column("number", Integer, primary_key=True),  # the rowid that the search table points at
    Column("release_id", Text, nullable=False, unique=True),
    Column("file_name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("extraction_version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_basis", Text, nullable=False),
    Column("published", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("precision", Text),
    Column("basis", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("publisher", Text),
    Column("source", Text),
    Column("kind", Text),
    Column("release_number", Text),
    Column("dateline", Text),
    Column("byline", Text),
    Column("text_sha256", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("other_dates", Text, nullable=False),
    Column("parts", Text, nullable=False),
    Column("removed", Text, nullable=False),
    Column("kept", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("original", Text, nullable=False),
    Index("release_text", "text_sha256"),
    Index("release_identity", "release_number"),
    Index("release_ids", "number", "release_id"),
)

# The file of a release as it was loaded, byte for byte.
source_file = Table(
    "source_file",
    metadata,
    Column("release_id", ForeignKey("release.release_id", ondelete="CASCADE"), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

place = Table(
    "place",
    metadata,
    Column("place_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("arabic_name", Text),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("feature_class", Text, nullable=False),
    Column("geometry", Text, nullable=False),
    Column("country_code", Text, nullable=False),
    Column("admin1", Text),
    Column("precision_km", Float, nullable=False),
    Column("source", Text, nullable=False),
)

mention = Table(
    "mention",
    metadata,
    Column("release_id", ForeignKey("release.release_id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("toponym", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("place_id", ForeignKey("place.place_id")),
    Column("on_map", Boolean, nullable=False),
    Column("point_latitude", Float),
    Column("point_longitude", Float),
    Column("point_radius_km", Float),
    Column("reason", Text, nullable=False),
    Column("score", Float, nullable=False),
)

# A day, or a range of days, that the text names; the sentence is cut out of the clean text.
event_date = Table(
    "event_date",
    metadata,
    Column("release_id", ForeignKey("release.release_id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("precision", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
)

# A release that is another one again: a reprint, or a new version with changed words. Counts leave it out.
version = Table(
    "version",
    metadata,
    Column("release_id", ForeignKey("release.release_id", ondelete="CASCADE"), primary_key=True),
    Column("version_of", ForeignKey("release.release_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("relation", Text, nullable=False),
)

# Under these keys like texts meet; `published` ("" when unknown) keeps apart what was published on other days.
likeness_key = Table(
    "likeness_key",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("published", Text, primary_key=True),
    Column("release_id", ForeignKey("release.release_id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# The log of corrections: rows are added, never changed, but for `fits`, which says whether the passage that a
# correction is about is in the text that the newest rules read. Releases may come later than their corrections.
correction = Table(
    "correction",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("correction_id", Text, nullable=False, unique=True),
    Column("release_id", Text, nullable=False, index=True),
    Column("scope", Text, nullable=False, index=True),
    Column("line", Text, nullable=False),
    Column("line_sha256", Text, nullable=False),
    Column("fits", Boolean, nullable=False),
)

# The words of title and clean text; the texts themselves stay in `release`. FTS5 searches all columns through the
# hidden one that has the table's name, and ranks by another.
release_words = table(
    "release_words", column("rowid"), column("title"), column("text"), column("release_words"), column("rank")
)
CREATE_RELEASE_WORDS = """
CREATE VIRTUAL TABLE release_words USING fts5(
    title, text, content='release', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
)
"""

# The releases that counts and searches are about, without versions of others. The index has short rows: SQLite would
# otherwise look into the long ones for each id that a search finds.
counted = table("counted", column("number"), column("release_id"))
CREATE_COUNTED = """
CREATE VIEW counted AS SELECT number, release_id FROM release INDEXED BY release_ids
WHERE release_id NOT IN (SELECT release_id FROM version)
"""


def compiled(statement: ClauseElement, columns: Iterable[str] | None = None) -> str:
    """A statement as SQL with :named parameters, of an insert or update for these columns alone.

    For what runs with each release: SQLAlchemy would work longer on a statement than SQLite does.
    """
    found = statement.compile(dialect=_NAMED, column_keys=columns and list(columns))
    # The numbers of a LIMIT are parameters too, which nobody could name.
    return re.sub(r":(param_\d+)", lambda match: str(int(found.params[match[1]])), str(found))


def any_of(name: str) -> Select:
    """The values of a parameter that is a JSON list."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def stored_version(connection: Connection) -> int:
    """The schema of an open library."""
    return connection.exec_driver_sql("PRAGMA user_version").scalar_one()
