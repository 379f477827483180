import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.reading.sentences import find_sentences


def sentences(text):
    return [text[start:end] for start, end in find_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came. He saw.", ["He came.", "He saw."]),
        ("“He came.” She left!", ["“He came.”", "She left!"]),
        ("Gen. James Terry met Lt. Col. Doe.", ["Gen. James Terry met Lt. Col. Doe."]),
        ("The U.S. Army went on Aug. 18 to Hit.", ["The U.S. Army went on Aug. 18 to Hit."]),
        ("Robert B. Neller spoke. So did he.", ["Robert B. Neller spoke.", "So did he."]),
        ("A headline\nA sentence.", ["A headline", "A sentence."]),
        ("It cost 7.5 million. It did.", ["It cost 7.5 million.", "It did."]),
    ],
)
def test_a_full_stop_ends_a_sentence_but_not_an_abbreviation(text, expected):
    assert sentences(text) == expected


@given(st.text(alphabet='Aa. \n!?"”U.S'))
def test_sentences_hold_every_word_in_order(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
