from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.comparing.worddiff import KEEP, diff_originals, diff_words, fold, trim
from explorer.reading import read_bytes
from tests.exploring.comparing.samples import release_of

SEED = Path(__file__).parents[3] / "seeds" / "002_cc7a0ea35faa6fa8.txt"
BANNER = "An official website of the United States government\nHere's how you know\n\n"
PIECES = ["Raqqa", "fell", "the", " ", "  ", "\n", "“", '"', "’", "—", "--", "-", ".", "", "موصل"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def runs_of(one, other, diff=diff_words):
    return diff(release_of(one), release_of(other)).runs


def diffed(one, other, diff=diff_words):
    return [(run.kind, one[slice(*run.a)] or other[slice(*run.b)]) for run in runs_of(one, other, diff)]


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
    assert {"a", "b"} <= {kind for kind, _ in diffed(one, other, diff_originals)}


def test_a_reprint_under_a_banner_differs_only_in_its_original():
    data = SEED.read_bytes()
    plain = read_bytes(data, file_name="a.txt")
    reprint = read_bytes(BANNER.encode() + data, file_name="b.txt")
    assert [run.kind for run in diff_words(plain, reprint).runs] == ["equal"]
    added, *rest = diff_originals(plain, reprint).runs
    assert (added.kind, reprint.original[slice(*added.b)]) == ("b", BANNER)
    assert [run.kind for run in rest] == ["equal"]


def test_a_short_word_between_two_replacements_does_not_hold_them_apart():
    one, other = "On Monday the old walls of Raqqa fell at last", "On Monday the new gates of Mosul fell at last"
    assert diffed(one, other) == [
        ("equal", "On Monday the "),
        ("a", "old walls of Raqqa "),
        ("b", "new gates of Mosul "),
        ("equal", "fell at last"),
    ]


def test_sentences_that_are_not_alike_are_whole_whatever_words_they_share():
    one = "The bridge was hit twice on Monday, Dillon said. Traffic has stopped."
    other = "Forces took the eastern quarter, Dillon said. Civilians are leaving it."
    assert [(run.kind, run.is_whole) for run in runs_of(one, other)] == [("a", True), ("b", True)]


def test_a_new_sentence_is_told_from_new_words():
    one = "Two strikes hit a bridge near Raqqa. The bridge was closed."
    other = "Three strikes hit a bridge near Raqqa. No one was hurt in them. The bridge was closed on Monday."
    only = [(run.kind, run.is_whole, other[slice(*run.b)]) for run in runs_of(one, other) if run.kind == "b"]
    assert only == [
        ("b", False, "Three "),
        ("b", True, "No one was hurt in them. "),
        ("b", False, "on Monday"),
    ]


def test_a_paragraph_laid_out_as_a_list_says_the_same():
    one = "Strikes hit a boat, two bridges near Raqqa and a tunnel"
    assert [kind for kind, _ in diffed(one, one.replace(" ", "\n"))] == ["equal"]


def test_releases_on_one_matter_differ_in_whole_sentences(seeds):
    found = diff_words(seeds["002"].release, seeds["003"].release)
    assert [(run.kind, run.is_whole) for run in found.runs] == [("a", True), ("b", True)]


def test_a_passage_taken_over_from_another_release_is_found_by_its_place_in_both(seeds):
    start, end = seeds["002"].sentence_with("third week of offensive operations in Raqqa")
    taken = seeds["002"].release.text[start:end].replace("third week", "fourth week")
    other = release_of("Coalition leaders met in London on Monday and spoke about money. " * 30 + taken)
    at = other.text.index(taken)
    found = diff_words(seeds["002"].release, other, [((start, end), (at, at + len(taken)))])
    changed = [other.text[slice(*run.b)] for run in found.runs if run.kind == "b" and not run.is_whole]
    assert changed == ["fourth "]


@given(TEXTS, TEXTS, st.sampled_from([diff_words, diff_originals]))
def test_the_runs_cover_both_texts(one, other, diff):
    runs = runs_of(one, other, diff)
    assert "".join(one[slice(*run.a)] for run in runs) == one
    assert "".join(other[slice(*run.b)] for run in runs) == other


@given(TEXTS, TEXTS)
def test_equal_runs_of_originals_are_the_same_text(one, other):
    runs = runs_of(one, other, diff_originals)
    assert all(one[slice(*run.a)] == other[slice(*run.b)] for run in runs if run.kind == "equal")


@given(TEXTS)
def test_a_text_differs_in_nothing_from_itself(text):
    assert [run.kind for run in runs_of(text, text)] == ["equal"] * bool(text)


def test_folding_keeps_words_beside_each_change_and_drops_the_rest():
    words = [f"word{number}" for number in range(100)]
    one, other = " ".join(words), " ".join([*words[:50], "new", *words[50:]])
    runs = fold(runs_of(one, other), one, other)
    assert [run.kind for run in runs] == ["folded", "equal", "b", "equal", "folded"]
    assert one[slice(*runs[1].a)].split() == words[50 - KEEP : 50]
    assert one[slice(*runs[3].a)].split() == words[50 : 50 + KEEP]


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_folded_runs_cover_both_texts_too(one, other, keep):
    runs = fold(runs_of(one, other), one, other, keep=keep)
    assert "".join(one[slice(*run.a)] for run in runs) == one
    assert "".join(other[slice(*run.b)] for run in runs) == other


def test_the_white_space_beside_a_changed_word_did_not_change():
    one, other = "They found 163 bodies there.", "They found 170 bodies there. "
    runs = [run for run in trim(runs_of(one, other), one, other) if run.kind != "equal"]
    assert [(one[slice(*run.a)], other[slice(*run.b)]) for run in runs] == [("163", ""), ("", "170")]


@given(TEXTS, TEXTS)
def test_trimming_takes_white_space_alone(one, other):
    runs = runs_of(one, other)
    for run, trimmed in zip(runs, trim(runs, one, other), strict=True):
        for text, before, after in ((one, run.a, trimmed.a), (other, run.b, trimmed.b)):
            assert text[slice(*before)].strip() == text[slice(*after)].strip()
            assert before[0] <= after[0] <= after[1] <= before[1]


def test_originals_of_two_matters_share_no_chance_words(seeds):
    found = diff_originals(seeds["002"].release, seeds["003"].release)
    assert all(run.is_whole for run in found.runs if run.kind in ("a", "b"))
    text = seeds["002"].release.original
    same = [text[slice(*run.a)].strip() for run in found.runs if run.kind == "equal"]
    assert all(len(each.split()) > 3 for each in same)
