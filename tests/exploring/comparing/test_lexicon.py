import pytest

from explorer.exploring.comparing.lexicon import build_lexicon
from explorer.geoparsing.names import fold


def test_every_known_spelling_finds_its_own_name(lexicon):
    spellings = ["Da'esh", "Da’esh", "Iraqi Security Force", "U.N.", "al-Qaeda", "Kurdistan Workers' Party", "Assad"]
    found = [lexicon.names[fold(lexicon.known.fullmatch(spelling)[0])] for spelling in spellings]
    assert [name for _, name in found] == [
        "Islamic State",
        "Islamic State",
        "Iraqi Security Forces",
        "United Nations",
        "al-Qaida",
        "Kurdistan Workers Party",
        "Bashar al-Assad",
    ]
    assert [kind for kind, _ in found] == ["organisation"] * 6 + ["person"]


@pytest.mark.parametrize("text", ["disISIS", "ISISx", "isis", "assad"])
def test_a_name_inside_a_word_or_in_lower_case_is_not_found(lexicon, text):
    assert lexicon.known.search(text) is None


def test_other_phrases_that_look_like_places_are_no_names():
    lexicon = build_lexicon({"USS Bataan": "ship", "Red Cross": "organisation"}, {}, {})
    assert lexicon.names == {"red cross": ("organisation", "Red Cross")}
