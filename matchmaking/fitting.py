"""Fitting the weights to labelled needs, and what that is worth on needs not seen.

A small coordinate search around ``weights.yaml``; cross-validation keeps the needs
it is measured on out of the search.
"""

import random
from collections.abc import Mapping, Sequence

from . import evaluation, ranking

Features = Mapping[str, Mapping[str, dict[str, float]]]
Grades = Mapping[str, Mapping[str, int]]
STEPS = (0.5, 0.75, 1.33, 2.0)
LIMITS = frozenset(
    {
        "sector_general",
        "sector_other",
        "place_online",
        "place_other",
        "budget_above",
        "budget_far",
        "form_other",
    }
)


def order(found: Mapping[str, dict[str, float]], by: Mapping[str, float]) -> list[str]:
    """Keys of ``found`` (seed → features), the best first, ties by key."""
    return sorted(found, key=lambda key: (-ranking.score(found[key], by), key))


def quality(
    needs: Sequence[str], features: Features, grades: Grades, by: Mapping[str, float]
) -> float:
    """Mean nDCG@10 over ``needs``."""
    return evaluation.mean(
        [evaluation.ndcg(order(features[need], by), grades[need]) for need in needs]
    )


def fit(needs: Sequence[str], features: Features, grades: Grades) -> dict[str, float]:
    """Weights that rank ``needs`` best, one figure changed at a time, in one round."""
    best = dict(ranking.weights())
    reached = quality(needs, features, grades, best)
    for name in best:
        for step in STEPS:
            value = best[name] * step
            tried = {**best, name: min(1.0, value) if name in LIMITS else value}
            found = quality(needs, features, grades, tried)
            if found > reached + 1e-4:
                best, reached = tried, found
    return best


def cross_validate(
    features: Features, grades: Grades, *, folds: int = 5, seed: int = 1
) -> list[float]:
    """nDCG@10 of each need under weights fitted without its fold."""
    needs = sorted(features)
    random.Random(seed).shuffle(needs)  # noqa: S311 - folds, not secrets
    found: list[float] = []
    for fold in range(folds):
        held = needs[fold::folds]
        by = fit([need for need in needs if need not in held], features, grades)
        found += [evaluation.ndcg(order(features[need], by), grades[need]) for need in held]
    return found
