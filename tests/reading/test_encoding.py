import codecs

import pytest

from explorer.errors import ReadingError
from explorer.reading.encoding import decode

ENGLISH = "“Raqqa – the enemy’s capital” was liberated, the Coalition said. " * 5
ARABIC = "قال التحالف إن القوات العراقية حررت مدينة الموصل القديمة من تنظيم داعش بعد قتال استمر أشهرا. " * 4


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (ENGLISH.encode(), "utf-8", ENGLISH),
        (codecs.BOM_UTF8 + ENGLISH.encode(), "utf-8-sig", ENGLISH),
        (ENGLISH.encode("utf-16"), "utf-16", ENGLISH),
        (ENGLISH.encode("utf-16-le"), "utf-16-le", ENGLISH),
        (ENGLISH.encode("utf-16-be"), "utf-16-be", ENGLISH),
        (ARABIC.encode("utf-16"), "utf-16", ARABIC),
        (ENGLISH.encode("cp1252"), "cp1252", ENGLISH),
        (ARABIC.encode("cp1256"), "cp1256", ARABIC),
    ],
)
def test_the_encoding_is_found_and_named(data, encoding, text):
    decoded = decode(data, file_name="release.txt")
    assert (decoded.encoding, decoded.text) == (encoding, text)


def test_a_stated_encoding_raises_no_doubt_and_a_guessed_one_does():
    assert decode(ENGLISH.encode(), file_name="release.txt").warnings == ()
    assert "nowhere stated" in decode(ENGLISH.encode("cp1252"), file_name="release.txt").warnings[0]


def test_bytes_that_are_not_valid_are_counted():
    decoded = decode(codecs.BOM_UTF8 + b"Mosul \xff\xfe", file_name="release.txt")
    assert decoded.text == "Mosul \ufffd\ufffd"
    assert decoded.warnings == ("2 bytes are not valid utf-8-sig and stand as U+FFFD",)


def test_a_stray_zero_byte_does_not_make_a_text_binary():
    assert decode(b"Coalition forces\0 struck near Hit.", file_name="release.txt").encoding == "utf-8"


@pytest.mark.parametrize(
    "data", [b"\x7fELF\x02\x01\x01" + bytes(60), bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(90)]
)
def test_binary_bytes_are_refused_by_name(data):
    with pytest.raises(ReadingError, match=r"release\.txt: its bytes are no text") as raised:
        decode(data, file_name="release.txt")
    assert raised.value.outcome == "not parsed"
