"""The export button makes a file when its format is chosen, and names it after its content."""

import hashlib

import pytest
from streamlit.testing.v1 import AppTest

from explorer.exploring.export import FORMATS
from explorer.exploring.filters import Filters
from explorer.exploring.view import apply_filters
from explorer.ui.export_panel import make_file
from explorer.ui.text import plain
from tests.exploring.samples import event_dates, seed_tables

VIEW = apply_filters(seed_tables(), Filters(country=("Syria",)))


def page():
    from explorer.ui.export_panel import render_export
    from tests.exploring.samples import event_dates
    from tests.ui.test_export_panel import VIEW

    render_export(VIEW, 7, event_dates)


def open_panel():
    app = AppTest.from_function(page).run()
    app.session_state["export"] = True
    return app.run()


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_what_the_export_wrote_and_named_after_it(name):
    file = make_file(VIEW, 7, name, event_dates)
    assert file.data.decode() == FORMATS[name].write(VIEW, 7, event_dates)
    assert file.name == f"{FORMATS[name].stem}-v7-{hashlib.sha256(file.data).hexdigest()[:8]}.{FORMATS[name].ending}"


def test_other_filters_and_another_data_version_give_other_names():
    other = apply_filters(seed_tables(), Filters(country=("Iraq",)))
    assert len({make_file(*each, "csv", event_dates).name for each in ((VIEW, 7), (VIEW, 8), (other, 7))}) == 3


def test_what_cannot_be_written_as_utf8_is_escaped():
    view = apply_filters(seed_tables(), Filters(words="\udc80"), matching=set())
    assert b"words: \\udc80" in make_file(view, 7, "csv", event_dates).data


def test_a_closed_panel_makes_nothing():
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert not app.radio
    assert not app.get("download_button")


def test_an_open_panel_offers_every_format_and_makes_none_unasked():
    app = open_panel()
    assert app.radio(key="export-format").options == [form.label for form in FORMATS.values()]
    assert not app.get("download_button")


@pytest.mark.parametrize("name", FORMATS)
def test_a_chosen_format_is_there_to_download_under_its_name(name):
    app = open_panel()
    app.radio(key="export-format").set_value(name).run()
    (button,) = app.get("download_button")
    assert button.proto.ignore_rerun
    assert app.caption[-1].value == plain(make_file(VIEW, 7, name, event_dates).name)
