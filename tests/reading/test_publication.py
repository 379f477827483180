"""The date of publication: stated, inferred from the release's own sentences, or unknown; never invented."""

import pytest

from explorer.reading import read_bytes

BODY = "Coalition forces struck a cave near Hatra and destroyed two vehicles, officials said in a statement."


def published(*lines):
    return read_bytes("\n".join(lines).encode(), file_name="a.txt").published


@pytest.mark.parametrize(
    "header",
    [
        "Press Release | Sept. 29, 2017",
        "NEWS | September 29, 2017",
        "| Sept. 29, 2017",
        "Sept. 29, 2017",
        "Friday, September 29, 2017",
        "29 September 2017",
        "09.29.2017",
        "29/9/2017",
        "2017-09-29 12:23:35",
        "2017/09/29 | 06:26",
        "By CJTF-OIR PAO | Sept. 29, 2017",
        "Release No: 17-026 September 29, 2017 PRINT | E-MAIL",
        "Release # 20170929-03",
        "Mise à jour  : 29/09/2017",
        "Published on: Sept. 29, 2017",
        "Press Briefing by Colonel Example; Sept. 29, 2017",
        "By Pat Example • September 29, 2017",
        "September 29, 2017 | By Pat Example",
        "Friday, September 29, 2017 10:15 AM EDT",
        "Updated 10:15 AM ET, Fri September 29, 2017",
        "First published on Fri 29 Sep 2017 10.15 BST",
        "Date: Fri, 29 Sep 2017 10:15:00 +0000",
        "2017-09-29T10:15:00Z",
        "Posted on September 29, 2017 by admin",
        "FOR IMMEDIATE RELEASE: September 29, 2017",
        "PRESS RELEASE – September 29, 2017",
        "Release date: September 29, 2017",
        "*Published September 29, 2017*",
        "September 29, 2017 – Ottawa, Ontario – National Defence / Canadian Armed Forces",
        "Paris, le 29 septembre 2017",
        "vendredi 29 septembre 2017",
        "Publié le 29/09/2017 à 10h15",
        "Mise à jour : 29/09/2017 Auteur : Bureau Exemple",
        "الجمعة 29 سبتمبر 2017",
        "نشر في: ٢٩ أيلول ٢٠١٧",
        "تاريخ النشر: 29 سبتمبر/أيلول 2017",
        "Published September 29, 2017, updated October 3, 2017",
        "News | Sept. 29, 2017 |",
        "Immediate Release | Sept. 29, 2017",
        "Sept. 29, 2017 | News",
        "September 29, 2017 / 10:15 AM / 2 years ago",
        "Updated: Sep 29, 2017 / 10:15 AM EDT",
        "By Pat Example, Sept. 29, 2017",
        "By Pat Example on September 29, 2017",
        "By Pat Example, Reuters Sept. 29, 2017 10:15 AM",
        "Posted by admin on September 29, 2017",
        "Posted on: September 29, 2017 in News",
        "Publish Date: 2017-09-29",
        "First posted: 29-Sep-2017",
        "U.S. Central Command Public Affairs | Sept. 29, 2017",
        "CENTCOM | Sept. 29, 2017",
        "WASHINGTON, Sept. 29, 2017",
        "آخر تحديث: 2017-09-29",
        "Berlin, den 29 September 2017",
        "Veröffentlicht am 29.09.2017 um 10:15 Uhr",
        "Nieuwsbericht | 29-09-2017 | 10:15",
        "Pubblicato il 29 settembre 2017 alle 10:15",
        "viernes, 29 de septiembre de 2017",
        "sexta-feira, 29 de setembro de 2017 às 10h15",
        "piątek, 29 września 2017, 10:15",
        "Yayın Tarihi: 29 Eylül 2017 Cuma 10:15",
        "प्रकाशित: शुक्रवार, 29 सितंबर 2017",
    ],
)
def test_each_form_of_header_states_the_day(header):
    found = published("Strikes near Hatra", header, BODY)
    assert (found.date, found.precision, found.basis) == ("2017-09-29", "day", "stated")
    assert found.evidence in header


@pytest.mark.parametrize(
    "opening",
    [
        "SOUTHWEST ASIA, Sept. 29, 2017 — ",
        "TAMPA, Fla., Sept. 29, 2017 - ",
        "CENTCOM AREA OF OPERATIONS, September 29, 2017 -- ",
        "BAGHDAD (Sept. 29, 2017) – ",
        "WASHINGTON, Sept. 29, 2017 /PRNewswire/ -- ",
        "Ottawa, Ontario – September 29, 2017 – ",
        "SOUTHWEST ASIA, 29 September 2017 – ",
        "BAGHDAD, Sept 29, 2017 (Reuters) - ",
        "BAĞDAT, 29 Eylül 2017 - ",
    ],
)
def test_a_dateline_states_the_day(opening):
    assert published("Strikes near Hatra", opening + BODY).date == "2017-09-29"


@pytest.mark.parametrize("line", ["Date: Jan 2, 2017", "Published Jan. 2, 2017 at 02:14PM.", "Updated: 2017-01-02"])
def test_a_labelled_date_below_the_text_counts(line):
    assert published("Strikes near Hatra", BODY, line).date == "2017-01-02"


@pytest.mark.parametrize(
    "line",
    [
        "A soldier stands guard near Hatra, Iraq, May 9, 2017. Army photo by Spc. Pat Example",
        "VIRIN: 170509-A-RT205-005",
        "The first strike was on May 9, 2017, and the second one came a week after it, he said.",
        "1. May 9, 2017, near Hatra, Iraq, via social media report: no strikes were conducted in that area.",
        "— U.S. Central Command (@CENTCOM) May 9, 2017",
    ],
)
def test_the_date_of_something_else_is_never_that_of_publication(line):
    assert published("Strikes near Hatra", BODY, line).date is None


@pytest.mark.parametrize(
    "line",
    [
        "Strikes on June 15, 2016",
        "Photo released June 15, 2016",
        "Released from prison June 15, 2016",
        "Date of incident: June 15, 2016",
        "Date Taken: 06.20.2016",
        "Retrieved: June 15, 2016",
        "Archived June 15, 2016",
        "As of June 15, 2016",
        "June 15, 2016 – a strike near Hit",
        "June 15, 2016 – Mosul, Iraq – Iraqi forces advance",
        "Mosul – June 15, 2016",
        "Mosul, Iraq, June 15, 2016",
        "تاريخ الحادث: 29/9/2017",
        "Incident date\nJune 15, 2016",
        "Raqqa, Syria | June 15, 2016",
        "Photo by Sgt. Pat Example | 06.15.2016",
        "CENTCOM photo | June 15, 2016",
        "By Thursday, June 15, 2016",
        "By the end of June 15, 2016",
        "Strikes near Hit, June 15, 2016",
        "BAGHDAD, June 15, 2016",
        "12:55 AM · Feb 16, 2024",
    ],
)
def test_a_line_above_the_text_that_dates_something_else_states_nothing(line):
    assert published("Strikes near Hatra", line, BODY).date is None


@pytest.mark.parametrize("line", ["Last updated: June 15, 2021", "Page last modified June 15, 2021", "June 15, 2021"])
def test_the_day_on_which_somebody_worked_on_the_site_is_no_publication_date(line):
    assert published("Strikes near Hatra", BODY, line).date is None


@pytest.mark.parametrize("first", ["Updated: Oct. 3, 2017", "By Pat Example | Updated Oct. 3, 2017"])
def test_the_day_of_an_update_gives_way_to_that_of_publication(first):
    release = read_bytes("\n".join(["Strikes", first, "Published: Sept. 29, 2017", BODY]).encode(), file_name="a.txt")
    assert release.published.date == "2017-09-29"
    assert [other.date for other in release.other_dates] == ["2017-10-03"]


def test_a_list_of_dates_states_none_and_keeps_them_all():
    lines = [f"June {day}, 2016\nThree strikes near Hit" for day in (15, 16, 17)]
    release = read_bytes("\n".join(["A week of strikes", *lines]).encode(), file_name="a.txt")
    assert release.published.date is None
    assert [other.date for other in release.other_dates] == ["2016-06-15", "2016-06-16", "2016-06-17"]
    assert "which is that of publication is not said" in release.warnings[0]


def test_the_date_that_most_lines_state_wins_and_the_other_is_kept():
    lines = ["Press Release | March 14, 2023", "A raid", "Mar. 13, 2023", "Release Number 20230313 - 01", BODY]
    release = read_bytes("\n".join(lines).encode(), file_name="a.txt")
    assert release.published.date == "2023-03-13"
    assert [(other.date, other.evidence) for other in release.other_dates] == [("2023-03-14", lines[0])]
    assert release.warnings == (
        "2023-03-14 ('Press Release | March 14, 2023') disagrees with the date 2023-03-13 ('Mar. 13, 2023')",
    )


TODAY = "Sunday, November 22, 2026"


@pytest.mark.parametrize(
    "header",
    [
        (TODAY, "Strikes near Hatra", "Published September 29, 2017"),
        (TODAY, "Strikes near Hatra", "Release # 20170929-03"),
        (TODAY, "Press Release | Sept. 29, 2017", "Strikes near Hatra"),
        (
            TODAY,
            "Strikes near Hatra",
            "SOUTHWEST ASIA, Sept. 29, 2017 — The coalition went on, it said in a statement.",
        ),
    ],
)
def test_the_day_on_which_a_page_was_visited_gives_way_to_that_of_the_release(header):
    release = read_bytes("\n".join([*header, BODY]).encode(), file_name="a.txt")
    assert (release.title, release.published.date) == ("Strikes near Hatra", "2017-09-29")
    assert [(other.date, other.evidence) for other in release.other_dates] == [("2026-11-22", TODAY)]
    assert any("2026-11-22" in warning and "disagrees" in warning for warning in release.warnings)


@pytest.mark.parametrize(
    "header",
    [
        ("September 30, 2017", "Strikes near Hatra", "Release # 20170925-03"),
        ("September 30, 2017", "Strikes near Hatra", "June 15, 2016"),
        ("Strikes near Hatra", "September 30, 2017", "SOUTHWEST ASIA, Sept. 2, 2017 — The coalition went on, it said."),
        ("September 30, 2017", "Strikes near Hatra", "Published in June 2016"),
        ("September 30, 2017", "Strikes near Hatra", "Updated: September 2, 2017"),
    ],
)
def test_the_first_date_stays_where_no_rule_is_sure(header):
    assert published(*header, BODY).date == "2017-09-30"


def test_a_date_from_before_the_operation_is_kept_and_flagged():
    release = read_bytes(f"A raid\n1970-01-01\n{BODY}".encode(), file_name="a.txt")
    assert release.published.date == "1970-01-01"
    assert release.warnings == ("the date 1970-01-01 lies before the operation, which began in 2014",)


def test_a_month_and_a_day_within_it_do_not_disagree():
    release = read_bytes(f"A report\nJune 2017\nRelease # 20170629-01\n{BODY}".encode(), file_name="a.txt")
    assert release.other_dates == ()


RECENT = "The second strike was on June 6, he added, in addition to the ones of today."


def test_the_month_is_inferred_from_a_day_beside_today_and_a_date_shortly_before():
    found = published("Strikes near Hatra", RECENT, "They had trained there since May 9, 2017, an officer said to us.")
    assert (found.date, found.precision, found.basis) == ("2017-06", "month", "inferred")
    assert RECENT in found.evidence
    assert "May 9, 2017" in found.evidence


@pytest.mark.parametrize(
    "other",
    [
        "The operation began in 2014 and has gone on without a pause ever since, the colonel said.",
        "The operation began on Aug. 8, 2014, and has gone on without a pause ever since, he said.",
        "The operation will end on June 30, 2017, the colonel said, if the weather there allows it.",
        "The operation began in spring and has gone on without a pause ever since, the colonel said.",
    ],
)
def test_no_month_is_inferred_from_years_that_say_nothing_of_it(other):
    assert published("Strikes near Hatra", RECENT, other).date is None


def test_a_day_beside_today_that_names_its_year_is_no_day_of_publication():
    assert (
        published("Strikes", "Today the camp is empty, though on June 10, 2014 it held many families, he said.").date
        is None
    )


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("It comes three years after the liberation of Mosul, the prime minister said in his speech.", "2020"),
        ("Ten years after the coalition was formed, its work goes on, the general said on the base.", "2024"),
        ("It is five years since the territorial defeat of ISIS in Syria, a spokesman told us there.", "2024"),
    ],
)
def test_the_year_is_inferred_from_events_of_known_years(sentence, year):
    found = published("A look back", sentence)
    assert (found.date, found.precision, found.basis) == (year, "year", "inferred")
    assert sentence in found.evidence


def test_events_that_lead_to_different_years_lead_to_none():
    sentence = "Three years after the liberation of Mosul and ten years after the coalition was formed, he spoke of it."
    assert published("A look back", sentence).date is None


def test_without_any_sign_the_date_is_unknown():
    found = published("Strikes near Hatra", BODY)
    assert (found.date, found.precision, found.basis, found.evidence) == (None, None, "unknown", "")


@pytest.mark.parametrize(
    "line", ["(follow-up May 18)", "follow-up May 18, 2017", "The follow-up May 18, 2017 found two caves."]
)
def test_the_day_of_a_follow_up_is_no_publication_date(line):
    assert published("A strike hits a base", f"{line}\n\nA strike hit a base near Mosul.").date is None
