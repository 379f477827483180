"""How corrections apply to a release and its mentions; pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from explorer.geoparsing.geography import is_in_theatre
from explorer.library.corrections import Anchor, Correction, anchor_at, is_missed, said_of, signed
from explorer.model import Mention, Place, PublicationDate, Release

LEAST_SHARED = 20  # characters around a mention that must still be there to find it again

Span = tuple[int, int]


def apply_to_release(release: Release, corrections: Iterable[Correction]) -> Release:
    """The release with its title and date as corrected."""
    for correction in corrections:
        if correction.release_id != release.release_id:
            continue
        if correction.field == "title":
            release = replace(release, title=correction.after, title_basis="stated")
        elif correction.field == "published":
            date, precision = correction.after["date"], correction.after["precision"]
            release = replace(release, published=PublicationDate(date, precision, "corrected", signed(correction)))
    return release


def apply_to_mentions(
    release: Release, mentions: Sequence[Mention], corrections: Iterable[Correction]
) -> tuple[tuple[Mention, ...], frozenset[str]]:
    """The mentions as corrected, and the ids of the corrections whose passage is not in the text any more."""
    unfit = set()
    for correction in corrections:
        is_own = correction.release_id == release.release_id
        if correction.anchor is None or not (is_own or correction.scope == "everywhere"):
            continue
        span = find_span(release.text, correction.anchor) if is_own else None
        if is_own and span is None:
            unfit.add(correction.correction_id)
        mentions = _corrected(release.text, mentions, correction, span)
    return tuple(mentions), frozenset(unfit)


def find_span(text: str, anchor: Anchor) -> Span | None:
    """Where an anchor's passage stands in a text now; None when that is in doubt."""
    if anchor_at(text, anchor.start, anchor.end) == anchor:
        return anchor.start, anchor.end
    found = [match.span() for match in re.finditer(re.escape(anchor.toponym), text)]
    alike = [_shared_context(anchor_at(text, *span), anchor) for span in found]
    best = max(alike, default=0)
    return found[alike.index(best)] if best >= LEAST_SHARED and alike.count(best) == 1 else None


def is_meant(mention: Mention, correction: Correction) -> bool:
    """Whether a correction beyond its own mention goes for this one: spelled alike, and said the same before."""
    alike = mention.toponym.casefold() == correction.anchor.toponym.casefold()
    return alike and said_of(mention) == correction.before


def find_missed(text: str, words: str, taken: Iterable[Span]) -> list[Span]:
    """Where the same words stand in a text, whole and in the same letters, outside the spans that are mentions."""
    taken = list(taken)
    spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return [(start, end) for start, end in spans if not any(start < last and first < end for first, last in taken)]


def is_dot(mention: Mention) -> bool:
    """Whether the map draws a dot for it: something happened there, at a point in or around Iraq and Syria."""
    where = mention.point or mention.place
    if mention.role != "location" or where is None or not is_in_theatre(where):
        return False
    return mention.point is not None or mention.place.geometry == "point"


def _shared_context(one: Anchor, other: Anchor) -> int:
    """How many characters around both are the same, counted outwards from the toponym; white space is all alike."""
    before = _count_shared(" ".join(one.before.split())[::-1], " ".join(other.before.split())[::-1])
    return before + _count_shared(" ".join(one.after.split()), " ".join(other.after.split()))


def _count_shared(one: str, other: str) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _corrected(text: str, mentions: Sequence[Mention], correction: Correction, span: Span | None) -> list[Mention]:
    here = [mention for mention in mentions if span and mention.start < span[1] and span[0] < mention.end]
    reach = mentions if correction.scope != "here" else ()
    there = [mention for mention in reach if mention not in here and is_meant(mention, correction)]
    meant = {mention.start for mention in [*here, *there]}
    if span:
        there.append(_mention_at(text, here, span, correction))
    if is_missed(correction) and correction.scope != "here":
        there += _missed_elsewhere(text, [*mentions, *there], correction)
    is_removal = correction.field == "mention" and correction.after is None
    changed = [] if is_removal else [_changed(mention, correction) for mention in there]
    others = [mention for mention in mentions if mention.start not in meant]
    return sorted([*others, *changed], key=lambda mention: mention.start)


def _missed_elsewhere(text: str, mentions: Sequence[Mention], correction: Correction) -> Iterator[Mention]:
    taken = [(mention.start, mention.end) for mention in mentions]
    for span in find_missed(text, correction.anchor.toponym, taken):
        yield _mention_at(text, (), span, correction)


def _mention_at(text: str, here: Sequence[Mention], span: Span, correction: Correction) -> Mention:
    """The mention that was corrected, even if newer rules find it no more, or find it longer or shorter."""
    start, end = span
    if here:
        return here[0]._replace(start=start, end=end, toponym=text[start:end])
    role = (correction.before or {}).get("role", "location")
    return Mention(start, end, text[start:end], role, None, None, False, "", 1.0)


def _changed(mention: Mention, correction: Correction) -> Mention:
    after = {correction.field: correction.after} if correction.field in ("place", "role") else correction.after
    changed = mention._replace(role=after.get("role", mention.role), reason=signed(correction), score=1.0)
    if "place" in after:
        changed = changed._replace(place=Place(**after["place"]) if after["place"] else None, point=None)
    return changed._replace(on_map=is_dot(changed))
