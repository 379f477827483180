import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.address import State, state_from_query, state_to_query
from explorer.exploring.look import (
    COLORS,
    COUNTS,
    LAYERS,
    MOST_STEPS,
    RINGS_KM,
    UNITS,
    Frame,
    Look,
    changed,
    look_from_query,
    look_to_query,
)

points = st.tuples(st.integers(-8500, 8500), st.integers(-18000, 18000)).map(
    lambda each: (each[0] / 100, each[1] / 100)
)
frames = st.builds(Frame, st.dates(), st.none() | st.integers(1, MOST_STEPS))
looks = st.builds(
    Look,
    size=st.sampled_from(COUNTS),
    color=st.sampled_from(COLORS),
    layers=st.sets(st.sampled_from(LAYERS)).map(lambda chosen: tuple(each for each in LAYERS if each in chosen)),
    rings=st.sampled_from(RINGS_KM),
    rule=st.none() | st.tuples(points, points),
    bars=st.sampled_from(COUNTS),
    unit=st.sampled_from(UNITS),
    frame=st.none() | frames,
)


@given(looks)
def test_a_look_comes_back_from_its_address(look):
    assert look_from_query(look_to_query(look)) == (look, ())
    assert state_from_query(state_to_query(State(look=look))) == (State(look=look), ())


def test_the_default_look_has_no_address():
    assert look_to_query(Look()) == {}
    assert look_from_query({}) == (Look(), ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("size", "weight"),
        ("color", "#ff0000"),
        ("layers", "borders"),
        ("rings", "-5"),
        ("rings", "nan"),
        ("rings", "many"),
        ("rule", "36,43"),
        ("rule", "36,43,nan,39"),
        ("rule", "96,43,35,39"),
        ("unit", "hour"),
        ("bars", ""),
        ("frame", "2017-13-01"),
        ("frame", "2017-06-30,0"),
        ("frame", "2017-06-30,1e9"),
    ],
)
def test_what_means_nothing_is_dropped_and_named_and_the_rest_holds(name, value):
    other = "color" if name == "size" else "size"
    kept = {"size": "mentions", "color": "kind"}[other]
    look, dropped = look_from_query({name: [value], other: [kept]})
    assert dropped == (f"{name}={value}",)
    assert look == changed(Look(), other, [kept])


def test_a_choice_is_made_as_it_is_written_and_taken_back():
    look = changed(Look(), "frame", ["2017-06-30,3"])
    assert look.frame == Frame(dt.date(2017, 6, 30), 3)
    assert changed(look, "frame", []) == Look()
    assert changed(Look(), "layers", ["precision", "density"]).layers == ("density", "precision")


def test_a_choice_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="a look has no 'taste'"):
        changed(Look(), "taste", ["sweet"])
    with pytest.raises(ValueError, match="purple"):
        changed(Look(), "color", ["purple"])


def test_a_layer_that_there_is_not_takes_no_other_with_it():
    look, dropped = look_from_query({"layers": ["density", "oil"]})
    assert (look.layers, dropped) == (("density",), ("layers=oil",))
