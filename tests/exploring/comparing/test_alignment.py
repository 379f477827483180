import random

from hypothesis import given

from explorer.exploring.comparing.alignment import align
from tests.exploring.comparing.samples import side_of, sides


def pairs_of(seeds, lexicon, one, other):
    return {(pair.a, pair.b): pair for pair in align(seeds[one].side, seeds[other].side, lexicon)}


def test_what_one_spokesman_says_again_three_weeks_later_is_paired(seeds, lexicon):
    pairs = pairs_of(seeds, lexicon, "002", "003")
    again = [
        ("third week of offensive operations in Raqqa", "began its offensive June 6 to defeat ISIS in Raqqa"),
        ("ancient Rafiqah Wall", "To the south is the Euphrates River"),
        ("deconfliction line south of the Euphrates is holding", "has moved to isolate Raqqa"),
        ("efforts to defeat ISIS in Syria are focused", "to focus their efforts on the defeat of ISIS"),
        ("women and children", "163 bodies of murdered Iraqi men, women and children"),
    ]
    expected = {(seeds["002"].sentence_with(a), seeds["003"].sentence_with(b)) for a, b in again}
    assert expected <= pairs.keys()
    assert all(pairs[spans].kind == "similar" for spans in expected)


def test_nearly_every_pair_of_two_briefings_is_one_that_a_person_would_make(seeds, lexicon):
    assert len(pairs_of(seeds, lexicon, "002", "003")) <= 9


def test_releases_on_other_matters_have_next_to_no_pairs(seeds, lexicon):
    for one, other in (("000", "002"), ("001", "003"), ("001", "004"), ("003", "004"), ("001", "002")):
        assert len(align(seeds[one].side, seeds[other].side, lexicon)) == 0


def test_a_number_that_changed_is_paired_with_what_it_was(seeds, lexicon):
    spans = (seeds["002"].sentence_with("84,000 square"), seeds["004"].sentence_with("100,000 square kilometers"))
    assert spans in pairs_of(seeds, lexicon, "002", "004")


def test_stock_phrases_alone_make_no_pair(lexicon):
    a = side_of("Combined Joint Task Force Operation Inherent Resolve continued to strike terrorist targets.")
    b = side_of("Operation Inherent Resolve forces continued to support partners, Combined Joint Task Force said.")
    assert align(a, b, lexicon) == ()


def test_a_release_aligned_with_itself_repeats_sentence_by_sentence(seeds, lexicon):
    side = seeds["002"].side
    pairs = align(side, side, lexicon)
    assert all((pair.a, pair.kind, pair.score) == (pair.b, "repeats", 1.0) for pair in pairs)
    assert len(pairs) >= len(side.sentences) * 2 // 3


def test_equal_sentences_are_paired_in_their_order(lexicon):
    line = "Snipers fired from the hospital across the bridge. Boats burned beside the refinery tunnel. "
    side = side_of(line * 3)
    assert [(pair.a, pair.b) for pair in align(side, side, lexicon)] == [(span, span) for span in side.sentences]


@given(sides(), sides())
def test_exchanging_the_releases_exchanges_the_sides_of_every_pair(lexicon, a, b):
    there = {(pair.a, pair.b, pair.score, pair.kind) for pair in align(a, b, lexicon)}
    back = {(pair.b, pair.a, pair.score, pair.kind) for pair in align(b, a, lexicon)}
    assert there == back


@given(sides(), sides())
def test_pairs_are_of_whole_sentences_each_of_them_in_one_pair(lexicon, a, b):
    pairs = align(a, b, lexicon)
    for side, spans in ((a, [pair.a for pair in pairs]), (b, [pair.b for pair in pairs])):
        assert set(spans) <= set(side.sentences)
        assert len(set(spans)) == len(spans)
    assert all(0 < pair.score <= 1 for pair in pairs)


def test_sentences_of_random_words_have_no_counterpart(lexicon):
    chance = random.Random(1)
    letters = "bcdfghklmnprstvw"
    texts = (
        ". ".join(" ".join("".join(chance.choices(letters, k=7)) for _ in range(12)) for _ in range(30))
        for _ in range(2)
    )
    assert align(*map(side_of, texts), lexicon) == ()
