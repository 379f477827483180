"""What stands around a release and is not of it, each passage left out with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from explorer.model import Removed
from explorer.reading.clean import Line, split_lines
from explorer.reading.noise import LINE_RULES

# Control and invisible format characters; the Arabic number signs, which are visible, stay.
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
# A stretch within a line, with what is in every text that has it.
INLINE_RULES: tuple[tuple[str, str, str], ...] = (
    ("invisible character", "", INVISIBLE.pattern),
    ("caption timing", " --> ", r"\d\d:\d\d[:.\d]* --> \d\d:\d\d[:.\d]*(?: - )?"),
    ("embedded post", "pic.twitter.com/", r"pic\.twitter\.com/\w+"),
    ("share and print links", "PRINT | E", r"\bPRINT \| E-?MAIL\b"),
    ("date stamp", "date ", r"^[ \t]*date \d{4}-\d\d-\d\d (?=\S)"),
)
RELATED = re.compile(r"Related (Stories|Posts|Articles|Links|Content|News|Topics|Coverage)?:?", re.IGNORECASE)
UPDATE_LOG = re.compile(r"Updates to this page|Full page history|Change history", re.IGNORECASE)
CREDIT = re.compile(
    r"\b(?i:(?:photo|image|video|graphic|illustration)s? (?:by|courtesy of)) (?:the )?[A-Z]"
    r"|(?i:\bcourtesy photo\b)|\((?:AP|AFP|EPA|Reuters|Getty)\b|\(Photo:|\bImage (?:source|copyright) "
)
# One of these is in every credit; without them most lines are told fast.
CREDIT_SIGNS = ("photo", "image", "video", "graphic", "illustration", "(ap", "(afp", "(epa", "(reuters", "(getty")
PLAYER_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
BULLET = re.compile(r"[-*•·.]|near\b", re.IGNORECASE)
LONG_LINE = 80  # [characters] a line this long does not return by chance
MOST_HEADLINE = 160

_LINE_PATTERNS = [(reason, re.compile("|".join(patterns), re.IGNORECASE)) for reason, patterns in LINE_RULES]
_ANY_LINE_PATTERN = re.compile("|".join(f"(?:{p})" for _, rules in LINE_RULES for p in rules), re.IGNORECASE)
_INLINE_PATTERNS = [(reason, sign, re.compile(pattern, re.MULTILINE)) for reason, sign, pattern in INLINE_RULES]


def is_caption(line: str) -> bool:
    """Whether a line describes a picture: it ends with, or names, who took it."""
    if len(line) <= 40 or line.startswith("Image caption"):
        return len(line) > 40
    tail = line[-120:]
    return has_any(CREDIT_SIGNS, tail) and CREDIT.search(tail) is not None


def has_any(signs: Iterable[str], text: str) -> bool:
    """Whether one of some words in small letters is in a text, in whatever letters."""
    lower = text.lower()
    return any(sign in lower for sign in signs)


def plain_line(text: str | None) -> str | None:
    """A title or a name from a file's metadata as one line without invisible characters, or None when it is blank."""
    return " ".join(INVISIBLE.sub("", text or "").split()) or None


def find_removed(original: str, outside: tuple[Removed, ...] = ()) -> tuple[Removed, ...]:
    """The passages of `original` that are not of the release, sorted and not overlapping.

    `outside` are the lines, and the stretches within lines, of which its format already says so.
    """
    lines = [line for line in split_lines(original) if line.start < line.end]
    texts = [_with_single_blanks(original[line.start : line.end]) for line in lines]
    known = {(passage.start, passage.end): passage.reason for passage in outside}
    named = ((number, known.get((line.start, line.end))) for number, line in enumerate(lines))
    reasons = {number: reason for number, reason in named if reason} | _line_reasons(texts)
    whole = [Removed(line.start, line.end, reasons[i]) for i, line in enumerate(lines) if i in reasons]
    kept = [line for i, line in enumerate(lines) if i not in reasons]
    return tuple(sorted([*whole, *_stretches(original, outside, kept)], key=lambda removed: removed.start))


def _with_single_blanks(line: str) -> str:
    """A line with one blank for each stretch of white space, which most lines have already."""
    return line if line.isprintable() and "  " not in line else " ".join(line.split())


def _line_reasons(texts: list[str]) -> dict[int, str]:
    """Line numbers to the reason why each is left out."""
    reasons = {number: reason for number, text in enumerate(texts) if (reason := _reason(text))}
    reasons |= dict(_player_lines(texts))
    reasons |= dict(_repetitions(texts, reasons))
    return reasons | dict(_related(texts)) | dict(_update_log(texts))


def _reason(text: str) -> str | None:
    if len(text) > 700 and not text.startswith("string("):
        return None
    if not _ANY_LINE_PATTERN.fullmatch(text):
        return None
    return next(reason for reason, pattern in _LINE_PATTERNS if pattern.fullmatch(text))


def _player_lines(texts: list[str]) -> Iterator[tuple[int, str]]:
    for number, (before, text) in enumerate(pairwise(texts), start=1):
        if text == "Play" and PLAYER_TIME.fullmatch(before):
            yield number, "video player"


def _repetitions(texts: list[str], reasons: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Later copies of a caption or of the line just before, with the picture's title that stands among them."""
    seen: dict[str, int] = {}
    for number, text in enumerate(texts):
        if number in reasons or len(text) < LONG_LINE or BULLET.match(text):
            continue
        first = seen.setdefault(text, number)
        if first == number:
            continue
        if is_caption(text):
            yield number, "repeated caption"
            if number - first > 1 and _is_picture_title(texts[number - 1]):
                yield number - 1, "picture title"
        elif number - first <= 2:
            yield number, "repeated line"


def _is_picture_title(text: str) -> bool:
    return len(text) < LONG_LINE and not text.endswith((".", "!", "?", "”", '"', ":"))


def _related(texts: list[str]) -> Iterator[tuple[int, str]]:
    """A heading for related stories, and the headlines after it up to the next sentence."""
    for number, text in enumerate(texts):
        if RELATED.fullmatch(text):
            yield number, "related links"
            for later in range(number + 1, len(texts)):
                if len(texts[later]) > MOST_HEADLINE or texts[later].endswith((".", "”", '"', ":")):
                    break
                yield later, "related links"


def _update_log(texts: list[str]) -> Iterator[tuple[int, str]]:
    """The log of changes at the foot of a page, with a date for each; nothing of the release follows it."""
    first = next((number for number, text in enumerate(texts) if UPDATE_LOG.fullmatch(text)), len(texts))
    yield from ((number, "update log") for number in range(first, len(texts)))


def _stretches(original: str, outside: tuple[Removed, ...], lines: list[Line]) -> Iterator[Removed]:
    """What is left out within the lines that stay, by the format or by a rule, nothing twice."""
    rules = ((reason, pattern) for reason, sign, pattern in _INLINE_PATTERNS if sign in original)
    matches = (Removed(*match.span(), reason) for reason, pattern in rules for match in pattern.finditer(original))
    found = [*outside, *matches]
    ends, done = [line.end for line in lines], 0
    for passage in sorted(found, key=lambda passage: passage.start):
        number = bisect_left(ends, passage.end)
        start = max(passage.start, done, lines[number].start) if number < len(lines) else passage.end
        if start < passage.end:
            yield Removed(start, passage.end, passage.reason)
            done = passage.end
