"""A year lived week by week under one way of assigning."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..assignment import flow, loads, policies
from ..assignment.policies import Policy
from ..assignment.problem import Floats, Ints, from_matrix
from .world import World

POLICIES: Mapping[str, Policy] = {
    "first_come": policies.first_come,
    "greedy": policies.greedy,
    "solved": flow.solve,
}
WEEKS_A_MONTH = 52 / 12


@dataclass(frozen=True)
class Figures:
    """What came of a year."""

    needs: int
    proposals: int
    agreed: int
    succeeded: int
    quality: float  # sum over the agreed pairs of how well they really fit
    waited: float  # mean weeks from need to its first proposal
    gini: float  # of the share of each expert's yearly capacity that was used
    load: Floats

    @property
    def outcome_rate(self) -> float:
        """Needs whose trouble was solved, of all needs."""
        return self.succeeded / self.needs if self.needs else 0.0

    @property
    def agreed_rate(self) -> float:
        """Needs that both sides agreed on, of all needs."""
        return self.agreed / self.needs if self.needs else 0.0


@dataclass
class _Year:
    """What changes from week to week."""

    world: World
    open: list[int] = field(default_factory=list)
    refused: set[tuple[int, int]] = field(default_factory=set)
    first: dict[int, int] = field(default_factory=dict)
    agreed: list[tuple[int, int]] = field(default_factory=list)
    proposals: int = 0

    def week(self, week: int, used: Ints, policy: Policy) -> None:
        """Propose once; agreed pairs take a place of the month, refused ones never return."""
        world = self.world
        needs = np.array(self.open, dtype=np.int64)
        allowed = world.allowed[needs].copy()
        for row, need in enumerate(self.open):
            allowed[row, [e for n, e in self.refused if n == need]] = False
        problem = from_matrix(world.seen[needs], allowed, world.capacity - used, load=used.copy())
        for pair in policy(problem).pairs:
            need, expert = self.open[problem.need[pair]], int(problem.offer[pair])
            self.proposals += 1
            self.first.setdefault(need, week - int(world.arrives[need]))
            if world.agrees(need, expert, used[expert] / world.capacity[expert]):
                used[expert] += 1
                self.agreed.append((need, expert))
            else:
                self.refused.add((need, expert))
        done = {need for need, _expert in self.agreed}
        self.open = [
            need
            for need in self.open
            if need not in done and week + 1 - world.arrives[need] < world.assumed.patience
        ]


def live(world: World, policy: Policy, *, weeks: int) -> Figures:
    """The figures of ``weeks`` weeks under ``policy``."""
    year = _Year(world)
    used = np.zeros(len(world.capacity), dtype=np.int64)
    load = np.zeros(len(world.capacity))
    for week in range(weeks):
        if int(week / WEEKS_A_MONTH) != int((week - 1) / WEEKS_A_MONTH):
            used[:] = 0
        before = used.copy()
        year.open += np.flatnonzero(world.arrives == week).tolist()
        year.week(week, used, policy)
        load += used - before
    share = load / (world.capacity * weeks / WEEKS_A_MONTH)
    return Figures(
        needs=len(world.arrives),
        proposals=year.proposals,
        agreed=len(year.agreed),
        succeeded=sum(world.succeeds(need, expert) for need, expert in year.agreed),
        quality=float(sum(world.truth[need, expert] for need, expert in year.agreed)),
        waited=float(np.mean(list(year.first.values()))) if year.first else 0.0,
        gini=loads.gini(share.tolist()),
        load=share,
    )


def compare(world: World, *, weeks: int) -> dict[str, Figures]:
    """The same year under each way of assigning."""
    return {name: live(world, policy, weeks=weeks) for name, policy in POLICIES.items()}
