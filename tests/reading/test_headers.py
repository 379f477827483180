import pytest

from explorer.reading import read_bytes

BODY = "Coalition forces struck a cave near Hatra and destroyed two vehicles, officials said in a statement."


def read(*lines):
    return read_bytes("\n".join(lines).encode(), file_name="a.txt")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Release # 20170929-03", "20170929-03"),
        ("RELEASE #20140803", "20140803"),
        ("Release # 20151023-3", "20151023-3"),
        ("Release Number 20240405 - 01", "20240405-01"),
        ("Release No. 20220811-01", "20220811-01"),
        ("Release No: 19-026", "19-026"),
        ("Press Release No. 2017-05", "2017-05"),
    ],
)
def test_each_form_of_release_number_is_found(line, number):
    assert read("Strikes near Hatra", line, BODY).release_number == number


def test_several_releases_in_one_file_are_flagged():
    release = read(
        "Strikes near Hatra", "Release # 20170929-03", BODY, "Strikes near Hit", "Release # 20170930-01", BODY
    )
    assert release.release_number == "20170929-03"
    assert "20170929-03, 20170930-01; several releases may stand in this file" in release.warnings[0]


def test_a_release_of_prisoners_has_no_number():
    assert (
        read("Strikes near Hatra", "The release of 20 prisoners was agreed on, said the mayor there.").release_number
        is None
    )


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("SOUTHWEST ASIA, Dec. 28, 2016 — ", "SOUTHWEST ASIA"),
        ("SOUTHWEST ASIA – ", "SOUTHWEST ASIA"),
        ("SOUTHWEST ASIA -- ", "SOUTHWEST ASIA"),
        ("SOUTHWEST ASIA “Yesterday,” he said, ", "SOUTHWEST ASIA"),
        ("CENTCOM AREA OF OPERATIONS, May 26, 2015 - ", "CENTCOM AREA OF OPERATIONS"),
        ("TAMPA, Fla., Aug. 19, 2014 - ", "TAMPA, Fla."),
        ("TAMPA, Fla.  —  ", "TAMPA, Fla."),
        ("BAGHDAD- ", "BAGHDAD"),
        ("ERBIL, Iraq — ", "ERBIL, Iraq"),
        ("MIDDLE EAST -- ", "MIDDLE EAST"),
        ("UNDISCLOSED LOCATION – ", "UNDISCLOSED LOCATION"),
        ("PENTAGON - ", "PENTAGON"),
        ("KABUL, Afghanistan (Jan. 25, 2013) – ", "KABUL, Afghanistan"),
        ("AL ASAD AIR BASE, Iraq – ", "AL ASAD AIR BASE, Iraq"),
        ("Baghdad, Iraq–(ENEWSPF)–December 18, 2015 ", "Baghdad, Iraq"),
        ("BAGHDAD (Reuters) - ", "BAGHDAD"),
        ("BAGHDAD, June 29 (Xinhua) -- ", "BAGHDAD"),
        ("IRBIL, Iraq (AP) — ", "IRBIL, Iraq"),
        ("Mossoul (Irak) (AFP) - ", "Mossoul (Irak)"),
        ("Bagdad, 29 jun (EFE).- ", "Bagdad"),
        ("İSTANBUL - ", "İSTANBUL"),
        ("جنوب غرب آسيا – ", "جنوب غرب آسيا"),
    ],
)
def test_each_form_of_dateline_gives_its_place(opening, place):
    release = read("Strikes near Hatra", opening + BODY)
    (part,) = [part for part in release.parts if part.name == "dateline"]
    assert release.dateline == place == release.text[part.start : part.end]


@pytest.mark.parametrize(
    "line",
    [
        "CJTF-OIR said that its forces struck a cave near Hatra and destroyed it.",
        "U.S. - Iraqi talks went on near Hatra for a third day, officials said.",
        "ISIS - the enemy - lost a cave near Hatra to the forces of Iraq today.",
        "Al-Hawl camp was searched by partner forces for three days, officials said.",
    ],
)
def test_a_hyphen_in_the_first_sentence_makes_no_dateline(line):
    assert read("Strikes near Hatra", line).dateline is None


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By U.S. Central Command News Release", "U.S. Central Command News Release"),
        ("By: Sam Example", "Sam Example"),
        ("By CJTF-OIR PAO | Dec. 30, 2018", "CJTF-OIR PAO"),
        ("By Sam Example DoD News, Defense Media Activity", "Sam Example"),
        ("From a U.S. Central Command News Release", "U.S. Central Command News Release"),
        ("Story by Staff Sgt. Sam Example", "Staff Sgt. Sam Example"),
        ("By Sam Example.", "Sam Example"),
        ("Written by\nSam Example", "Sam Example"),
        ("Por Ana María Ejemplo", "Ana María Ejemplo"),
        ("Autor: Jan Przykład", "Jan Przykład"),
        ("U.S. Central Command\n@CENTCOM", "U.S. Central Command"),
    ],
)
def test_each_form_of_byline_gives_the_writer(line, byline):
    assert read("Strikes near Hatra", line, BODY).byline == byline


@pytest.mark.parametrize("headline", ["Von Mossul nach Raqqa", "Por qué se retira la coalición", "Door aanval gedood"])
def test_a_headline_of_another_language_is_no_byline(headline):
    release = read(headline, BODY)
    assert (release.title, release.byline) == (headline, None)


def test_a_sentence_that_begins_with_by_is_no_byline():
    assert read("Strikes near Hatra", "By noon the forces had left Hatra and gone back to their base.").byline is None


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Forces struck a cave near the town of Hatra today.", "Forces struck a cave near the town of Hatra today"),
        (
            "The Islamic State of Iraq and Syria is on the run and the group cannot stop the progress of others.",
            "The Islamic State of Iraq and Syria is on the run…",
        ),
        (
            "Partner forces from eleven nations of Europe and Asia trained five thousand border guards in June.",
            "Partner forces from eleven nations of Europe and Asia trained five thousand border guards…",
        ),
        ("Good. Partner forces went on to the town of Hatra.", "Partner forces went on to the town of Hatra"),
    ],
)
def test_a_title_is_derived_from_the_first_real_sentence(sentence, title):
    release = read(sentence, BODY)
    assert (release.title, release.title_basis) == (title, "derived")


def test_without_a_sentence_the_file_name_is_the_title():
    assert read("1, 2, 3").title == "a.txt"


def test_the_name_of_a_section_is_no_title_when_there_is_a_headline():
    assert read("RAF News", "The patrols over Iraq go on", BODY).title == "The patrols over Iraq go on"


def test_a_short_headline_is_a_title_when_it_is_the_only_one():
    assert read("Strikes continue", BODY).title == "Strikes continue"
