"""What a golden file says of a release."""

import dataclasses

FIELDS = (
    "title",
    "title_basis",
    "release_number",
    "publisher",
    "source",
    "kind",
    "dateline",
    "byline",
    "encoding",
    "warnings",
)


def summary(release):
    """A release in the form of the golden files: its fields, and its passages as their text."""
    return {field: getattr(release, field) for field in FIELDS} | {
        "published": dataclasses.asdict(release.published),
        "warnings": list(release.warnings),
        "other_dates": [other.date for other in release.other_dates],
        "parts": [[part.name, release.text[part.start : part.end]] for part in release.parts],
        "removed": [[passage.reason, release.original[passage.start : passage.end]] for passage in release.removed],
        "kept_lines": [line[:40] for line in release.text.split("\n") if line],
    }
