import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.columns import UNKNOWN
from explorer.exploring.filters import Filters
from explorer.exploring.frames import cut_by_time
from explorer.exploring.look import COUNTS, UNITS
from explorer.exploring.view import apply_filters
from tests.exploring.samples import make_tables, seed_tables, small_tables

FILTERS = [Filters(), Filters(country=("Iraq",)), Filters(spot_ids=("mosul",)), Filters(role=())]


def frames_of(view, unit="month", counted="releases"):
    histogram = view.histogram_by(unit, "releases")
    return histogram, cut_by_time(view, histogram, counted)


def test_what_each_month_says_of_each_dot():
    view = apply_filters(seed_tables(), Filters())
    histogram, frames = frames_of(view)
    assert histogram.first_days.astype(str).tolist() == ["2015-05-01", "2017-06-01", "2019-03-01"]
    said = {(view.spots.index[row], int(bar)): int(count) for row, bar, count in frames.dots.T}
    assert said == {("mosul", 1): 2, ("raqqa", 1): 2, ("tabqa", 1): 1}
    assert frames.releases.tolist() == [1, 2, 1]
    assert frames.left_out == 2  # 2024, wider than a month, and an undated one


@given(small_tables(), st.sampled_from(FILTERS), st.sampled_from(UNITS), st.sampled_from(COUNTS))
def test_all_frames_together_are_the_map_of_the_releases_that_have_a_bar(tables, filters, unit, counted):
    view = apply_filters(tables, filters)
    histogram, frames = frames_of(view, unit, counted)
    has_bar = histogram.bar_of(tables.columns.first_day, tables.columns.last_day) >= 0
    assert frames.releases.sum() + frames.left_out == view.release_count
    assert frames.left_out == (view.shown & ~has_bar).sum()
    if has_bar[view.masks.releases()].all():
        total = np.zeros(len(view.spots), int)
        np.add.at(total, frames.dots[0], frames.dots[2])
        assert total.tolist() == view.spots[counted].tolist()


@given(small_tables(), st.sampled_from(FILTERS))
def test_governorates_count_their_releases_over_time_as_the_facet_does(tables, filters):
    view = apply_filters(tables, filters)
    _histogram, frames = frames_of(view, "year")
    total = np.zeros(len(frames.governorate_names), int)
    np.add.at(total, frames.governorates[0], frames.governorates[2])
    facet = view.facet("governorate")
    for name, count in zip(frames.governorate_names, total, strict=True):
        assert count <= facet.get(name, 0)
        if (tables.columns.first_day >= 0).all() and name != UNKNOWN:
            assert count == facet.get(name, 0)


@pytest.mark.parametrize("published", [{}, {"a": None}])
def test_without_dates_there_is_no_frame(published):
    view = apply_filters(make_tables(published, []), Filters())
    _histogram, frames = frames_of(view)
    assert (frames.dots.shape, frames.releases.tolist(), frames.left_out) == ((3, 0), [], len(published))
