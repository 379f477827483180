import re
from dataclasses import astuple

import pytest

from explorer.charts.palette import DARK, LIGHT
from tests.charts.contrast import contrast

both = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@both
def test_colours_are_in_the_form_that_both_plotly_and_maplibre_read(palette):
    assert all(re.fullmatch("#[0-9a-f]{6}", color) for color in astuple(palette))


@both
@pytest.mark.parametrize("ground", ["focus", "land", "sea"])
@pytest.mark.parametrize("mark", ["dot", "accent", "stressed_river"])
def test_what_is_pointed_at_stands_out_from_every_ground(palette, mark, ground):
    assert contrast(getattr(palette, mark), getattr(palette, ground)) >= 3


@both
@pytest.mark.parametrize("ground", ["focus", "land", "sea"])
def test_names_of_places_read_well_on_every_ground(palette, ground):
    assert contrast(palette.ink, getattr(palette, ground)) >= 4.5


@both
def test_a_dot_stands_out_from_its_outline(palette):
    assert contrast(palette.dot, palette.halo) >= 3
    assert contrast(palette.accent, palette.halo) >= 3
