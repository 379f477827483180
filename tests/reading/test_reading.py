from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import ReadingError
from explorer.model import Release
from explorer.reading import read_bytes

PIECES = [
    "Press Release | March 25, 2019\n",
    "Release # 20190325-01\n",
    "SOUTHWEST ASIA – Coalition forces struck a cave near Hatra on June 31, 2017.\n",
    "By: A Writer\n",
    "Play\n",
    "\x00\u200f",
    "\r\n\r\n",
    "\ufffd\u2028",
    "الموصل\n",
    "Related Stories\n",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))
some_bytes = st.one_of(
    st.binary(),
    texts.map(lambda text: text.encode("utf-8", "replace")),
    texts.map(lambda text: text.encode("utf-16", "replace")),
)


def read(data):
    try:
        return read_bytes(data, file_name="any.txt")
    except ReadingError as error:
        return error


@given(some_bytes)
def test_any_bytes_give_a_release_that_leads_back_to_them_or_a_named_outcome(data):
    found = read(data)
    assert isinstance(found, Release) or found.outcome in {"no text", "not parsed", "unsupported", "encrypted"}
    if isinstance(found, Release):
        pairs = [(clean, found.original[found.original_offset(at)]) for at, clean in enumerate(found.text)]
        assert all(clean == original or (clean.isspace() and original.isspace()) for clean, original in pairs)
        assert found.title
        assert found.text.strip() == found.text
        assert all(0 <= part.start < part.end <= len(found.text) for part in found.parts)


@given(texts)
def test_what_is_neither_kept_nor_removed_is_white_space(text):
    found = read(text.encode("utf-8", "replace"))
    if isinstance(found, Release):
        spans = [(run.original_start, run.original_start + run.length) for run in found.kept]
        spans += [(passage.start, passage.end) for passage in found.removed]
        accounted_for = {offset for start, end in spans for offset in range(start, end)}
        assert all(character.isspace() or at in accounted_for for at, character in enumerate(found.original))


@given(some_bytes)
def test_reading_twice_is_the_same(data):
    first, second = read(data), read(data)
    assert first == second or str(first) == str(second)


def test_the_identity_is_that_of_the_bytes():
    release = read_bytes(b"Coalition forces struck near Hit.", file_name="a.txt")
    assert release.release_id == release.sha256[:16]
    assert release == read_bytes(b"Coalition forces struck near Hit.", file_name="a.txt")
