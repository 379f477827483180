"""The words right before and after a name, in which its cues stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Self

REACH_BEFORE = 32  # characters, more than the longest phrase that a name follows
REACH_AFTER = 48  # characters
_OPENING = '(“"['
_WORDS_AFTER = re.compile(r"(?:['’]s)?(?:\s++[\w-]++){1,5}")
_TRIBE = r"(?:the )?(?:al[- ]?bu|bani|beni|banu)[ -]\w+"
_TRIBES_AFTER = re.compile(rf"(?:(?:,|,? and|,? or) {_TRIBE})*+ (?:tribes?|clans?|tribesmen)\b", re.IGNORECASE)
_TRIBES_BEFORE = re.compile(
    rf"(?:\b(?:tribes|clans)(?: of| like| such as|,? including|:)? |\bthe )(?:{_TRIBE}(?:,|,? and|,? or) )*(?:the )?$",
    re.IGNORECASE,
)
_LONGEST_TRIBES = 200  # characters of a list of them

_Tree = dict[str | None, Any]  # None leads to a phrase, a word to a tree


class Phrases(frozenset[str]):
    """A set of phrases of one to a few words, in lower case, found at either end of a row of words."""

    def __new__(cls, phrases: Iterable[str]) -> Self:
        """The phrases, in lower case."""
        made = super().__new__(cls, (phrase.lower() for phrase in phrases))
        made._by_first = _tree((phrase, phrase.split()) for phrase in made)
        made._by_last = _tree((phrase, phrase.split()[::-1]) for phrase in made)
        return made

    def at_end(self, words: Sequence[str]) -> str:
        """The longest phrase that the words end with, "" if they end with none."""
        branch = self._by_last.get(words[-1]) if words else None
        return _longest(branch, words[-2::-1]) if branch else ""

    def at_start(self, words: Sequence[str]) -> str:
        """The longest phrase that the words begin with, "" if they begin with none."""
        branch = self._by_first.get(words[0]) if words else None
        return _longest(branch, words[1:]) if branch else ""


def _tree(phrases: Iterable[tuple[str, list[str]]]) -> _Tree:
    """Phrases by their words, one branch a word; under None stands the phrase that ends there."""
    tree: _Tree = {}
    for phrase, words in phrases:
        branch = tree
        for word in words:
            branch = branch.setdefault(word, {})
        branch[None] = phrase
    return tree


def _longest(branch: _Tree, words: Iterable[str]) -> str:
    """The longest phrase that ends in a branch or goes on from it by the words, "" if there is none."""
    found = branch.get(None, "")
    for word in words:
        if (branch := branch.get(word)) is None:
            break
        found = branch.get(None, found)
    return found


def words_before(text: str, start: int) -> list[str]:
    """The words right before a name, in lower case, the nearest last, without the article "the"."""
    before = text[start - REACH_BEFORE if start > REACH_BEFORE else 0 : start]
    if before[-1:] != " " and not (before := before.rstrip(_OPENING))[-1:].isspace():
        return []
    words = before.lower().split()
    if not words:
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


def is_among_tribes(text: str, start: int, end: int) -> bool:
    """Whether a name stands in a list of tribes: "the Albu Issa and Albu Fahd tribes", "fighters of the Albu Nimr"."""
    before = max(0, start - _LONGEST_TRIBES)
    return bool(_TRIBES_AFTER.match(text, end, end + _LONGEST_TRIBES) or _TRIBES_BEFORE.search(text, before, start))
