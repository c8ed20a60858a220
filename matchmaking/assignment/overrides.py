"""What a person's decision against the optimum costs."""

from dataclasses import dataclass, replace

import numpy as np

from .flow import solve
from .problem import POINTS, Flags, Problem, Solution


@dataclass(frozen=True)
class Price:
    """The loss by a change: needs left without a proposal, quality, and pairs that move."""

    unserved: int
    quality: float
    moved: int


def price(before: Solution, after: Solution) -> Price:
    """What ``after`` loses against ``before``, both over the same pairs."""
    return Price(
        unserved=before.worth.served - after.worth.served,
        quality=(before.worth.points - after.worth.points) / POINTS,
        moved=len(np.setdiff1d(after.pairs, before.pairs)),
    )


def of_holding(problem: Problem, optimum: Solution, pair: int) -> Price:
    """What it costs that ``pair`` must be chosen.

    Raises:
        ImpossibleError: it cannot be, beside what is held already.
    """
    return price(optimum, solve(problem.starting_from(optimum.pairs).holding([pair])))


def of_leaving_out(problem: Problem, optimum: Solution, left_out: Flags) -> Price:
    """What it costs that the pairs of ``left_out`` may not be chosen."""
    kept = np.flatnonzero(~left_out)
    after = solve(problem.starting_from(optimum.pairs).only(~left_out))
    return price(optimum, replace(after, pairs=kept[after.pairs]))
