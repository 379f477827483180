from __future__ import annotations

import pytest

from explorer.geoparsing.runs import find_runs, split_run

NOUNS = frozenset({"mosque", "oil", "field", "camp"})


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("They took Tal Afar today.", ["They", "Tal Afar"]),
        ("the al-Nuri mosque fell", ["al-Nuri mosque"]),
        ("the Omar oil field burnt", ["Omar oil field"]),
        ("near Deir\nez-Zor, Syria", ["Deir\nez-Zor", "Syria"]),
        ("Mosul\n\nRaqqa", ["Mosul", "Raqqa"]),
        ("Iraq’s U.S. ally", ["Iraq", "U.S."]),
        ("col. Ryan S. Dillon said", ["Ryan S. Dillon"]),
        ("في الموصل", ["في الموصل"]),
        ("de L'Irak", ["Irak"]),
        ("Mar'a", ["Mar'a"]),
        ("no name here", []),
    ],
)
def test_a_run_is_what_a_name_can_be_made_of(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in find_runs(text, NOUNS)] == runs


def test_articles_are_kept_as_the_outer_start_of_their_word() -> None:
    ar_raqqah, zor = split_run("Ar-Raqqah ez-Zor")
    assert (ar_raqqah.key, ar_raqqah.outer, ar_raqqah.start) == ("raqqah", 0, 3)
    assert (zor.key, zor.has_article) == ("zor", True)


def test_the_english_word_at_is_no_article() -> None:
    assert not split_run("Camp at Mosul")[1].has_article
