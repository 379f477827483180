"""Tables, JSON lines and archives: several releases in one file, each with its own outcome."""

import json

import pytest

from explorer.errors import ReadingError
from explorer.reading import Entry, Upload, archives, entries, read_releases, unpack, unpack_upload
from explorer.reading.entries import MOST_ROWS
from tests.reading.documents import pdf_of_lines, zipped

TEXT = "Coalition forces struck a cave near Hatra and destroyed two vehicles."


def read(tmp_path, name, data, **options):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_releases(path, **options))


def only_error(found):
    (error,) = found
    assert isinstance(error, ReadingError)
    return error


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_gives_a_release_for_each_row(tmp_path, delimiter):
    rows = [
        ["Headline", "Published", "Body", "URL"],
        ["A strike", "2019-03-25", f'"{TEXT}\nEnd."', "https://www.centcom.mil/1"],
    ]
    (release,) = read(tmp_path, "export.csv", "\r\n".join(delimiter.join(row) for row in rows))
    assert (release.title, release.title_basis) == ("A strike", "stated")
    assert release.text.split("\n") == ["A strike", "", TEXT, "End."]
    assert release.published.evidence == "date: 2019-03-25"
    assert release.published.date == "2019-03-25"
    assert release.publisher == "U.S. Central Command"
    assert release.file_name == "export.csv line 3.json"


def test_columns_of_other_names_are_mapped(tmp_path):
    chosen = {"text": "Inhalt", "date": "Tag"}
    (release,) = read(tmp_path, "export.csv", f"Tag,Inhalt\n2019-03-25,{TEXT}\n", columns=chosen)
    assert (release.text, release.published.date) == (TEXT, "2019-03-25")


def test_a_table_without_a_text_column_names_what_it_has(tmp_path):
    error = only_error(read(tmp_path, "export.csv", "day,words\n1,2\n"))
    assert str(error).startswith("export.csv: its columns are ['day', 'words']; one must be the text")


def test_ragged_rows_are_named_by_line_and_the_rest_is_read(tmp_path):
    found = read(tmp_path, "export.csv", f"title,text\nA,{TEXT}\nB\nC,{TEXT},too much\nD,{TEXT}\n")
    assert [type(entry) for entry in found[1:3]] == [ReadingError, ReadingError]
    assert "export.csv line 3: has 1 cells for the 2 columns" in str(found[1])
    assert [found[0].title, found[3].title] == ["A", "D"]


def test_a_cell_that_a_spreadsheet_would_run_is_kept_as_it_is(tmp_path):
    (release,) = read(tmp_path, "export.csv", f'title,text\n"=HYPERLINK(""http://x"")",{TEXT}\n')
    assert release.title == '=HYPERLINK("http://x")'


def test_a_cell_of_a_megabyte_is_read(tmp_path):
    (release,) = read(tmp_path, "export.csv", "title,text\nA," + "word " * 200_000)
    assert len(release.text) > 999_000


def test_bad_json_lines_are_named_by_line_and_the_rest_is_read(tmp_path):
    good = json.dumps({"title": "A strike", "text": TEXT, "date": "March 25, 2019"})
    lines = [good, "not json", "[" * 100_000, '"a string"', '{"words": 1}', '{"text": ""}', "", good.replace("A", "B")]
    found = read(tmp_path, "export.jsonl", "\n".join(lines))
    assert [entry.title for entry in (found[0], found[-1])] == ["A strike", "B strike"]
    assert [str(error).split(":")[0] for error in found[1:-1]] == [
        "export.jsonl line 2",
        "export.jsonl line 3",
        "export.jsonl line 4",
        "export.jsonl line 5.json",
        "export.jsonl line 6.json",
    ]
    assert [error.outcome for error in found[1:-1]] == ["not parsed"] * 3 + ["no text"] * 2


def test_an_array_named_jsonl_is_read_too(tmp_path):
    found = read(tmp_path, "export.jsonl", "\ufeff" + json.dumps([{"text": TEXT}, 3]))
    assert found[0].text == TEXT
    assert "record 2: is a JSON int" in str(found[1])


def test_halves_of_surrogate_pairs_are_replaced_and_counted(tmp_path):
    (release,) = read(tmp_path, "export.jsonl", '{"text": "Near Hit \\ud800 a strike \\ud83d\\ude00."}')
    assert release.text == "Near Hit \ufffd a strike 😀."
    assert release.warnings == ("1 characters are halves of surrogate pairs and stand as U+FFFD",)


def test_an_empty_table_has_no_text(tmp_path):
    assert only_error(read(tmp_path, "export.jsonl", " \n")).outcome == "no text"


def test_an_archive_gives_its_files_and_the_rows_of_its_tables(tmp_path):
    data = zipped(
        {
            "inner/a.txt": TEXT,
            "__MACOSX/._a.txt": "x",
            "picture.png": "x",
            "b.pdf": pdf_of_lines(TEXT),
            "c.csv": f"title,text\nA,{TEXT}\n",
            "../../climbing.txt": TEXT + " And more.",
            "empty.txt": "",
            "nested.zip": zipped({"d.txt": TEXT}),
        }
    )
    found = read(tmp_path, "all.zip", data)
    releases = [entry.file_name for entry in found if not isinstance(entry, ReadingError)]
    errors = {str(entry).split(":")[0]: entry.outcome for entry in found if isinstance(entry, ReadingError)}
    assert releases == [
        "all.zip/inner/a.txt",
        "all.zip/b.pdf",
        "all.zip/c.csv line 2.json",
        "all.zip/../../climbing.txt",
    ]
    assert errors == {"all.zip/empty.txt": "no text", "all.zip/nested.zip": "unsupported"}
    assert [path.name for path in tmp_path.parent.rglob("climbing.txt")] == []


def test_an_archive_that_inflates_too_far_stops_and_states_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_INFLATED", 1_000_000)
    found = read(tmp_path, "bomb.zip", zipped({"a.txt": TEXT, "b.txt": "word " * 300_000, "c.txt": TEXT}))
    assert found[0].text == TEXT
    assert found[-1].outcome == "too large"
    assert len(found) == 2


def test_a_member_that_inflates_too_far_is_named_and_the_rest_is_read(tmp_path):
    found = read(tmp_path, "bomb.zip", zipped({"a.txt": b"\0" * (21 * 2**20), "b.txt": TEXT}))
    assert (found[0].outcome, found[1].text) == ("too large", TEXT)
    assert "bomb.zip/a.txt: inflates to more than the 20 MB" in str(found[0])


def test_a_damaged_archive_says_so(tmp_path):
    assert only_error(read(tmp_path, "cut.zip", zipped({"a.txt": TEXT})[:60])).outcome == "not parsed"


def test_a_file_that_vanished_is_one_outcome(tmp_path):
    assert only_error(list(read_releases(tmp_path / "gone.csv"))).outcome == "not found"


def test_an_encrypted_member_is_named(tmp_path):
    data = bytearray(zipped({"a.txt": TEXT}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    error = only_error(read(tmp_path, "locked.zip", bytes(data)))
    assert (error.outcome, "all" in str(error)) == ("encrypted", False)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_with_any_line_ends_is_read(tmp_path, line_end):
    (release,) = read(tmp_path, "export.csv", line_end.join(["title,text", f"A,{TEXT}", ""]))
    assert release.title == "A"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "it ends too early, at character 2"),
        ('{"text": "A.", }', "it goes wrong at character 16, where it has '}'"),
        ("no json", "it goes wrong at character 1, where it has 'no json'"),
        ('{"a":' * 100_000, "it is nested too deep"),
        ('{"date": ' + "9" * 5000 + "}", "it has a number of too many digits"),
    ],
)
def test_what_is_wrong_with_json_is_said_in_plain_words(tmp_path, line, said):
    error, _ = read(tmp_path, "odd.jsonl", f'{line}\n{{"text": "{TEXT}"}}\n')
    assert str(error) == f"odd.jsonl line 1: is no JSON: {said}"


def test_what_is_wrong_with_an_array_is_said_with_its_line(tmp_path):
    error = only_error(read(tmp_path, "odd.jsonl", '[{"text": "A."},\n oops]'))
    assert str(error) == "odd.jsonl: is no JSON: it goes wrong at line 2, character 2, where it has 'oops]'"


def test_what_is_wrong_with_an_archive_is_said_in_plain_words(tmp_path):
    sound = zipped({"a.txt": TEXT, "b.txt": TEXT})
    error = only_error(read(tmp_path, "cut.zip", sound[:60]))
    assert str(error) == "cut.zip: is no sound zip archive; is it whole? Pack it anew"
    damaged = bytearray(sound)
    damaged[45] ^= 0xFF
    error, release = read(tmp_path, "worn.zip", bytes(damaged))
    assert str(error) == "worn.zip/a.txt: is damaged within its archive; pack it anew"
    assert release.file_name == "worn.zip/b.txt"


def test_of_a_table_of_a_million_rows_the_first_are_read_and_the_others_named(tmp_path):
    path = tmp_path / "million.csv"
    with path.open("w") as file:
        file.write("text,date\n")
        file.writelines(f"Strike {number} hit Mosul.,2017\n" for number in range(1_000_000))
    count, last = 0, None
    for count, last in enumerate(unpack(path)):
        if count == 0:
            assert json.loads(last.data)["text"] == "Strike 0 hit Mosul."
    assert count == MOST_ROWS
    assert last.outcome == "too large"
    assert str(last) == "million.csv: has more than 100,000 rows; these were read, split it to load the others"


def test_a_table_of_as_many_rows_as_are_read_is_whole(monkeypatch):
    monkeypatch.setattr(entries, "MOST_ROWS", 2)
    assert [type(each) for each in unpack_upload(Upload("a.csv", b"text\nOne.\nTwo.\n"))] == [Entry, Entry]
    assert [type(each) for each in unpack_upload(Upload("a.csv", b"text\nOne.\nTwo.\nThree.\n"))][2:] == [ReadingError]
