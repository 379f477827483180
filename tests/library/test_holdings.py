from explorer.library import Library
from explorer.library.schema import SCHEMA_VERSION
from tests.library.fakes import TwoPlaces

BODY = "SOUTHWEST ASIA – Forces reached Mosul on Thursday. Then they left Mosul for Raqqa and went Nowhere."


def test_a_library_says_what_it_holds(library, geoparser, write_release):
    library.load_file(write_release("one.txt", "The first release of the day", BODY), geoparser)
    library.load_file(write_release("reprint.txt", "Another headline", BODY), geoparser)
    held = library.holdings()
    assert (held.releases, held.versions, held.mentions, held.places) == (1, 1, 8, 2)
    assert (held.corrections, held.unfit, held.outdated) == (0, 0, 0)
    assert (held.data_version, held.schema_version) == (library.data_version(), SCHEMA_VERSION)
    assert held.path == library.path
    assert held.file_bytes > 4096
    assert held.free_bytes > 0


def test_releases_that_newer_rules_have_not_read_are_counted(library, geoparser, write_release, monkeypatch):
    library.load_file(write_release("one.txt", "The first release of the day", BODY), geoparser)
    monkeypatch.setattr("explorer.library.loading.rules_version", lambda: "newer")
    assert library.holdings().outdated == 1
    library.re_extract(TwoPlaces())
    assert library.holdings().outdated == 0


def test_an_empty_library_holds_nothing(tmp_path):
    assert Library.open(tmp_path / "library.sqlite").holdings().releases == 0
