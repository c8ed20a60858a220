"""A night: all open needs ranked against all open seeds, with reasons, as the weekly plan does.

    .venv/bin/python -m tests.benchmarks.matching_night --needs 2000 --seeds 10000

What the database holds between nights (the reading of each seed) is made first and timed by
itself. Prints a table and a line of JSON.
"""

import argparse
import os
import resource
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from matchmaking import matching, ranking, seed_index  # noqa: E402
from tests.benchmarks import figures, matching_world  # noqa: E402

WIDTH = 12
"""Candidates a need gets, as in ``matchmaking.weekly.candidates``."""


def measure(*, needs: int, seeds: int) -> dict[str, Any]:
    """A row: seconds and memory of one night."""
    begun = time.process_time()
    read = [ranking.read_seed(seed.title, seed.body) for seed in matching_world.seeds(seeds)]
    reading = time.process_time() - begun
    on_clock, on_processor = time.perf_counter(), time.process_time()
    offers = [
        ranking.prepare_seed(seed, kept)
        for seed, kept in zip(matching_world.seeds(seeds), read, strict=True)
    ]
    index = seed_index.SeedIndex(offers)
    pairs = reasons = 0
    for asked in matching_world.needs(needs):
        need = ranking.prepare_need(asked)
        for entry in index.rank(need, limit=WIDTH):
            pairs += 1
            reasons += len(matching.reasons(need, entry.seed, entry.features))
    processor = time.process_time() - on_processor
    return {
        "needs": needs,
        "seeds": seeds,
        "night_s": round(time.perf_counter() - on_clock, 1),
        "cpu_s": round(processor, 1),
        "cpu_ms_a_need": round(processor / needs * 1000, 1),
        "pairs": pairs,
        "reasons": reasons,
        "pairs_looked_at / all": round(seed_index.CLOSELY / max(seeds, 1), 3),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "reading_all_seeds_s": round(reading, 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--needs", type=int, default=2_000)
    parser.add_argument("--seeds", type=int, default=10_000)
    given = parser.parse_args()
    figures.show("a night of matching", [measure(needs=given.needs, seeds=given.seeds)])
