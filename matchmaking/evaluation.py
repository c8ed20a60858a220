"""How well a ranking agrees with labelled cases: nDCG, MRR, recall, intervals.

Gain is 2^grade − 1; MRR and recall count grades of 2 and above, as the labelled
sets do, and 1 where a set only knows 0 and 1.
"""

import math
import random
from collections.abc import Mapping, Sequence

GOOD = 2
Ranking = Sequence[str]
Grades = Mapping[str, int]


def ndcg(ranking: Ranking, grades: Grades, depth: int = 10) -> float:
    """Discounted gain of the first ``depth``, against the best possible order."""

    def gain(values: Sequence[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(values))

    best = gain(sorted(grades.values(), reverse=True)[:depth])
    return gain([grades.get(key, 0) for key in ranking[:depth]]) / best if best else 0.0


def mrr(ranking: Ranking, grades: Grades, depth: int = 10, good: int = GOOD) -> float:
    """One over the place of the first good answer within ``depth``."""
    for place, key in enumerate(ranking[:depth], start=1):
        if grades.get(key, 0) >= good:
            return 1 / place
    return 0.0


def recall(ranking: Ranking, grades: Grades, depth: int = 20, good: int = GOOD) -> float:
    """Share of the good answers found within ``depth``."""
    wanted = {key for key, grade in grades.items() if grade >= good}
    return len(wanted & set(ranking[:depth])) / len(wanted) if wanted else 0.0


MEASURES = ("ndcg@10", "mrr@10", "recall@20")


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def measure(
    rankings: Mapping[str, Ranking], qrels: Mapping[str, Grades]
) -> dict[str, dict[str, float]]:
    """Each measure for each need that has an answer; only nDCG where it has no good one."""
    highest = max((grade for grades in qrels.values() for grade in grades.values()), default=0)
    good = min(GOOD, max(1, highest))
    found: dict[str, dict[str, float]] = {}
    for need, ranking in rankings.items():
        grades = qrels.get(need, {})
        best = max(grades.values(), default=0)
        if best > 0:
            found[need] = {"ndcg@10": ndcg(ranking, grades)}
        if best >= good:
            found[need]["mrr@10"] = mrr(ranking, grades, good=good)
            found[need]["recall@20"] = recall(ranking, grades, good=good)
    return found


def means(rows: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The mean of each measure over the needs that have it, to four places."""
    return {
        name: round(mean([row[name] for row in rows.values() if name in row]), 4)
        for name in MEASURES
    }


def interval(values: Sequence[float], *, rounds: int = 2000, seed: int = 1) -> tuple[float, float]:
    """95 % bootstrap interval of the mean of ``values``."""
    if not values:
        return 0.0, 0.0
    dice = random.Random(seed)  # noqa: S311 - statistics, not secrets
    means = sorted(mean(dice.choices(values, k=len(values))) for _ in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds) - 1]
