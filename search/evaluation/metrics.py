"""nDCG, reciprocal rank and recall of a ranking, and intervals over many queries."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

RELEVANT = 2
RESAMPLES = 1000


@dataclass(frozen=True)
class Score:
    """Figures of one query; None where no document is relevant."""

    ndcg: float
    reciprocal_rank: float | None
    recall: float | None


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def score(
    ranking: Sequence[str], grades: Mapping[str, int], *, relevant: int = RELEVANT
) -> Score | None:
    """nDCG@10 (gain 2^grade − 1), MRR@10 and Recall@20 (grade ≥ ``relevant``).

    None if no document has a grade above zero: such a query says nothing.
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:10])
    if not ideal:
        return None
    wanted = {document for document, grade in grades.items() if grade >= relevant}
    first = next((n for n, d in enumerate(ranking[:10], 1) if d in wanted), 0)
    return Score(
        ndcg=_gain([grades.get(document, 0) for document in ranking[:10]]) / ideal,
        reciprocal_rank=(1 / first if first else 0.0) if wanted else None,
        recall=len(wanted.intersection(ranking[:20])) / len(wanted) if wanted else None,
    )


def interval(values: Sequence[float], *, seed: int = 7) -> Interval:
    """Mean of ``values`` with a percentile bootstrap over them."""
    if not values:
        return Interval(0.0, 0.0, 0.0)
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return Interval(fmean(values), means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES)])


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of ``values`` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
