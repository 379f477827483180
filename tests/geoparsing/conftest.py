from __future__ import annotations

import pytest

from explorer.geoparsing import Geoparser, load_geoparser


@pytest.fixture(scope="session")
def geoparser() -> Geoparser:
    return load_geoparser()
