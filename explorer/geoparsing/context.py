"""The words right before and after a name, in which its cues stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

REACH = 48  # characters on either side
_OPENING = '(“"['
_WORDS_AFTER = re.compile(r"(?:['’]s)?(?:\s+[\w-]+){1,5}")


class Phrases:
    """A set of phrases of one to a few words, in lower case, found at either end of a row of words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = frozenset(phrase.lower() for phrase in phrases)
        split = [phrase.split() for phrase in self.phrases]
        self._first = frozenset(words[0] for words in split)
        self._last = frozenset(words[-1] for words in split)
        self._longest = max(map(len, split), default=0)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.phrases

    def at_end(self, words: Sequence[str]) -> str:
        """The longest phrase that the words end with, "" if they end with none."""
        if not words or words[-1] not in self._last:
            return ""
        for length in range(min(self._longest, len(words)), 0, -1):
            end = " ".join(words[-length:])
            if end in self.phrases:
                return end
        return ""

    def at_start(self, words: Sequence[str]) -> str:
        """The longest phrase that the words begin with, "" if they begin with none."""
        if not words or words[0] not in self._first:
            return ""
        for length in range(min(self._longest, len(words)), 0, -1):
            start = " ".join(words[:length])
            if start in self.phrases:
                return start
        return ""


def words_before(text: str, start: int) -> list[str]:
    """The words right before a name, in lower case, the nearest last, without the article "the"."""
    before = text[max(0, start - REACH) : start].rstrip(_OPENING)
    words = before.lower().split()
    if not words or not before[-1].isspace():
        return []
    if words[-1] == "the":
        words.pop()
    if words and words[-1][0] in _OPENING:
        words[-1] = words[-1].lstrip(_OPENING)
    return words


def words_after(text: str, end: int) -> list[str]:
    """The words right after a name up to the next punctuation mark, in lower case; "'s" is one."""
    next_letter = text[end : end + 1]
    if not (next_letter.isspace() or next_letter in "'’"):
        return []
    match = _WORDS_AFTER.match(text, end, end + REACH)
    return match[0].lower().split() if match else []
