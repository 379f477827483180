"""The words right before and after a name, in which its cues stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

REACH_BEFORE = 32  # characters, more than the longest phrase that a name follows
REACH_AFTER = 48  # characters
_OPENING = '(“"['
_WORDS_AFTER = re.compile(r"(?:['’]s)?(?:\s+[\w-]+){1,5}")


class Phrases:
    """A set of phrases of one to a few words, in lower case, found at either end of a row of words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = frozenset(phrase.lower() for phrase in phrases)
        self._by_first = _lengths(phrase.split() for phrase in self.phrases)
        self._by_last = _lengths(phrase.split()[::-1] for phrase in self.phrases)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.phrases

    def at_end(self, words: Sequence[str]) -> str:
        """The longest phrase that the words end with, "" if they end with none."""
        for length in self._by_last.get(words[-1], ()) if words else ():
            if (end := " ".join(words[-length:])) in self.phrases:
                return end
        return ""

    def at_start(self, words: Sequence[str]) -> str:
        """The longest phrase that the words begin with, "" if they begin with none."""
        for length in self._by_first.get(words[0], ()) if words else ():
            if (start := " ".join(words[:length])) in self.phrases:
                return start
        return ""


def _lengths(phrases: Iterable[list[str]]) -> dict[str, tuple[int, ...]]:
    """For each first word the lengths [words] of the phrases that begin with it, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in phrases:
        lengths[words[0]].add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


def words_before(text: str, start: int) -> list[str]:
    """The words right before a name, in lower case, the nearest last, without the article "the"."""
    before = text[max(0, start - REACH_BEFORE) : start].rstrip(_OPENING)
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
    match = _WORDS_AFTER.match(text, end, end + REACH_AFTER)
    return match[0].lower().split() if match else []
