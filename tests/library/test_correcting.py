"""Corrections apply to what was read and geoparsed, and find their passage again."""

import itertools
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import CorrectionError
from explorer.library.correcting import apply_to_mentions, apply_to_release, find_span
from explorer.library.correction_records import check_correction, correction_line, read_correction
from explorer.library.corrections import Anchor, Correction, anchor_at, find_active, undo
from explorer.model import Mention, Place
from explorer.reading import read_bytes
from tests.library.fakes import MOSUL, RAQQA, TwoPlaces

TEXT = "Strikes hit Mosul on Monday. Forces left Raqqa for Mosul. Nowhere was taken, and then Mosul again."
RELEASE = read_bytes(TEXT.encode(), file_name="a.txt")
BASRA = Place("test:basra", "Basra", None, 30.5, 47.8, "city", "IQ", "Basra", 5.0, "test")
PARIS = Place("test:paris", "Paris", None, 48.85, 2.35, "city", "FR", None, 5.0, "test")
IRAQ = Place("test:iraq", "Iraq", None, 33.0, 44.0, "country", "IQ", None, 400.0, "test")
MONDAY = Mention(22, 28, "Monday", "location", None, None, False, "", 1.0)
SAID = {"role": "location", "place_id": "test:mosul"}


def make(field, after, *, number=1, at=12, length=5, **fields):
    """A correction of what stands at an offset of TEXT; the first Mosul unless told otherwise."""
    made = Correction(
        correction_id=f"c{number}",
        made_at=f"2026-01-01T00:00:{number:02}+00:00",
        who="Ann",
        why="the map says so",
        release_id=RELEASE.release_id,
        field=field,
        before=SAID,
        after=after,
        anchor=anchor_at(RELEASE.text, at, at + length),
    )
    return replace(made, **fields)


def corrected(*corrections, release=RELEASE):
    """The mentions with the corrections applied, as (start, place_id, role, on_map)."""
    mentions, unfit = apply_to_mentions(release, TwoPlaces().geoparse(release.text), corrections)
    shown = [(found.start, found.place and found.place.place_id, found.role, found.on_map) for found in mentions]
    return shown, unfit


def test_a_place_is_corrected_here_only():
    shown, unfit = corrected(make("place", asdict(BASRA)))
    assert [place_id for _, place_id, _, _ in shown] == ["test:basra", "test:raqqa", "test:mosul", None, "test:mosul"]
    assert not unfit


def test_a_place_is_corrected_wherever_the_same_was_said():
    shown, _ = corrected(make("place", asdict(BASRA), scope="release"))
    assert [place_id for _, place_id, _, _ in shown] == ["test:basra", "test:raqqa", "test:basra", None, "test:basra"]


def test_another_release_is_reached_by_everywhere_alone():
    other = replace(RELEASE, release_id="other")
    everywhere, _ = corrected(make("mention", None, scope="everywhere"), release=other)
    assert [place_id for _, place_id, _, _ in everywhere] == ["test:raqqa", None]
    for scope in ("here", "release"):
        assert len(corrected(make("mention", None, scope=scope), release=other)[0]) == 5


@pytest.mark.parametrize(
    ("field", "after", "is_dot"),
    [
        ("place", asdict(BASRA), True),
        ("place", asdict(PARIS), False),
        ("place", asdict(IRAQ), False),
        ("place", None, False),
        ("role", "actor", False),
        ("role", "location", True),
    ],
)
def test_only_a_location_at_a_point_of_the_theatre_is_a_dot(field, after, is_dot):
    assert corrected(make(field, after))[0][0][3] is is_dot


def test_a_missed_mention_is_added_and_one_that_is_no_place_is_gone():
    at = TEXT.index("Monday")
    missed = make("mention", {"role": "location", "place": asdict(BASRA)}, at=at, length=6, before=None)
    shown, _ = corrected(missed, make("mention", None, number=2))
    assert [start for start, *_ in shown] == [at, TEXT.index("Raqqa"), *[51, 58, 86]]


def test_a_missed_mention_goes_for_the_same_words_where_none_is_yet():
    text = "Near Ain Issa. Ain Issa, Ain Issas and ain issa; then Ain Issa."
    release = replace(RELEASE, text=text)
    missed = make("mention", {"role": "location", "place": asdict(BASRA)}, before=None)
    anchored = replace(missed, anchor=anchor_at(text, 5, 13))
    taken = [MONDAY._replace(start=15, end=23, toponym="Ain Issa")]
    for scope, starts in {"here": [5, 15], "release": [5, 15, 54], "everywhere": [5, 15, 54]}.items():
        mentions, unfit = apply_to_mentions(release, taken, [replace(anchored, scope=scope)])
        assert [found.start for found in mentions] == starts
        assert [found.place for found in mentions if found.start != 15] == [BASRA] * (len(starts) - 1)
        assert not unfit
    other = replace(release, release_id="other")
    assert len(apply_to_mentions(other, [], [replace(anchored, scope="everywhere")])[0]) == 3
    assert apply_to_mentions(other, [], [replace(anchored, scope="release")])[0] == ()


def test_a_correction_holds_when_newer_rules_find_nothing_there():
    mentions, unfit = apply_to_mentions(RELEASE, [], [make("place", asdict(BASRA)), make("mention", None, at=51)])
    assert [(found.toponym, found.place) for found in mentions] == [("Mosul", BASRA)]
    assert not unfit
    assert mentions[0].reason == "corrected by Ann: the map says so"


def test_the_later_of_two_corrections_holds():
    shown, _ = corrected(*find_active([make("role", "actor", number=2), make("role", "dateline", number=1)]))
    assert shown[0][2] == "actor"


def test_a_title_and_a_date_are_corrected():
    date = make("published", {"date": "2017-06", "precision": "month"}, anchor=None)
    release = apply_to_release(RELEASE, [make("title", "Better", anchor=None), date])
    assert (release.title, release.published.date, release.published.basis) == ("Better", "2017-06", "corrected")
    assert release.published.evidence == "corrected by Ann: the map says so"
    assert apply_to_release(replace(RELEASE, release_id="other"), [date]).published == RELEASE.published


def test_an_undo_undoes_and_can_be_undone():
    first = make("role", "actor", number=1)
    second = undo(first, correction_id="c2", made_at="2026-01-02T00:00:00+00:00", who="Bob", why="")
    third = undo(second, correction_id="c3", made_at="2026-01-03T00:00:00+00:00", who="Ann", why="")
    assert find_active([first, second]) == []
    assert find_active([third, second, first]) == [first]


def test_an_undo_from_a_clock_that_lags_still_undoes():
    first = make("role", "actor", number=30)
    early = undo(first, correction_id="c0", made_at="2025-01-01T00:00:00+00:00", who="Bob", why="")
    assert find_active([early, first]) == []


def test_a_passage_is_found_again_where_the_text_moved():
    anchor = anchor_at(TEXT, 51, 56)
    assert find_span("A new first line.\n\n" + TEXT, anchor) == (70, 75)
    assert find_span(TEXT.replace(" on Monday", ""), anchor) == (41, 46)
    assert find_span(TEXT.replace("Forces left Raqqa for Mosul", "Nothing happened"), anchor) is None
    assert find_span(f"{TEXT}\n{TEXT}"[1:], anchor) is None


@given(st.text(), st.integers(0, 20), st.integers(1, 5), st.text(max_size=10))
def test_an_anchor_finds_its_own_passage_whatever_comes_before(text, start, length, before):
    anchor = anchor_at(text, start, start + length)
    if len(anchor.toponym) == length:
        assert find_span(text, anchor) == (start, start + length)
        found = find_span(before + text, anchor)
        assert found is None or (before + text)[slice(*found)] == anchor.toponym


mention_corrections = st.builds(
    make,
    st.just("mention"),
    st.none(),
    number=st.integers(1, 59),
    at=st.sampled_from([12, 41, 51, 58, 86]),
    scope=st.sampled_from(["here", "release", "everywhere"]),
) | st.builds(
    make,
    st.just("place"),
    st.sampled_from([asdict(BASRA), asdict(MOSUL), asdict(RAQQA), None]),
    number=st.integers(1, 59),
    at=st.sampled_from([12, 41, 51, 58, 86]),
    scope=st.sampled_from(["here", "release", "everywhere"]),
)
logs = st.lists(mention_corrections, max_size=6, unique_by=lambda entry: entry.correction_id)


@given(log=logs, order=st.randoms())
def test_two_people_who_take_over_each_others_log_see_the_same(log, order):
    shuffled = log.copy()
    order.shuffle(shuffled)
    assert corrected(*find_active(shuffled)) == corrected(*find_active(log))


@given(log=logs)
def test_mentions_stay_sorted_apart_and_true_to_the_text(log):
    mentions, _ = apply_to_mentions(RELEASE, TwoPlaces().geoparse(TEXT), find_active(log))
    assert all(TEXT[found.start : found.end] == found.toponym for found in mentions)
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))


@given(log=logs)
def test_a_correction_comes_back_from_its_line(log):
    assert [read_correction(correction_line(entry), where="line 1") for entry in log] == log


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"field": "colour"}, "field 'colour' is not one of title, published"),
        ({"scope": "world"}, "scope 'world' is not one of here"),
        ({"who": None}, "must all be text"),
        ({"made_at": "2026-01-01T00:00:00"}, "with its offset from UTC"),
        ({"made_at": "yesterday"}, "with its offset from UTC"),
        ({"field": "title", "after": " "}, "not empty"),
        ({"field": "published", "after": {"date": "2017-02-31", "precision": "day"}}, "day is out of range"),
        ({"field": "published", "after": {"date": "2017-02", "precision": "day"}}, "ISO 8601 at its precision"),
        ({"field": "place", "after": {"name": "Basra"}}, "missing"),
        ({"field": "place", "after": asdict(BASRA) | {"latitude": 135.0}}, "latitude is -90 to 90"),
        ({"field": "role", "after": "hero"}, "a role is one of location"),
        ({"anchor": None}, "which passage is meant"),
        ({"anchor": Anchor(3, 5, "Mosul", "", "")}, "which passage is meant"),
        ({"scope": "release", "before": None}, "before must say role and place_id"),
        ({"scope": "release", "field": "mention", "after": {"role": "hero", "place": None}}, "a role is one of"),
    ],
)
def test_what_cannot_be_applied_is_refused_with_the_cause(change, cause):
    with pytest.raises(CorrectionError, match=cause):
        check_correction(replace(make("place", asdict(BASRA)), **change))


@pytest.mark.parametrize("line", ["", "[]", "7", '{"who": "Ann"}', '{"anchor": 3}', "[" * 100_000])
def test_a_line_that_is_no_correction_is_named(line):
    with pytest.raises(CorrectionError, match=r"log\.jsonl line 3: "):
        read_correction(line, where="log.jsonl line 3")
