"""What a person types into the search box, taken apart: pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Field = Literal["text", "place", "from"]

# An optional minus, an optional field, then a phrase (a missing end quote is forgiven) or a word.
ITEM = re.compile(r"""(?P<minus>-?)(?:(?P<field>place|from):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase; the last bare word, and one that ends in `*`, may be the beginning of a longer word."""

    words: str
    field: Field = "text"
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a release must have: of each group at least one term, and none of `without`."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms to look for in texts."""
        return tuple(term for group in self.groups for term in group if term.field == "text")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for, as by punctuation alone."""
        return not self.groups and not self.without


def parse_query(typed: str) -> Query:
    """Words, "phrases", -without, this OR that, begin*, place:Mosul and from:"U.S. Central Command".

    OR joins its two neighbours; all else must be true at once. Any string is a query.
    """
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    is_alternative = False
    # SQLite takes neither NULs nor half characters.
    items = list(ITEM.finditer(typed.replace("\0", " ").encode(errors="ignore").decode()))
    for item in items:
        if item[0] == "OR":
            is_alternative = bool(groups)
            continue
        term = term_of(item, is_last=item is items[-1])
        if not any(character.isalnum() for character in term.words):
            continue
        if item["minus"]:
            without.append(term)
        elif is_alternative:
            groups[-1] += (term,)
        else:
            groups.append((term,))
        is_alternative = False
    return Query(tuple(groups), tuple(without))


def term_of(item: re.Match[str], *, is_last: bool) -> Term:
    """The term that one item of a query stands for."""
    field: Field = item["field"] or "text"
    if item["phrase"] is not None:
        return Term(item["phrase"], field)
    return Term(item["word"].rstrip("*"), field, is_last or item["word"].endswith("*"))
