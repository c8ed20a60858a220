"""How well a ranking agrees with labelled cases: nDCG, MRR, recall, intervals.

Gain is 2^grade − 1; MRR and recall count grades of 2 and above, as the labelled
sets do.
"""

import math
import random
from collections.abc import Callable, Mapping, Sequence

GOOD = 2
Ranking = Sequence[str]
Grades = Mapping[str, int]


def ndcg(ranking: Ranking, grades: Grades, depth: int = 10) -> float:
    """Discounted gain of the first ``depth``, against the best possible order."""

    def gain(values: Sequence[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(values))

    best = gain(sorted(grades.values(), reverse=True)[:depth])
    return gain([grades.get(key, 0) for key in ranking[:depth]]) / best if best else 0.0


def mrr(ranking: Ranking, grades: Grades, depth: int = 10) -> float:
    """One over the place of the first good answer within ``depth``."""
    for place, key in enumerate(ranking[:depth], start=1):
        if grades.get(key, 0) >= GOOD:
            return 1 / place
    return 0.0


def recall(ranking: Ranking, grades: Grades, depth: int = 20) -> float:
    """Share of the good answers found within ``depth``."""
    good = {key for key, grade in grades.items() if grade >= GOOD}
    return len(good & set(ranking[:depth])) / len(good) if good else 0.0


MEASURES: Mapping[str, Callable[[Ranking, Grades], float]] = {
    "ndcg@10": ndcg,
    "mrr@10": mrr,
    "recall@20": recall,
}


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def measure(
    rankings: Mapping[str, Ranking], qrels: Mapping[str, Grades]
) -> dict[str, dict[str, float]]:
    """Each measure for each need that has a good answer."""
    return {
        need: {name: function(ranking, qrels[need]) for name, function in MEASURES.items()}
        for need, ranking in rankings.items()
        if any(grade >= GOOD for grade in qrels.get(need, {}).values())
    }


def interval(values: Sequence[float], *, rounds: int = 2000, seed: int = 1) -> tuple[float, float]:
    """95 % bootstrap interval of the mean of ``values``."""
    if not values:
        return 0.0, 0.0
    dice = random.Random(seed)  # noqa: S311 - statistics, not secrets
    means = sorted(mean(dice.choices(values, k=len(values))) for _ in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds) - 1]
