from __future__ import annotations

from explorer.geoparsing.gazetteer import Gazetteer
from explorer.model import Place


def place(place_id: str, name: str, latitude: float = 35.0, longitude: float = 41.0) -> Place:
    return Place(place_id, name, None, latitude, longitude, "town", "SY", "Hasakah", 3.0, "test")


HASAKAH = place("hasakah", "Hasakah")
TAL_AFAR = place("tal-afar", "Tal Afar")
GAZETTEER = Gazetteer(
    [HASAKAH, TAL_AFAR],
    {"Al Hasakah": ["hasakah"], "old fort": ["tal-afar"], "Nowhere": ["missing"]},
    {"Tal Afar Brigade": "unit"},
)


def test_the_longest_known_spelling_wins() -> None:
    length, entries = GAZETTEER.longest(["tal", "afar", "brigade"], 0)
    assert (length, entries[0].kind) == (3, "unit")
    assert GAZETTEER.longest(["tal", "afar", "today"], 0)[0] == 2
    assert GAZETTEER.longest(["tal", "abyad"], 0) == (0, ())


def test_a_spelling_of_no_known_place_is_left_out() -> None:
    assert GAZETTEER.longest(["nowhere"], 0) == (0, ())


def test_each_tier_is_told() -> None:
    entries = GAZETTEER.longest(["hasakah"], 0)[1]
    tiers = {written: entries[0].candidate(written).tier for written in ("Al Hasakah", "AL-HASAKAH", "Ash Hasakah")}
    assert tiers == {"Al Hasakah": "exact", "AL-HASAKAH": "folded", "Ash Hasakah": "article-stripped"}


def test_one_place_is_one_candidate_however_many_spellings_fit() -> None:
    assert len(GAZETTEER.longest(["hasakah"], 0)[1]) == 1


def test_a_similar_spelling_is_a_guess_with_its_similarity() -> None:
    guess = GAZETTEER.similar("al-Hassaka")[0]
    assert guess.place is HASAKAH
    assert guess.tier == "skeleton"
    assert 0.8 < guess.similarity < 1


def test_spellings_without_capitals_are_names_in_lower_case() -> None:
    assert {word: [*names] for word, names in GAZETTEER.uncapitalised.items()} == {"fort": ["old fort"]}


def test_names_that_begin_with_a_number_stand_by_it() -> None:
    gazetteer = Gazetteer([place("quarter", "17 Tammuz"), place("street", "1st, Street"), place("none", "...")], {}, {})
    assert {word: [*names] for word, names in gazetteer.numbered.items()} == {"17": ["17 Tammuz"]}
