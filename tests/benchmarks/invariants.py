"""The nightly check over 100,000 registrations.

    .venv/bin/python -m tests.benchmarks.invariants --registrations 100000

A year of events with 100 registrations each, all in order, so that every rule reads all it has
to read. ``cpu_s`` is what the check itself needs, whatever else the machine does.
"""

import argparse
from typing import Any

from tests.benchmarks.figures import load, show
from tests.benchmarks.sites import Bench, bench


def measure(site: Bench, *, registrations: int) -> dict[str, Any]:
    """Fill ``site`` and check it; the figures."""
    done = site.work("check", number=registrations)
    return {"engine": site.engine, "registrations": registrations, **done, "load": load()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--registrations", type=int, default=100_000)
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    rows = []
    for engine in options.engine or ["sqlite", "postgresql"]:
        with bench(engine) as site:
            rows.append(measure(site, registrations=options.registrations))
    show("nightly check", rows)


if __name__ == "__main__":
    main()
