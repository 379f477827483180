import pandas as pd

from explorer.exploring.parts import cities_of_parts

PLACES = pd.DataFrame(
    [
        ("mosul", "city", 36.335, 43.119, 7.0),
        ("raqqa", "city", 35.953, 39.008, 5.0),
        ("old city", "neighbourhood", 36.343, 43.128, 1.0),
        ("refinery", "refinery", 36.340, 43.120, 1.0),
        ("far mosque", "building", 36.6, 43.6, 0.5),
    ],
    columns=["place_id", "feature_class", "latitude", "longitude", "precision_km"],
).set_index("place_id")


def test_a_part_belongs_to_the_city_within_whose_radius_it_lies():
    assert cities_of_parts(PLACES, PLACES) == {"old city": "mosul"}


def test_the_nearer_of_two_cities_has_the_part():
    nearer = pd.DataFrame(
        [("town", 36.343, 43.127, 3.0, "town")],
        columns=["place_id", "latitude", "longitude", "precision_km", "feature_class"],
    ).set_index("place_id")
    assert cities_of_parts(PLACES, pd.concat([PLACES, nearer])) == {"old city": "town"}


def test_without_a_city_there_are_no_parts():
    assert cities_of_parts(PLACES.loc[["old city"]], PLACES.loc[["refinery"]]) == {}
