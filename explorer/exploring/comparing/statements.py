"""Numbers that someone claims: how many of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explorer.exploring.comparing.details import Detail
from explorer.exploring.comparing.lexicon import Lexicon

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_ONES = [*_ONES.split(), "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = dict(zip([*_ONES, *_TENS], [*range(1, 20), *range(20, 100, 10)], strict=True))
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_SYMBOLS = {"$": "dollars", "€": "euros", "£": "pounds sterling", "%": "percent"}
_YEARS = range(1900, 2101)
_MOST_WORDS = 4  # of what is counted

_NUMBER = re.compile(
    r"(?:\b(?:(?:more|less|fewer) than|at least|at most|up to|about|around|nearly|almost|approximately|over|some)\s+)?"
    r"(?<![\w.,:/#’'-])(?P<currency>[$€£])?"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\w|[.,:/–-]\w)"
    rf"|(?P<words>(?i:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[:9])}))?|{'|'.join(reversed(_ONES))}))(?![\w-]))"
    rf"(?:[ \xa0](?P<scale>{'|'.join(_SCALES)})\b)?(?:[ \xa0]?(?P<percent>%))?"
)
_WORD = re.compile(r"[ \xa0]+(?P<word>[^\W\d_][\w’'-]*)")
_OF = re.compile(r"[ \xa0]+of(?:[ \xa0]+(?:the|its|their))?(?=[ \xa0])")
_VERBAL = re.compile(r"(?:ed|ing)$")
_PLURAL = re.compile(r"(?:(?<=\w\w)ie|(?<![isu]))s$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A number of something at `text[start:end]`: "more than 4,100 airstrikes" has the unit "airstrikes".

    Attributes:
        start, end: Half-open span of qualifier, number and unit.
        number: The value, "million" and its like applied.
        unit: What is counted, as written.
        subject: What that consists of, after "of"; "" when nothing follows.
    """

    start: int
    end: int
    number: float
    unit: str
    subject: str

    @property
    def about(self) -> str:
        """Unit and subject without case and plural: statements about the same can be compared."""
        return " ".join(_singular(word) for word in f"{self.unit} {self.subject}".lower().split())


def find_statements(text: str, lexicon: Lexicon) -> Iterator[Statement]:
    """The numbers of a text that count something; times, ordinals, designations and years do not."""
    for match in _NUMBER.finditer(text):
        symbol = match["percent"] or match["currency"]
        end, unit = (match.end(), _SYMBOLS[symbol]) if symbol else _counted(text, match.end(), lexicon)
        if unit and not _is_year(match):
            of = _OF.match(text, end)
            subject = _counted(text, of.end(), lexicon)[1] if of else ""
            yield Statement(match.start(), end, _value(match), unit, subject)


def find_numbers(text: str, lexicon: Lexicon) -> Iterator[Detail]:
    """The statements of a text as details; of one key are those that give one number of the same."""
    for found in find_statements(text, lexicon):
        name = " ".join(text[found.start : found.end].split())
        key = f"{found.number:.12g} {found.about}"
        yield Detail(found.start, found.end, "number", key, name, found.about)


def _counted(text: str, position: int, lexicon: Lexicon) -> tuple[int, str]:
    """The noun phrase that begins at `position`, up to its first plural, and its end; ("" when there is none)."""
    words: list[str] = []
    while len(words) < _MOST_WORDS and (match := _WORD.match(text, position)):
        word = match["word"].lower()
        if word in lexicon.words["function word"] or (words and _VERBAL.search(word)) or word.endswith("ly"):
            break
        words.append(match["word"])
        position = match.end()
        if word in lexicon.words["plural"] or _PLURAL.search(word):
            break
    return position, " ".join(words)


def _singular(word: str) -> str:
    return _PLURAL.sub(lambda ending: "y" if ending[0] == "ies" else "", word)


def _is_year(match: re.Match) -> bool:
    return (match["digits"] or "").isdecimal() and int(match["digits"]) in _YEARS and not match["scale"]


def _value(match: re.Match) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    else:
        value = float(sum(_VALUES[word] for word in match["words"].lower().replace("-", " ").split()))
    return value * _SCALES.get(match["scale"] or "", 1)
