"""The invented region: experts, the needs of a year, and how people decide.

Every figure here is an assumption, not an observation; docs/matchmaking-assignment.md
states them. All chance is drawn before the year begins, so that each way of
assigning meets the same needs, people and luck.
"""

from dataclasses import dataclass

import numpy as np

from ..assignment.problem import Flags, Floats, Ints

TOPICS = 12
PREFECTURES = 7


@dataclass(frozen=True)
class Assumptions:
    """What the year is made of."""

    experts: int = 40
    needs_per_week: float = 16.0
    largest_capacity: int = 4  # proposals a month; one to this, evenly
    specialised: float = 0.35  # chance that an expert knows a topic at all
    abroad: float = 0.75  # what is left of the relevance in another prefecture
    blur: float = 0.12  # standard deviation of the ranking's error
    floor: float = 0.3  # no pair that looks worse is proposed
    patience: int = 4  # weeks after which a company looks elsewhere
    agree_at_worst: float = 0.1  # chance that both sides agree if nothing fits
    agree_at_best: float = 0.8  # …if everything fits
    weary: float = 0.4  # what a full month takes off an expert's readiness


@dataclass(frozen=True)
class World:
    """One invented year."""

    assumed: Assumptions
    arrives: Ints  # week of each need
    capacity: Ints  # of each expert, a month
    truth: Floats  # needs × experts: how well it would really go, 0 to 1
    seen: Floats  # needs × experts: the same as the ranking sees it
    willing: Floats  # needs × experts: luck of agreeing, 0 to 1
    lucky: Floats  # needs × experts: luck of the outcome, 0 to 1

    @property
    def allowed(self) -> Flags:
        """Pairs good enough to be proposed."""
        return self.seen >= self.assumed.floor

    def agrees(self, need: int, expert: int, busy: float) -> bool:
        """Whether both sides agree when the expert's month is full to the share ``busy``."""
        a = self.assumed
        ready = a.agree_at_worst + (a.agree_at_best - a.agree_at_worst) * self.truth[need, expert]
        return bool(self.willing[need, expert] < ready * (1 - a.weary * busy))

    def succeeds(self, need: int, expert: int) -> bool:
        """Whether an agreed pair solves the trouble: as likely as it is relevant."""
        return bool(self.lucky[need, expert] < self.truth[need, expert])


def make(*, seed: int, weeks: int, assumed: Assumptions | None = None) -> World:
    """The year of ``seed``: few topics are asked for often, most seldom."""
    a = assumed or Assumptions()
    chance = np.random.default_rng(seed)
    skill = chance.uniform(0.4, 1.0, (a.experts, TOPICS))
    skill *= chance.random((a.experts, TOPICS)) < a.specialised
    home = chance.integers(0, PREFECTURES, a.experts)
    capacity = chance.integers(1, a.largest_capacity + 1, a.experts)
    arrives = np.repeat(np.arange(weeks), chance.poisson(a.needs_per_week, weeks))
    often = 1 / np.arange(1, TOPICS + 1)
    needs = len(arrives)
    asked = chance.choice(TOPICS, size=needs, p=often / often.sum())
    place = chance.integers(0, PREFECTURES, needs)
    truth = skill[:, asked].T * np.where(place[:, None] == home[None, :], 1.0, a.abroad)
    seen = np.clip(truth + chance.normal(0, a.blur, truth.shape), 0, 1)
    return World(
        assumed=a,
        arrives=arrives,
        capacity=capacity,
        truth=truth,
        seen=np.where(truth > 0, seen, 0.0),
        willing=chance.random(truth.shape),
        lucky=chance.random(truth.shape),
    )
