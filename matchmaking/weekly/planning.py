"""The week as a problem to solve, and what each decision by hand would cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.utils import timezone

from ..assignment import flow
from ..assignment.problem import ImpossibleError, Problem, Solution, ints
from ..enums import Urgency
from ..models import Need, WeekPair, WeekPlan
from . import candidates, capacity, vetoes
from .capacity import Capacities

URGENT = 0.1
"""What it is worth, in quality, that an urgent need gets a proposal rather than another."""
WAITED = 0.02
"""The same for each week a need has waited, up to ten."""


@dataclass(frozen=True)
class Board:
    """All that is known of a week: who waits, which pairs are possible, what was decided."""

    plan: WeekPlan
    needs: Sequence[Need]
    pairs: Sequence[WeekPair]
    resting: frozenset[int]
    capacities: Capacities

    @cached_property
    def _places(self) -> tuple[Mapping[int, int], Mapping[int, int], Mapping[int, int]]:
        seeds = sorted({pair.seed_id for pair in self.pairs})
        experts = sorted({self.capacities.expert_of[seed] for seed in seeds})
        return (
            {need.pk: place for place, need in enumerate(self.needs)},
            {seed: place for place, seed in enumerate(seeds)},
            {expert: place for place, expert in enumerate(experts)},
        )

    @cached_property
    def free(self) -> Problem:
        """The week without any decision by hand."""
        needs, seeds, experts = self._places
        return Problem(
            wanted=np.full(len(needs), self.plan.per_need, dtype=np.int64),
            need=ints(needs[pair.need_id] for pair in self.pairs),
            offer=ints(seeds[pair.seed_id] for pair in self.pairs),
            quality=np.array([pair.quality for pair in self.pairs], dtype=np.float64),
            capacity=ints(self.capacities.left(seed) for seed in seeds),
            expert=ints(experts[self.capacities.expert_of[seed]] for seed in seeds),
            load=ints(self.capacities.load_of_expert.get(expert, 0) for expert in experts),
            bonus=np.array([bonus(need) for need in self.needs], dtype=np.float64),
        )

    @cached_property
    def optimum(self) -> Solution:
        """The best choice without any decision by hand, near to what is chosen now."""
        chosen = [place for place, pair in enumerate(self.pairs) if pair.chosen]
        return flow.solve(self.free.starting_from(ints(chosen)))

    def solve(
        self, *, pinned: Sequence[int], left_out: Sequence[int], rest: frozenset[int]
    ) -> Solution:
        """The best choice under decisions; pairs are named by their place in ``pairs``.

        Raises:
            ImpossibleError: the pinned pairs exceed a capacity or the number of a need.
        """
        keep = np.ones(len(self.pairs), dtype=np.bool_)
        keep[list(left_out)] = False
        keep &= np.array([pair.need_id not in rest for pair in self.pairs], dtype=np.bool_)
        kept = np.flatnonzero(keep)
        problem = self.free.holding(pinned).starting_from(self.optimum.pairs).only(keep)
        found = flow.solve(problem)
        return Solution(kept[found.pairs], found.worth)

    def marked(self, mark: str) -> list[int]:
        """Places of the pairs with ``mark``."""
        return [place for place, pair in enumerate(self.pairs) if pair.mark == mark]

    @cached_property
    def pins(self) -> list[int]:
        """Places of the pinned pairs that are possible together, the first decided first."""
        left_out = self.marked(WeekPair.Mark.LEFT_OUT)
        held: list[int] = []
        for place in self.marked(WeekPair.Mark.PINNED):
            if self.attempt(pinned=[*held, place], left_out=left_out, rest=self.resting):
                held.append(place)
        return held

    @cached_property
    def decided(self) -> Solution:
        """The best choice under what was decided; pins that are no longer possible give way."""
        left_out, pinned = self.marked(WeekPair.Mark.LEFT_OUT), self.marked(WeekPair.Mark.PINNED)
        found = self.attempt(pinned=pinned, left_out=left_out, rest=self.resting)
        return found or self.solve(pinned=self.pins, left_out=left_out, rest=self.resting)

    def attempt(
        self, *, pinned: Sequence[int], left_out: Sequence[int], rest: frozenset[int]
    ) -> Solution | None:
        """The same as ``solve``; None where the pinned pairs cannot all be."""
        try:
            return self.solve(pinned=pinned, left_out=left_out, rest=rest)
        except ImpossibleError:
            return None


def bonus(need: Need) -> float:
    """What it is worth that ``need`` rather than another gets a proposal."""
    since = need.published_at or timezone.now()
    weeks = (timezone.now() - since).days // 7
    return (URGENT if need.urgency == Urgency.NOW else 0.0) + WAITED * min(weeks, 10)


def board(plan: WeekPlan) -> Board:
    """What is known of the week of ``plan`` at this moment; a fixed number of queries."""
    needs = list(candidates.waiting_needs())
    waiting = {need.pk: need for need in needs}
    capacities, forbidden = capacity.now(), vetoes.now()
    pairs = [
        pair
        for pair in plan.pairs.order_by("pk")
        if pair.need_id in waiting
        and pair.seed_id in capacities.of_seed
        and not forbidden.forbid(
            pair.need_id,
            pair.seed_id,
            waiting[pair.need_id].organization_id,
            capacities.expert_of[pair.seed_id],
        )
    ]
    resting = frozenset(plan.resting.values_list("pk", flat=True).order_by("pk"))
    return Board(plan, needs, pairs, resting, capacities)
