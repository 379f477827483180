"""The gazetteer's facts: every place lies where it says, once, under a known kind."""

from collections import defaultdict
from itertools import combinations

import pytest
import shapely.ops
from geopy.distance import great_circle

from explorer.geoparsing.names import fold, strip_articles
from explorer.reading.borders import COUNTRY_SLACK_KM, SLACK_KM, SLACKS_KM

OTHERWISE = {"geonames:165158"}  # Sab Biyar: of Rif Dimashq, but across Natural Earth's line
SEEDS = {  # what the seed releases name → latitude, longitude
    "Ramadi": (33.42, 43.30),
    "Raqqa": (35.95, 39.01),
    "Mosul": (36.34, 43.13),
    "At Tanf": (33.505, 38.62),
    "Tal Afar": (36.376, 42.45),
    "Hawija": (35.325, 43.77),
    "Al Qaim": (34.37, 41.04),
    "Mosul Old City": (36.343, 43.129),
    "al-Nuri mosque": (36.3432, 43.1268),
    "al-Hadba minaret": (36.3432, 43.1268),
    "al-Jamhuri hospital": (36.352, 43.122),
    "Rafiqah Wall": (35.952, 39.017),
    "Raqqa sugar factory": (35.975, 39.03),
    "Baaj": (36.043, 41.716),
    "Dabiq": (36.539, 37.269),
    "Manbij": (36.528, 37.955),
    "Tabqa": (35.837, 38.55),
    "Besmaya Range Complex": (33.2, 44.65),
    "Sheer": (36.352, 43.115),
}


def distance_km(one, other):
    return great_circle((one.latitude, one.longitude), (other.latitude, other.longitude)).km


def gap_km(place, polygon):
    """How far a place lies outside a polygon [km]."""
    point = shapely.Point(place.longitude, place.latitude)
    near = shapely.ops.nearest_points(polygon, point)[0]
    return great_circle((place.latitude, place.longitude), (near.y, near.x)).km


def bare(place):
    return strip_articles(fold(place.name.split(" (")[0]))


def test_there_are_enough_places(places):
    local = [place for place in places if place.country_code in ("IQ", "SY", "")]
    assert len(places) >= 1_500
    assert len(local) >= 1_500


def test_every_place_lies_in_its_country(places, countries):
    outside = {
        place.name: round(gap_km(place, countries[place.country_code]), 1)
        for place in places
        if place.country_code in countries and gap_km(place, countries[place.country_code]) > COUNTRY_SLACK_KM
    }
    assert outside == {}


def test_every_place_lies_in_its_governorate(places, governorates):
    outside = {}
    for place in places:
        if place.admin1 and place.place_id not in OTHERWISE:
            allowed = SLACKS_KM.get(place.admin1, SLACK_KM)
            gap = gap_km(place, governorates[place.country_code, place.admin1])
            if gap > allowed:
                outside[place.name] = round(gap, 1)
    assert outside == {}


def test_nearly_every_place_lies_inside_its_governorate_proper(places, governorates):
    governed = [place for place in places if place.admin1]
    inside = [p for p in governed if gap_km(p, governorates[p.country_code, p.admin1]) <= p.precision_km]
    assert len(inside) / len(governed) > 0.97


def test_no_two_rows_are_one_place(places):
    by_name = defaultdict(list)
    for place in places:
        if place.geometry != "area":
            by_name[bare(place)].append(place)
    pairs = [pair for same in by_name.values() for pair in combinations(same, 2)]
    assert [(one.place_id, other.place_id) for one, other in pairs if distance_km(one, other) < 10] == []


def test_no_two_hand_made_points_are_the_same(places):
    by_point = defaultdict(list)
    for place in places:
        if place.geometry == "point":
            by_point[place.latitude, place.longitude].append(place.place_id)
    assert [ids for ids in by_point.values() if len(ids) > 1] == []


def test_no_place_stands_in_both_files(places, world):
    assert {place.place_id for place in places} & {place.place_id for place in world} == set()


@pytest.mark.parametrize("name", SEEDS)
def test_what_the_seeds_name_is_where_it_is(places, name):
    (place,) = [place for place in places if place.name == name and place.geometry == "point"]
    truth = SEEDS[name]
    assert great_circle((place.latitude, place.longitude), truth).km <= place.precision_km
    assert place.precision_km <= 10


def test_precision_fits_the_kind(places):
    vague = {"city": 15, "town": 21, "village": 21, "neighbourhood": 5, "building": 3, "bridge": 5, "dam": 6}
    assert [p.name for p in places if p.precision_km > vague.get(p.feature_class, 650)] == []


@pytest.mark.parametrize(
    "kind",
    [
        *("city", "town", "village", "neighbourhood", "base", "airfield", "dam", "bridge", "oil field", "gas field"),
        *("refinery", "border crossing", "camp", "mountain", "mountain range", "wadi", "lake", "river", "canal"),
        *("governorate", "district", "region", "border", "building", "archaeological site"),
    ],
)
def test_every_kind_is_there(places, kind):
    assert any(place.feature_class == kind for place in places)


@pytest.mark.parametrize(
    ("kind", "least", "names"),
    [
        ("base", 40, {"Mission Support Site Euphrates", "Green Village", "Al Asad Air Base", "Camp Taji"}),
        ("dam", 15, {"Mosul Dam", "Haditha Dam", "Tabqa Dam", "Tishrin Dam"}),
        ("camp", 10, {"al-Hol camp", "Roj camp", "Rukban camp"}),
        ("oil field", 25, {"Omar oil field", "Tanak oil field", "Ajil oil field"}),
        ("border crossing", 20, {"Al Qaim crossing", "Rabia crossing", "Abu Kamal crossing"}),
        ("region", 40, {"Middle Euphrates River Valley", "Jazira", "Badiya", "Kurdistan Region", "Northeast Syria"}),
        ("mountain range", 20, {"Hamrin Mountains", "Makhul Mountains", "Sinjar Mountains"}),
        ("wadi", 8, {"Wadi Hawran"}),
        ("village", 450, {"Dabiq", "Kocho", "Albu Hayat"}),
    ],
)
def test_what_releases_name_is_there(places, kind, least, names):
    found = {place.name for place in places if place.feature_class == kind}
    assert len(found) >= least
    assert names <= found


@pytest.mark.parametrize(
    ("admin1", "city", "least"),
    [
        ("Ninewa", "Mosul", 80),
        ("Raqqa", "Raqqa", 25),
        ("Anbar", "Ramadi", 5),
        ("Anbar", "Fallujah", 5),
        ("Baghdad", "Baghdad", 18),
        ("Aleppo", "Aleppo", 20),
        ("Deir ez-Zor", "Deir ez-Zor", 10),
    ],
)
def test_the_quarters_of_a_city_have_points_of_their_own(places, admin1, city, least):
    (centre,) = [place for place in places if (place.name, place.feature_class) == (city, "city")]
    quarters = {
        (place.latitude, place.longitude)
        for place in places
        if place.feature_class == "neighbourhood" and place.admin1 == admin1 and distance_km(place, centre) <= 20
    }
    assert len(quarters - {(centre.latitude, centre.longitude)}) >= least


def test_places_abroad_stand_abroad(world):
    assert {place.country_code for place in world} & {"IQ", "SY"} == set()
    names = {place.name for place in world}
    assert {"London", "Paris", "Melbourne", "Jordan", "Southwest Asia", "Pentagon", "Palmyra, New Jersey"} <= names
    assert {"Lebanon, Ohio", "Washington, D.C.", "Tampa", "MacDill Air Force Base", "Europe"} <= names
