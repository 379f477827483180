import random
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.comparing import matching
from explorer.exploring.comparing.matching import Stretch, longest_chain, match_tokens

STOP = 0
TOKENS = st.lists(st.integers(0, 9), max_size=40)
STRETCHES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 5)), max_size=6)


def stretches_of(drawn, one, other):
    """Stretches inside two texts of these lengths, none of them touching another in either."""
    found, end = [], (0, 0)
    for a, b, length in sorted(drawn):
        if end[0] <= a and end[1] <= b and a + length <= one and b + length <= other:
            found.append(Stretch((a, a + length), (b, b + length)))
            end = a + length, b + length
    return found


def matched(a, b, alike=()):
    found = match_tokens(a, b, frozenset([STOP]), alike)
    return list(zip(found.a.tolist(), found.b.tolist(), strict=True))


@given(TOKENS, TOKENS, STRETCHES)
def test_what_is_matched_is_the_same_and_runs_forward(a, b, drawn):
    pairs = matched(a, b, stretches_of(drawn, len(a), len(b)))
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@given(TOKENS)
def test_a_text_is_the_same_as_itself_throughout(tokens):
    assert matched(tokens, tokens) == [(at, at) for at in range(len(tokens))]


def test_what_is_known_to_be_alike_is_matched_however_far_apart_it_stands():
    chance = random.Random(2)
    said = [chance.randrange(50, 99) for _ in range(8)]
    a = [*range(100, 400), *said, STOP, *range(400, 700)]
    b = [*range(1_000, 1_020), *said[:4], 7, *said[5:], STOP, *range(2_000, 2_700)]
    alike = [Stretch((300, 309), (20, 29))]
    assert [i for i, _ in matched(a, b, alike)] == [300, 301, 302, 303, 305, 306, 307, 308]


def test_long_stretches_without_a_sentence_in_common_are_named_and_the_rest_is_compared(monkeypatch):
    monkeypatch.setattr(matching, "MOST_CELLS", 400)
    same = [1, 2, 3, 4, 5, 6, STOP]
    one = [*range(100, 140), STOP, *same, 20, 21, 22]
    other = [*range(200, 240), STOP, *same, 20, 31, 22]
    found = match_tokens(one, other, frozenset([STOP]))
    assert found.skipped == (Stretch((0, 40), (0, 40)),)
    assert found.a.tolist() == [*range(40, 49), 50]


def test_texts_of_many_tokens_that_share_nothing_are_skipped_at_once():
    one, other = list(range(1, 200_001)), list(range(200_001, 400_001))
    found = match_tokens(one, other, frozenset([STOP]))
    assert found.skipped == (Stretch((0, 200_000), (0, 200_000)),)
    assert np.array_equal(found.a, [])


def test_a_change_in_a_long_text_of_a_single_sentence_is_found():
    one = list(range(1, 100_001))
    other = [*one[:60_000], 7, *one[60_001:]]
    found = match_tokens(one, other, frozenset([STOP]))
    assert found.skipped == ()
    assert set(one) - {one[at] for at in found.a} == {60_001}


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=7))
def test_no_choice_of_points_that_grow_is_longer_than_the_chain(points):
    chain = longest_chain(points)
    assert set(chain) <= set(points)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(chain))

    def longest(after=(-1, -1)):
        return max((1 + longest(each) for each in points if each[0] > after[0] and each[1] > after[1]), default=0)

    assert len(chain) == longest()
