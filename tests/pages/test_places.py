"""The page of one place as Streamlit runs it."""

import pytest

RAQQA, SYRIA = "geonames:172955", "geonames:163843"


@pytest.fixture
def places(visit):
    """Open the page at a place."""

    def places(place_id):
        visitor = visit()
        visitor.app.switch_page("explorer/pages/places.py")
        visitor.app.query_params["place"] = place_id
        visitor.app.run()
        assert visitor.complaints == []
        return visitor

    return places


def test_places_named_with_it_and_near_it_are_listed_with_counts_and_distances(places):
    visitor = places(RAQQA)
    assert visitor.rows("profile-with")[SYRIA] == {"name": "Syria", "releases": 2}
    near = visitor.rows("profile-near")
    assert RAQQA not in near
    assert {row["name"]: row["km"] for row in near.values()}["Tabqa"] == pytest.approx(43.3, abs=0.1)
    assert [row["km"] for row in near.values()] == sorted(row["km"] for row in near.values())


def test_nothing_is_near_a_country(places):
    visitor = places(SYRIA)
    assert "profile-with" in visitor.tables
    assert "profile-near" not in visitor.tables


def test_a_place_that_no_release_names_is_said_and_another_is_shown(places):
    visitor = places("geonames:0")
    assert any("geonames:0" in text.replace("\u200b", "").replace("\\", "") for text in visitor.markdown)
    assert visitor.address["place"] != ["geonames:0"]
