import re

import pytest

from explorer.geoparsing import load_geoparser
from explorer.library import Library
from tests.pages.visitor import release_id_of, seed

MOSUL, RAQQA, TABQA = "geonames:99072", "geonames:172955", "geonames:172374"
HOSTILE = [
    "<script>window.evil=1</script> ![x](http://evil.example/a) :red[evil]",
    "<img src=http://evil.example/b onerror=alert(1)> near Mosul",
    "[evil](javascript:alert(1)) $\\href{http://evil.example}{x}$ http://evil.example/c",
    "\u202eevil reversed in Raqqa 🗺",
]
ADDRESSES = {
    "words and a place": {"q": "Dabiq", "place": MOSUL},
    "days": {"from": "2017-06-01", "to": "2017-06-30", "undated": "no"},
    "facets": {"country": "Syria", "role": ["location", "actor"]},
    "a distance, any role": {"near": "36.34,43.13,40.0", "role": "any"},
    "nothing fits": {"q": "no such word", "governorate": "Anbar"},
    "an open release": {"release": seed("003"), "mention": "0"},
}
BROKEN = {
    "values": {"from": "yesterday", "to": "2017-06-31", "undated": "perhaps", "near": "Mosul", "colour": "red"},
    "a release": {"release": "../../etc/passwd", "mention": "-1", "place": ""},
    "a mention": {"release": seed("003"), "mention": "9" * 400},
    "a mention in other digits": {"mention": "²"},
    "tables": {"columns": "published,colour", "sort": "-colour", "sort-places": "trend", "compare": "gone"},
    "present": {"present": "perhaps"},
    "words": {"q": '\0\u202e"-*( OR'},
}
BOTH = {seed("002"), seed("003")}


def text_in(library_path, release_id):
    """The clean text of a release in a library, without its blank lines."""
    library = Library.open(library_path)
    text = library.release(release_id).text
    library.close()
    return [line for line in text.split("\n") if line.strip()]


def test_at_first_everything_is_shown(visit):
    visitor = visit()
    assert visitor.complaints == []
    assert [each.value for each in visitor.app.warning] == []
    assert re.fullmatch(r"5 of 5 releases · \d+ places( · \d undated)?", visitor.summary)
    assert len(visitor.releases) == 5
    assert visitor.tables == ["releases", "places"]
    assert {MOSUL, RAQQA, TABQA} <= set(visitor.dots)
    assert visitor.address == {}


def test_the_newest_release_stands_first(visit):
    releases = visit().releases
    dated = [each for each in releases if each != seed("004")]  # dated by year, or not at all
    assert dated == [seed(number) for number in ("001", "003", "002", "000")]


def test_the_first_start_loads_the_seeds_and_a_second_finds_them(visit_library, tmp_path):
    path = tmp_path / "library.sqlite"
    first = visit_library(path)
    assert first.complaints == []
    assert set(first.releases) == {seed(f"00{number}") for number in range(5)}
    assert visit_library(path).summary == first.summary


@pytest.mark.parametrize("query", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_opens_the_view_that_it_names(visit, query):
    visitor = visit(**query)
    assert visitor.complaints == []
    assert visitor.address == query


def test_words_leave_the_releases_that_hold_them(visit):
    visitor = visit()
    visitor.search("Dabiq")
    assert visitor.summary.startswith("1 of 5 releases")
    assert visitor.releases == [seed("003")]
    assert visitor.address == {"q": "Dabiq"}


def test_an_address_that_is_behind_undoes_nothing(visit):
    visitor = visit()
    visitor.app.text_input(key="words").set_value("Dabiq").run()
    visitor.app.query_params.clear()  # the next gesture left the browser before the last answer came
    visitor.app.text_input(key="words").set_value("Dabiq near").run()
    assert visitor.address == {"q": "Dabiq near"}
    visitor.app.query_params["q"] = "Dabiq"
    visitor.app.run()
    assert visitor.address == {"q": "Dabiq near"}
    assert visitor.app.text_input(key="words").value == "Dabiq near"


def test_picking_mosul_leaves_exactly_two_releases(visit):
    visitor = visit(place=MOSUL)
    assert visitor.summary.startswith("2 of 5 releases")
    assert set(visitor.releases) == BOTH


def test_clearing_brings_back_five(visit):
    visitor = visit(place=MOSUL, q="Dabiq")
    visitor.click("clear")
    assert visitor.summary.startswith("5 of 5 releases")
    assert visitor.address == {}


def test_picking_raqqa_and_tabqa_leaves_the_same_two(visit):
    visitor = visit(place=[RAQQA, TABQA])
    assert set(visitor.releases) == BOTH
    assert visitor.address == {"place": [RAQQA, TABQA]}


def test_a_filter_has_a_chip_that_takes_it_off(visit):
    visitor = visit(q="Dabiq", place=MOSUL)
    assert visitor.chips == ["“Dabiq”", "Mosul"]
    visitor.take_off("“Dabiq”")
    assert visitor.address == {"place": MOSUL}


def test_a_range_of_days_leaves_what_may_lie_in_it(visit):
    visitor = visit(**{"from": "2017-06-29", "to": "2017-06-29", "undated": "no"})
    assert set(visitor.releases) == BOTH  # 003 is known by its month


def test_a_date_is_typed_and_stays_as_it_was_typed(visit):
    visitor = visit()
    visitor.open("dates")
    visitor.app.text_input(key="published_to").set_value("2015").run()
    visitor.app.checkbox(key="undated").uncheck().run()
    assert visitor.releases == [seed("000")]
    assert visitor.address == {"to": "2015-12-31", "undated": "no"}
    assert visitor.app.text_input(key="published_to").value == "2015"
    visitor.click("chip-published")
    assert visitor.app.text_input(key="published_to").value == ""
    assert visitor.address == {"undated": "no"}


def test_what_is_no_date_restricts_nothing_and_is_said(visit):
    visitor = visit(**{"from": "2017-01-01"})
    visitor.open("dates")
    visitor.app.text_input(key="published_from").set_value("June *31*").run()
    assert visitor.address == {}
    assert visitor.app.text_input(key="published_from").value == "June *31*"
    assert any(text.startswith(r"“June \*31\*” is no date") for text in visitor.markdown)


def test_an_empty_view_offers_the_filters_that_help_and_they_do(visit):
    query = {"q": "Dabiq", "from": "2018-01-01", "undated": "no"}
    visitor = visit(**query)
    assert visitor.complaints == []
    assert visitor.releases == []
    assert {"relax-words", "relax-published"} <= set(visitor.buttons)
    visitor.click("relax-published")
    assert visitor.releases == [seed("003")]
    visitor = visit(**query)
    visitor.click("relax-words")
    assert seed("001") in visitor.releases


def test_where_no_single_filter_helps_all_are_cleared(visit):
    visitor = visit(**{"q": "no such word", "from": "2018-01-01", "to": "2018-12-31", "undated": "no"})
    assert visitor.complaints == []
    visitor.click("relax-all")
    assert visitor.summary.startswith("5 of 5 releases")


def test_an_open_release_is_read_in_place_of_the_places(visit, seeded):
    visitor = visit(release=seed("003"))
    assert visitor.tables == ["releases"]
    assert visitor.lines == text_in(seeded, seed("003"))
    visitor.click("close")
    assert not visitor.has_reader
    assert visitor.tables == ["releases", "places"]
    assert visitor.address == {}


def test_every_mark_in_the_reader_says_what_it_is(visit):
    reader = visit(release=seed("002")).reader
    marked = [run for each in reader["paragraphs"] for run in each["runs"] if not isinstance(run, str)]
    assert marked
    for text, number in marked:
        assert text
        assert reader["marks"][number]["role"]
        assert reader["marks"][number]["note"]


def test_the_table_is_sorted_and_arranged_as_its_address_says(visit):
    visitor = visit(sort="-title", columns="published,title,mentions", **{"sort-places": "-mentions"})
    titles = [row["title"].casefold() for row in visitor.rows("releases").values()]
    assert titles == sorted(titles, reverse=True)
    assert list(visitor.rows("releases")[seed("003")]) == ["published", "title", "mentions"]
    mentions = [row["mentions"] for row in visitor.rows("places").values()]
    assert mentions == sorted(mentions, reverse=True)
    visitor.open("columns")
    visitor.app.get_by_key("chosen-columns").set_value(["publisher"]).run()
    assert visitor.address["columns"] == "title,publisher"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"sort": "file"}, ["Sorted by File (hidden)"]),
        ({"columns": "title,file"}, ["Sorted by Published (hidden)"]),
        ({"sort": "-publisher", "present": "yes"}, ["Sorted by From (hidden)"]),
        ({"sort": "-publisher"}, []),
        ({"sort": "match", "q": "Dabiq"}, []),
    ],
)
def test_an_order_that_no_column_shows_is_said(visit, query, said):
    assert [text for text in visit(**query).markdown if text.startswith("Sorted by")] == said


def test_a_link_to_compare_more_than_two_says_which_are_left_out(visit):
    visitor = visit(compare=[seed("001"), seed("002"), seed("003")])
    assert any(seed("001") in text and "not here" in text for text in visitor.markdown)
    assert visitor.address == {"compare": [seed("002"), seed("003")]}


def test_two_chosen_releases_can_be_compared(visit):
    visitor = visit(compare=[seed("002"), seed("003")])
    assert visitor.component("releases-rows")["chosen"] == [seed("002"), seed("003")]
    (link,) = [each.proto for each in visitor.app.get("page_link") if each.proto.label == "Compare the two"]
    assert f"a={seed('002')}&b={seed('003')}" in link.query_string


def test_what_the_search_found_is_shown_as_text_with_its_hits_apart(visit):
    snippets = visit(q="Dabiq").component("releases-rows")["snippets"]
    assert [text for text, is_marked in snippets[seed("003")] if is_marked] == ["Dabiq"]
    assert visit().component("releases-rows")["snippets"] == {}


def test_the_best_match_comes_first_on_demand(visit):
    visitor = visit(q="Raqqa")
    newest = visitor.releases
    visitor.click("match")
    assert visitor.address == {"q": "Raqqa", "sort": "match"}
    assert sorted(visitor.releases) == sorted(newest)
    visitor.search("")
    assert len(visitor.releases) == 5


@pytest.mark.parametrize("words", ["-", '""', "?!"])
def test_punctuation_alone_says_that_there_is_nothing_to_search_for(visit, words):
    visitor = visit(q=words)
    assert visitor.complaints == []
    assert visitor.chips == []
    assert any(text.startswith("Nothing to search for") for text in visitor.markdown)
    assert visitor.summary.startswith("5 of 5 releases")


def test_a_presented_page_has_no_inputs_and_the_same_view(visit):
    visitor = visit(q="Mosul", present="yes")
    assert visitor.complaints == []
    assert visitor.app.text_input == []
    assert visitor.summary.startswith("2 of 5 releases")
    assert visitor.component("releases-rows")["chosen"] is None
    visitor.click("present")
    assert visitor.address == {"q": "Mosul"}
    assert visitor.app.text_input(key="words").value == "Mosul"


def test_a_chip_says_which_facet_it_restricts(visit):
    visitor = visit(publisher="unknown", near="36.335,43.1189,40.0")
    assert "Publisher: unknown" in visitor.chips
    assert any(chip.startswith("within 40 km of") for chip in visitor.chips)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_address_gives_a_sensible_view(visit, broken):
    visitor = visit(**broken)
    assert visitor.complaints == []
    visitor.search("Dabiq")
    assert visitor.complaints == []
    assert visitor.releases == [seed("003")]


def test_what_an_address_asks_for_in_vain_is_named(visit):
    visitor = visit(**{"from": "yesterday", "place": "gone", "release": "gone", "q": "Dabiq"})
    (note,) = [text.replace("\\", "") for text in visitor.markdown if "yesterday" in text]
    assert {"from=yesterday", "place=gone", "release=gone"} <= set(re.findall(r"\w+=\w+", note))
    assert visitor.address == {"q": "Dabiq"}


def test_a_value_that_no_release_has_is_dropped_and_named(visit):
    visitor = visit(role="location (5)")
    assert visitor.complaints == []
    assert visitor.summary.startswith("5 of 5 releases")
    assert any("role" in text and "not here" in text for text in visitor.markdown)


def test_a_role_picked_with_an_old_count_is_the_role(visit):
    visitor = visit()
    visitor.app.session_state["facets"] = True  # open
    visitor.app.run()
    visitor.app.session_state["facet-role"] = ["location (4)"]
    visitor.app.run()
    assert visitor.complaints == []
    assert visitor.summary.startswith("5 of 5 releases")


def test_a_facet_that_is_set_says_its_count_of_now(visit):
    visitor = visit(role=["location", "actor"])
    visitor.open("facets")

    def told():
        return next(each.proto for each in visitor.app.multiselect if each.key == "facet-role")

    before = list(told().raw_values)
    visitor.app.number_input(key="near-latitude").set_value(36.34).run()
    visitor.app.number_input(key="near-longitude").set_value(43.13).run()
    assert visitor.summary.startswith("2 of 5 releases")
    assert (told().set_value, list(told().raw_values)) == (True, ["location (2)", "actor (0)"])
    assert before != list(told().raw_values)
    visitor.app.run()
    assert not told().set_value


@pytest.mark.parametrize("field", ["radius_km", "latitude", "longitude"])
def test_a_distance_that_is_emptied_is_taken_off(visit, field):
    visitor = visit(near="36.34,43.13,30.0")
    visitor.open("facets")
    visitor.app.number_input(key=f"near-{field}").set_value(None).run()
    assert visitor.address == {}
    fields = [visitor.app.number_input(key=f"near-{name}").value for name in ("radius_km", "latitude", "longitude")]
    assert fields == [50.0, None, None]


def test_a_place_is_picked_from_the_list_of_those_that_the_filters_leave(visit):
    visitor = visit(country="Iraq")
    visitor.open("facets")
    picked = next(each for each in visitor.app.multiselect if each.key == "facet-spot_ids")
    assert picked.options[0] == "Iraq (5)"
    picked.set_value(["geonames:99072"]).run()
    assert visitor.summary.startswith("2 of 5 releases")
    assert visitor.chips[-1] == "Mosul"
    assert visitor.component("places-rows")["open"] == ["geonames:99072"]


def test_releases_that_name_no_known_place_are_a_place_to_pick(visit):
    visitor = visit(place=["unknown", MOSUL])
    assert visitor.complaints == []
    assert visitor.chips == ["Place: unknown", "Mosul"]
    assert set(visitor.releases) == BOTH  # all seeds name some place
    visitor.open("facets")
    picked = next(each for each in visitor.app.multiselect if each.key == "facet-spot_ids")
    assert "unknown (0)" in picked.options
    visitor.take_off("Mosul")
    assert visitor.releases == []
    assert visitor.address == {"place": "unknown"}


def test_a_range_that_ends_before_it_begins_is_said(visit):
    visitor = visit(**{"from": "2019-01-01", "to": "2015-01-01"})
    visitor.open("dates")
    assert any("is before" in text for text in visitor.markdown)


def test_dates_beyond_every_release_are_no_error(visit):
    visitor = visit(**{"from": "1999-01-01", "to": "2050-12-31"})
    assert visitor.complaints == []
    assert visitor.summary.startswith("5 of 5 releases")


@pytest.mark.parametrize(
    "query",
    [{"publisher": "unknown", "kind": "unknown"}, {"country": "Iraq", "place": "geonames:99237"}],
    ids=["two facets", "a facet and a place"],
)
def test_filters_that_are_called_the_same_are_no_error(visit, query):
    assert visit(**query).complaints == []


def test_visitors_do_not_see_each_other_s_filters(visit):
    one, other = visit(), visit()
    one.search("Dabiq")
    other.app.run()
    assert one.releases == [seed("003")]
    assert other.summary.startswith("5 of 5 releases")


@pytest.fixture
def hostile_file(tmp_path):
    path = tmp_path / "<b>evil.txt"
    path.write_text("\n\n".join(HOSTILE), encoding="utf-8")
    return path


@pytest.fixture
def hostile_library(tmp_path, hostile_file):
    library = Library.open(tmp_path / "library.sqlite")
    library.load([hostile_file], load_geoparser())
    library.close()
    return library.path


def test_a_hostile_release_is_shown_as_written(visit_library, hostile_library, hostile_file):
    visitor = visit_library(hostile_library, release=release_id_of(hostile_file))
    assert visitor.complaints == []
    assert visitor.lines == text_in(hostile_library, release_id_of(hostile_file))
    assert "<img src=http://evil.example/b onerror=alert(1)> near Mosul" in visitor.lines
    assert "evil" in visitor.rows("releases")[release_id_of(hostile_file)]["title"]
    assert "evil" not in visitor.html


def test_hostile_words_are_never_read_as_markdown(visit):
    visitor = visit(q=" ".join(HOSTILE))
    assert visitor.complaints == []
    shown = [text for text in visitor.markdown if "evil" in text]
    assert shown
    assert not [text for text in shown if re.search(r"(?<!\\)[<>\[\]!$:]|https?[:.]", text)]
    assert "evil" not in visitor.html


def test_an_undated_release_says_so(visit_library, hostile_library, hostile_file):
    visitor = visit_library(hostile_library)
    assert visitor.summary.endswith("1 undated")
    assert visitor.rows("releases")[release_id_of(hostile_file)]["published"] == "undated"
    assert visitor.releases[-1] == release_id_of(hostile_file)


def test_a_damaged_library_is_kept_aside_named_and_nothing_else_breaks(visit_library, tmp_path):
    path, damaged = tmp_path / "damaged.sqlite", b"this is no library, however long it may be; " * 400
    path.write_bytes(damaged)
    visitor = visit_library(path)
    assert (len(visitor.app.exception), visitor.complaints) == (0, [])
    (kept,) = [each for each in tmp_path.iterdir() if each.read_bytes() == damaged]
    (warning,) = [re.sub(r"[\\\u200b]", "", each.value) for each in visitor.app.warning]
    assert kept.name in warning
    assert len(visitor.releases) == 5


def test_a_damaged_gazetteer_of_the_visitor_is_named_and_nothing_else_breaks(visit_library, own_library):
    own_library.with_name("gazetteer.csv").write_text("place_id,name\nx,Y\n", encoding="utf-8")
    visitor = visit_library(own_library)
    (warning,) = [re.sub(r"[\\\u200b]", "", each.value) for each in visitor.app.warning]
    assert "gazetteer.csv: column arabic_name, latitude" in warning
    assert len(visitor.releases) == 5
    assert visitor.rows("places")[MOSUL]["name"] == "Mosul"


@pytest.mark.parametrize("is_there", [True, False], ids=["empty", "missing"])
def test_a_seeds_folder_without_releases_is_named(visit_library, tmp_path, monkeypatch, is_there):
    seeds = tmp_path / "no_seeds"
    if is_there:
        seeds.mkdir()
    monkeypatch.setattr("explorer.ui.cache.SEEDS", seeds)
    visitor = visit_library(tmp_path / "library.sqlite")
    assert visitor.complaints == []
    (warning,) = [each.value.replace("\\", "") for each in visitor.app.warning]
    assert "no_seeds" in warning
    assert visitor.summary.startswith("0 of 0 releases")


def test_an_error_in_a_page_is_hidden_from_its_viewers_and_logged_for_the_operator(visit, monkeypatch, caplog):
    def fail(*_args):
        raise RuntimeError("the secret of /home/someone")

    monkeypatch.setattr("explorer.ui.listings.render_places", fail)
    visitor = visit()
    (shown,) = visitor.app.exception
    assert "secret" not in f"{shown.value} {shown.message} {shown.stack_trace}"
    assert "the secret of /home/someone" in caplog.text


def test_the_day_of_the_open_release_is_marked_on_the_timeline(visit):
    shapes = [
        visit(**query).component("timeline")["chart"]["layout"]["shapes"] for query in ({}, {"release": seed("003")})
    ]
    assert shapes[0] == []
    assert [(shape["x0"], shape["x1"]) for shape in shapes[1]] == [("2017-06-01", "2017-07-01")]
