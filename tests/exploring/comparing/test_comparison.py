import csv
from pathlib import Path

from hypothesis import given

from explorer.exploring.comparing.alignment import align
from explorer.exploring.comparing.comparison import changed_numbers, compare
from explorer.exploring.comparing.details import Detail
from tests.exploring.comparing.samples import place, side_of, sides

GOLDEN = Path(__file__).parents[2] / "golden" / "comparing" / "002_003.csv"


def named(items, kind, standing):
    return {item.name for item in items if (item.kind, item.standing) == (kind, standing)}


def item_of(items, name):
    return next(item for item in items if item.name == name)


def test_two_briefings_three_weeks_apart_share_the_places_that_both_name(seeds):
    items = compare(seeds["002"].side, seeds["003"].side)
    assert {"Raqqa", "Mosul", "Baghdad", "At Tanf", "Euphrates River"} <= named(items, "place", "shared")
    only_003 = {"Baaj", "Dabiq", "Manbij", "Tabqa", "Besmaya Range Complex"}
    assert only_003 <= named(items, "place", "only b")
    assert {"Tal Afar", "Hawija", "Al Qaim"} <= named(items, "place", "only a")


def test_two_briefings_share_and_do_not_share_what_a_person_found_in_them(seeds):
    """The golden file was read against both texts, sentence by sentence."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        expected = [tuple(row.values()) for row in csv.DictReader(file)]
    found = compare(seeds["002"].side, seeds["003"].side)
    listed = [(each.standing, each.kind, each.name, str(len(each.in_a)), str(len(each.in_b))) for each in found]
    assert sorted(listed) == sorted(expected)


def test_a_number_is_found_before_a_name_in_what_it_counts(seeds):
    side = seeds["002"].side
    (holdouts,) = (each for each in side.details if each.name == "two ISIS holdouts")
    assert side.text[holdouts.start : holdouts.end] == "two"


def test_two_spellings_of_one_place_open_their_sentences_in_both_releases(seeds):
    tanf = item_of(compare(seeds["002"].side, seeds["003"].side), "At Tanf")
    assert [seeds["002"].side.text[slice(*span)][:17] for span in tanf.in_a] == ["In southern Syria"]
    assert all("Al Tanf" in seeds["003"].side.text[slice(*span)] for span in tanf.in_b)
    assert len(tanf.in_b) == 3


def test_a_part_of_a_city_counts_for_the_city_that_the_other_release_names():
    old_city = side_of("They fought in the old city.", place("the old city.", "old city", part_of="mosul"))
    city = side_of("Mosul is free.", place("Mosul is free.", "Mosul"))
    mosul = item_of(compare(old_city, city), "Mosul")
    assert mosul.standing == "shared"
    assert mosul.in_a == ((0, 28),)


def test_a_city_that_neither_release_names_is_not_listed():
    old_city = side_of("They fought in the old city.", place("the old city.", "old city", part_of="mosul"))
    assert {item.key for item in compare(old_city, old_city)} == {"old city"}


def test_countries_and_unresolved_names_are_kept_and_marked(seeds):
    items = compare(seeds["002"].side, seeds["003"].side)
    assert item_of(items, "Iraq").note == "country"
    text = "They met in Atlantis."
    (unresolved,) = compare(side_of(text, place(text, "Atlantis", "?atlantis", "unresolved")), side_of(""))
    assert (unresolved.standing, unresolved.note) == ("only a", "unresolved")


def test_people_and_organisations_are_one_under_their_several_names(seeds):
    items = compare(seeds["002"].side, seeds["003"].side)
    assert "Ryan S. Dillon" in named(items, "person", "shared")
    shared = named(items, "organisation", "shared")
    assert {"Islamic State", "Syrian Democratic Forces", "Iraqi Security Forces"} <= shared
    assert "Counter Terrorism Service" in named(items, "organisation", "only a")


def test_a_surname_counts_for_the_only_person_of_that_name_who_is_named_in_full():
    bare = side_of("Votel spoke.", Detail(0, 5, "person", "votel", "Votel"))
    full = side_of("Joseph Votel spoke.", Detail(0, 12, "person", "joseph votel", "Joseph Votel"))
    assert [item.standing for item in compare(bare, full)] == ["shared"]
    other = side_of("Jane Votel spoke.", Detail(0, 10, "person", "jane votel", "Jane Votel"))
    both = side_of("", Detail(0, 12, "person", "joseph votel", "Joseph Votel"), *other.details)
    assert len(compare(bare, both)) == 3


def changed_in(a, b, lexicon):
    pairs = [(pair.a, pair.b) for pair in align(a, b, lexicon)]
    return [(one.name, other.name) for one, other in changed_numbers(compare(a, b), pairs)]


def test_numbers_of_the_same_thing_that_differ_are_paired(seeds, lexicon):
    changed = changed_in(seeds["002"].side, seeds["004"].side, lexicon)
    assert changed == [("84,000 square kilometers", "more than 100,000 square kilometers")]


def test_numbers_are_not_paired_by_their_unit_alone(seeds, lexicon):
    assert changed_in(seeds["002"].side, seeds["003"].side, lexicon) == []


def counted(text, number, place_name):
    at = text.index(number)
    detail = Detail(at, at + len(number), "number", f"{number} people", f"{number} people", "people")
    return side_of(text, place(text, place_name), detail)


def test_numbers_of_a_bare_unit_are_paired_in_sentences_on_one_place_that_say_the_same():
    a = counted("In Raqqa 40 people came home.", "40", "Raqqa")
    b = counted("In Raqqa 90 people came home.", "90", "Raqqa")
    elsewhere = counted("In Baaj 90 people came home.", "90", "Baaj")

    def changed(other, pairs):
        return [(one.name, another.name) for one, another in changed_numbers(compare(a, other), pairs)]

    same = [(a.sentences[0], b.sentences[0])]
    assert changed(b, same) == [("40 people", "90 people")]
    assert changed(b, []) == []
    assert changed(elsewhere, [(a.sentences[0], elsewhere.sentences[0])]) == []


def test_dates_are_compared_by_day(seeds):
    items = compare(seeds["000"].side, seeds["003"].side)
    assert named(items, "date", "only a") == {"26 May 2015", "19 May 2015"}
    assert {"6 June 2017", "18 May 2017", "9 May 2017"} <= named(items, "date", "only b")


@given(sides(), sides())
def test_exchanging_the_releases_exchanges_the_sides_of_every_item(a, b):
    there = {(item.kind, item.key, item.in_a, item.in_b) for item in compare(a, b)}
    back = {(item.kind, item.key, item.in_b, item.in_a) for item in compare(b, a)}
    assert there == back


@given(sides())
def test_a_release_shares_everything_with_itself(side):
    assert all(item.standing == "shared" and item.in_a == item.in_b for item in compare(side, side))


@given(sides(), sides())
def test_every_sentence_of_an_item_names_it(a, b):
    for item in compare(a, b):
        for side, spans in ((a, item.in_a), (b, item.in_b)):
            assert all(item.name in side.text[slice(*span)] for span in spans)
