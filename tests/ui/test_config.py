"""The settings that the app is shipped with; Streamlit reads them from the folder it is started in."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.charts.contrast import contrast

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_the_server_answers_this_machine_alone():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["serverAddress"] == "127.0.0.1"
    assert set(CONFIG["server"]["allowedHosts"]) == {"127.0.0.1", "localhost"}


def test_nothing_protective_is_switched_off():
    assert CONFIG["server"].get("enableCORS", True)
    assert CONFIG["server"].get("enableXsrfProtection", True)
    assert not CONFIG["server"].get("enableStaticServing", False)


def test_viewers_see_no_error_details():
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["showErrorLinks"] is False


def test_no_usage_is_reported_and_no_browser_is_opened():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["headless"] is True


def test_the_stock_export_and_the_deploy_button_are_off():
    assert CONFIG["client"]["disableDataExport"] is True
    assert CONFIG["client"]["toolbarMode"] in ("viewer", "minimal")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_controls_stand_out_from_every_background(mode):
    theme = CONFIG["theme"][mode]
    for background in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], background) >= 4.5
        assert contrast(theme["primaryColor"], background) >= 4.5


def test_the_theme_asks_for_no_font_of_the_network():
    assert not re.search(r"https?:|//", str(CONFIG["theme"]))
