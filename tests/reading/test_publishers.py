import pytest

from explorer.reading import read_bytes

BODY = "Coalition forces struck a cave near Hatra and destroyed two vehicles, officials said in a statement."


def read(*lines):
    return read_bytes("\n".join(lines).encode(), file_name="a.txt")


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (["By U.S. Central Command News Release"], "U.S. Central Command"),
        (["From a U.S. Central Command News Release"], "U.S. Central Command"),
        (["By CJTF-OIR Public Affairs"], "CJTF-OIR"),
        (["From a Combined Joint Task Force Operation Inherent Resolve News Release"], "CJTF-OIR"),
        (["CJTFOIR"], "CJTF-OIR"),
        (["By DoD News"], "U.S. Department of Defense"),
        (["You have accessed part of a historical collection on defense.gov."], "U.S. Department of Defense"),
        (["Baghdad, Iraq–(ENEWSPF)–December 18, 2015", "By CJTF-OIR"], "ENEWSPF"),
        ([], None),
    ],
)
def test_the_publisher_is_who_the_lines_above_the_text_name(lines, publisher):
    assert read("Strikes near Hatra", *lines, BODY).publisher == publisher


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Source: http://defense.gov", "defense.gov"),
        ("Source: https://www.centcom.mil/", "centcom.mil"),
        ("(Source: UK Ministry of Defence; issued April 25, 2020)", "UK Ministry of Defence"),
        ("Source: AFPS", "AFPS"),
    ],
)
def test_a_reprint_says_where_it_has_its_text_from(line, source):
    assert read("Strikes near Hatra", BODY, line).source == source


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Press Release | March 25, 2019", BODY], "press release"),
        (["Statement | Sept. 18, 2022", BODY], "statement"),
        (["NEWS | May 18, 2016", BODY], "news"),
        (["FOR IMMEDIATE RELEASE", BODY], "press release"),
        ([BODY, "-- Near Hit, a strike destroyed a car.", "• Near Rawah, two strikes hit a cache."], "strike release"),
        (["1. June 12, 2016, near Hatra, Iraq: none.", "2. June 13, 2016, near Hit, Iraq: none."], "casualty report"),
        (["Q: One?", "COL. DOE: Yes.", "Q: Two?", "COL. DOE: No."], "transcript"),
        ([BODY, "Follow Sam Example on Twitter: @ExampleDoDNews"], "news"),
        ([BODY], None),
    ],
)
def test_the_kind_is_named_above_the_text_or_shown_by_its_form(lines, kind):
    assert read("Strikes near Hatra", *lines).kind == kind
