from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from explorer.exploring.passages import Mark, build_paragraphs
from explorer.model import UNKNOWN_DATE, Part, Release

TEXTS = st.text(
    st.sampled_from("ab. \t\n\n") | st.sampled_from("موصل\u202e\u200f\u0301🗺𐎠") | st.characters(codec="utf-8")
)


def release_of(text, *parts):
    return Release(
        release_id="0" * 16,
        file_name="a.txt",
        sha256="0" * 64,
        encoding="utf-8",
        original=text,
        text=text,
        kept=(),
        removed=(),
        parts=parts,
        title="",
        title_basis="derived",
        published=UNKNOWN_DATE,
        release_number=None,
        publisher=None,
        source=None,
        kind=None,
        dateline=None,
        byline=None,
    )


def mark(start, end):
    return Mark(start, end, "mosul", "location", True, "Mosul")


@st.composite
def marked_texts(draw):
    """A text, and marks of it that are not empty and do not overlap."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, [mark(*pair) for pair in list(pairwise(cuts))[::2]]


def joined(paragraph):
    return "".join(text for text, _ in paragraph.runs)


def runs_of(text, *marks):
    return [[text for text, _ in each.runs] for each in build_paragraphs(release_of(text), marks)]


@given(marked_texts())
def test_the_runs_joined_are_the_clean_text_without_blank_lines(marked):
    text, marks = marked
    paragraphs = build_paragraphs(release_of(text), marks)
    assert [joined(each) for each in paragraphs] == [line for line in text.split("\n") if line.strip()]


@given(marked_texts())
def test_a_paragraph_says_where_it_starts(marked):
    text, marks = marked
    for paragraph in build_paragraphs(release_of(text), marks):
        assert text.startswith(joined(paragraph), paragraph.start)


@given(marked_texts())
def test_a_marked_run_is_what_its_mark_spans_up_to_the_end_of_the_line(marked):
    text, marks = marked
    runs = [run for paragraph in build_paragraphs(release_of(text), marks) for run in paragraph.runs if run[1]]
    assert all(run == text[each.start : each.end].split("\n")[0] for run, each in runs)
    on_a_line = [each for each in marks if text[each.start] != "\n" and text[each.start : each.end].strip()]
    assert {each.start for each in on_a_line} <= {each.start for _, each in runs}


def test_marks_at_both_ends_of_a_line_leave_no_empty_run():
    assert runs_of("Mosul to Raqqa\nEnd", mark(0, 5), mark(9, 14)) == [["Mosul", " to ", "Raqqa"], ["End"]]


def test_marks_that_touch_stay_two():
    assert runs_of("MosulRaqqa", mark(5, 10), mark(0, 5)) == [["Mosul", "Raqqa"]]


def test_a_mark_across_a_line_end_stands_on_its_first_line():
    assert runs_of("Deir\nez-Zor fell", mark(0, 11)) == [["Deir"], ["ez-Zor fell"]]


def test_right_to_left_and_astral_characters_keep_their_offsets():
    assert runs_of("🗺 في الموصل 🗺", mark(5, 11)) == [["🗺 في ", "الموصل", " 🗺"]]


def test_a_text_of_blank_lines_has_no_paragraph():
    assert build_paragraphs(release_of(" \n\n\t"), []) == ()


def test_a_line_has_the_duty_of_the_part_that_covers_it():
    text = "Strikes go on\n\nERBIL – Strikes went on."
    parts = [Part(0, 13, "title"), Part(15, 20, "dateline")]
    assert [each.duty for each in build_paragraphs(release_of(text, *parts), [])] == ["title", "text"]
