"""Bytes to text, with the encoding named and every doubt said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from explorer.errors import ReadingError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the shorter one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes of Windows-1252 and Windows-1256 that stand in real releases; rarer encodings are tried after these.
LIKELY = ["cp1252", "cp1256"]
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROLS = 0.05  # more than one control character in twenty is no text
SAMPLE = 65_536  # bytes or characters that decide; a whole file of 20 MB took the detector minutes


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, its encoding, and what was doubtful about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, file_name: str, declared: str | None = None) -> Decoded:
    """Decode by mark, as UTF-16 without mark, as strict UTF-8, as `declared`, and only then by statistics.

    Raises:
        ReadingError: the bytes are no text (`not parsed`).
    """
    decoded = (
        _by_mark(data) or _as_bare_utf16(data) or _as_utf8(data) or _as_declared(data, declared) or _by_statistics(data)
    )
    if decoded is None or _is_binary(decoded.text):
        raise ReadingError(
            f"{file_name}: its bytes are no text (they begin {data[:12]!r}); text files are read as UTF-8, UTF-16, "
            "Windows-1252 or Windows-1256; was it given the wrong suffix?",
            outcome="not parsed",
        )
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_replacements(data, encoding)
    return None


def _as_bare_utf16(data: bytes) -> Decoded | None:
    """UTF-16 of mostly Latin text shows as zeros in every second byte."""
    sample = data[:SAMPLE]
    if len(data) % 2 or len(sample) < 4:
        return None
    half = len(sample) // 2
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) > half * 0.6 and letters.count(0) < half * 0.05:
            return _with_replacements(data, encoding)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    try:
        return Decoded(data.decode(declared), codecs.lookup(declared).name) if declared else None
    except (LookupError, UnicodeDecodeError):
        return None


def _by_statistics(data: bytes) -> Decoded | None:
    likely = from_bytes(data[:SAMPLE], cp_isolation=LIKELY).best()
    best = likely or from_bytes(data[:SAMPLE]).best()
    if best is None:
        return None
    decoded = _with_replacements(data, best.encoding)
    guess = f"the encoding is nowhere stated and was found as {best.encoding} by its letters"
    return Decoded(decoded.text, decoded.encoding, (guess, *decoded.warnings))


def _with_replacements(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    warnings = (f"{bad} bytes are not valid {encoding} and stand as U+FFFD",) if bad else ()
    return Decoded(text, encoding, warnings)


def _is_binary(text: str) -> bool:
    sample = text[:SAMPLE]
    return len(CONTROL.findall(sample)) > MOST_CONTROLS * len(sample)
