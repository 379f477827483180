"""What to call things in a list of which one is chosen: a list knows what was chosen by its label alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd


def tell_apart(parts: Mapping[str, Sequence[str]], joint: str = ", ") -> dict[str, str]:
    """A label for each key, no two the same.

    A label is the first of its parts, or as many of them as tell it from the others; the last resort is the key.
    """
    most = max(map(len, parts.values()), default=0)
    labels = {key: each[0] for key, each in parts.items()}
    for used in range(2, most + 2):
        counts = Counter(labels.values())
        for key, label in labels.items():
            if counts[label] > 1:
                labels[key] = joint.join(parts[key][:used]) if used <= most else f"{label}{joint}{key}"
    return labels


def label_places(places: pd.DataFrame, spots: pd.DataFrame) -> dict[str, str]:
    """A label for each of `Tables.places` and of `Tables.spots`, by id: the name where that is enough.

    Else with kind, governorate and point.
    """
    parts = {}
    for table, columns in ((spots, ["feature_class"]), (places, ["feature_class", "admin1"])):
        for key, *said, latitude, longitude in table[["name", *columns, "latitude", "longitude"]].itertuples():
            known = [each for each in said if isinstance(each, str) and each]
            parts[key] = (*known, f"{latitude:.4f}, {longitude:.4f}")
    return tell_apart(parts)
