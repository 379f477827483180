import datetime as dt
import json

import numpy as np
import pytest

from explorer.charts.palette import LIGHT
from explorer.charts.timeline import build_timeline
from explorer.exploring.histogram import count_by_time
from tests.charts.drawing import drawn

EPOCH = dt.date(1970, 1, 1)


def histogram_of(*written):
    days = np.array([(dt.date.fromisoformat(each) - EPOCH).days for each in written], np.int32)
    return count_by_time(days, days)


def chart_of(*written, brushed=(None, None)):
    return drawn(build_timeline(histogram_of(*written), brushed=brushed, palette=LIGHT))


SEEDS = ("2015-05-26", "2017-06-29", "2017-06-10", "2019-03-25")


def test_a_bar_has_its_days_as_its_id_and_its_name_in_words():
    (bars,) = chart_of(*SEEDS).data
    assert list(bars.ids) == ["2015-05-01/2015-05-31", "2017-06-01/2017-06-30", "2019-03-01/2019-03-31"]
    assert [name for name, *_counts in bars.customdata] == ["May 2015", "June 2017", "March 2019"]
    assert list(bars.y) == [1, 2, 1]


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (["2017-06-29", "2017-06-30"], "29 June 2017"),
        (["2017-06-29", "2017-12-29"], "26 June to 2 July 2017"),
        (["1990-05-01", "2017-06-29"], "1990"),
    ],
)
def test_the_name_of_a_bar_fits_its_unit(days, name):
    assert chart_of(*days).data[0].customdata[0][0] == name


@pytest.mark.parametrize(
    ("brushed", "in_colour"),
    [
        ((None, None), [True, True, True]),
        ((dt.date(2017, 6, 30), None), [False, True, True]),
        ((None, dt.date(2017, 6, 1)), [True, True, False]),
        ((dt.date(2017, 6, 5), dt.date(2017, 6, 6)), [False, True, False]),
        ((dt.date(2018, 1, 1), dt.date(2018, 2, 1)), [False, False, False]),
    ],
)
def test_bars_outside_the_brushed_days_fade(brushed, in_colour):
    colors = chart_of(*SEEDS, brushed=brushed).data[0].marker.color
    assert [color == LIGHT.dot for color in colors] == in_colour
    assert {*colors} <= {LIGHT.dot, LIGHT.faded_dot}


def shapes_of(*, brushed=(None, None), opened=None):
    layout = drawn(build_timeline(histogram_of(*SEEDS), brushed=brushed, opened=opened, palette=LIGHT)).layout
    return [(shape.x0, shape.x1, shape.fillcolor) for shape in layout.shapes], layout


def test_the_brushed_days_are_framed_to_the_end_of_the_last():
    assert shapes_of()[0] == []
    assert shapes_of(brushed=(dt.date(2017, 6, 5), dt.date(2017, 6, 6)))[0] == [("2017-06-05", "2017-06-07", None)]
    ((first, after, _),), layout = shapes_of(brushed=(None, dt.date(2017, 6, 30)))
    assert (first, after) == (layout.xaxis.range[0], "2017-07-01")


def test_the_days_of_the_open_release_are_shaded_and_pinned():
    shapes, layout = shapes_of(opened=(dt.date(2017, 6, 1), dt.date(2017, 6, 30)), brushed=(dt.date(2016, 1, 1), None))
    assert shapes[1:] == [("2017-06-01", "2017-07-01", LIGHT.accent)]
    (pin,) = layout.annotations
    assert (pin.x, pin.hovertext) == ("2017-06-15", "The open release")
    assert chart_of().layout.shapes == ()


def test_what_has_no_bar_is_said():
    first = np.array([16_000, 17_000, 17_500, 18_000], np.int32)
    last = np.array([16_000, 17_000, 17_500, 18_365], np.int32)
    layout = drawn(build_timeline(count_by_time(first, last), brushed=(None, None), palette=LIGHT)).layout
    (note,) = layout.annotations
    assert note.text == "1 dated less exactly than by month"
    assert (note.y, note.yanchor) == (1, "bottom")  # above the bars, where it covers none
    assert layout.margin.t > 16
    assert chart_of(*SEEDS).layout.annotations == ()


def test_a_bar_says_its_days_and_what_it_counts():
    days = np.array([16_000, 16_000, 17_000], np.int32)
    histogram = count_by_time(days, days, mentions=np.array([1200, 34, 1]))
    (bars,) = drawn(build_timeline(histogram, brushed=(None, None), palette=LIGHT, counted="mentions")).data
    assert bars.hovertemplate.startswith("<b>%{customdata[0]}</b><br>%{customdata[1]} in %{customdata[2]}<")
    assert list(bars.customdata) == [
        ["October 2013", "1,234 mentions", "2 releases"],
        ["July 2016", "1 mention", "1 release"],
    ]
    assert chart_of(*SEEDS).data[0].hovertemplate == "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>"


def test_a_timeline_without_bars_is_still_a_chart():
    chart = chart_of()
    assert json.loads(chart.to_json())["layout"]["xaxis"]["type"] == "date"
    assert len(chart.data[0].ids) == 0


def test_a_bar_of_one_day_in_years_can_still_be_pointed_at():
    width = chart_of("2015-05-26", "2024-06-29").data[0].width
    assert min(width) >= 86_400_000 * 28


def test_a_room_reads_larger_dates():
    sizes = [
        build_timeline(histogram_of("2017-06-29"), brushed=(None, None), palette=LIGHT, text_scale=scale)["layout"][
            "xaxis"
        ]["tickfont"]["size"]
        for scale in (1, 2)
    ]
    assert sizes == [11, 22]
