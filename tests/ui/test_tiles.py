"""Online tiles are a setting, and open the page's policy for their host alone."""

import pytest

from explorer.ui.server import chosen_tiles, security_headers
from explorer.ui.tiles import TilesError, read_tiles

ADDRESS = "https://tiles.example:8443/map/{z}/{x}/{y}.png?key=1"


def policy_of(tiles):
    parts = security_headers(tiles)["content-security-policy"].split(";")
    return {name: set(sources) for name, *sources in map(str.split, parts)}


def test_without_the_setting_there_are_no_tiles():
    assert read_tiles({}) is None
    assert read_tiles({"EXPLORER_TILES": "  "}) is None


def test_the_setting_names_the_address_and_whose_they_are():
    tiles = read_tiles({"EXPLORER_TILES": ADDRESS, "EXPLORER_TILES_CREDIT": "© Someone"})
    assert (tiles.address, tiles.origin, tiles.credit) == (ADDRESS, "https://tiles.example:8443", "© Someone")
    assert read_tiles({"EXPLORER_TILES": ADDRESS}).credit == "Tiles: https://tiles.example:8443"


def test_the_policy_opens_for_the_host_of_the_tiles_and_for_nothing_else():
    closed, opened = policy_of(None), policy_of(read_tiles({"EXPLORER_TILES": ADDRESS}))
    added = {name: opened[name] - closed[name] for name in closed if opened[name] != closed[name]}
    assert added == {"img-src": {"https://tiles.example:8443"}, "connect-src": {"https://tiles.example:8443"}}


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example/{z}/{x}/{y}.png",
        "ftp://tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://tiles.example; script-src */{z}/{x}/{y}.png",
        "https://*/{z}/{x}/{y}.png",
        "https://a@tiles.example/{z}/{x}/{y}.png",
    ],
)
def test_an_address_that_is_none_is_refused_and_leaves_the_map_offline(address, monkeypatch, caplog):
    with pytest.raises(TilesError, match=r"EXPLORER_TILES: .* is no address of tiles"):
        read_tiles({"EXPLORER_TILES": address})
    monkeypatch.setenv("EXPLORER_TILES", address)
    assert chosen_tiles() is None
    assert "EXPLORER_TILES" in caplog.text
