"""Fitting the weights to labelled needs, and what that is worth on needs not seen.

A small coordinate search around ``weights.yaml``; cross-validation keeps the needs
it is measured on out of the search. The features of a need's pairs stand in arrays,
so that thousands of weights can be tried.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import evaluation, ranking

Array = NDArray[np.float64]
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


@dataclass(frozen=True)
class Table:
    """The features of one need with many seeds: a column for each, rows by key."""

    keys: tuple[str, ...]
    columns: Mapping[str, Array]


def table(found: Mapping[str, Mapping[str, float]]) -> Table:
    """``found`` (seed → features) as columns."""
    keys = tuple(sorted(found))
    names = list(found[keys[0]]) if keys else []
    return Table(keys, {name: np.array([found[key][name] for key in keys]) for name in names})


def scores(rows: Table, by: Mapping[str, float]) -> Array:
    """``ranking.score`` of every row at once."""
    column = rows.columns
    total: Array = sum(by[name] * column[name] for name in ranking.RELEVANCE)  # type: ignore[assignment]
    for name, worst, middle in ranking.LIMITED:
        steps = np.array([by[worst], by[middle], 1.0])
        total = total * steps[np.rint(column[name] * 2).astype(np.int64)]
    extra: Array = 1.0 + sum(by[name] * column[name] for name in ranking.EXTRA)
    missing = (column["asked_form"] > 0) & (column["form"] == 0)
    return total * np.where(missing, extra * by["form_other"], extra)


def order(rows: Table, by: Mapping[str, float]) -> list[str]:
    """Keys of ``rows``, the best first, ties by key."""
    if not rows.keys:
        return []
    return [rows.keys[place] for place in np.argsort(-scores(rows, by), kind="stable")]


def quality(
    needs: Sequence[str], tables: Mapping[str, Table], grades: Grades, by: Mapping[str, float]
) -> float:
    """Mean nDCG@10 over ``needs``."""
    return evaluation.mean(
        [evaluation.ndcg(order(tables[need], by), grades[need]) for need in needs]
    )


def fit(needs: Sequence[str], tables: Mapping[str, Table], grades: Grades) -> dict[str, float]:
    """Weights that rank ``needs`` best, one figure changed at a time, in one round."""
    best = dict(ranking.weights())
    reached = quality(needs, tables, grades, best)
    for name in best:
        for step in STEPS:
            value = best[name] * step
            tried = {**best, name: min(1.0, value) if name in LIMITS else value}
            found = quality(needs, tables, grades, tried)
            if found > reached + 1e-4:
                best, reached = tried, found
    return best


def folds(needs: Sequence[str], number: int, *, seed: int = 1) -> list[list[str]]:
    """``needs`` dealt into ``number`` parts, by a fixed chance."""
    dealt = sorted(needs)
    random.Random(seed).shuffle(dealt)  # noqa: S311 - folds, not secrets
    return [part for part in (dealt[one::number] for one in range(number)) if part]


def cross_validate(
    tables: Mapping[str, Table], grades: Grades, *, number: int = 5, seed: int = 1
) -> list[dict[str, dict[str, float]]]:
    """For each fold the measures of its needs, under weights fitted without them."""
    found = []
    for held in folds(list(tables), number, seed=seed):
        by = fit([need for need in tables if need not in held], tables, grades)
        ranked = {need: order(tables[need], by) for need in held}
        found.append(evaluation.measure(ranked, grades))
    return found


def compare(
    tables: Mapping[str, Table], grades: Grades, by: Mapping[str, float]
) -> dict[str, Any]:
    """The rankings under ``by`` and each measure of each need."""
    ranked = {need: order(rows, by) for need, rows in tables.items()}
    return {"ranked": ranked, "rows": evaluation.measure(ranked, grades)}
