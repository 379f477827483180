import numpy as np
import pytest

from explorer.charts.palette import DARK, LIGHT, PALETTES
from explorer.charts.scales import CATEGORIES, NEUTRAL, PERIODS, colors_of, legend_of
from explorer.exploring.dots import KINDS, OTHER, UNDATED, Groups
from tests.charts.colour_vision import VISIONS, least_distance
from tests.charts.contrast import contrast, luminance

themes = pytest.mark.parametrize("theme", ["light", "dark"])
GROUNDS = ("focus", "land", "sea", "few", "many")


def groups_of(*names, is_ordered=False):
    return Groups(names, np.arange(len(names)), is_ordered)


def test_the_distance_of_colours_is_that_of_cie_lab():
    assert least_distance(["#ffffff", "#000000"], VISIONS["all cones"]) == pytest.approx(100, abs=0.1)
    assert least_distance(["#ff0000", "#00ff00"], VISIONS["all cones"]) == pytest.approx(170.6, abs=0.5)
    assert least_distance(["#c00000", "#606000"], VISIONS["no M cones"]) < 40


@themes
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("scale", [CATEGORIES, PERIODS])
def test_the_colours_of_a_scale_differ_for_every_kind_of_colour_vision(theme, vision, scale):
    assert least_distance([*scale[theme], NEUTRAL[theme]], VISIONS[vision]) >= 16


@themes
@pytest.mark.parametrize("ground", GROUNDS[:4])
def test_every_colour_stands_out_from_the_map(theme, ground):
    for color in (*CATEGORIES[theme], *PERIODS[theme], NEUTRAL[theme]):
        assert contrast(color, getattr(PALETTES[theme], ground)) >= 3, color


@themes
def test_periods_follow_each_other_in_lightness(theme):
    lightness = np.array([luminance(color) for color in PERIODS[theme]])
    steps = np.diff(lightness) * (-1 if theme == "light" else 1)
    assert (steps > 0).all()


@themes
def test_there_is_a_colour_for_every_kind_of_place(theme):
    names = (*KINDS, OTHER)
    colors = colors_of(groups_of(*names), PALETTES[theme])
    assert len(set(colors)) == len(names)
    assert colors[-1] == NEUTRAL[theme]


def test_few_periods_take_the_ends_of_the_scale_and_undated_is_neutral():
    assert colors_of(groups_of("2015", "2017", UNDATED, is_ordered=True), LIGHT) == (
        PERIODS["light"][0],
        PERIODS["light"][-1],
        NEUTRAL["light"],
    )
    assert colors_of(groups_of("2015", is_ordered=True), DARK) == (PERIODS["dark"][0],)
    assert colors_of(groups_of(is_ordered=True), LIGHT) == ()


def test_the_legend_names_groups_or_forms():
    assert [entry.label for entry in legend_of(groups_of("Iraq", "Syria"), LIGHT)] == ["Iraq", "Syria"]
    assert [entry.form for entry in legend_of(None, LIGHT)] == ["exact", "disc", "area"]
