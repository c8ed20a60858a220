"""How long it takes to rank one need against many seeds, the reading of its words included.

    .venv/bin/python -m tests.benchmarks.matching_ranking --seeds 10000

Embedded engine, one process. Prints a table and a line of JSON: times on the clock, and of
the processor alone (a shared machine is slow in the first only), and what looking at every
pair would cost.
"""

import argparse
import os
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from matchmaking import ranking, seed_index  # noqa: E402
from tests.benchmarks import figures, matching_world  # noqa: E402

LIMIT_MS = 100


def measure(*, seeds: int, needs: int = 200, limit: int = 12) -> dict[str, Any]:
    """A row: p50 and p95 of ranking one of ``needs`` against ``seeds``."""
    begun = time.process_time()
    offers = [ranking.prepare_seed(seed) for seed in matching_world.seeds(seeds)]
    reading = time.process_time() - begun
    begun = time.process_time()
    index = seed_index.SeedIndex(offers)
    building = time.process_time() - begun
    asked = matching_world.needs(needs)
    index.rank(ranking.prepare_need(asked[0]), limit=limit)  # loads vocabulary and dictionary
    clock, processor = [], []
    for need in asked:
        on_clock, on_processor = time.perf_counter(), time.process_time()
        index.rank(ranking.prepare_need(need), limit=limit)
        processor.append((time.process_time() - on_processor) * 1000)
        clock.append((time.perf_counter() - on_clock) * 1000)
    begun = time.process_time()
    ranking.rank(ranking.prepare_need(asked[0]), offers, limit=limit, words=index.words)
    every = (time.process_time() - begun) * 1000
    p95 = figures.percentile(processor, 0.95)
    return {
        "seeds": seeds,
        "p50_ms": round(figures.percentile(clock, 0.5), 1),
        "p95_ms": round(figures.percentile(clock, 0.95), 1),
        "cpu_p50_ms": round(figures.percentile(processor, 0.5), 1),
        "cpu_p95_ms": round(p95, 1),
        "limit / cpu_p95": round(LIMIT_MS / p95, 1),
        "all pairs / cpu_p50": round(every / figures.percentile(processor, 0.5), 1),
        "reading_ms_a_seed": round(reading / seeds * 1000, 2),
        "index_s": round(building, 2),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000)
    parser.add_argument("--needs", type=int, default=200)
    given = parser.parse_args()
    sizes = sorted({given.seeds // 10, given.seeds} - {0})
    figures.show("ranking one need", [measure(seeds=size, needs=given.needs) for size in sizes])
