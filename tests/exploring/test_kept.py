from explorer.exploring.filters import Filters
from explorer.exploring.kept import Kept
from explorer.exploring.view import apply_filters
from tests.exploring.samples import seed_tables


def test_what_was_made_is_not_made_again():
    kept, made = Kept(), []
    assert [kept.get(("a",), lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]
    assert kept.get(("b",), lambda: made.append(1) or len(made)) == 2


def test_what_nobody_asked_for_longest_goes():
    kept = Kept(most=3)
    for number in (0, 1, 2, 0, 3):
        kept.get((number,), lambda number=number: number)
    assert kept.get((0,), lambda: "anew") == 0
    assert kept.get((1,), lambda: "anew") == "anew"


def test_a_view_keeps_what_is_made_of_it_by_what_it_is_made_with():
    view = apply_filters(seed_tables(), Filters())

    def make(view, unit):
        return [view.total, unit]

    assert view.once(make, "day") == [6, "day"]
    assert view.once(make, "day") is view.once(make, "day")
    assert view.once(make, "week") == [6, "week"]
