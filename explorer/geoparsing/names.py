"""Spelling keys: how two ways to write one name are recognised as one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻʿʾ`´′ˊˋ"
ARTICLES = frozenset(
    {"al", "ar", "as", "ash", "at", "az", "ad", "adh", "an", "ath", "el", "er", "es", "ed", "ez", "ul", "il"}
)
# English words of the same form: they belong to a name only where the gazetteer writes them.
ENGLISH_ARTICLES = frozenset({"at", "as", "an", "ad", "er", "ed", "ul", "il"})

_DROPPED = dict.fromkeys(map(ord, APOSTROPHES + ".\u0640\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_ARABIC = {ord(a): b for a, b in zip("أإآٱىةؤئکگیەۆێ", "اااايهويكغيهوي", strict=True)}
_LATIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})
_ARABIC_ARTICLE = re.compile(r"^(?:و?[فبك]?ال|و?لل)(?=\w{3})")
_BREAK = re.compile(r"[\W_]+")

_SIMPLER = (
    (re.compile(r"\b(?:tall|tell|tel|til)\b"), "tal"),
    (re.compile(r"\b(?:albu|al bu|bou|bu)\b"), "abu"),
    (re.compile(r"\b(?:sheikh|sheik|shaikh|cheikh)\b"), "shaykh"),
    (re.compile(r"(\w)\1+"), r"\1"),
    (re.compile(r"kh|[qc](?!h)"), "k"),
    (re.compile(r"tsh|tch|ch|sh"), "$"),
    (re.compile(r"gh|j"), "g"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"th"), "t"),
    (re.compile(r"p"), "b"),
    (re.compile(r"v"), "w"),
    (re.compile(r"(?:iy|ey|i|y|e)y?ah?\b"), "Y"),
    (re.compile(r"^[aeiou]"), "'"),  # "Abayji" is not "Bayji"
    (re.compile(r"h\b|[aeiouwy ]"), ""),
)


def fold(name: str) -> str:
    """The name in lower case without diacritics, apostrophes, dots and hyphens: "Al-Ba'aj" and "al Baaj" are one."""
    plain = name.translate(_DROPPED).lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_ARABIC))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        # What one letter stood for may itself be folded: "ǣ" gives "æ", "ŉ" an apostrophe.
        plain = plain.translate(_ARABIC).translate(_DROPPED).lower().translate(_LATIN)
    return _BREAK.sub(" ", plain).strip()


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """The key of one word of running text; a few thousand words make up nearly all text."""
    return _strip_arabic_article(fold(word))


def strip_articles(folded: str) -> str:
    """The folded name without its articles, also the Arabic one: "ar raqqah" and "raqqah" are one."""
    words = [word for word in folded.split() if word not in ARTICLES]
    return " ".join(map(_strip_arabic_article, words)) or folded


def _strip_arabic_article(word: str) -> str:
    """An Arabic word without its article and what is written onto it ("and", "in", "to"); other words as they are."""
    return _ARABIC_ARTICLE.sub("", word, count=1) if word >= "\u0600" else word


@lru_cache(maxsize=50_000)
def skeleton(key: str) -> str:
    """The consonants that every spelling of a name shares, from its article-free folded form.

    It also joins names that are not one ("baaj" and "bayji"), so a match by it needs support.
    """
    for pattern, replacement in _SIMPLER:
        key = pattern.sub(replacement, key)
    return key
