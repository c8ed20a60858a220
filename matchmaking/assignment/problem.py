"""What is to be assigned, and what a choice of pairs is worth."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Worth is counted in whole points, so that an optimum can be compared exactly.
POINTS = 10_000
# What the whole month of an expert costs, in quality: a full expert's next
# proposal costs this much more than an idle one's.
SPREAD = 0.15
# What a second, third… proposal for one need must bring beyond the first.
FURTHER = 0.2


class ImpossibleError(ValueError):
    """Pairs that are held cannot all be: somebody's capacity, or a need's number, is exceeded."""


def ints(values: Iterable[Any]) -> Ints:
    """``values`` as an array of whole numbers."""
    return np.asarray(list(values), dtype=np.int64)


@dataclass(frozen=True)
class Problem:
    """Needs, offers of experts, and the pairs that may be.

    Args:
        wanted: for each need, the most proposals it may get.
        need, offer, quality: for each allowed pair, its two ends and its quality (0 up).
        capacity: for each offer, how many proposals it may still get.
        expert: for each offer, whose it is.
        load: for each expert, how many proposals they already have this month.
        bonus: for each need, what it is worth (in quality) that it gets any at all.
        held: for each pair, whether it must be chosen.
        current: for each pair, whether it is chosen now; of equal solutions the one
            that keeps most of these is taken.
    """

    wanted: Ints
    need: Ints
    offer: Ints
    quality: Floats
    capacity: Ints
    expert: Ints
    load: Ints
    bonus: Floats = field(default_factory=lambda: np.zeros(0))
    held: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    current: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def __post_init__(self) -> None:
        """Fill in what was left out."""
        if not len(self.bonus):
            object.__setattr__(self, "bonus", np.zeros(len(self.wanted)))
        for name in ("held", "current"):
            if not len(getattr(self, name)):
                object.__setattr__(self, name, np.zeros(len(self.need), dtype=np.bool_))

    @cached_property
    def points(self) -> Ints:
        """The quality of each pair in whole points."""
        return np.rint(self.quality * POINTS).astype(np.int64)

    @cached_property
    def room(self) -> Ints:
        """For each expert, how many more proposals their offers may get together."""
        return np.bincount(self.expert, self.capacity, len(self.load)).astype(np.int64)

    def step(self, expert: Ints, further: Ints) -> Ints:
        """Points that the ``further``-th next proposal (from 0) of ``expert`` costs.

        Rises with the share of the month that is taken, so the sum is convex.
        """
        month = np.maximum(self.load[expert] + self.room[expert], 1)
        return np.rint(SPREAD * POINTS * (self.load[expert] + further) / month).astype(np.int64)

    def holding(self, pairs: Iterable[int]) -> "Problem":
        """The same problem in which ``pairs`` must be chosen too."""
        held = self.held.copy()
        held[list(pairs)] = True
        return replace(self, held=held)

    def starting_from(self, pairs: Ints) -> "Problem":
        """The same problem where ``pairs`` are chosen now."""
        current = np.zeros(len(self.need), dtype=np.bool_)
        current[pairs] = True
        return replace(self, current=current)

    def only(self, keep: Flags) -> "Problem":
        """The same problem with the pairs of ``keep`` alone."""
        return replace(
            self,
            need=self.need[keep],
            offer=self.offer[keep],
            quality=self.quality[keep],
            held=self.held[keep],
            current=self.current[keep],
        )


def from_matrix(
    quality: Floats, allowed: Flags, capacity: Ints, *, wanted: int = 1, load: Ints | None = None
) -> Problem:
    """A problem in which each offer is an expert of its own.

    Args:
        quality: needs × offers.
        allowed: needs × offers; False where consent, conflict or anything else forbids.
        capacity: for each offer, how many proposals it may still get.
        wanted: the most proposals for each need.
        load: for each expert, the proposals they already have.
    """
    need, offer = np.nonzero(allowed)
    return Problem(
        wanted=np.full(len(quality), wanted, dtype=np.int64),
        need=need.astype(np.int64),
        offer=offer.astype(np.int64),
        quality=quality[need, offer],
        capacity=capacity,
        expert=np.arange(len(capacity)),
        load=np.zeros(len(capacity), dtype=np.int64) if load is None else load,
    )


@dataclass(frozen=True, order=True)
class Worth:
    """What a choice is worth: first how many needs are served, then points."""

    served: int
    points: int

    @property
    def quality(self) -> float:
        """Total quality less what crowding of experts costs."""
        return self.points / POINTS


@dataclass(frozen=True)
class Solution:
    """The chosen pairs (positions in the problem, by need, the best first)."""

    pairs: Ints
    worth: Worth


def worth(problem: Problem, pairs: Ints) -> Worth:
    """What choosing ``pairs`` is worth in ``problem``."""
    of_need = np.bincount(problem.need[pairs], minlength=len(problem.wanted))
    of_expert = np.bincount(problem.expert[problem.offer[pairs]], minlength=len(problem.load))
    served = of_need > 0
    points = int(problem.points[pairs].sum())
    points += int(np.rint(problem.bonus[served] * POINTS).sum())
    points -= int(np.rint(FURTHER * POINTS)) * int((of_need - served).sum())
    crowd = np.repeat(np.arange(len(of_expert)), of_expert)
    points -= int(problem.step(crowd, ranks(of_expert)).sum())
    return Worth(int(served.sum()), points)


def ranks(counts: Ints) -> Ints:
    """0, 1, 2… for each of ``counts``, one after the other: [2, 3] gives 0 1 0 1 2."""
    ends = np.cumsum(counts)
    return np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)


def ordered(problem: Problem, pairs: Ints) -> Ints:
    """``pairs`` by need, the best first."""
    pairs = np.asarray(pairs, dtype=np.int64)
    return pairs[np.lexsort((pairs, -problem.points[pairs], problem.need[pairs]))]


def solution(problem: Problem, pairs: Ints) -> Solution:
    """``pairs`` with what they are worth."""
    return Solution(ordered(problem, pairs), worth(problem, pairs))
