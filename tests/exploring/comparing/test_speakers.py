import pytest

from explorer.exploring.comparing.people import find_names
from explorer.exploring.comparing.speakers import find_speakers


def speakers_in(text, lexicon):
    found = find_speakers(text, find_names(text, lexicon), lexicon)
    return [(text[each.start : each.end], each.name) for each in found]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Gen. Thomas Weidley said, "Positive."', ("Thomas Weidley", "Thomas Weidley")),
        ('"We are working," said Lt. Gen. James Terry, commander.', ("James Terry", "James Terry")),
        ("Col. Ryan Dillon, spokesman for the coalition, told reporters", ("Ryan Dillon", "Ryan Dillon")),
        ('"It is," said a senior coalition officer attending.', ("a senior coalition officer",) * 2),
        ("According to a senior military official, one fell.", ("a senior military official",) * 2),
        ("COL. WARREN: Good morning.", ("COL. WARREN", "Col. Warren")),
    ],
)
def test_a_speaker_is_found_before_or_after_the_verb(lexicon, text, speaker):
    assert speakers_in(text, lexicon) == [speaker]


def test_an_organisation_speaks_under_its_one_name(lexicon):
    ((written, name),) = speakers_in("The plan works, CJTF-OIR said in a statement.", lexicon)
    assert (written, name) == ("CJTF-OIR", "Combined Joint Task Force – Operation Inherent Resolve")


def test_he_and_the_colonel_stand_for_whoever_spoke_before_and_say_so(lexicon):
    text = "Col. Ryan Dillon said so. It ends, he said. The colonel noted it."
    found = list(find_speakers(text, find_names(text, lexicon), lexicon))
    assert [each.key for each in found] == ["ryan dillon"] * 3
    assert found[1].note == "“he” is taken for whoever spoke before"
    assert found[0].note == ""


@pytest.mark.parametrize(
    "text",
    ["Reports noted that ISIS oil revenue fell.", "It fell, said the CJTF chief of staff.", "ISIS, the enemy, said no"],
)
def test_what_is_spoken_of_is_no_speaker(lexicon, text):
    assert speakers_in(text, lexicon) == []


def test_every_speaker_of_a_briefing_is_its_spokesman(seeds, lexicon):
    text = seeds["002"].side.text
    found = list(find_speakers(text, seeds["002"].side.details, lexicon))
    assert {each.key for each in found} == {"ryan dillon"}
    assert len(found) >= 20
