"""The gazetteer's files are read row by row, and a wrong row is named."""

import pytest

from explorer.errors import GazetteerError
from explorer.reading.gazetteer import PLACE_COLUMNS, SPELLING_COLUMNS, read_places, read_spellings

MOSUL = "hand:mosul,Mosul,الموصل,36.335,43.1189,city,IQ,Ninewa,9,general knowledge"


def write(folder, *rows, columns=PLACE_COLUMNS):
    path = folder / "places.csv"
    path.write_text("\n".join([",".join(columns), *rows]) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_a_place_with_numbers_and_none_for_what_is_empty(tmp_path):
    (mosul, iraq) = read_places(write(tmp_path, MOSUL, "hand:iraq,Iraq,,33,44,country,IQ,,450,general knowledge"))
    assert (mosul.name, mosul.arabic_name, mosul.latitude, mosul.precision_km) == ("Mosul", "الموصل", 36.335, 9.0)
    assert (iraq.arabic_name, iraq.admin1, iraq.geometry) == (None, None, "area")


def test_columns_may_stand_in_any_order(tmp_path):
    row = ",".join(reversed(MOSUL.split(",")))
    (mosul,) = read_places(write(tmp_path, row, columns=PLACE_COLUMNS[::-1]))
    assert mosul.place_id == "hand:mosul"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("36.335", "136.335", r"places.csv row 2: latitude 136.335 is outside \[-90, 90\]; are the columns swapped\?"),
        ("36.335", "36,335", r"places.csv row 2: 11 values where the first line names 10; quote a value"),
        ("36.335", "north", "latitude 'north' is not a number"),
        ("36.335", "nan", "latitude nan is outside"),
        ("city", "metropolis", "feature_class 'metropolis' is not known; use one of .*, city, "),
        ("IQ", "Iraq", "country_code 'Iraq' is not two capital letters"),
        (",9,", ",0,", "precision_km 0 is outside"),
        ("Mosul", " ", "name is empty"),
        ("general knowledge", "", "source is empty"),
    ],
)
def test_a_wrong_value_is_named_with_its_row_and_what_is_allowed(tmp_path, old, new, message):
    with pytest.raises(GazetteerError, match=message):
        read_places(write(tmp_path, MOSUL.replace(old, new)))


def test_an_identifier_stands_once(tmp_path):
    with pytest.raises(GazetteerError, match="row 3: place_id 'hand:mosul' stands twice"):
        read_places(write(tmp_path, MOSUL, MOSUL))


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(GazetteerError, match="column source is missing"):
        read_places(write(tmp_path, columns=PLACE_COLUMNS[:-1]))


def test_a_file_that_is_not_there_or_not_utf8_is_named(tmp_path):
    with pytest.raises(GazetteerError, match=r"nowhere.csv: cannot be read"):
        read_places(tmp_path / "nowhere.csv")
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"place_id,name\xe9\n")
    with pytest.raises(GazetteerError, match="save it as CSV in UTF-8"):
        read_places(latin)


def test_a_spelling_keeps_its_places_in_the_order_of_the_file(tmp_path):
    path = write(tmp_path, "b,Karamah,", "a,Karamah,the smaller", "a,الكرامة,", columns=SPELLING_COLUMNS)
    assert read_spellings(path) == {"Karamah": ("b", "a"), "الكرامة": ("a",)}


@pytest.mark.parametrize(
    ("row", "message"),
    [("a,Karamah,", "row 3: 'Karamah' is already a spelling of a"), ("a,,", "row 3: .*may not be empty")],
)
def test_a_wrong_spelling_is_named(tmp_path, row, message):
    with pytest.raises(GazetteerError, match=message):
        read_spellings(write(tmp_path, "a,Karamah,", row, columns=SPELLING_COLUMNS))
