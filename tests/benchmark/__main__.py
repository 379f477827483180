"""Measure and print: `make bench`, or `python -m tests.benchmark [NAME…]`."""

from __future__ import annotations

import sys

from tests.benchmark import clicking, comparing, exploring, geoparsing, loading, sessions, startup

BENCHMARKS = {
    "startup": startup.run,
    "exploring": exploring.run,
    "clicking": clicking.run,
    "sessions": sessions.run,
    "sessions-large": sessions.run_large,
    "sessions-knee": sessions.run_knee,
    "comparing": comparing.run,
    "geoparsing": geoparsing.run,
    "loading": loading.run,
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"no benchmark is called {', '.join(sorted(unknown))}; there are: {', '.join(BENCHMARKS)}")
        return 2
    for name in names or BENCHMARKS:
        print(f"{name}:", flush=True)
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
