"""The Compare page as Streamlit runs it; what a browser shows of it is in tests/browser/test_compare.py."""

from concurrent.futures import Future
from itertools import groupby

import pytest

from explorer.geoparsing import load_geoparser
from explorer.library import Library
from explorer.reading import read_release
from explorer.ui.cache import SEEDS
from explorer.ui.compare_work import STOPPED
from tests.pages.visitor import release_id_of, seed

PAGE = "explorer/pages/compare.py"
EXPLORE = "explorer/pages/explore.py"
SHARED = {"Raqqa", "Mosul", "Baghdad", "At Tanf", "Euphrates River"}
ONLY_003 = {"Baaj", "Dabiq", "Manbij", "Tabqa", "Besmaya Range Complex"}
ONLY_002 = {"Tal Afar", "Hawija", "Al Qaim"}


@pytest.fixture(scope="module")
def compare(visit):
    """Open the page at an address, each time as another visitor."""

    def compare(**query):
        visitor = visit()
        visitor.app.switch_page(PAGE)
        visitor.app.query_params.update(query)
        visitor.app.run()
        return visitor

    return compare


def panes(visitor):
    return visitor.component("compare_panes")


def address(visitor):
    return {name: value if isinstance(value, str) else "".join(value) for name, value in visitor.address.items()}


def text_of_pane(visitor, side):
    lines = panes(visitor)["panes"]["ab".index(side)]["lines"]
    return "\n".join("".join(cell["text"] for cell in line["cells"]) for line in lines)


def places(visitor, standing):
    items = visitor.component("compare_items")["items"]
    return {item["name"] for item in items if (item["kind"], item["standing"]) == ("place", standing)}


def test_without_a_release_the_page_offers_the_newest(compare):
    visitor = compare()
    assert visitor.complaints == []
    offered = [key for key in visitor.buttons if key.startswith("find-a-page-")]
    assert len(offered) == 5
    visitor.click(f"find-a-page-{seed('002')}-choose")
    assert address(visitor) == {"a": seed("002")}


def test_a_release_alone_comes_with_suggestions_and_their_reasons(compare):
    visitor = compare(a=seed("002"))
    assert visitor.complaints == []
    first = next(key for key in visitor.buttons if key.startswith("find-b-page-"))
    assert first == f"find-b-page-{seed('003')}-choose"
    assert any("same place" in text and "Raqqa" in text for text in visitor.markdown)
    visitor.click(first)
    assert address(visitor) == {"a": seed("002"), "b": seed("003")}


def test_002_and_003_share_what_both_name_by_place_not_by_spelling(compare):
    visitor = compare(a=seed("002"), b=seed("003"))
    assert visitor.complaints == []
    assert places(visitor, "shared") >= SHARED
    assert places(visitor, "only a") >= ONLY_002
    assert places(visitor, "only b") >= ONLY_003


def test_the_map_colours_each_dot_by_where_it_is_named(compare):
    visitor = compare(a=seed("002"), b=seed("003"))
    assert set(visitor.dots) >= {"geonames:99072", "geonames:172955"}
    assert visitor.component("compare_items")["colors"]["in-a"] == "#0f7ac4"


def test_the_shared_map_has_no_tools_that_pick_several_places(compare):
    tools = compare(a=seed("002"), b=seed("003")).component("place-map")["tools"]
    assert [name for row in tools for name in row] == ["zoomInMap", "zoomOutMap", "resetViewMap"]


def test_long_texts_can_be_read_and_chosen_anew_before_they_are_compared(compare, monkeypatch):
    monkeypatch.setattr("explorer.ui.compare_data.LONG", 1_000)
    worker = Worker()
    monkeypatch.setattr("explorer.ui.compare_work._worker", lambda: worker)
    visitor = compare(a=seed("002"), b=seed("003"))
    assert panes(visitor)["stopped"] == "Comparing …"
    assert "south of the Euphrates" in text_of_pane(visitor, "a")
    assert "Waiting for another comparison …" in visitor.markdown
    visitor.click("swap")
    assert panes(visitor)["stopped"] == "Comparing …"
    worker.work()
    visitor.app.run()
    assert panes(visitor)["stopped"] == "passages in both"
    assert "south of the Euphrates" in text_of_pane(visitor, "b")
    visitor.app.button_group(key="view").set_value("words").run()
    assert panes(visitor)["stopped"] == "passages in both"
    worker.work()
    visitor.app.run()
    assert panes(visitor)["note"].startswith("No sentence")
    assert visitor.complaints == []


def test_long_texts_are_arranged_once_and_away_from_the_page(compare, monkeypatch):
    monkeypatch.setattr("explorer.ui.compare_data.LONG", 1_000)
    worker = Worker()
    monkeypatch.setattr("explorer.ui.compare_work._worker", lambda: worker)
    visitor = compare(a=seed("000"), b=seed("002"))
    worker.work()
    monkeypatch.setattr("explorer.ui.compare_content._passages", None)
    visitor.app.run()
    assert panes(visitor)["stopped"] != "Comparing …"
    assert visitor.complaints == []


def test_a_comparison_that_fails_says_so_and_leaves_the_texts(compare, monkeypatch, caplog):
    monkeypatch.setattr("explorer.ui.compare_data.LONG", 1_000)
    worker = Worker()
    monkeypatch.setattr("explorer.ui.compare_work._worker", lambda: worker)
    visitor = compare(a=seed("002"), b=seed("003"))
    worker.work(RuntimeError("out of paper"))
    visitor.app.run()
    assert [each.replace("\\", "") for each in visitor.complaints] == [STOPPED]
    assert "out of paper" in caplog.text
    assert "south of the Euphrates" in text_of_pane(visitor, "a")
    visitor.app.run()
    assert "Waiting for another comparison …" in visitor.markdown
    assert visitor.complaints == []
    worker.work()
    visitor.app.run()
    assert panes(visitor)["stopped"] == "passages in both"


def test_what_keeps_failing_is_told_each_time_and_waits_for_the_visitor(compare, monkeypatch):
    monkeypatch.setattr("explorer.ui.compare_data.LONG", 1_000)
    worker = Worker()
    monkeypatch.setattr("explorer.ui.compare_work._worker", lambda: worker)
    visitor = compare(a=seed("002"), b=seed("003"))
    assert "Waiting for another comparison …" in visitor.markdown
    for _ in range(2):
        worker.work(RuntimeError("out of paper"))
        visitor.app.run()
        assert [each.replace("\\", "") for each in visitor.complaints] == [STOPPED]
        assert not worker.waiting
        assert not any(each.endswith(" …") for each in visitor.markdown)
        visitor.app.run()
        assert len(worker.waiting) == 1


class Worker:
    """In the place of the thread: it works, or fails, when it is told to."""

    def __init__(self):
        self.waiting = []

    def submit(self, call, steps):
        self.waiting.append((call, steps, Future()))
        return self.waiting[-1][2]

    def work(self, error=None):
        for call, steps, future in self.waiting:
            if error:
                future.set_exception(error)
            else:
                future.set_result(call(steps))
        self.waiting.clear()


def test_the_words_searched_for_in_explore_are_marked_in_both_and_stand_in_the_address(compare, visit):
    visitor = compare(a=seed("002"), b=seed("003"), q="children")
    for side, number in (("a", "002"), ("b", "003")):
        hits = panes(visitor)["hits"][side]
        text = read_release(next(SEEDS.glob(f"{number}_*.txt"))).text
        assert {text[start:end].lower() for start, end in hits} == {"children"}
    searched = visit(q="children", release=seed("002"))
    searched.app.switch_page(PAGE)
    searched.app.query_params.clear()
    searched.app.query_params.update(a=seed("002"))
    searched.app.run()
    assert address(searched) == {"a": seed("002"), "q": "children"}
    assert panes(searched)["hits"]["a"]


def go(visitor, page, **query):
    """Open a page of the visit, as its link does."""
    visitor.app.switch_page(page)
    visitor.app.query_params.clear()
    visitor.app.query_params.update(query)
    visitor.app.run()


def test_the_marked_words_follow_what_explore_searches_for(visit):
    visitor = visit(q="children", release=seed("002"))
    go(visitor, PAGE)
    assert address(visitor) == {"a": seed("002"), "q": "children"}
    go(visitor, EXPLORE)
    visitor.search("encircle")
    go(visitor, PAGE)
    assert (address(visitor)["q"], panes(visitor)["words"]) == ("encircle", "encircle")
    go(visitor, PAGE, a=seed("002"), q="encircle")  # as going back does
    go(visitor, EXPLORE)
    visitor.search("")
    go(visitor, PAGE)
    assert address(visitor) == {"a": seed("002")}
    assert panes(visitor)["words"] is None
    assert panes(visitor)["hits"] == {"a": [], "b": []}


def test_the_words_of_a_link_stay_until_they_are_dropped(compare):
    visitor = compare(a=seed("002"), b=seed("003"), q="children")
    go(visitor, EXPLORE)
    visitor.search("encircle")
    go(visitor, PAGE)
    assert panes(visitor)["words"] == "children"
    visitor.click("linked-words")
    assert panes(visitor)["words"] == "encircle"
    assert address(visitor) == {"a": seed("002"), "b": seed("003"), "q": "encircle"}
    assert "linked-words" not in visitor.buttons


def test_hits_are_marked_in_the_originals_too(compare):
    visitor = compare(a=seed("003"), b="original", q="watercraft")
    original = read_release(next(SEEDS.glob("003_*.txt"))).original
    (hit,) = panes(visitor)["hits"]["b"]
    assert original[slice(*hit)] == "watercraft"


def test_swapping_exchanges_the_sides_and_what_is_in_view(compare):
    visitor = compare(a=seed("002"), b=seed("003"), at="10-20")
    visitor.click("swap")
    assert address(visitor) == {"a": seed("003"), "b": seed("002"), "to": "10-20"}
    assert panes(visitor)["shown"]["b"] == [[10, 20]]


def test_an_address_with_an_item_shows_its_sentences_and_what_others_say(compare):
    visitor = compare(a=seed("002"), b=seed("003"), item="place:geonames:163843")
    shown = panes(visitor)["shown"]
    assert len(shown["a"]) > 1
    assert len(shown["b"]) > 1
    beside = visitor.component("compare_items")
    assert beside["place"] == "Syria"
    assert {said["release"] for said in beside["said"]}.isdisjoint({seed("002"), seed("003")})
    assert beside["said"]


@pytest.mark.parametrize("query", [{"at": "x"}, {"at": "99999999"}, {"view": "sideways"}, {"item": "place:nowhere"}])
def test_what_an_address_says_wrong_is_left_out(compare, query):
    visitor = compare(a=seed("002"), b=seed("003"), **query)
    assert visitor.complaints == []
    assert panes(visitor)["shown"] == {"a": [], "b": []}


GONE = "0123456789abcdef"


def test_a_link_to_a_release_that_is_gone_keeps_the_other_one(compare):
    visitor = compare(a=seed("002"), b=GONE)
    assert "The link also asked for a release that is not here" in visitor.complaints[0]
    assert GONE in visitor.complaints[0]
    assert ".sqlite" not in "".join(visitor.complaints)
    assert [pane["id"] for pane in panes(visitor)["panes"]] == [seed("002")]
    visitor.click(f"find-b-page-{seed('003')}-choose")
    assert visitor.complaints == []
    assert address(visitor) == {"a": seed("002"), "b": seed("003")}


def test_of_a_link_whose_first_release_is_gone_the_second_one_stays(compare):
    visitor = compare(a=GONE, b=seed("002"))
    assert "The link also asked for a release that is not here" in visitor.complaints[0]
    visitor.click(f"find-a-page-{seed('003')}-choose")
    assert visitor.complaints == []
    assert [pane["id"] for pane in panes(visitor)["panes"]] == [seed("003"), seed("002")]


@pytest.mark.parametrize("query", [{"a": GONE}, {"a": GONE, "b": "original"}, {"a": GONE, "b": "fedcba9876543210"}])
def test_when_nothing_of_a_link_is_here_any_release_can_be_chosen(compare, query):
    visitor = compare(**query)
    assert [GONE in text for text in visitor.complaints] == [True]
    visitor.click(f"find-a-page-{seed('002')}-choose")
    assert panes(visitor)["panes"][0]["id"] == seed("002")


def test_beside_the_original_what_was_left_out_stands_with_its_reason(compare):
    visitor = compare(a=seed("003"), b="original")
    assert visitor.complaints == []
    cells = [cell for line in panes(visitor)["panes"][1]["lines"] for cell in line["cells"] if "change" in cell]
    assert {cell["change"]["why"] for cell in cells} >= {"site banner", "historical-collection notice"}


def test_words_say_where_a_version_differs_and_a_reprint_does_not(visit_library, tmp_path, seeded_text):
    reprint, version = tmp_path / "reprint.txt", tmp_path / "version.txt"
    reprint.write_text("An official website of the United States Government\n\n" + seeded_text.replace('"', "”"))
    version.write_text(seeded_text.replace("163 bodies", "170 bodies"))
    library = load(tmp_path / "own.sqlite", [reprint, version])
    visitor = visit_library(library)
    visitor.app.switch_page(PAGE)
    visitor.app.query_params.update(a=seed("003"), b=release_id_of(version))
    visitor.app.run()
    assert panes(visitor)["stopped"] == "changes"
    changed = [cell["text"] for pane in panes(visitor)["panes"] for cell in changes_of(pane)]
    assert changed == ["163", "170"]
    visitor.app.toggle(key="only_changes").set_value(True).run()
    kinds = [[cell["change"]["kind"] for cell in changes_of(pane)] for pane in panes(visitor)["panes"]]
    assert [[kind for kind, _ in groupby(each)] for each in kinds] == [
        ["folded", "a", "folded"],
        ["folded", "b", "folded"],
    ]
    visitor = visit_library(library)
    visitor.app.switch_page(PAGE)
    visitor.app.query_params.update(a=seed("003"), b=release_id_of(reprint))
    visitor.app.run()
    assert panes(visitor)["stopped"] == "No difference"
    visitor.app.button_group(key="view").set_value("everything").run()
    assert panes(visitor)["stopped"] == "changes"


@pytest.mark.parametrize("view", ["words", "everything"])
def test_releases_that_share_no_sentence_are_shown_plain_and_the_page_says_so(compare, view):
    visitor = compare(a=seed("002"), b=seed("003"), view=view)
    assert visitor.complaints == []
    assert panes(visitor)["note"].startswith("No sentence of one is nearly the same in the other.")
    assert [changes_of(pane) for pane in panes(visitor)["panes"]] == [[], []]


def test_of_stretches_that_were_not_compared_the_page_claims_nothing(compare, monkeypatch):
    monkeypatch.setattr("explorer.exploring.comparing.matching.MOST_CELLS", 400)
    note = panes(compare(a=seed("000"), b=seed("003"), view="words"))["note"]
    assert note.startswith("Long stretches in which no sentence is the same are shown whole")
    assert "nearly the same" not in note
    assert "“Passages” pairs what they say in other words." in note


def test_documents_reach_the_panes_alone(compare):
    visitor = compare(a=seed("002"), b=seed("003"))
    assert "south of the Euphrates" in text_of_pane(visitor, "a")
    assert "south of the Euphrates" not in "\n".join(visitor.markdown)
    assert "south of the Euphrates" not in visitor.html


def test_visitors_do_not_see_each_others_pairs(compare):
    one = compare(a=seed("002"), b=seed("003"))
    other = compare(a=seed("000"))
    one.click("swap")
    other.app.run()
    assert address(other) == {"a": seed("000")}
    assert address(one) == {"a": seed("003"), "b": seed("002")}


def changes_of(pane):
    return [cell for line in pane["lines"] for cell in line["cells"] if "change" in cell]


def load(path, files):
    library = Library.open(path)
    library.load([*sorted(SEEDS.glob("*.txt")), *files], load_geoparser())
    library.close()
    return path


@pytest.fixture
def seeded_text():
    return next(SEEDS.glob("003_*.txt")).read_text(encoding="utf-8")
