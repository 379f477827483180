from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.geoparsing import Geoparser, load_geoparser

NAMES = [
    "Mosul",
    "Raqqa",
    "Dayr",
    "Az",
    "Zawr",
    "Tal",
    "Abu",
    "Hit",
    "al-",
    "Al",
    "At",
    "Syria",
    "Iraq",
    "UNITED",
    "Gen.",
]
CUES = ["near", "Near", "in", "and", "the", "between", "35 miles west of", "village", "Province", "U.S.", "37SFU805225"]
MARKS = [",", ".", "(", ")", "–", "-", "\n", "’", "'", "الرقة", "قرب", "Ḩ", "\u200f", "İ", "ß", "𐍈", "\ud800"]


def check(geoparser: Geoparser, text: str) -> None:
    end = 0
    for mention in geoparser.geoparse(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.toponym == text[mention.start : mention.end]
        assert not mention.on_map or mention.role == "location"
        assert not mention.on_map or mention.point or mention.place.geometry == "point"
        assert mention.reason
        assert 0 <= mention.score <= 1
        end = mention.end


@given(st.text(max_size=200))
@settings(deadline=None)  # the first example loads the gazetteer
def test_any_text_gives_sorted_mentions_that_do_not_overlap(text: str) -> None:
    check(load_geoparser(), text)


@given(st.lists(st.sampled_from([*NAMES, *CUES, *MARKS]), max_size=40))
@settings(deadline=None, max_examples=200)
def test_any_order_of_names_and_cues_gives_sorted_mentions(words: list[str]) -> None:
    check(load_geoparser(), " ".join(words))


@pytest.mark.parametrize(
    "piece",
    [
        "Mosul ",
        "Near X, ",
        "Abu al-",
        "Syria, Iraq, ",
        "Operation X and ",
        "12 miles ",
        "x",
        "A",
        "و",
        "الرقة ",
        "Old City, ",
    ],
)
def test_time_grows_in_proportion_to_the_text(geoparser: Geoparser, piece: str) -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        geoparser.geoparse("near " + piece * (length // len(piece)))
        return time.process_time() - began

    seconds(1_000)
    short, long = (min(seconds(length) for _ in range(2)) for length in (5_000, 30_000))
    assert long < 0.2 + 20 * short


def test_a_line_of_ten_megabytes_is_read_in_proportion_too(geoparser: Geoparser) -> None:
    prose = "The weather was fine, and nobody in particular moved on that day or said a word about it. " * 40
    piece = prose + "Near Mosul, Iraq, two strikes hit 12 boats. "

    def read(length: int) -> tuple[list[str], float]:
        text = piece * (length // len(piece))
        began = time.process_time()
        return [mention.toponym for mention in geoparser.geoparse(text)], time.process_time() - began

    few, short = read(1_000_000)
    many, long = read(10_000_000)
    assert many == ["Mosul", "Iraq"] * (10_000_000 // len(piece))
    assert few == many[: len(few)]
    assert long < 1 + 25 * short
