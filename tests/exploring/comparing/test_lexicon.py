import pytest

from explorer.exploring.comparing.lexicon import build_lexicon, find_from
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


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_looking_at_first_words_alone_finds_what_the_pattern_finds(seeds, lexicon, number):
    text = seeds[number].release.text
    spans = [match.span() for match in find_from(lexicon.known_begin, lexicon.known, text)]
    assert spans == [match.span() for match in lexicon.known.finditer(text)]
    assert spans


def test_every_known_name_is_found_by_its_first_word(lexicon):
    text = " and ".join(name for _, name in lexicon.names.values())
    found = [match[0] for match in find_from(lexicon.known_begin, lexicon.known, text)]
    assert found == [match[0] for match in lexicon.known.finditer(text)]
    assert len(set(found)) > 50
