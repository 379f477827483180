from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.comparing.worddiff import KEEP, diff_words, fold
from explorer.reading import read_bytes
from tests.exploring.comparing.samples import release_of

SEED = Path(__file__).parents[3] / "seeds" / "002_cc7a0ea35faa6fa8.txt"
BANNER = "An official website of the United States government\nHere's how you know\n\n"
PIECES = ["Raqqa", "fell", "the", " ", "  ", "\n", "“", '"', "’", "—", "--", "-", ".", "", "موصل"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def diffed(one, other, **choices):
    a, b = release_of(one), release_of(other)
    return [(run.kind, one[slice(*run.a)] or other[slice(*run.b)]) for run in diff_words(a, b, **choices)]


def test_a_changed_word_stands_between_what_both_say():
    assert diffed("about 7.5 miles", "about 8.5 miles") == [
        ("equal", "about "),
        ("a", "7"),
        ("b", "8"),
        ("equal", ".5 miles"),
    ]


def test_white_space_and_forms_of_quotation_marks_and_dashes_make_no_difference():
    one = "“Raqqa’s  walls” — old,\nhigh – fell"
    other = '"Raqqa\'s walls" -- old, high - fell'
    assert [kind for kind, _ in diffed(one, other)] == ["equal"]
    assert {"a", "b"} <= {kind for kind, _ in diffed(one, other, everything=True)}


def test_a_reprint_under_a_banner_differs_only_in_its_original():
    data = SEED.read_bytes()
    plain = read_bytes(data, file_name="a.txt")
    reprint = read_bytes(BANNER.encode() + data, file_name="b.txt")
    assert [run.kind for run in diff_words(plain, reprint)] == ["equal"]
    added, *rest = diff_words(plain, reprint, everything=True)
    assert (added.kind, reprint.original[slice(*added.b)]) == ("b", BANNER)
    assert [run.kind for run in rest] == ["equal"]


def test_a_short_word_between_two_replacements_does_not_hold_them_apart():
    assert diffed("old walls of Raqqa fell", "new gates of Mosul fell") == [
        ("a", "old walls of Raqqa "),
        ("b", "new gates of Mosul "),
        ("equal", "fell"),
    ]


@given(TEXTS, TEXTS, st.booleans())
def test_the_runs_cover_both_texts(one, other, everything):
    runs = diff_words(release_of(one), release_of(other), everything=everything)
    assert "".join(one[slice(*run.a)] for run in runs) == one
    assert "".join(other[slice(*run.b)] for run in runs) == other


@given(TEXTS, TEXTS)
def test_equal_runs_of_originals_are_the_same_text(one, other):
    runs = diff_words(release_of(one), release_of(other), everything=True)
    assert all(one[slice(*run.a)] == other[slice(*run.b)] for run in runs if run.kind == "equal")


@given(TEXTS)
def test_a_text_differs_in_nothing_from_itself(text):
    assert [run.kind for run in diff_words(release_of(text), release_of(text))] == ["equal"] * bool(text)


def test_folding_keeps_words_beside_each_change_and_drops_the_rest():
    words = [f"word{number}" for number in range(100)]
    one, other = " ".join(words), " ".join([*words[:50], "new", *words[50:]])
    runs = fold(diff_words(release_of(one), release_of(other)), one, other)
    assert [run.kind for run in runs] == ["folded", "equal", "b", "equal", "folded"]
    assert one[slice(*runs[1].a)].split() == words[50 - KEEP : 50]
    assert one[slice(*runs[3].a)].split() == words[50 : 50 + KEEP]


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_folded_runs_cover_both_texts_too(one, other, keep):
    runs = fold(diff_words(release_of(one), release_of(other)), one, other, keep=keep)
    assert "".join(one[slice(*run.a)] for run in runs) == one
    assert "".join(other[slice(*run.b)] for run in runs) == other


def test_a_lone_said_between_two_long_changes_is_part_of_them():
    runs = diffed(
        "The bridge was hit twice on Monday, Dillon said. Traffic has stopped.",
        "Forces took the eastern quarter, Dillon said. Civilians are leaving it.",
    )
    assert [kind for kind, _ in runs] == ["a", "b", "equal"]
    assert runs[-1] == ("equal", ".")
