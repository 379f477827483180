import time

import pytest

from explorer.library import Library
from tests.pages.visitor import Visitor, seed

DABIQ = "Dabiq"


@pytest.fixture
def corrections(own_library):
    """What the log holds, read from the file."""

    def read():
        library = Library.open(own_library)
        log = library.corrections()
        library.close()
        return log

    return read


@pytest.fixture
def release(own_library):
    """The release 003 as the library has it now."""

    def read():
        library = Library.open(own_library)
        found = library.release(seed("003")), library.mentions_of(seed("003"))
        library.close()
        return found

    return read


@pytest.fixture
def start_of(release):
    """Where a toponym stands first in 003."""
    return lambda toponym: next(each.start for each in release()[1] if each.toponym == toponym)


@pytest.fixture
def open_panel(visit_library, own_library, start_of):
    """Open 003 at Dabiq, in the panel's section for it or another."""

    def open_panel(section=None):
        visitor = visit_library(own_library, release=seed("003"), mention=str(start_of(DABIQ)))
        visitor.app.toggle(key="correcting").set_value(True).run()
        if section:
            choose(visitor, "correcting-what", section)
        assert visitor.complaints == []
        return visitor

    return open_panel


def widget(visitor, kind, name):
    """The panel's widget of this name."""
    return next(each for each in visitor.app.get(kind) if (each.key or "").startswith(f"correct-{name}-"))


def choose(visitor, key, value):
    """Choose in a segmented control."""
    visitor.app.button_group(key=key).set_value(value).run()


def choose_role(visitor, role):
    choose(visitor, widget(visitor, "button_group", "role").key, role)


def said(visitor):
    return [each.value.replace("\\", "") for each in visitor.app.markdown]


def test_a_date_is_corrected_and_the_log_confirms_it(open_panel, release, corrections):
    visitor = open_panel("The release")
    visitor.app.text_input(key="corrector").set_value("A. Reader").run()
    widget(visitor, "text_input", "why").set_value("the paper of that day").run()
    widget(visitor, "text_input", "date").set_value("2017-06-28").run()
    assert release()[0].published.date == "2017-06-28"
    assert ":material/check: Saved, correction 1" in said(visitor)
    (entry,) = corrections()
    assert (entry.who, entry.why, entry.field) == ("A. Reader", "the paper of that day", "published")


def test_a_title_is_corrected(open_panel, release):
    visitor = open_panel("The release")
    widget(visitor, "text_input", "title").set_value("Another title").run()
    assert release()[0].title == "Another title"
    assert "Another title" in [row["title"] for row in visitor.rows("releases").values()]


@pytest.mark.parametrize("wrong", ["2017-06-31", "20155", "yesterday", "2017-6-1"])
def test_what_is_no_date_is_refused_and_the_log_stays_empty(open_panel, corrections, wrong):
    visitor = open_panel("The release")
    widget(visitor, "text_input", "date").set_value(wrong).run()
    (complaint,) = visitor.complaints
    assert complaint.startswith("Not saved")
    assert corrections() == []
    widget(visitor, "text_input", "date").set_value("2017-06-28").run()
    assert visitor.complaints == []
    assert len(corrections()) == 1


def test_a_role_is_corrected_and_undone(open_panel, release, corrections):
    visitor = open_panel()
    choose_role(visitor, "actor")
    assert next(each for each in release()[1] if each.toponym == DABIQ).role == "actor"
    undo = widget(visitor, "button_group", "undo")
    choose(visitor, undo.key, "Undo")
    assert next(each for each in release()[1] if each.toponym == DABIQ).role == "location"
    assert ":material/check: Saved, correction 2" in said(visitor)
    assert [entry.field for entry in corrections()] == ["role", "undo"]


def test_nothing_moves_under_the_pointer_when_a_choice_is_saved(open_panel):
    def lines_above_the_choice():
        words = said(visitor)
        return words.index("**Dabiq** in view") - next(at for at, each in enumerate(words) if each in receipts)

    receipts = ("Each choice is saved at once and can be undone.", ":material/check: Saved, correction 1")
    visitor = open_panel()
    before = lines_above_the_choice()
    choose_role(visitor, "actor")
    assert lines_above_the_choice() == before == 1


def test_not_a_place_takes_the_mention_away(open_panel, release):
    visitor = open_panel()
    choose_role(visitor, "not a place")
    assert DABIQ not in {each.toponym for each in release()[1]}


def test_the_number_is_shown_before_a_correction_goes_everywhere(visit_library, own_library, release, start_of):
    visitor = visit_library(own_library, release=seed("003"), mention=str(start_of("Raqqa")))
    visitor.app.toggle(key="correcting").set_value(True).run()
    reach = widget(visitor, "button_group", "reach")
    first = next(each for each in release()[1] if each.start == start_of("Raqqa"))
    alike = [
        each for each in release()[1] if (each.toponym, each.role, each.place) == ("Raqqa", first.role, first.place)
    ]
    assert f"In this release: {len(alike)}" in [option.content for option in reach.proto.options]
    choose(visitor, reach.key, "release")
    choose_role(visitor, "elsewhere")
    assert {each.role for each in release()[1] if each.start in {alike_one.start for alike_one in alike}} == {
        "elsewhere"
    }


def test_a_place_is_searched_and_chosen(open_panel, release):
    visitor = open_panel()
    widget(visitor, "text_input", "search").set_value("Manbij").run()
    radio = widget(visitor, "radio", "place")
    radio.set_value(next(option for option in radio.options if "Manbij" in option)).run()
    assert next(each for each in release()[1] if each.toponym == DABIQ).place.name == "Manbij"


def test_a_missed_place_is_added_with_a_new_place_of_its_own(open_panel, release):
    visitor = open_panel("A missed place")
    widget(visitor, "text_input", "words").set_value("strongholds").run()
    widget(visitor, "toggle", "adding").set_value(True).run()
    assert "Still needed: latitude, longitude, source" in " ".join(each.value for each in visitor.app.caption)
    widget(visitor, "number_input", "new-latitude").set_value(36.2).run()
    widget(visitor, "number_input", "new-longitude").set_value(37.5).run()
    widget(visitor, "text_input", "new-source").set_value("a map").run()
    choose(visitor, widget(visitor, "button_group", "new-save").key, "Save this place")
    added = next(each for each in release()[1] if each.toponym == "strongholds")
    assert (added.place.name, added.place.latitude, added.place.longitude) == ("strongholds", 36.2, 37.5)
    assert (added.place.country_code, added.place.source, added.on_map) == ("SY", "a map", True)


def test_words_that_the_text_has_not_are_said_so(open_panel):
    visitor = open_panel("A missed place")
    widget(visitor, "text_input", "words").set_value("zeppelin").run()
    assert any("no such words" in each.value for each in visitor.app.caption)


def test_what_a_widget_holds_after_a_restart_is_saved_without_its_callback(
    open_panel, visit_library, own_library, corrections
):
    key = widget(open_panel("The release"), "text_input", "date").key
    visitor = visit_library(own_library, release=seed("003"))
    visitor.app.session_state["correcting"] = True
    visitor.app.session_state["correcting-what"] = "The release"
    visitor.app.session_state[key] = "2017-06-28"
    visitor.app.run()
    assert [entry.after["date"] for entry in corrections()] == ["2017-06-28"]
    visitor.app.run()
    assert len(corrections()) == 1


def test_the_same_choice_in_two_tabs_is_one_correction(open_panel, corrections):
    one, other = open_panel(), open_panel()
    choose_role(one, "actor")
    choose_role(other, "actor")
    assert len(corrections()) == 1


def test_a_choice_in_one_tab_is_not_taken_back_by_another(open_panel, release, corrections):
    one, other = open_panel("The release"), open_panel("The release")
    widget(one, "text_input", "title").set_value("Another title").run()
    other.app.run()
    widget(other, "text_input", "date").set_value("2017-06-28").run()
    assert release()[0].title == "Another title"
    assert [entry.field for entry in corrections()] == ["title", "published"]


def test_a_correction_that_goes_everywhere_is_applied_in_the_background(visit_library, own_library, release, start_of):
    visitor = visit_library(own_library, release=seed("003"), mention=str(start_of("Mosul")))
    visitor.app.toggle(key="correcting").set_value(True).run()
    choose(visitor, widget(visitor, "button_group", "reach").key, "everywhere")
    choose_role(visitor, "elsewhere")
    (job,) = visitor.app.session_state["jobs"]
    deadline = time.monotonic() + 20
    while job.seconds is None and time.monotonic() < deadline:
        time.sleep(0.02)
    visitor.app.run()
    assert visitor.complaints == []
    assert ":material/check: Saved, correction 1" in said(visitor)
    library = Library.open(own_library)
    roles = {each.role for number in ("002", "003") for each in library.mentions_of(seed(number)) if is_mosul(each)}
    library.close()
    assert "location" not in roles


def is_mosul(mention):
    return mention.toponym == "Mosul" and mention.place is not None


def test_the_page_of_a_place_lists_what_was_corrected_about_it(open_panel, release):
    visitor = open_panel()
    widget(visitor, "text_input", "search").set_value("Manbij").run()
    radio = widget(visitor, "radio", "place")
    radio.set_value(next(option for option in radio.options if "Manbij" in option)).run()
    place = next(each for each in release()[1] if each.toponym == DABIQ).place
    visitor.app.query_params["place"] = place.place_id
    visitor.app.switch_page("explorer/pages/places.py").run()
    assert visitor.complaints == []
    listed = next(each.value for each in visitor.app.dataframe if "Why" in each.value)
    assert listed[["What", "Before", "After"]].to_numpy().tolist() == [["place of “Dabiq”", "Dabiq", "Manbij"]]


def test_who_comes_back_after_the_server_died_is_told_what_was_corrected_meanwhile(
    open_panel,
):
    other = open_panel()
    choose_role(other, "actor")
    assert not other.app.info
    visitor = Visitor(dict(other.address), held={"correcting": True})
    [note] = [each.value.replace("\\", "") for each in visitor.app.info]
    assert "The connection was lost" in note
    assert "unnamed: 1 · role of “Dabiq”: location → actor. If you chose something else here" in note
    choose_role(visitor, "elsewhere")
    assert not visitor.app.info
