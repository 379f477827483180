import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from explorer.exploring.distances import circle, is_within, way_between
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


def test_every_point_of_a_circle_is_as_far_as_it_says():
    ring = circle(36.34, 43.13, 50)
    assert ring[0] == pytest.approx(ring[-1])
    assert [geodesic(point, (36.34, 43.13)).km for point in ring] == pytest.approx([50] * len(ring), abs=1e-6)


def test_a_way_is_as_long_as_geopy_says_and_goes_from_end_to_end():
    mosul, raqqa = (36.335, 43.1189), (35.9528, 39.0079)
    way = way_between(mosul, raqqa)
    assert way.length_km == pytest.approx(geodesic(mosul, raqqa).km)
    assert way.length_nm == pytest.approx(geodesic(mosul, raqqa).nm)
    assert way.bearing == pytest.approx(264.7, abs=0.1)
    assert (way.points[0], way.points[-1]) == (pytest.approx(mosul), pytest.approx(raqqa))
    assert way_between(mosul, mosul).length_km == 0
