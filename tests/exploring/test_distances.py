import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from explorer.exploring.distances import is_within
from explorer.exploring.filters import Near

MOSUL = Near(36.34, 43.13, 25.0)
LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, st.floats(0.1, 2000))
@example(36.34, 43.13, -36.34, -136.87, 2000.0)
@example(35.95, 39.01, 35.84, 38.55, geodesic((35.84, 38.55), (35.95, 39.01)).km)
def test_within_is_what_the_ellipsoid_says(latitude, longitude, of_latitude, of_longitude, radius_km):
    inside = is_within(np.array([latitude]), np.array([longitude]), Near(of_latitude, of_longitude, radius_km))
    assert inside.tolist() == [geodesic((latitude, longitude), (of_latitude, of_longitude)).km <= radius_km]


@pytest.mark.parametrize("metres", [-5, 5])
def test_the_edge_is_exact_to_metres(metres):
    edge = geodesic(kilometers=MOSUL.radius_km + metres / 1000).destination((MOSUL.latitude, MOSUL.longitude), 45)
    inside = is_within(np.array([edge.latitude]), np.array([edge.longitude]), MOSUL)
    assert inside.tolist() == [metres < 0]


def test_no_points_are_within():
    assert is_within(np.array([]), np.array([]), MOSUL).tolist() == []
