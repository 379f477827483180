"""How a correction made on a page reaches the log: once, before anything is drawn, and confirmed from the log itself.

Streamlit loses clicks when two messages meet, and forgets a session when the server stops. So what a person chooses
stands in widgets that keep a value: it is saved in their `on_change`, and again when a page finds the value still
differing from the library. Both make the same entry, because its id says what was changed from what. A browser whose
server died brings these values to the next one (`send_again`), where the widgets have the same keys as before.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from explorer.errors import ExplorerError
from explorer.library.corrections import Correction, Field, Scope, anchor_at, is_missed, said_of, undo
from explorer.model import Mention, Place, Release
from explorer.ui import cache, log_entries
from explorer.ui.jobs import Job, get_jobs, is_running, render_progress, start_job
from explorer.ui.text import plain

Topic = Literal["title", "published", "mention"]

UNNAMED = "unnamed"
APPLYING = "Applying"  # the work of corrections that go everywhere
PATIENCE_SECONDS = 0.5  # longer than writing to the log takes
LONG_SECONDS = 24 * 3600.0
_log = logging.getLogger("explorer")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a correction is about; `revision` counts the entries of its topic, `is_new` says that it was missed."""

    release: Release
    topic: Topic
    revision: int
    mention: Mention | None = None
    is_new: bool = False

    def key(self, name: str) -> str:
        """A widget's key: another one after each correction of its topic, and when newer rules say something else.

        So no widget outlives what it was asked about, none that was left alone is taken for an answer, and a date
        that is being typed stays while the title is saved.
        """
        place = f"{self.mention.start}-{self.mention.end}-" if self.mention else ""
        said = _digest([_shown(self, self.topic)])[:8]
        return f"correct-{name}-{self.release.release_id}-{place}{self.revision}-{said}"


def subject_of(release: Release, about: Sequence[tuple[int, Correction]], topic: Topic) -> Subject:
    """One topic of a release; `about` are the entries about it. Of mentions, it counts those that were missed."""
    entries = {entry.correction_id: entry for _, entry in about}
    counted = [entry for entry in entries.values() if _topic_of(entry, entries) == topic]
    return Subject(release, topic, sum(topic != "mention" or is_missed(entry) for entry in counted))


def mention_subject(
    release: Release, about: Sequence[tuple[int, Correction]], mention: Mention, *, is_new: bool = False
) -> Subject:
    """One mention of a release: what is corrected at others leaves its widgets, and what they hold, as they are."""
    counted = [entry for _, entry in about if entry.anchor and _may_mean(entry, release, mention)]
    return Subject(release, "mention", len(counted), mention, is_new)


def _may_mean(entry: Correction, release: Release, mention: Mention) -> bool:
    anchor = entry.anchor
    is_here = entry.release_id == release.release_id and anchor.start < mention.end and mention.start < anchor.end
    is_alike = entry.scope != "here" and anchor.toponym.casefold() == mention.toponym.casefold()
    return is_here or is_alike


def _topic_of(entry: Correction, entries: Mapping[str, Correction]) -> Topic:
    if entry.anchor:
        return "mention"
    while entry.field == "undo" and entry.after in entries:
        entry = entries[entry.after]
    return "title" if entry.field == "title" else "published"


def change(subject: Subject, field: Field, after: Any, *, scope: Scope = "here", why: str = "") -> Correction:
    """The entry that changes one thing, signed by the visitor."""
    release, mention = subject.release, subject.mention
    before = _shown(subject, field)
    about = [release.release_id, field, before, after, scope, mention and mention.start, subject.revision]
    return Correction(
        correction_id=_digest(about),
        made_at=_now(),
        who=visitor(),
        why=why.strip(),
        release_id=release.release_id,
        field=field,
        before=before,
        after=after,
        scope=scope,
        anchor=anchor_at(release.text, mention.start, mention.end) if mention else None,
    )


def undoing(entry: Correction, log: Sequence[Correction]) -> Correction:
    """The entry that undoes another, as the log stands; one that was undone and holds again has another one."""
    about = ["undo", entry.correction_id, log_entries.times_undone(entry, log)]
    return undo(entry, correction_id=_digest(about), made_at=_now(), who=visitor(), why="")


def save(correction: Correction) -> bool:
    """Write a correction to the log and apply it; what went wrong stays to be shown, and gives False.

    One that goes everywhere may change thousands of releases: it is applied while the page goes on.
    """
    forget_failure()
    library = cache.get_startup().library
    st.session_state.correction_saved = correction.correction_id
    if correction.scope == "everywhere":
        geoparser = library.geoparser()
        job = Job(APPLYING)
        start_job(job, lambda job: library.correct(correction, geoparser, on_progress=job.report)).join(
            PATIENCE_SECONDS
        )
        return True
    try:
        library.correct(correction, library.geoparser())
    except ExplorerError as error:
        _log.warning(error)
        st.session_state.correction_failure = str(error)
        return False
    return True


def failure() -> str | None:
    """What went wrong with the visitor's last correction."""
    applied = get_jobs(APPLYING)
    is_over = applied and applied[-1].seconds is not None
    return st.session_state.get("correction_failure") or (applied[-1].error if is_over else None)


def saving(key: str, shown: Any, correct: Callable[[], Correction]) -> Callable[[], None]:
    """The `on_change` of a widget that showed `shown`: it saves what was chosen, and nothing that stood there before.

    Streamlit calls it for a widget that is gone as well, when a browser that is behind sends its value once more.
    """

    def save_choice() -> None:
        handled = st.session_state.setdefault("handled_choices", {})
        chosen = st.session_state[key]
        if chosen != handled.get(key, shown):
            handled[key] = chosen
            save(correct())

    return save_choice


def save_if_differing(differs: bool, correct: Callable[[], Correction]) -> None:
    """Save what a widget still holds and the library has not: the server was started anew, or the run was cut off."""
    if differs and save(correct()):
        st.rerun()


@st.fragment(run_every=LONG_SECONDS)
def send_again() -> None:
    """Make the browser run the page as soon as it finds its server again, with all that its widgets hold.

    Streamlit's page does so only while it has something to run by itself; else a choice that a dying server never read
    would wait for the next click, and be gone with a closed tab.
    """


def as_value(place: Place | None) -> dict[str, Any] | None:
    """A place as corrections hold it."""
    return asdict(place) if place else None


def forget_failure() -> None:
    """Show no longer what went wrong."""
    st.session_state.correction_failure = None


def visitor() -> str:
    """Who corrects."""
    return st.session_state.get("corrector", "").strip() or UNNAMED


def render_receipt(log: tuple[Correction, ...], before: str = "") -> None:
    """What became of the visitor's last correction; that it is saved is said only when the log has it.

    `before` stands there until then, so that nothing moves under the pointer of who clicks twice.
    """
    if is_running():
        render_progress()
    if problem := failure():
        st.error(plain(f"Not saved: {problem}"), icon=":material/error:")
        return
    saved = st.session_state.get("correction_saved")
    number = next((number for number, entry in enumerate(log, start=1) if entry.correction_id == saved), None)
    if said := f":material/check: Saved, correction {number}" if number else before:
        st.markdown(said)


def _shown(subject: Subject, field: Field) -> Any:
    if field == "title":
        return subject.release.title
    if field == "published":
        published = asdict(subject.release.published)
        return {name: published[name] for name in ("date", "precision")}
    return None if subject.is_new or subject.mention is None else said_of(subject.mention)


def _digest(about: list[Any]) -> str:
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:32]


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
