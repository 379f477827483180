import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.ui.text import plain

MARKUP = set("\\`*_{}[]()<>#+-.!|~$:^=&")  # what Markdown, GFM, LaTeX and Streamlit's own directives start with
TEXTS = st.text(st.sampled_from("\\`*_[]()<>#!:$&~ah/\n.") | st.characters(codec="utf-8"))


@given(TEXTS)
def test_no_punctuation_is_left_that_starts_markup(text):
    units = re.findall(r"\\.|.", plain(text), re.DOTALL)
    assert not MARKUP & set(units)


@given(TEXTS)
def test_without_its_escapes_a_text_is_what_it_was(text):
    unescaped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(text))
    assert unescaped.replace("\u200b", "") == text.replace("\u200b", "")


def test_words_stay_as_they_are():
    assert plain("12 releases of Mosul, الموصل") == "12 releases of Mosul, الموصل"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![x](b)", r"\!\[x\]\(b\)"),
        ("<img onerror=1>", "\\<\u200bimg onerror\\=1\\>"),
        ("a_b *c*", r"a\_b \*c\*"),
        (":red[x]", "\\:\u200bred\\[x\\]"),
        ("$x$", r"\$x\$"),
        ("# 1.", r"\# 1\."),
    ],
)
def test_markup_is_shown_and_not_read(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize("address", ["http://a.example", "HTTPS://a.example", "www.a.example", "mailto:a", "ftp://a"])
def test_an_address_is_no_link(address):
    assert not re.search(r"(?i)(?:https?|ftp|mailto|www)[:.]", plain(address).replace("\\", ""))
