"""Runs labelled queries through an engine exactly as the product does."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from .. import entries, query, ranking
from ..documents import PUBLIC, Document
from ..engines import Engine
from ..engines.base import POOL
from ..plan import Filters
from . import metrics

DEPTH = 20
BATCH = 200
Progress = Callable[[str, int], None]
Ranker = Callable[[str], list[str]]


@dataclass(frozen=True)
class Result:
    """Figures over all judged queries."""

    ndcg: metrics.Interval
    mrr: metrics.Interval
    recall: metrics.Interval
    queries: int
    p50_ms: float
    p95_ms: float


def fill(engine: Engine, documents: Iterable[Document], progress: Progress) -> int:
    """Index ``documents`` into an empty ``engine``; returns how many."""
    iterator, done = iter(documents), 0
    while batch := list(islice(iterator, BATCH)):
        # Without the site's own names of labels: the figures depend on the files alone.
        analysed = [entries.analyse(document, names=lambda _facet: {}) for document in batch]
        engine.write(analysed, version=1)
        done += len(batch)
        progress("documents", done)
    return done


def ranker(engine: Engine) -> Ranker:
    """The product's ranking on ``engine``, in all languages, without filters of choice."""
    filters = Filters(scopes=frozenset({PUBLIC}))

    def rank(text: str) -> list[str]:
        plans = query.plans(text, filters)
        if not plans:
            return []
        answer = engine.search(plans, offset=0, limit=POOL)
        ranked = ranking.rank(answer, answer.plan or plans[-1])
        return [candidate.pk for _, candidate in ranked[:DEPTH]]

    return rank


def run(
    rank: Ranker,
    queries: Mapping[str, str],
    judgements: Mapping[str, Mapping[str, int]],
    progress: Progress,
) -> Result:
    """Score ``rank`` on every query that has a judgement above zero.

    Sets that only know 0 and 1 count 1 as relevant.
    """
    highest = max((grade for found in judgements.values() for grade in found.values()), default=0)
    relevant = min(metrics.RELEVANT, max(1, highest))
    scores: list[metrics.Score] = []
    times: list[float] = []
    for done, (key, text) in enumerate(queries.items(), 1):
        if key not in judgements:
            continue
        begun = time.perf_counter()
        found = rank(text)
        times.append((time.perf_counter() - begun) * 1000)
        score = metrics.score(found, judgements[key], relevant=relevant)
        if score:
            scores.append(score)
        if done % BATCH == 0:
            progress("queries", done)
    return Result(
        ndcg=metrics.interval([score.ndcg for score in scores]),
        mrr=metrics.interval([s.reciprocal_rank for s in scores if s.reciprocal_rank is not None]),
        recall=metrics.interval([s.recall for s in scores if s.recall is not None]),
        queries=len(scores),
        p50_ms=metrics.percentile(times, 0.5),
        p95_ms=metrics.percentile(times, 0.95),
    )
