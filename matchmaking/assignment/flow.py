"""The best choice of all, as a flow of least cost.

    source → need → (need, expert) → offer → expert → sink

One unit is one proposal. A need's first unit earns more than all qualities
together, so no need goes without one where one is feasible; the units of an
expert cost more and more. The node between need and expert, made only where it
can matter, keeps a need from getting two offers of one expert. Costs are in
points times the number of proposals, so that what is chosen now can weigh less
than any point.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

from .problem import (
    FURTHER,
    POINTS,
    ImpossibleError,
    Ints,
    Problem,
    Solution,
    ints,
    ranks,
    solution,
)


@dataclass
class _Network:
    """Arcs gathered in arrays: adding them one by one would cost more than solving."""

    tails: list[Ints] = field(default_factory=list)
    heads: list[Ints] = field(default_factory=list)
    capacities: list[Ints] = field(default_factory=list)
    costs: list[Ints] = field(default_factory=list)

    def add(self, tails: Ints, heads: Ints, capacities: Ints, costs: Ints) -> slice:
        """Add arcs; returns their places."""
        start = sum(len(part) for part in self.tails)
        self.tails.append(tails)
        self.heads.append(heads)
        self.capacities.append(capacities)
        self.costs.append(costs)
        return slice(start, start + len(tails))

    def cheapest(self, source: int, sink: int, amount: int, likes: Ints) -> Ints:
        """The flow on each arc when ``amount`` goes from ``source`` to ``sink``.

        Of equal ones, the flow that uses most of the arcs ``likes``.
        """
        costs = np.concatenate(self.costs) * (amount + 1)
        costs[likes] -= 1
        flow = min_cost_flow.SimpleMinCostFlow()
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            *(np.concatenate(parts) for parts in (self.tails, self.heads, self.capacities)), costs
        )
        flow.set_node_supply(source, amount)
        flow.set_node_supply(sink, -amount)
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise RuntimeError(f"the flow was not solved: {status}")
        return np.asarray(flow.flows(arcs), dtype=np.int64)


def _ones(number: int) -> Ints:
    return np.ones(number, dtype=np.int64)


def _supply(net: _Network, problem: Problem, source: int, given: Ints) -> None:
    """Source to needs: the first proposal outweighs everything, further ones cost."""
    need = np.repeat(np.arange(len(problem.wanted)), problem.wanted)
    place = ranks(problem.wanted) + given[need]
    most = int(np.abs(problem.points).max(initial=0)) + POINTS
    outweigh = 2 * most * (len(need) + 1)
    first = -(outweigh + np.rint(problem.bonus[need] * POINTS).astype(np.int64))
    further = np.full(len(need), round(FURTHER * POINTS), dtype=np.int64)
    net.add(
        np.full(len(need), source), need, _ones(len(need)), np.where(place == 0, first, further)
    )


def _gates(problem: Problem, first_free: int) -> tuple[Ints, Ints, Ints]:
    """Where each pair's arc begins, and the gates (their needs, their numbers)."""
    begins = problem.need.copy()
    keys, inverse, counts = np.unique(_meetings(problem), return_inverse=True, return_counts=True)
    need = keys // max(len(problem.load), 1)
    crowded = (counts > 1) & (problem.wanted[need] > 1)
    number = np.cumsum(crowded) - 1 + first_free
    behind = crowded[inverse]
    begins[behind] = number[inverse][behind]
    return begins, need[crowded], number[crowded]


def _free(problem: Problem, held: Ints, given: Ints) -> Problem:
    """What is left to choose when ``held`` are chosen.

    Raises:
        ImpossibleError: they exceed a capacity, or what one need may get.
    """
    used = np.bincount(problem.offer[held], minlength=len(problem.capacity))
    met = _meetings(problem)
    if (
        (used > problem.capacity).any()
        or (given > problem.wanted).any()
        or len(np.unique(met[held])) < len(held)
    ):
        raise ImpossibleError
    busy = np.bincount(problem.expert[problem.offer[held]], minlength=len(problem.load))
    return replace(
        problem.only(~np.isin(met, met[held])),
        capacity=problem.capacity - used,
        load=problem.load + busy,
        wanted=problem.wanted - given,
    )


def _meetings(problem: Problem) -> Ints:
    """For each pair, one number for its need and expert together."""
    return problem.need * max(len(problem.load), 1) + problem.expert[problem.offer]


def solve(problem: Problem) -> Solution:
    """The pairs that serve most needs and, among those, are worth most; always the same ones.

    Raises:
        ImpossibleError: the held pairs cannot all be.
    """
    held = np.flatnonzero(problem.held)
    given = np.bincount(problem.need[held], minlength=len(problem.wanted))
    met = _meetings(problem)
    left = np.flatnonzero(~np.isin(met, met[held]))
    chosen = left[_choose(_free(problem, held, given), given)]
    return solution(problem, np.concatenate([held, chosen]))


def _choose(problem: Problem, given: Ints) -> Ints:
    """The best pairs of ``problem``, where each need has ``given`` proposals already."""
    if not len(problem.need):
        return np.zeros(0, dtype=np.int64)
    needs, offers, experts = len(problem.wanted), len(problem.capacity), len(problem.load)
    begins, gated, gates = _gates(problem, needs + offers + experts)
    source = needs + offers + experts + len(gates)
    sink = source + 1
    net = _Network()
    pairs = net.add(begins, needs + problem.offer, _ones(len(begins)), -problem.points)
    net.add(gated, gates, _ones(len(gates)), _ones(len(gates)) * 0)
    _supply(net, problem, source, given)
    net.add(
        needs + np.arange(offers),
        needs + offers + problem.expert,
        problem.capacity,
        _ones(offers) * 0,
    )
    crowd = np.repeat(np.arange(experts), problem.room)
    net.add(
        needs + offers + crowd,
        np.full(len(crowd), sink),
        _ones(len(crowd)),
        problem.step(crowd, ranks(problem.room)),
    )
    amount = int(problem.wanted.sum())
    net.add(ints([source]), ints([sink]), ints([amount]), ints([0]))
    flow = net.cheapest(source, sink, amount, pairs.start + np.flatnonzero(problem.current))
    return np.flatnonzero(flow[pairs])
