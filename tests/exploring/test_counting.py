"""Counting by positions and by bits says what pandas says."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exploring.columns import MENTION_FACETS
from explorer.exploring.counting import count_marks, count_mentions, count_named, count_values
from explorer.exploring.marks import build_marks, count_bits
from tests.exploring.samples import make_tables, small_tables

a_few = settings(max_examples=12)


def named(columns, column, inside):
    """The release and the value of each mention inside, as a frame."""
    return [(int(columns.release[each]), int(column.codes[each])) for each in inside]


def some_mentions(columns, chance):
    return np.array([each for each in range(len(columns.release)) if chance.random() < 0.7], int)


@a_few
@given(small_tables(), st.randoms(use_true_random=False))
def test_releases_and_mentions_of_each_place_are_counted(tables, chance):
    columns = tables.columns
    inside = some_mentions(columns, chance)
    for column in (columns.place, columns.city):
        pairs = named(columns, column, inside)
        expected = [
            [sum(value == code for _, value in each) for code in range(len(column.values))]
            for each in (set(pairs), pairs)
        ]
        assert count_named(column, inside).tolist() == expected
        assert count_mentions(column, inside).tolist() == expected[1]
        places_of = [sum(release == each for each, _ in set(pairs)) for release in range(columns.release_total)]
        assert count_values(columns, column, inside).tolist() == places_of


@a_few
@given(small_tables(), st.randoms(use_true_random=False))
def test_marks_count_each_release_once_for_a_value(tables, chance):
    columns = tables.columns
    inside = some_mentions(columns, chance)
    passing = np.isin(np.arange(len(columns.release)), inside)
    for name in MENTION_FACETS:
        column = columns.facets[name]
        pairs = set(named(columns, column, inside))
        counts = np.concatenate([count_marks(columns, word, passing) for word in columns.marks.words_of(name)])
        expected = [sum(value == code for _, value in pairs) for code in range(len(column.values))]
        assert columns.marks.cut(name, counts).tolist() == expected


def test_a_library_without_mentions_counts_none():
    columns = make_tables({"a": None}, []).columns
    assert count_marks(columns, 0, np.zeros(0, bool)).sum() == 0
    assert count_named(columns.place, np.zeros(0, int)).tolist() == [[], []]


def test_facets_of_more_values_than_a_word_has_bits_go_on_in_the_next():
    codes = np.arange(100)
    marks = build_marks({"few": (codes % 3, 3), "many": (codes, 100), "last": (codes % 25, 25)})
    assert marks.spans == {"few": (0, 3), "many": (3, 103), "last": (103, 128)}
    assert [list(marks.words_of(name)) for name in marks.spans] == [[0], [0, 1], [1, 2]]
    counts = {
        name: np.concatenate([count_bits(marks.words[word]) for word in marks.words_of(name)]) for name in marks.spans
    }
    assert marks.cut("many", counts["many"]).tolist() == [1] * 100
    assert marks.cut("last", counts["last"]).tolist() == [4] * 25


@given(st.lists(st.integers(0, 2**64 - 1)))
def test_bits_are_counted_from_the_lowest(words):
    expected = [sum(word >> bit & 1 for word in words) for bit in range(64)]
    assert count_bits(np.array(words, "<u8")).tolist() == expected
