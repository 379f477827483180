"""A list of sentences to click; the work is in components/sentences.js, which builds text nodes only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from explorer.ui.gestures import handler, settle
from explorer.ui.scripts import component

_sentences = component(
    "sentences", "sentences", html='<ol class="sentences" aria-label="Mentions in their sentences"></ol>'
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its toponym marked; head names its release, note says why it stands here."""

    head: str
    before: str
    toponym: str
    after: str
    note: str


def render_sentences(sentences: Sequence[Sentence], *, key: str, on_open: Callable[[int], None]) -> None:
    """Show them in order; `on_open` gets the position of the one that the visitor clicked."""

    _sentences(
        {"sentences": [asdict(each) for each in sentences]},
        key=key,
        height="stretch",
        on_gestures_change=handler(key, {"open": lambda gesture: on_open(int(gesture["index"]))}),
    )
    settle(key)
