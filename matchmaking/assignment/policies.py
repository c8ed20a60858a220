"""Simpler ways to assign, to compare with the solved one."""

from collections.abc import Callable, Iterable

import numpy as np

from .problem import Ints, Problem, Solution, ints, solution

Policy = Callable[[Problem], Solution]


def _taken(problem: Problem, order: Iterable[int]) -> Ints:
    """Pairs taken one after the other in ``order`` while there is room."""
    room, left = problem.capacity.copy(), problem.wanted.copy()
    met: set[tuple[int, int]] = set()
    chosen = []
    for pair in order:
        need, offer = int(problem.need[pair]), int(problem.offer[pair])
        both = (need, int(problem.expert[offer]))
        if left[need] > 0 and room[offer] > 0 and both not in met:
            left[need] -= 1
            room[offer] -= 1
            met.add(both)
            chosen.append(int(pair))
    return ints(chosen)


def first_come(problem: Problem) -> Solution:
    """Each need in its order takes the best expert still free."""
    order = np.lexsort((-problem.points, problem.need))
    return solution(problem, _taken(problem, order.tolist()))


def greedy(problem: Problem) -> Solution:
    """The best pair of all first, then the next best that is still possible."""
    order = np.argsort(-problem.points, kind="stable")
    return solution(problem, _taken(problem, order.tolist()))
