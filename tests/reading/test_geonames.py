"""A gazetteer that a user brings is read row by row: places, or refusals that say why."""

import pytest

from explorer.errors import GazetteerError
from explorer.reading.gazetteer import PLACE_COLUMNS
from explorer.reading.geonames import Refusal, Row, is_name, read_user_rows


def dump_line(number=1, name="Al Kharab", **other):
    """One line of a GeoNames dump; `other` replaces columns."""
    columns = {
        **{"id": str(number), "name": name, "ascii": name, "alternates": "", "latitude": "36.1", "longitude": "42.9"},
        **{"class": "P", "code": "PPL", "country": "IQ", "cc2": "", "admin1": "15", "admin2": "", "admin3": ""},
        **{
            "admin4": "",
            "population": "0",
            "elevation": "",
            "dem": "210",
            "zone": "Asia/Baghdad",
            "date": "2012-01-17",
        },
    }
    return "\t".join((columns | other).values())


def read(folder, *lines, name="IQ.txt"):
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return list(read_user_rows(path))


def test_a_line_of_a_dump_becomes_a_place(tmp_path):
    line = dump_line(99, "Tall ‘Abţah", ascii="Tall `Abtah", alternates="Tal Abta,تل عبطة,twz,Тель,https://example.org")
    (row,) = read(tmp_path, line)
    assert isinstance(row, Row)
    place = row.place
    assert (place.place_id, place.name, place.arabic_name) == ("geonames:99", "Tall 'Abtah", "تل عبطة")
    assert (place.feature_class, place.country_code, place.admin1) == ("village", "IQ", "Ninewa")
    assert (place.precision_km, place.source) == (3, "GeoNames")
    assert row.spellings == ("Tal Abta", "تل عبطة")


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({"population": "250000"}, "city"),
        ({"population": "7000"}, "town"),
        ({"population": ""}, "village"),
        ({"class": "S", "code": "DAM"}, "dam"),
        ({"class": "H", "code": "STM"}, "river"),
        ({"class": "A", "code": "ADM2"}, "district"),
        ({"class": "T", "code": "MTS"}, "mountain range"),
    ],
)
def test_a_feature_code_and_the_people_say_the_kind(tmp_path, other, kind):
    (row,) = read(tmp_path, dump_line(**other))
    assert row.place.feature_class == kind


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"class": "S", "code": "FRM"}, "feature code S.FRM is no kind of place that a map shows here"),
        ({"latitude": "136.1"}, r"latitude 136.1 is outside [-90, 90]; are the columns swapped?"),
        ({"longitude": "east"}, "longitude 'east' is not a number; write it like 36.335"),
        ({"name": "Мосул", "ascii": "Мосул"}, "the name is too short or too long, or has no letters of Latin"),
        ({"name": "Qu", "ascii": "Qu"}, "the name is too short or too long"),
        ({"id": "1\t2"}, "20 tab-separated values, not 19"),
    ],
)
def test_what_is_no_place_is_refused_with_the_reason(tmp_path, other, reason):
    _, row = read(tmp_path, dump_line(), dump_line(**other))
    assert isinstance(row, Refusal)
    assert row.number == 2
    assert row.reason.startswith(reason)


def test_a_csv_in_our_format_is_read_and_its_wrong_rows_refused(tmp_path):
    good = "mine:1,Tall Mahuz,,35.4,43.8,village,IQ,Kirkuk,10,my notes"
    good_row, refused = read(tmp_path, ",".join(PLACE_COLUMNS), good, good.replace("village", "hamlet"), name="my.csv")
    assert good_row.place.name == "Tall Mahuz"
    assert (refused.number, refused.name) == (3, "Tall Mahuz")
    assert refused.reason.startswith("feature_class 'hamlet' is not known; use one of ")


def test_another_file_is_refused_whole_with_what_is_wanted(tmp_path):
    with pytest.raises(GazetteerError, match=r"notes.txt: the first line has neither 19 tab-separated values"):
        read(tmp_path, "a line of text", name="notes.txt")
    with pytest.raises(GazetteerError, match=r"nowhere.txt: cannot be read"):
        read_user_rows(tmp_path / "nowhere.txt")


@pytest.mark.parametrize("name", ["Tall Mahuz", "al-Ḩawījah", "الحويجة", "Ba'aj"])
def test_names_of_both_scripts_are_names(name):
    assert is_name(name)


@pytest.mark.parametrize("name", ["twz", "Мосул", "モスル", "https://en.wikipedia.org", "A1", "x" * 80, ""])
def test_codes_links_and_other_scripts_are_no_names(name):
    assert not is_name(name)
