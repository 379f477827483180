"""Whole sentences: recognition, roles and resolution together."""

from __future__ import annotations

import pytest

from explorer.geoparsing import Geoparser, extraction_version
from explorer.model import Mention


def found(geoparser: Geoparser, text: str) -> dict[str, Mention]:
    return {mention.toponym: mention for mention in geoparser.geoparse(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Paris Jordan briefed the press.",
        "Col. Sinjar Baghdad commanded the battalion.",
        "The Mosul Military Council met.",
        "Ninewa Operations Command issued a statement.",
        "Operation Euphrates Shield ended.",
        "Task Force Tal Afar trained there.",
        "The USS New York sailed.",
        "The Islamic State of Iraq and Syria lost ground.",
        "Sweep the area, Hit the target and Balad songs.",
        "President Bashar al-Assad and Hamza al-Homsi spoke.",
        "Iraqi, Syrian, Jordanian and Turkish forces trained.",
        "Aleppo pine grows slowly.",
        "",
    ],
)
def test_what_only_looks_like_a_place_is_no_dot(geoparser: Geoparser, text: str) -> None:
    assert [mention.toponym for mention in geoparser.geoparse(text) if mention.on_map] == []


@pytest.mark.parametrize(
    ("text", "toponym", "role"),
    [
        ("SOUTHWEST ASIA, Dec. 28, 2016 — Military forces", "SOUTHWEST ASIA", "dateline"),
        ("BAGHDAD - The Coalition handed over a base.", "BAGHDAD", "dateline"),
        ("Baghdad, Iraq–(ENEWSPF)–December 18, 2015\nText", "Baghdad", "dateline"),
        ("the spokesman told reporters in a briefing from Baghdad.", "Baghdad", "actor"),
        ("Baghdad has asked the coalition to stay.", "Baghdad", "actor"),
        ("the government of Iraq asked", "Iraq", "actor"),
        ("They include Australia, Belgium, Jordan and Canada.", "Jordan", "actor"),
        ("Attacks in London shocked the world.", "London", "elsewhere"),
        ("Strikes near Mosul, Iraq, continued.", "Mosul", "location"),
        ("Hajin, 35 miles from there", "Hajin", "location"),
    ],
)
def test_each_role_has_its_cue(geoparser: Geoparser, text: str, toponym: str, role: str) -> None:
    assert found(geoparser, text)[toponym].role == role


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Dayr Az Zawr", "Deir ez-Zor"),
        ("Deir Ezzor", "Deir ez-Zor"),
        ("DAIR AZ ZAWR", "Deir ez-Zor"),
        ("Ar-Raqqah", "Raqqa"),
        ("Al Huwayjah", "Hawija"),
        ("Beiji", "Bayji"),
        ("Ba'aj", "Baaj"),
        ("Al  Shadaddi", "Shaddadi"),
        ("الموصل", "Mosul"),
    ],
)
def test_the_spellings_of_a_place_are_one_place(geoparser: Geoparser, written: str, name: str) -> None:
    assert found(geoparser, f"Strikes were conducted near {written}, and more.")[written].place.name == name


def test_a_common_word_is_a_place_only_where_the_sentence_asks_for_one(geoparser: Geoparser) -> None:
    assert found(geoparser, "Near Hit, one strike hit an ISIL vehicle.")["Hit"].on_map
    assert found(geoparser, "Hit by two strikes, the ISIS vehicle burnt.") == {}


def test_the_english_word_at_is_not_the_article_at(geoparser: Geoparser) -> None:
    assert "At Tanf" in found(geoparser, "Forces train in and around At Tanf.")
    assert "Mosul" in found(geoparser, "At Mosul University the fight went on. At Mosul, it ended.")


def test_an_unknown_name_in_a_place_s_slot_is_kept_without_a_place(geoparser: Geoparser) -> None:
    mention = found(geoparser, "June 12, 2016, near Xanqorbat, Syria: a strike")["Xanqorbat"]
    assert (mention.place, mention.on_map, mention.role) == (None, False, "location")
    assert "Unresolved" in mention.reason


def test_a_name_known_only_far_from_where_the_text_puts_it_is_not_drawn(geoparser: Geoparser) -> None:
    mention = found(geoparser, "Near Dabiq (Dayr Az Zawr), Syria.")["Dabiq"]
    assert mention.place is None
    assert "km away" in mention.reason


def test_the_state_after_a_homonym_keeps_it_off_the_map(geoparser: Geoparser) -> None:
    mention = found(geoparser, "He came from Palmyra, Germany, and served in Iraq.")["Palmyra"]
    assert (mention.role, mention.on_map) == ("elsewhere", False)


def test_a_misspelt_name_needs_support(geoparser: Geoparser) -> None:
    alone = found(geoparser, "The lecture was held in Qayyarrah village.")["Qayyarrah"]
    supported = found(geoparser, "Near Qayyarrah, Iraq, two strikes hit ISIS.")["Qayyarrah"]
    assert alone.place is None
    assert supported.place.name == "Qayyarah"
    assert "skeleton" in supported.reason


def test_every_mention_says_why(geoparser: Geoparser) -> None:
    mention = found(geoparser, "Near Ar Raqqah, Syria, five strikes.")["Ar Raqqah"]
    for part in ("Raqqa", "exact", "Near", "Syria follows"):
        assert part in mention.reason


def test_rivers_regions_and_countries_are_no_dots(geoparser: Geoparser) -> None:
    mentions = geoparser.geoparse("From Iraq to the Euphrates River and the Jazira in Anbar Province, Iraq.")
    assert len(mentions) >= 4
    assert not any(mention.on_map for mention in mentions)


def test_the_extraction_version_is_stable_and_short() -> None:
    assert extraction_version() == extraction_version()
    assert len(extraction_version()) == 12
