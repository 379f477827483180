import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.library import Library
from explorer.ui import cache


@pytest.fixture
def startup(tmp_path: Path) -> Iterator[cache.Startup]:
    library = Library.open(tmp_path / "library.sqlite")
    yield cache.Startup(library)
    library.close()


def draw_beside(startup, drawn: threading.Event) -> threading.Thread:
    """Another visitor's page, begun now."""

    def draw() -> None:
        with cache.taking_turns(startup):
            drawn.set()

    thread = threading.Thread(target=draw)
    thread.start()
    return thread


def test_a_page_is_drawn_after_the_one_before(startup, monkeypatch):
    monkeypatch.setattr(cache, "PATIENCE_SECONDS", 60)
    drawn = threading.Event()
    with cache.taking_turns(startup):
        other = draw_beside(startup, drawn)
        assert not drawn.wait(0.05)
    other.join()
    assert drawn.is_set()


def test_a_page_that_takes_long_is_not_waited_for(startup, monkeypatch):
    monkeypatch.setattr(cache, "PATIENCE_SECONDS", 0.01)
    drawn = threading.Event()
    with cache.taking_turns(startup):
        draw_beside(startup, drawn).join()
        assert drawn.is_set()
    assert not startup.turn.locked()


def test_a_page_that_fails_leaves_its_turn(startup):
    with pytest.raises(ValueError, match="no page"), cache.taking_turns(startup):
        raise ValueError("no page")
    assert not startup.turn.locked()


def test_fewer_views_are_kept_where_each_takes_more_memory():
    assert [cache.views_to_keep(mentions) for mentions in (0, 60, 100_000, 500_000, 10**6, 10**8)] == [
        cache.MOST_VIEWS,
        cache.MOST_VIEWS,
        cache.MOST_VIEWS,
        40,
        20,
        cache.LEAST_VIEWS,
    ]
