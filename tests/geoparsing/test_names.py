import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from explorer.geoparsing.names import fold, skeleton, strip_articles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Ba'aj", "al Baaj"),
        ("Mar’a", "MARA"),
        ("Tūz Khūrmātū", "Tuz Khurmatu"),
        ("Dayr az-Zawr", "Dayr Az Zawr"),
        ("Al  Shadaddi", "al-Shadaddi"),
        ("U.S.", "US"),
        ("الأنبار", "الانبار"),
        ("الرَّقَّة", "الرقة"),
    ],
)
def test_case_marks_and_hyphens_do_not_make_another_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_articles_do_not_make_another_name() -> None:
    assert strip_articles(fold("Ar Raqqah")) == strip_articles(fold("Raqqah"))
    assert strip_articles(fold("الرقة")) == strip_articles(fold("رقة"))


def test_a_name_that_is_only_an_article_stays_a_name() -> None:
    assert strip_articles("al") == "al"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hassakah", "hasaka"),
        ("qubaysah", "kubaysa"),
        ("tell abyad", "tal abiad"),
        ("manbij", "manbig"),
        ("shaykh", "sheikh"),
    ],
)
def test_spellings_of_one_name_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("hama", "hamam"), ("qarah", "qariya"), ("raqqa", "ratla")])
def test_similar_names_of_other_places_do_not_share_them(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@example("㎴")
@example("ǣ")
@example("ŉ")
@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
