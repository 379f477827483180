from __future__ import annotations

import pytest

from explorer.geoparsing import Geoparser
from explorer.geoparsing.context import Phrases, words_after, words_before

TEXT = "Forces in the vicinity of the city (“near Mosul”) and Iraq's new army moved to Raqqa, Syria."


@pytest.mark.parametrize(
    ("name", "before"),
    [("Mosul", "near"), ("Raqqa", "to"), ("Iraq", "and"), ("city", "of")],
)
def test_the_word_before_a_name_is_found_without_the_and_quotes(name: str, before: str) -> None:
    assert words_before(TEXT, TEXT.index(name))[-1] == before


def test_a_word_that_is_glued_to_a_name_is_not_before_it() -> None:
    assert words_before("anti-Mosul", 5) == []


def test_words_after_a_name_end_at_punctuation() -> None:
    assert words_after(TEXT, TEXT.index("Raqqa") + 5) == []
    assert words_after(TEXT, TEXT.index("Iraq") + 4) == ["'s", "new", "army", "moved", "to", "raqqa"]


def test_the_longest_phrase_at_either_end_wins() -> None:
    phrases = Phrases(["of", "vicinity of", "in the vicinity of"])
    assert phrases.at_end(["held", "in", "the", "vicinity", "of"]) == "in the vicinity of"
    assert phrases.at_end(["north", "of"]) == "of"
    assert phrases.at_start(["of", "it"]) == "of"
    assert phrases.at_end([]) == phrases.at_start(["x"]) == ""


def test_the_reason_says_that_the_text_puts_a_city_into_the_other_country(geoparser: Geoparser) -> None:
    contrary, plain = (geoparser.geoparse(f"Near Mosul, {country}, a strike.")[0] for country in ("Syria", "Iraq"))
    assert "but the text says Syria" in contrary.reason
    assert contrary.score < plain.score
