"""A user's own places: added once, merged with what is known, refused with a reason, and taken out again."""

import os
import signal
import time
from pathlib import Path

import pytest

from explorer.errors import GazetteerError, LibraryError
from explorer.library.gazetteer_file import gazetteer_path
from explorer.library.user_gazetteer import add_to_gazetteer, list_gazetteer, remove_from_gazetteer
from explorer.reading import Upload
from explorer.reading.gazetteer import OWN_COLUMNS, PLACE_COLUMNS, read_own, spellings_beside


def line(number, name, latitude, longitude, *, alternates="", kind=("P", "PPL")):
    tail = ["IQ", "", "13", "", "", "", "0", "", "300", "Asia/Baghdad", "2012-01-17"]
    return "\t".join([str(number), name, name, alternates, str(latitude), str(longitude), *kind, *tail])


def write(folder, *lines, name="IQ.txt"):
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


MAHUZ = line(7, "Tall Mahuz", 35.41, 43.72, alternates="Tal Mahus,تل ماحوز")
MOSUL = line(99072, "Al Mawsil", 36.335, 43.119, alternates="Mosulopolis")
BASHIR = line(8, "Bashir", 35.25, 44.29)  # shipped, by another identifier
FARM = line(9, "Mazraat Ahmad", 35.3, 44.2, kind=("S", "FRM"))


def test_new_places_are_added_known_ones_merged_and_others_refused(tmp_path):
    report = add_to_gazetteer(write(tmp_path, MAHUZ, MOSUL, BASHIR, FARM), tmp_path / "library")
    assert (report.added, report.merged) == (1, 2)
    assert [(refusal.number, refusal.name) for refusal in report.refused] == [(4, "Mazraat Ahmad")]
    (reason,) = report.reasons()
    assert reason.startswith("1 rows: feature code S.FRM is no kind")
    assert reason.endswith(": row 4 Mazraat Ahmad")
    path = gazetteer_path(tmp_path / "library")
    ((place,), _) = read_own(path)
    assert (place.name, place.arabic_name, place.admin1) == ("Tall Mahuz", "تل ماحوز", "Kirkuk")


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("35.3,43.9,village,IQ,Anbar", "its point lies outside Anbar"),
        ("31.0,38.0,village,IQ,", "its point lies outside IQ"),
        ("36.3,43.1,village,TR,", "its point lies in Ninewa (IQ), not in TR"),
        (
            "33.4,43.3,village,IQ,Al Anbar",
            "admin1 'Al Anbar' is no governorate of IQ; leave it empty or use Anbar",
        ),
    ],
)
def test_a_place_outside_its_country_or_governorate_is_refused(tmp_path, where, reason):
    file = write(tmp_path, ",".join(PLACE_COLUMNS), f"mine:1,Kani Shila,,{where},5,notes", name="my.csv")
    report = add_to_gazetteer(file, tmp_path)
    assert (report.added, report.merged) == (0, 0)
    (refusal,) = report.refused
    assert (refusal.number, refusal.name) == (2, "Kani Shila")
    assert refusal.reason.startswith(reason)


@pytest.mark.parametrize(
    "where",
    [
        "33.4,43.3,village,IQ,Anbar",
        "33.4,43.3,village,IQ,",
        "33.4,43.3,region,IQ,Ninewa",  # what is no point is not looked at
        "35.35,43.35,village,IQ,Kirkuk",  # beside the border, which maps draw differently
        "31.7,35.9,village,JO,",
        "34.4,41.0,site,,",
    ],
)
def test_a_place_inside_or_beside_its_country_and_governorate_is_added(tmp_path, where):
    file = write(tmp_path, ",".join(PLACE_COLUMNS), f"mine:1,Kani Shila,,{where},5,notes", name="my.csv")
    assert add_to_gazetteer(file, tmp_path).added == 1


def test_a_report_names_the_first_rows_of_each_reason_and_counts_the_others(tmp_path):
    farms = [line(n, f"Mazraat {n:03d}", 35.3, 44.2, kind=("S", "FRM")) for n in range(100, 125)]
    odd = [line(n, "Qorluh", 35.3, 44.2, kind=("S", f"X{n}")) for n in range(30)]
    first, *others = add_to_gazetteer(write(tmp_path, *farms, *odd), tmp_path).reasons()
    assert first.startswith("25 rows: feature code S.FRM")
    assert ": row 1 Mazraat 100, row 2 Mazraat 101, " in first
    assert first.endswith("row 10 Mazraat 109 … and 15 more")
    assert others[-1] == "… and 11 more reasons"


def test_a_merged_place_gets_its_new_spellings(tmp_path):
    add_to_gazetteer(write(tmp_path, MAHUZ, MOSUL), tmp_path)
    spellings = read_own(gazetteer_path(tmp_path))[1]
    assert spellings["Mosulopolis"] == ("geonames:99072",)
    assert spellings["Tal Mahus"] == ("geonames:7",)
    assert "Al Mawsil" not in spellings  # shipped


def test_a_far_place_of_a_known_name_is_a_place_of_its_own(tmp_path):
    report = add_to_gazetteer(write(tmp_path, line(11, "Bashir", 35.5, 43.6)), tmp_path)
    assert (report.added, report.merged) == (1, 0)


def test_a_dam_is_not_merged_with_the_village_beside_it(tmp_path):
    report = add_to_gazetteer(write(tmp_path, line(12, "Bashir", 35.25, 44.29, kind=("S", "DAM"))), tmp_path)
    assert report.added == 1


def test_adding_again_changes_nothing(tmp_path):
    file = write(tmp_path, MAHUZ, MOSUL)
    add_to_gazetteer(file, tmp_path)
    before = gazetteer_path(tmp_path).read_bytes()
    report = add_to_gazetteer(file, tmp_path)
    assert (report.added, report.merged) == (0, 2)
    assert gazetteer_path(tmp_path).read_bytes() == before


def test_removing_a_file_leaves_what_others_brought(tmp_path):
    add_to_gazetteer(write(tmp_path, MAHUZ), tmp_path)
    own = write(tmp_path, ",".join(PLACE_COLUMNS), "mine:1,Kani Shila,,35.7,44.9,village,IQ,,5,notes", name="my.csv")
    add_to_gazetteer(own, tmp_path)
    assert list_gazetteer(tmp_path) == {"IQ.txt": 1, "my.csv": 1}
    assert remove_from_gazetteer(tmp_path, "IQ.txt") == 1
    places, spellings = read_own(gazetteer_path(tmp_path))
    assert [place.name for place in places] == ["Kani Shila"]
    assert spellings == {}


def test_removing_all_leaves_no_file(tmp_path):
    add_to_gazetteer(write(tmp_path, MAHUZ, MOSUL), tmp_path)
    assert remove_from_gazetteer(tmp_path) == 1
    assert not gazetteer_path(tmp_path).exists()
    assert (remove_from_gazetteer(tmp_path), list_gazetteer(tmp_path)) == (0, {})


def older_gazetteer(folder):
    """A gazetteer as earlier versions wrote it, the spellings in a file of their own."""
    path = gazetteer_path(folder)
    village = "geonames:7,Tall Mahuz,,35.41,43.72,village,IQ,Kirkuk,1,GeoNames,IQ.txt"
    path.write_text(f"{','.join(OWN_COLUMNS)}\n{village}\n", encoding="utf-8")
    rows = "geonames:7,Tal Mahus,IQ.txt\ngeonames:99072,Mosulopolis,IQ.txt\n"
    spellings_beside(path).write_text(f"place_id,spelling,note\n{rows}", encoding="utf-8")
    return path


def test_the_spellings_of_an_older_gazetteer_are_kept_and_taken_over(tmp_path):
    path = older_gazetteer(tmp_path)
    before = read_own(path)
    assert before[1] == {"Tal Mahus": ("geonames:7",), "Mosulopolis": ("geonames:99072",)}
    report = add_to_gazetteer(write(tmp_path, MAHUZ, MOSUL), tmp_path)
    assert (report.added, report.merged) == (0, 2)
    assert not spellings_beside(path).exists()
    after = read_own(path)
    assert after[0] == before[0]
    assert after[1] == before[1] | {"تل ماحوز": ("geonames:7",)}
    assert list_gazetteer(tmp_path) == {"IQ.txt": 1}
    assert remove_from_gazetteer(tmp_path, "IQ.txt") == 1
    assert not path.exists()


def test_a_kill_while_an_older_gazetteer_is_taken_over_loses_nothing(tmp_path):
    path = older_gazetteer(tmp_path)
    before = read_own(path)
    child = os.fork()
    if not child:
        Path.unlink = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
        remove_from_gazetteer(tmp_path, "other.txt")
        os._exit(0)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert path.read_bytes().count(b",spelling,") == 2  # the new file is there, and the old one still
    assert spellings_beside(path).exists()
    assert read_own(path) == before
    remove_from_gazetteer(tmp_path, "other.txt")
    assert not spellings_beside(path).exists()
    assert read_own(path) == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "library").write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match=r"library/gazetteer.csv: cannot be written"):
        add_to_gazetteer(write(tmp_path, MAHUZ), tmp_path / "library")


def test_thousands_of_rows_take_seconds_not_minutes(tmp_path):
    rows = [
        line(n, f"Qaryat {n:05d} Jadid", 35.2 + n % 70 / 200, 43.9 + n % 90 / 200) for n in range(1_000_000, 1_005_000)
    ]
    began = time.perf_counter()
    report = add_to_gazetteer(write(tmp_path, *rows), tmp_path)
    assert report.added == 5_000
    assert time.perf_counter() - began < 10


def test_a_gazetteer_that_cannot_be_opened_is_named_and_releases_load_without_it(library):
    path = library.path.with_name("gazetteer.csv")
    path.mkdir()  # no rights stop a superuser, but a folder cannot be read by anybody
    outcome = library.load_file(Upload("a.txt", b"A strike hit a cave near Mosul, Iraq."), library.geoparser())
    assert outcome.outcome == "added"
    problem = library.gazetteer_problem()
    assert str(path) in problem
    assert "cannot be read ([Errno 21] Is a directory" in problem
    assert library.holdings().outdated == 0
    with pytest.raises(GazetteerError, match=r"gazetteer\.csv: cannot be read"):
        list(library.backup())
