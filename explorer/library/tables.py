"""What a library's tables hold, as queries; a release that is a version of another is in none but `versions_query`."""

from __future__ import annotations

from sqlalchemy import Select, func, select

from explorer.library.schema import event_date, mention, place, release, version

RELEASE_COLUMNS = (
    release.c.release_id, release.c.file_name, release.c.title, release.c.title_basis, release.c.published,
    release.c.first_day, release.c.last_day, release.c.precision, release.c.basis, release.c.evidence,
    release.c.publisher, release.c.source, release.c.kind, release.c.release_number, release.c.dateline,
    release.c.byline,
)  # fmt: skip
VERSIONS = select(version.c.release_id)


def releases_query() -> Select:
    """One row per release, newest first, undated last.

    Columns release_id, file_name, title, title_basis, published (ISO 8601 at its precision), first_day and last_day
    (days), precision, basis, evidence, publisher, source, kind, release_number, dateline, byline; what is unknown is
    missing.
    """
    return (
        select(*RELEASE_COLUMNS)
        .where(release.c.release_id.not_in(VERSIONS))
        .order_by(release.c.last_day.desc().nulls_last(), release.c.first_day.desc(), release.c.number)
    )


def versions_query(release_id: str) -> Select:
    """One row per reprint or new version of a release; columns as `releases_query`, and relation."""
    return (
        select(*RELEASE_COLUMNS, version.c.relation)
        .join(version, version.c.release_id == release.c.release_id)
        .where(version.c.version_of == release_id)
        .order_by(release.c.number)
    )


def version_of_query(release_id: str) -> Select:
    """Which release a version is one of, and its relation to it."""
    return select(version.c.version_of, version.c.relation).where(version.c.release_id == release_id)


def versioned_query() -> Select:
    """Each version with the release that it is one of."""
    return select(version.c.release_id, version.c.version_of)


def mentions_query() -> Select:
    """One row per mention, in reading order.

    Columns release_id, start, end, toponym, role, place_id, on_map (bool), latitude, longitude [degrees] and
    radius_km of its own point or else of its place, reason, score; what is unknown is missing.
    """
    return (
        select(
            mention.c.release_id, mention.c.start, mention.c.end, mention.c.toponym, mention.c.role,
            mention.c.place_id, mention.c.on_map,
            func.coalesce(mention.c.point_latitude, place.c.latitude).label("latitude"),
            func.coalesce(mention.c.point_longitude, place.c.longitude).label("longitude"),
            func.coalesce(mention.c.point_radius_km, place.c.precision_km).label("radius_km"),
            mention.c.reason, mention.c.score,
        )
        .select_from(mention.outerjoin(place))
        .where(mention.c.release_id.not_in(VERSIONS))
        .order_by(mention.c.release_id, mention.c.start)
    )  # fmt: skip


def mentions_of_query(release_id: str) -> Select:
    """The mentions of one release in reading order: the columns of `mention`, and those of `place` after "place_"."""
    of_place = [column.label(f"place_{column.name}") for column in place.columns]
    mentions = select(mention, *of_place).select_from(mention.outerjoin(place))
    return mentions.where(mention.c.release_id == release_id).order_by(mention.c.start)


def event_dates_query() -> Select:
    """One row per event date, in reading order.

    Columns release_id, start, end, text (the words that name it), first_day and last_day (days), precision, basis,
    sentence.
    """
    of_date = event_date.c
    sentence = func.substr(release.c.text, of_date.sentence_start + 1, of_date.sentence_end - of_date.sentence_start)
    return (
        select(
            of_date.release_id, of_date.start, of_date.end,
            func.substr(release.c.text, of_date.start + 1, of_date.end - of_date.start).label("text"),
            of_date.first_day, of_date.last_day, of_date.precision, of_date.basis, sentence.label("sentence"),
        )
        .join(release, release.c.release_id == of_date.release_id)
        .where(of_date.release_id.not_in(VERSIONS))
        .order_by(of_date.release_id, of_date.start)
    )  # fmt: skip


def places_query() -> Select:
    """One row per place that some release names.

    Columns place_id, name, arabic_name, latitude, longitude [degrees], feature_class, geometry (point, line or area),
    country_code, admin1, precision_km, source.
    """
    named = select(mention.c.place_id).where(mention.c.release_id.not_in(VERSIONS))
    return select(place).where(place.c.place_id.in_(named)).order_by(place.c.place_id)
