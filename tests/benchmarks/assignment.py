"""How long the assignment of a week and the timetable of a day take, models included.

    .venv/bin/python -m tests.benchmarks.assignment --needs 1000 --experts 300

Every need may meet every expert unless forbidden (5 in 100). Prints a table and a line of JSON.
"""

import argparse
import resource
import time
from typing import Any

import numpy as np

from matchmaking.assignment import flow, policies
from matchmaking.assignment.problem import Problem, from_matrix
from matchmaking.meetings import solving
from tests.benchmarks import figures


def problem(*, needs: int, experts: int, wanted: int, seed: int = 1) -> Problem:
    """Few good pairs, many poor ones, one to seven free places for each expert."""
    chance = np.random.default_rng(seed)
    return from_matrix(
        chance.beta(1.2, 5, (needs, experts)),
        chance.random((needs, experts)) > 0.05,
        chance.integers(1, 8, experts),
        wanted=wanted,
        load=chance.integers(0, 4, experts),
    )


def measure(*, needs: int, experts: int, wanted: int, runs: int = 5) -> dict[str, Any]:
    """Seconds for a solution and for the price of one override; what simpler ways reach."""
    seconds = []
    for seed in range(1, runs + 1):
        given = problem(needs=needs, experts=experts, wanted=wanted, seed=seed)
        begun = time.perf_counter()
        solved = flow.solve(given)
        seconds.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    flow.solve(given.starting_from(solved.pairs).holding([0]))
    override = time.perf_counter() - begun
    greedy, first = policies.greedy(given).worth, policies.first_come(given).worth
    return {
        "needs": needs,
        "experts": experts,
        "proposals": wanted,
        "pairs": len(given.need),
        "median_s": round(figures.percentile(seconds, 0.5), 2),
        "worst_s": round(max(seconds), 2),
        "override_s": round(override, 2),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "served": solved.worth.served,
        "quality": round(solved.worth.quality, 1),
        "greedy": f"{greedy.served} {greedy.quality:.1f}",
        "first come": f"{first.served} {first.quality:.1f}",
    }


def timetable(*, companies: int, experts: int, slots: int, tables: int) -> dict[str, Any]:
    """Seconds for a day's timetable, and for another one when an expert drops out."""
    chance = np.random.default_rng(1)
    quality = (chance.beta(1.2, 3, (companies, experts)) * 100).astype(np.int64)
    quality[quality < 15] = -1
    there = chance.random((companies + experts, slots)) > 0.1
    day = solving.Day(quality, there[:companies], there[companies:], tables)
    begun = time.perf_counter()
    found = solving.solve(day)
    took = time.perf_counter() - begun
    gone = day.expert_free.copy()
    gone[0] = False
    begun = time.perf_counter()
    again = solving.solve(solving.Day(quality, day.company_free, gone, tables, found.meetings))
    return {
        "companies": companies,
        "experts": experts,
        "slots": slots,
        "meetings": len(found.meetings),
        "s": round(took, 2),
        "proved": found.proved,
        "again_s": round(time.perf_counter() - begun, 2),
        "again proved": again.proved,
        "lost": sum(expert == 0 for _company, expert, _slot in found.meetings),
        "not as before": len(set(found.meetings) - set(again.meetings)),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--needs", type=int, default=1000)
    parser.add_argument("--experts", type=int, default=300)
    given = parser.parse_args()
    figures.show(
        "assignment",
        [measure(needs=given.needs, experts=given.experts, wanted=wanted) for wanted in (1, 3)],
    )
    figures.show(
        "timetable of a day",
        [
            timetable(companies=20, experts=10, slots=8, tables=8),
            timetable(companies=30, experts=15, slots=12, tables=10),
        ],
    )
