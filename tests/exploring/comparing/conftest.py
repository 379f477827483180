"""The five seeds, read and geoparsed once, as sides of comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from explorer.exploring.comparing.lexicon import Lexicon, load_lexicon
from explorer.exploring.comparing.sides import Side, build_side
from explorer.geoparsing import load_geoparser
from explorer.library.rows import mention_row, place_row
from explorer.model import Release
from explorer.reading import read_release

SEEDS = Path(__file__).parents[3] / "seeds"


@dataclass(frozen=True)
class Seed:
    release: Release
    side: Side

    def sentence_with(self, words: str) -> tuple[int, int]:
        """The span of the only sentence with these words."""
        (span,) = (span for span in self.side.sentences if words in self.side.text[slice(*span)])
        return span


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def seeds(lexicon: Lexicon) -> Mapping[str, Seed]:
    releases = {path.name[:3]: read_release(path) for path in sorted(SEEDS.glob("*.txt"))}
    found = {name: load_geoparser().geoparse(release.text) for name, release in releases.items()}
    named = [place_row(mention.place) for mentions in found.values() for mention in mentions if mention.place]
    places = pd.DataFrame(named).drop_duplicates("place_id").set_index("place_id")
    return {
        name: Seed(release, build_side(release, _frame(found[name], name), places, lexicon))
        for name, release in releases.items()
    }


def _frame(mentions, release_id: str) -> pd.DataFrame:
    return pd.DataFrame([mention_row(mention, release_id) for mention in mentions])
