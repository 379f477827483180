"""Known names where nothing asks for a place: "Dabiq held symbolic importance", "Hit was quiet".

Such a name is a mention without a place, since the text may mean one, and a dot may be wrong. It is no mention

- in lower case;
- in a text that speaks of nothing in Iraq or Syria, or if no place of the name lies there;
- as a word that any English text has ("Hit the target", "Coalition Strikes Hit ISIS"), unless what follows says
  something of it: "Hit was quiet";
- as the name of a person: one who speaks here, or who has a title or a given name before it somewhere in the text.

A village or a quarter is taken for meant where the same text asks for it elsewhere; a common word or a name that people
have too is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from explorer.geoparsing.context import words_before
from explorer.geoparsing.names import fold
from explorer.geoparsing.rules import Rules
from explorer.geoparsing.spans import Span

DOUBT = "nothing here says that a place is meant"


def may_name_place(word: str, span: Span, rules: Rules) -> bool:
    """Whether a name that is also a common word, or that of people, may mean a place by itself."""
    if word in rules.english_words or len(word) < 3:
        return bool(rules.predicates.at_start(span.after))
    return word not in rules.given_names and not rules.speech.at_start(span.after)


class Unasked:
    """The names of one text that nothing asks for."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.rules = rules
        self._found: list[tuple[str, Span]] = []
        self._introduced: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, span: Span, word: str = "") -> None:
        """Keep a span; a `word` is sure where the text asks for a place of this name elsewhere."""
        self._found.append((word, span))

    def spans(self, named: Set[str], *, is_about_theatre: bool) -> Iterator[Span]:
        """The spans that are mentions; those whose word is `named` as a place elsewhere are without a doubt."""
        for word, span in self._found:
            if word in named:
                yield span
            elif (
                is_about_theatre
                and any(candidate.is_home for candidate in span.candidates)
                and not self._is_person(span)
            ):
                span.doubt = DOUBT
                yield span

    def _is_person(self, span: Span) -> bool:
        """Whether the one who bears a name speaks here, or is called by title or given name anywhere in the text."""
        return bool(self.rules.speech.at_start(span.after)) or self._is_introduced(self.text[span.start : span.end])

    def _is_introduced(self, written: str) -> bool:
        """Whether a name stands after a title or a given name anywhere in the text; each is looked for once."""
        if written not in self._introduced:
            found = (
                words_before(self.text, match.start()) for match in re.finditer(rf"{re.escape(written)}\b", self.text)
            )
            people = self.rules.titles | self.rules.given_names
            self._introduced[written] = any(before and fold(before[-1]) in people for before in found)
        return self._introduced[written]
