"""What the benchmarks of PDFs have in common."""

import argparse
from typing import Any

from tests.benchmarks.figures import load, percentile, show
from tests.benchmarks.sites import Bench, bench

BASELINE_S = 0.1
"""A Japanese certificate by WeasyPrint with a whole font file, two cores, November 2026: the
figure the choice of this way of making PDFs was based on."""
PROCESSES = 2


def row(site: Bench, *, what: str, number: int, processes: int) -> dict[str, Any]:
    """The figures of ``number`` papers, one file each, made in so many processes."""
    done = site.work(what, number=number, processes=processes)
    rate = number / done["seconds"]
    return {
        "papers": what,
        "number": number,
        "processes": processes,
        "seconds": round(done["seconds"], 1),
        "per_s": round(rate, 1),
        "p50_s": round(percentile(done["times"], 0.5), 3),
        "p95_s": round(percentile(done["times"], 0.95), 3),
        "largest_kb": round(done["bytes"] / 1000, 1),
        "load": load(),
        f"x baseline ({1 / BASELINE_S:.0f}/s)": round(rate * BASELINE_S, 2),
    }


def main(what: str) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=500)
    options = parser.parse_args()
    rows = []
    for processes in (1, PROCESSES):
        with bench("sqlite") as site:
            rows.append(row(site, what=what, number=options.number, processes=processes))
    show(f"{what} to PDF", rows)
