from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.comparing.worddiff import diff_words, fold
from explorer.reading import read_release
from explorer.ui.cache import SEEDS
from explorer.ui.compare_state import Desk, from_query, to_query
from explorer.ui.compare_text import Layer, as_original, build_lines, change_layers, removed_layer

OFFSETS = st.integers(0, 999_999)
PASSAGES = st.none() | st.tuples(OFFSETS, st.none() | OFFSETS)
NAMES = st.none() | st.text("abc:/@, é", min_size=1, max_size=9)


def release(number: str):
    return read_release(next(SEEDS.glob(f"{number}_*.txt")))


def text_of(lines):
    return "\n".join("".join(cell["text"] for cell in line["cells"]) for line in lines)


def test_cells_slice_back_and_together_are_the_text_without_blank_lines():
    one = release("003")
    layer = Layer(((3, 40), (40, 700)), ("first", "second"))
    lines = build_lines(one, {"said": layer})
    cells = [cell for line in lines for cell in line["cells"]]
    assert all(one.text[cell["at"] :].startswith(cell["text"]) for cell in cells)
    assert text_of(lines) == "\n".join(line for line in one.text.split("\n") if line.strip())
    assert {cell["said"] for cell in cells if 3 <= cell["at"] < 40} == {"first"}
    assert all("said" not in cell for cell in cells if cell["at"] >= 700)


def test_what_the_clean_text_leaves_out_is_found_in_the_original():
    original = as_original(release("003"))
    why = removed_layer(original)
    cells = [cell for line in build_lines(original, {"why": why}) for cell in line["cells"] if "why" in cell]
    assert any(cell["text"].startswith("Official websites use .gov") for cell in cells)


def test_changes_stand_on_their_own_side_and_folds_on_both():
    one = release("002")
    other = replace(one, text=one.text.replace("third week", "fourth week") + "\nNothing else is known.")
    in_a, in_b = change_layers(fold(diff_words(one, other).runs, one.text, other.text))
    assert [each for each in in_a.values if each != "folded"] == ["a"]
    assert [each for each in in_b.values if each != "folded"] == ["b", "b whole"]
    assert "folded" in in_a.values
    assert list(in_a.spans) == sorted(in_a.spans)


@given(
    st.builds(
        Desk,
        a=NAMES,
        b=NAMES,
        at=PASSAGES,
        to=PASSAGES,
        item=NAMES,
        view=st.sampled_from([None, "passages", "words", "everything"]),
        only_changes=st.booleans(),
    )
)
def test_a_desk_turns_into_an_address_and_back(desk):
    assert from_query({name: [value] for name, value in to_query(desk).items()}) == (desk, ())


def test_what_an_address_says_wrong_is_named_and_the_rest_holds():
    query = {"a": ["1a"], "at": ["12"], "to": ["twelve"], "view": ["sideways"], "changes": [""], "other": ["x"]}
    assert from_query(query) == (Desk(a="1a", at=(12, None)), ("to=twelve", "view=sideways"))
