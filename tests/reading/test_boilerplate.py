import pytest

from explorer.reading.boilerplate import find_removed, is_caption, plain_line


def reasons(original):
    return [(passage.reason, original[passage.start : passage.end]) for passage in find_removed(original)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Here’s how you know", "site banner"),
        ("A .mil website belongs to an official U.S. Department of Defense organization.", "site banner"),
        ("This information is provided for historical purposes only.", "historical-collection notice"),
        ("HOME : NEWSROOM : News Articles : Stories Display", "breadcrumb"),
        ("VIDEO | 00:32 | A spokesman speaks", "video player"),
        ("VIRIN: 170509-A-RT205-005", "photo credit"),
        ("read more read more", "photo credit"),
        ("1 of 2 |", "photo credit"),
        ("0Share", "share and print links"),
        ("PRINT", "share and print links"),
        ("| E-MAIL", "share and print links"),
        ("Leave a Reply", "comment form"),
        ("Forgot Password?", "sign-in form"),
        ("Sponsored Content", "advertisement"),
        (">>Follow Someone", "follow line"),
        ("(Source: Africom)", "source line"),
        ("–News Desk", "end mark"),
        ("SEE MORE: Another story", "related links"),
        ("Page 2 of 5", "page number"),
        ("51.3K Views 28 Likes", "view counter"),
        ("© 2019 A newspaper", "copyright line"),
        ("Date Taken: 06.20.2016", "photo credit"),
        ("Tel: 020 7946 0958 | Fax: 020 7946 0959", "contact line"),
        ("Phone +1 (813) 555-0100", "contact line"),
        ("Media contact: office@mail.example, +964 770 123 4567", "contact line"),
        ("For further inquiries call 813-555-0100", "contact line"),
        ("Tags: Iraq, Syria, 2017", "related links"),
        ("Web Views: 34", "view counter"),
        ("3 min read", "view counter"),
        ("Reading time: 2 minutes", "view counter"),
        ("Posted by admin 5 years ago · 234 shares · 12 comments", "view counter"),
        ("14 responses", "comment form"),
        ("Story ID: 12345", "file number"),
    ],
)
def test_each_kind_of_line_is_left_out_for_its_reason(line, reason):
    assert reasons(f"A release.\n{line}\nIt goes on.") == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Play was stopped when the shelling began.",
        "The historical collection on the old city was saved.",
        "-- Near Mosul, a strike destroyed a vehicle.",
        "More on this will follow.",
        "Share of oil sales fell.",
        "Home to 4,000 families, the camp is the largest.",
        "The source: a captured fighter.",
        "Contact with the unit was lost at 0530 near Hit.",
        "Phone lines were cut on June 15, 2016.",
        "Tel Afar",
        "Tel Rifaat: 3 strikes",
        "5 years ago the city fell.",
        "Five years ago the city fell.",
        "Reference: the release of June 15, 2016",
        "10 minutes later a second strike followed.",
    ],
)
def test_a_sentence_that_only_begins_like_noise_stays(line):
    assert reasons(line) == []


def test_play_is_left_out_only_under_its_time():
    assert reasons("00:32\nPlay\nPlay") == [("video player", "00:32"), ("video player", "Play")]


CAPTION = "A soldier looks over the bridge that engineers rebuilt near Qayyarah, Iraq. Army photo by Spc. Pat Example"


def test_a_caption_is_kept_once_and_the_picture_title_goes_with_its_copies():
    original = "\n".join(["Text before.", CAPTION, CAPTION, "Rebuilt Bridge", CAPTION, "Text after."])
    assert reasons(original) == [
        ("repeated caption", CAPTION),
        ("picture title", "Rebuilt Bridge"),
        ("repeated caption", CAPTION),
    ]


def test_a_sentence_between_two_copies_of_a_caption_stays():
    assert ("picture title", "He said so.") not in reasons("\n".join([CAPTION, "He said so.", CAPTION]))


def test_a_long_line_that_follows_itself_is_kept_once_and_one_further_on_twice():
    line = "The coalition remains steadfast in its support of the forces of Iraq, the spokesman told the reporters."
    assert reasons(f"{line}\n{line}") == [("repeated line", line)]
    assert reasons(f"{line}\nHe left.\nShe stayed.\n{line}") == []


def test_strike_lines_that_repeat_are_not_repetitions():
    line = "-- Near Raqqa, one strike engaged a tactical unit and destroyed a fighting position and a vehicle bomb."
    assert reasons(f"{line}\n{line}") == []


def test_headlines_under_related_stories_go_and_the_next_sentence_stays():
    original = "A release.\nRelated Stories\nTown Freed\nCarter Visits\nThe last sentence stays."
    assert [text for _, text in reasons(original)] == ["Related Stories", "Town Freed", "Carter Visits"]


def test_invisible_characters_inside_a_name_are_left_out():
    assert reasons("Mo\u200bsul\u202e and H\u00adit\x00") == [
        ("invisible character", "\u200b"),
        ("invisible character", "\u202e"),
        ("invisible character", "\u00ad"),
        ("invisible character", "\x00"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (CAPTION, True),
        ("A view of the town of Hit from the air. (U.S. Army photo by Sgt. Pat Example)", True),
        ("The photo by the roadside showed nothing of note, and he went on to talk about other things.", False),
        ("Photo by Sgt. Example", False),
    ],
)
def test_a_caption_ends_with_who_took_the_picture(line, expected):
    assert is_caption(line) is expected


def test_a_name_from_metadata_becomes_one_plain_line():
    assert plain_line(" A\u202e title\n of\x00 two  lines ") == "A title of two lines"
    assert plain_line(" \u200b") is None
