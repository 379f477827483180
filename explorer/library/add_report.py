"""What became of the rows of a gazetteer that a user brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.reading.geonames import Refusal

_REASONS_TOLD, _ROWS_TOLD = 20, 10  # in a report; a country's dump has thousands that are refused


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the rows of a file: `merged` ones were known already and gave at most new spellings."""

    added: int
    merged: int
    refused: tuple[Refusal, ...]

    def reasons(self) -> list[str]:
        """Each reason for which rows were refused, with how many and the first of them, to report in a few lines."""
        rows: dict[str, list[str]] = defaultdict(list)
        for refusal in self.refused:
            rows[refusal.reason].append(f"row {refusal.number} {refusal.name}".rstrip())
        told = [
            f"{len(those)} rows: {reason}: {_first(those, _ROWS_TOLD)}"
            for reason, those in sorted(rows.items(), key=lambda item: -len(item[1]))
        ]
        more = len(told) - _REASONS_TOLD
        return [*told[:_REASONS_TOLD], f"… and {more} more reasons"] if more > 0 else told


def _first(told: Sequence[str], most: int) -> str:
    """The first of several in words, and how many more there are."""
    more = len(told) - most
    return ", ".join(told[:most]) + (f" … and {more} more" if more > 0 else "")
