"""The open release as Streamlit runs it; what a browser shows of it is in tests/browser/test_reader.py."""

import pytest

from explorer.geoparsing import load_geoparser
from explorer.library import Library
from explorer.ui.cache import SEEDS
from explorer.ui.compare_data import find_spans
from explorer.ui.compare_tray import Kept
from tests.pages.visitor import release_id_of, seed


@pytest.fixture
def text_of(seeded):
    """The clean text of a release."""

    def text_of(release_id):
        library = Library.open(seeded)
        text = library.release(release_id).text
        library.close()
        return text

    return text_of


def marks(visitor):
    told = visitor.reader
    runs = [run for each in told["paragraphs"] for run in each["runs"] if not isinstance(run, str)]
    return [told["marks"][number] | {"text": text} for text, number in runs]


def test_one_goes_through_the_releases_that_the_filters_leave(visit):
    visitor = visit(release=seed("003"), q="Mosul")
    assert "1 of 2" in visitor.markdown
    assert visitor.app.button(key="previous-release").disabled
    visitor.click("next-release")
    assert visitor.address["release"] == seed("002")
    assert visitor.app.button(key="next-release").disabled
    visitor.click("previous-release")
    assert visitor.address["release"] == seed("003")


def test_a_release_that_the_filters_leave_out_has_neighbours_too(visit):
    visitor = visit(release=seed("001"), q="Mosul")
    assert "Not among those that the filters leave" in visitor.markdown
    visitor.click("next-release")
    assert visitor.address["release"] == seed("003")


def test_the_next_release_is_the_next_row_of_the_table_however_it_is_sorted(visit):
    visitor = visit(release=seed("003"), sort="published")
    order = visitor.releases
    visitor.click("next-release")
    assert visitor.address["release"] == order[order.index(seed("003")) + 1]


def test_hits_are_where_the_text_says_the_words_of_the_search(visit, text_of):
    visitor = visit(release=seed("003"), q='"the fight" watercraft -zeppelin')
    text = text_of(seed("003"))
    hits = [text[start:end].lower() for start, end in visitor.component("reader_view")["hits"]]
    assert set(hits) == {"the fight", "watercraft"}
    assert visit(release=seed("003")).component("reader_view")["hits"] == []


def test_paragraphs_say_where_they_stand_in_the_text(visit, text_of):
    text = text_of(seed("002"))
    for paragraph in visit(release=seed("002")).reader["paragraphs"]:
        at = paragraph["start"]
        for run in paragraph["runs"]:
            words = run if isinstance(run, str) else run[0]
            assert text.startswith(words, at)
            at += len(words)


def test_every_mark_says_why_and_an_exact_point_is_sure(visit_library, tmp_path):
    text = "Near Hawija, Iraq, a strike hit 38SLD1234567890. Near Xanqorbat, Syria, another. Near Qayyarrah, Iraq, one."
    file = tmp_path / "one.txt"
    file.write_text(f"Coalition strikes\n\nJune 3, 2017\n\n{text}\n", encoding="utf-8")
    library = Library.open(tmp_path / "library.sqlite")
    library.load([file], load_geoparser())
    library.close()
    said = {run["text"]: run for run in marks(visit_library(library.path, release=release_id_of(file)))}
    assert {name: run["certainty"] for name, run in said.items() if name not in ("Iraq", "Syria")} == {
        "Hawija": "sure",
        "38SLD1234567890": "sure",
        "Xanqorbat": "unresolved",
        "Qayyarrah": "doubtful",
    }
    assert "“Hawija” (exact) is Hawija; after “near”; “near” applied; Iraq follows" in said["Hawija"]["note"]
    assert "Exact point given as grid" in said["38SLD1234567890"]["note"]
    assert "Unresolved: the gazetteer has no place of this name; after “near”" in said["Xanqorbat"]["note"]
    assert "(skeleton) is Qayyarah" in said["Qayyarrah"]["note"]


def test_marks_say_which_place_and_how_sure(visit):
    found = marks(visit(release=seed("003")))
    assert {run["certainty"] for run in found} <= {"sure", "doubtful", "unresolved"}
    assert {run["place"] for run in found if run["text"] == "Al Tanf Garrison"} == {"At Tanf"}
    assert all(run["place"] for run in found if run["certainty"] != "unresolved")


def test_dates_numbers_and_speakers_are_told_after_the_text(visit, text_of):
    text = text_of(seed("003"))
    _, _, version, name = visit(release=seed("003")).reader["spans"].split("/")
    details = find_spans(int(version), name.removesuffix(".json"))
    said = {kind: {text[start:end] for start, end in spans} for kind, spans in details.items()}
    assert find_spans(int(version) + 1, seed("003")) is None
    assert find_spans(int(version), "none") is None
    assert "May 9, 2017" in said["date"]
    assert "20 boats" in said["number"]
    assert "Dillon" in said["speaker"]


def test_the_head_tells_evidence_file_checksum_and_source(visit):
    release = visit(release=seed("003")).reader["release"]
    facts = {fact["name"]: fact["value"] for fact in release["facts"]}
    assert facts["Title"].startswith("Coalition Progresses in Mosul")
    assert "first kinetic strike" in facts["Evidence"]
    assert facts["File"].startswith("003_")
    assert len(facts["SHA-256"]) == 64
    assert release["head"] == "June 2017 (inferred) · U.S. Department of Defense"
    assert release["link"] == f"a={seed('003')}"


def test_the_file_as_it_came_stands_beside_on_demand(visit):
    links = visit(release=seed("003")).app.get("page_link")
    assert f"a={seed('003')}&b=original" in {each.proto.query_string for each in links}


def test_a_tray_that_is_not_empty_stands_beside_the_release(visit):
    visitor = visit(release=seed("003"))
    assert not any(label.startswith("Quotations") for label in labels_of_popovers(visitor))
    visitor.app.session_state["tray"] = (Kept(seed("003"), None, 100, 140),)
    visitor.app.run()
    assert "Quotations (1)" in labels_of_popovers(visitor)


def test_what_others_say_about_the_place_in_view_is_told_when_asked_for(visit, text_of):
    start = text_of(seed("003")).index("Raqqa")
    visitor = visit(release=seed("003"), mention=str(start))
    assert visitor.component("reader_view")["said"] is None
    visitor.app.session_state["said"] = True
    visitor.app.run()
    said = visitor.component("reader_view")["said"]
    assert said["place"] == "Raqqa"
    assert {each["release"] for each in said["sentences"]} == {seed("002")}
    assert all("Raqqa" in each["text"] for each in said["sentences"])


def test_versions_are_offered_from_both_ends(visit_library, tmp_path):
    version = tmp_path / "version.txt"
    text = next(SEEDS.glob("003_*.txt")).read_text("utf-8")
    version.write_text(text.replace("a punishing blow", "a very heavy blow"), "utf-8")
    library = Library.open(tmp_path / "own.sqlite")
    library.load([*sorted(SEEDS.glob("*.txt")), version], load_geoparser())
    library.close()
    visitor = visit_library(library.path, release=seed("003"))
    offered = visitor.reader["release"]["versions"]
    assert [each["id"] for each in offered] == [release_id_of(version)]
    assert offered[0]["label"].endswith("version.txt")
    visitor.app.switch_page("explorer/pages/compare.py")
    visitor.app.query_params.update(a=release_id_of(version))
    visitor.app.run()
    assert visitor.complaints == []
    first = next(key for key in visitor.buttons if key.startswith("find-b-page-"))
    assert first == f"find-b-page-{seed('003')}-choose"
    assert any("the original" in text for text in visitor.markdown)


def labels_of_popovers(visitor):
    return [each.proto.popover.label for each in visitor.app.get("popover")]


def test_dates_in_the_text_are_listed_as_days_with_their_sentence(visit, text_of):
    [found] = visit(release=seed("000")).reader["dates"]
    assert (found["days"], found["basis"]) == ("19–20 May 2015", "computed")
    text = text_of(seed("000"))
    assert text[slice(*found["span"])] == "May 19-20"
    assert text[slice(*found["sentence"])].startswith("Military leaders from about 21 nations met May 19-20")
    days = [each["days"] for each in visit(release=seed("003")).reader["dates"]]
    assert days[:4] == ["within June 2017", "9 May 2017", "within 29 May – 30 June 2017", "6 June 2017"]
