"""The one ranking of what is in the database, as it stands today.

Whoever ranks records asks here (the pages of a need, the week's plan, alerts, missing offers,
consultation days): all see the same weights and the same standing of the offers.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from . import ranking, seed_index, standing
from .profiles import Standing
from .ranking import PreparedNeed, PreparedSeed, Ranked
from .seed_index import SeedIndex
from .weighing import Weighing


@dataclass(frozen=True)
class Order:
    """Puts offers in order; good for as many needs as are ranked in one go."""

    index: SeedIndex
    standing: Standing

    @property
    def seeds(self) -> Sequence[PreparedSeed]:
        """All open offers."""
        return self.index.seeds

    @property
    def weighing(self) -> Weighing:
        """The weights in force."""
        return self.index.weighing

    def best(
        self, need: PreparedNeed, *, limit: int, without: Collection[str] = ()
    ) -> list[Ranked]:
        """The best ``limit`` open offers for ``need``, without those keys."""
        return self.index.rank(need, limit=limit, without=without, standing=self.standing)

    def among(self, need: PreparedNeed, seeds: Sequence[PreparedSeed]) -> list[Ranked]:
        """All of ``seeds`` that may answer ``need``, the best first; open or not."""
        return ranking.rank(
            need,
            seeds,
            limit=len(seeds),
            words=self.index.words,
            score_by=self.weighing.score,
            standing=self.standing,
        )


def order() -> Order:
    """The order of this moment: three queries when no offer has changed."""
    return Order(seed_index.current(), standing.now())
