"""All that a run draws goes to the browser at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx


@contextmanager
def drawing_together() -> Iterator[None]:
    """Hold back what is drawn until the end.

    Streamlit wakes its event loop for every element, which takes a tenth of a run, and a browser draws what has come so
    far and soon again. A run that a newer one follows ends at its end, not at its next element.
    """
    context = get_script_run_ctx()
    held: list = []
    send, context._enqueue = context._enqueue, held.append
    try:
        yield
    finally:
        context._enqueue = send
        for message in held:
            send(message)
