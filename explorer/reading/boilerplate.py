"""What stands around a release and is not of it: named rules, each passage left out with its reason.

The forms were collected from pages of defense.gov, centcom.mil, inherentresolve.mil and sites that reprint them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from explorer.model import Removed
from explorer.reading.clean import Line, split_lines

SHARE_WORD = r"(print|e-?mail|share|tweet|facebook|twitter|linkedin|whatsapp|telegram|pinterest|reddit|copy link)"
# A whole line that one of these patterns matches, without regard to case, is left out for the reason named.
LINE_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "site banner",
        (
            r"An official website of the United States government\.?",
            r"Here['’]s how you know",
            r"Official websites use \.(gov|mil)",
            r"(A )?\.(gov|mil) website belongs to .{0,600}",
            r"Secure \.(gov|mil) websites use HTTPS",
            r"A lock \(.{0,20}\) or https:// means .{0,300}",
            r"Skip to (main )?content.{0,40}",
            r"Maintenance window scheduled.{0,200}",
            r"(top|bottom) of page",
            r"There were [\d,]+ press releases posted in the last .{0,60}",
            r"\w+ Theme License is not validated.{0,200}",
            r"\w+ - Make a charitable donation.{0,200}",
            r"Using Internet Explorer \d+\?.{0,200}",
            r"This (web)?site uses cookies.{0,300}",
        ),
    ),
    (
        "historical-collection notice",
        (
            r"You have accessed part of a historical collection on .{0,400}",
            r"This information is provided for historical purposes only.{0,300}",
        ),
    ),
    (
        "letterhead",
        (
            r"CJTF-?OIR",
            r"HEADQUARTERS,? UNITED STATES CENTRAL COMMAND",
            r"7115 South Boundary Boulevard",
            r"MacDill AFB, Fla\..{0,40}",
            r"Phone:.{0,60}",
            r"(FOR )?IMMEDIATE RELEASE",
        ),
    ),
    ("page label", (r"Published", r"Share on", r"Published in partnership with")),
    ("breadcrumb", (r"HOME( ?[:>»/|] ?[\w' &-]{2,60}){1,6}",)),
    (
        "video player",
        (r"\d{1,2}:\d{2}(:\d{2})?", r"VIDEO \| ?\d.{0,200}", r"Play Video", r"Your browser doesn['’]t support HTML5"),
    ),
    (
        "photo credit",
        (
            r"Photo (By|Credit):.{0,120}",
            r"VIRIN:.{0,40}",
            r"Courtesy Photo( \|.{0,200})?",
            r"\d+ of \d+( \|.{0,200})?",
            r"(read more ?)+",
            r"\(Photo Credit: .{2,80}\)( VIEW ORIGINAL)?",
            r"Image (source|copyright),? .{2,60}",
            r"(Download|Share) Image:?.{0,60}",
            r"Photo Gallery",
        ),
    ),
    (
        "share and print links",
        (
            r"[\d.,]*K?\s*Shares?",
            rf"[|/·]? ?{SHARE_WORD}([ |/·,]+{SHARE_WORD})*[ |]*",
            r"(Print|E-?mail|Share) this( \w+)?",
            r"Share (on|via|to) .{2,60}",
        ),
    ),
    (
        "comment form",
        (
            r"Leave a (reply|comment).{0,60}",
            r"Cancel reply",
            r"\d+ comments?",
            r"Post a comment",
            r"No comments:?",
            r"Your email address will not be published.{0,60}",
        ),
    ),
    (
        "sign-in form",
        (r"(Sign|Log) ?(in|up)( ?/ ?(sign )?(in|up))?", r"Forgot (your )?password\?", r"Subscribe( now| to .{2,60})?"),
    ),
    ("advertisement", (r"Advertise?ments?( ?- ?continue reading.{0,20})?", r"Sponsored( content)?")),
    ("follow line", (r"\(?Follow .{2,60} on (Twitter|X|Facebook|Instagram)\b.{0,100}", r">> ?Follow .{2,60}")),
    ("source line", (r"\(?Sources?: .{2,160}",)),
    ("end mark", (r"-+ ?(30|ends?) ?-+", r"(# ?){3,}", r"[–—-]+ ?News Desk")),
    (
        "related links",
        (
            r"(Read|See|View) (more|also): .{3,200}",
            r"More (from|on) .{2,60}(?<![.!?])",
            r"Trending( now| topics)?",
            r"\(Continue reading at.{0,200}",
            r"You may also like.{0,40}",
        ),
    ),
    ("embedded post", (r"[–—-] .{2,60} \(@\w+\).{0,40}", r"pic\.twitter\.com/\w+")),
    ("view counter", (r"([\d.,]+[KM]? ?(views?|likes?|reposts?|replies) ?)+",)),
    ("data debris", (r"string\(\d+\) \".{0,10000}", r"WEBVTT")),
    ("page number", (r"Page \d+( of \d+)?", r"[–—-] ?\d{1,3} ?[–—-]")),
    ("copyright line", (r"(©|\(c\)|Copyright) .{0,160}", r"All rights reserved\.?")),
)
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
