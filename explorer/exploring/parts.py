"""Which places are parts of a city: what is said of the part is said of the city."""

from __future__ import annotations

import pandas as pd

from explorer.exploring.distances import distances_km
from explorer.exploring.filters import Near

PARTS_OF_A_CITY = ("neighbourhood", "building", "site")


def cities_of_parts(places: pd.DataFrame, known: pd.DataFrame) -> dict[str, str]:
    """The nearest city or town within whose radius each part of a city lies.

    Args:
        places: indexed by place_id; columns feature_class, latitude, longitude [degrees], precision_km.
        known: the places, in the same columns, whose cities and towns count.

    Returns:
        The place_ids of cities by the place_ids of their parts; other places are left out.
    """
    cities = known[known["feature_class"].isin(("city", "town"))]
    cities_of = {}
    for part in places[places["feature_class"].isin(PARTS_OF_A_CITY)].itertuples():
        point = Near(part.latitude, part.longitude, 1)
        far = distances_km(cities["latitude"].to_numpy(float), cities["longitude"].to_numpy(float), point)
        inside = pd.Series(far, cities.index)[far <= cities["precision_km"].to_numpy(float)]
        if len(inside):
            cities_of[part.Index] = inside.idxmin()
    return cities_of
