import dataclasses

import pytest
from hypothesis import given, settings

from explorer.exploring.comparing.suggestions import build_index, suggest
from tests.exploring.samples import Named, make_tables, seed_tables, small_tables


def with_titles(tables, titles):
    return dataclasses.replace(tables, releases=tables.releases.assign(title=tables.releases.index.map(titles)))


def kinds_of(suggestion):
    return [reason.kind for reason in suggestion.reasons]


def suggested(tables, lexicon, release_id, **choices):
    return {each.release_id: each for each in suggest(build_index(tables, lexicon), release_id, **choices)}


def test_a_release_on_the_same_places_near_in_date_is_suggested_with_both(lexicon):
    found = suggested(seed_tables(), lexicon, "002")
    assert kinds_of(found["003"])[0] == "same place"
    assert found["003"].reasons[0].text == "Mosul, Raqqa, at most 28 days apart"


def test_releases_of_one_week_on_the_same_place_are_one_event(lexicon):
    tables = make_tables({"a": "2017-06-28", "b": "2017-06-29"}, [Named("a", "Tabqa"), Named("b", "Tabqa")])
    (reason, *_) = suggested(tables, lexicon, "a")["b"].reasons
    assert (reason.kind, reason.text) == ("same event", "Tabqa, 1 day later")


def test_releases_far_apart_in_date_are_suggested_when_most_alike(lexicon):
    tables = make_tables({"a": "2016", "b": "2020"}, [Named("a", "Tabqa"), Named("b", "Tabqa")])
    assert kinds_of(suggested(tables, lexicon, "a")["b"]) == ["most alike"]


def test_rare_title_words_make_releases_alike(lexicon):
    tables = make_tables({"a": None, "b": None, "c": None}, [])
    titles = {"a": "Tunnels under the refinery", "b": "The refinery burns", "c": "A coalition meets"}
    found = suggested(with_titles(tables, titles), lexicon, "a")
    assert found.keys() == {"b"}
    assert found["b"].reasons[0].text == "“refinery” in the title"


def test_what_is_near_in_date_stands_before_what_is_only_alike(lexicon):
    named = [
        Named("a", "Tabqa"),
        Named("alike", "Tabqa"),
        *(Named("near", each) for each in ("Tabqa", "Raqqa", "Mosul")),
    ]
    tables = make_tables({"a": "2017-06-28", "alike": "2020-06-28", "near": "2017-07-26"}, named)
    titles = {"a": "Tunnels under the refinery", "alike": "Tunnels under the refinery", "near": "Boats"}
    found = suggested(with_titles(tables, titles), lexicon, "a")
    assert [(key, kinds_of(each)[0]) for key, each in found.items()] == [
        ("near", "same place"),
        ("alike", "most alike"),
    ]
    assert found["alike"].score > found["near"].score


@pytest.mark.parametrize("role", ["actor", "dateline", "elsewhere"])
def test_where_a_spokesman_sits_suggests_nothing(lexicon, role):
    tables = make_tables({"a": "2017-06-28", "b": "2017-06-29"}, [Named("a", "Raqqa", role), Named("b", "Raqqa")])
    titles = {"a": "Tunnels", "b": "Boats"}
    assert suggested(with_titles(tables, titles), lexicon, "a") == {}


def test_a_country_suggests_nothing(lexicon):
    tables = make_tables({"a": "2017-06-28", "b": "2017-06-29"}, [Named("a", "Iraq"), Named("b", "Iraq")])
    assert suggested(with_titles(tables, {"a": "Tunnels", "b": "Boats"}), lexicon, "a") == {}


def test_reprints_and_versions_come_first_and_once(lexicon):
    found = suggest(build_index(seed_tables(), lexicon), "002", versions={"x": "reprint", "003": "new version"})
    assert [(each.release_id, kinds_of(each)) for each in found[:2]] == [("x", ["reprint"]), ("003", ["new version"])]
    assert len({each.release_id for each in found}) == len(found)


def test_a_release_that_is_in_no_table_has_only_its_versions(lexicon):
    found = suggested(seed_tables(), lexicon, "unknown", versions={"002": "reprint"})
    assert found.keys() == {"002"}


def test_an_empty_library_suggests_nothing(lexicon):
    assert suggested(make_tables({}, []), lexicon, "002") == {}


@settings(max_examples=25)
@given(small_tables())
def test_suggestions_are_other_releases_the_strongest_first(lexicon, tables):
    index = build_index(tables, lexicon)
    for release_id in tables.releases.index:
        found = suggest(index, release_id, limit=3)
        assert len(found) <= 3
        assert release_id not in {each.release_id for each in found}
        assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
        assert all(each.reasons and 0 < each.score <= 1 for each in found)


@settings(max_examples=25)
@given(small_tables())
def test_a_release_is_as_like_another_as_that_is_like_it(lexicon, tables):
    index = build_index(tables, lexicon)
    scores = {(one, each.release_id): each.score for one in tables.releases.index for each in suggest(index, one)}
    assert all(scores.get((other, one)) == pytest.approx(score, abs=0.002) for (one, other), score in scores.items())
