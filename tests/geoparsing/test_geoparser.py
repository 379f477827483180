"""Whole sentences: recognition, roles and resolution together."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.geoparsing import Geoparser, extraction_version, load_geoparser
from explorer.model import Mention, Place


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
        ("the spokesman told reporters in a briefing from Baghdad.", "Baghdad", "dateline"),
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
    for part in ("Raqqa", "exact", "“near”", "Syria follows"):
        assert part in mention.reason


def test_a_small_known_name_inside_a_longer_unknown_one_is_not_drawn(geoparser: Geoparser) -> None:
    for text, toponym in (
        ("Near Dabiq Qorluh, Syria, one strike.", "Dabiq Qorluh"),
        ("Near Qorluh Dabiq, Syria, one strike.", "Qorluh Dabiq"),
        ("Near Dabiq al-Qorluh, Syria, one strike.", "Dabiq al-Qorluh"),
        ("Near Tal Dabiq, Syria, one strike.", "Tal Dabiq"),
    ):
        mention = found(geoparser, text)[toponym]
        assert (mention.place, mention.on_map) == (None, False), text


def test_a_city_in_a_headline_is_still_the_city(geoparser: Geoparser) -> None:
    assert found(geoparser, "Raqqa Offensive Begins\nISIS is isolated.")["Raqqa"].on_map


def test_a_village_that_opens_a_sentence_counts_when_the_text_names_it_elsewhere(geoparser: Geoparser) -> None:
    alone = geoparser.geoparse("ISIS fled. Dabiq held symbolic importance.")
    both = geoparser.geoparse("ISIS fled. Dabiq held symbolic importance. Fighters left the town of Dabiq.")
    assert [(mention.toponym, mention.on_map) for mention in alone] == [("Dabiq", False)]
    assert "nothing here says that a place is meant" in alone[0].reason
    assert [(mention.toponym, mention.on_map) for mention in both] == [("Dabiq", True), ("Dabiq", True)]


@pytest.mark.parametrize(
    ("text", "toponym", "feature_class"),
    [
        ("Strikes hit ISIS in Raqqa province.", "Raqqa", "governorate"),
        ("Strikes hit ISIS in Raqqa.", "Raqqa", "city"),
        ("Near Dibsi Afnan (Raqqah), Syria.", "Raqqah", "governorate"),
        ("Near the sugar factory, Raqqah, Syria.", "Raqqah", "city"),
        ("A camp in northern Deir Ezzor, Syria, was hit.", "northern Deir Ezzor", "region"),
        ("Near Jinah, western Aleppo, Syria.", "western Aleppo", "region"),
        ("Families left eastern Aleppo.", "eastern Aleppo", "neighbourhood"),
        ("Families left eastern Aleppo city.", "Aleppo", "city"),
    ],
)
def test_a_governorate_and_its_city_are_told_apart(
    geoparser: Geoparser, text: str, toponym: str, feature_class: str
) -> None:
    assert found(geoparser, text)[toponym].place.feature_class == feature_class


def test_a_shared_name_is_resolved_by_the_city_named_near_by(geoparser: Geoparser) -> None:
    mosul = found(geoparser, "ISF fought on in Mosul. They entered the old\ncity.")["old\ncity"]
    raqqa = found(geoparser, "SDF fought on in Raqqa. They entered the old city.")["old city"]
    assert (mosul.place.admin1, raqqa.place.admin1) == ("Ninewa", "Raqqa")


def test_a_city_with_its_district_is_one_mention(geoparser: Geoparser) -> None:
    assert [m.toponym for m in geoparser.geoparse("He flew to Washington, D.C. yesterday")] == ["Washington, D.C."]


def test_a_country_after_a_place_only_says_where_it_lies(geoparser: Geoparser) -> None:
    assert found(geoparser, "Planes flew from Incirlik, Turkey, today.")["Turkey"].role == "elsewhere"


def test_two_capitals_that_agree_are_both_actors(geoparser: Geoparser) -> None:
    roles = [mention.role for mention in geoparser.geoparse("Baghdad and Ankara agreed on oil.")]
    assert roles == ["actor", "actor"]


def test_a_nation_as_an_adjective_is_no_mention(geoparser: Geoparser) -> None:
    assert geoparser.geoparse("U.S. forces and US airstrikes, UK jets") == ()
    assert found(geoparser, "The UK has agreed.")["UK"].role == "actor"


def test_a_base_named_in_full_is_meant_by_its_short_name_too(geoparser: Geoparser) -> None:
    text = "{} hosts coalition troops. Al-Asad was attacked."
    assert found(geoparser, text.format("Al Asad Air Base"))["Al-Asad"].place.feature_class == "base"
    assert "Al-Asad" not in found(geoparser, text.format("Erbil"))


def test_a_name_known_only_in_another_governorate_is_not_drawn(geoparser: Geoparser) -> None:
    assert not found(geoparser, "Near Husayniyah, Hasakah, Syria.")["Husayniyah"].on_map


def test_users_places_do_not_outweigh_cities_and_countries() -> None:
    villages = [
        Place(f"user:{name}", name, None, 35.0, 43.0, "village", "IQ", "Kirkuk", 1.0, "test")
        for name in ("Iraq", "Mosul")
    ]
    base = load_geoparser()
    mixed = Geoparser([*base.gazetteer.places.values(), *villages], {}, base.rules, {})
    places = {mention.toponym: mention.place for mention in mixed.geoparse("Near Hawija, Iraq, and in Mosul, one.")}
    assert places["Iraq"].feature_class == "country"
    assert places["Mosul"].feature_class == "city"


def test_rivers_regions_and_countries_are_no_dots(geoparser: Geoparser) -> None:
    mentions = geoparser.geoparse("From Iraq to the Euphrates River and the Jazira in Anbar Province, Iraq.")
    assert len(mentions) >= 4
    assert not any(mention.on_map for mention in mentions)


def test_the_extraction_version_is_stable_and_short() -> None:
    assert extraction_version() == extraction_version()
    assert len(extraction_version()) == 12


def test_the_user_s_own_places_and_spellings_are_found(tmp_path: Path) -> None:
    own = tmp_path / "gazetteer.csv"
    header = "place_id,name,arabic_name,latitude,longitude,feature_class,country_code,admin1,precision_km,source"
    village = "user:1,Qorluh,,35.5,43.5,village,IQ,Kirkuk,1,own survey"
    own.write_text(f"{header}\n{village}\nuser:1,Korlouh,,,,spelling,,,,\n", encoding="utf-8")
    mentions = found(load_geoparser(own), "Near Qorluh, Iraq, and near Korlouh, Iraq, two strikes.")
    assert mentions["Qorluh"].place.place_id == mentions["Korlouh"].place.place_id == "user:1"
    assert extraction_version(own) != extraction_version()
    own.write_text(f"{header}\n{village}\n", encoding="utf-8")
    assert "Korlouh" not in found(load_geoparser(own), "Strikes hit Qorluh and Korlouh.")
