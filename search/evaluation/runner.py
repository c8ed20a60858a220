"""Runs labelled queries through an engine exactly as the product does."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from .. import entries, query, ranking
from ..documents import PUBLIC, Document
from ..engines import Engine
from ..engines.base import POOL
from ..plan import Filters, Origin, QueryPlan
from . import metrics

DEPTH = 20
BATCH = 200
Progress = Callable[[str, int], None]
Ranker = Callable[[str], list[str]]
# What is left out to see what the vocabulary does.
ABLATIONS: dict[str, frozenset[Origin]] = {
    "without lay terms": frozenset({Origin.LAY}),
    "without vocabulary": frozenset({Origin.LAY, Origin.SYNONYM, Origin.SIMILAR}),
}


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


def _left(plan: QueryPlan, without: frozenset[Origin]) -> QueryPlan:
    """``plan`` without the phrases that came from ``without``."""
    return replace(plan, phrases=tuple(p for p in plan.phrases if p.origin not in without))


def ranker(engine: Engine, *, without: frozenset[Origin] = frozenset()) -> Ranker:
    """The product's ranking on ``engine``, in all languages, without filters of choice.

    ``without`` leaves out what the vocabulary adds, to see what it is worth.
    """
    filters = Filters(scopes=frozenset({PUBLIC}))

    def rank(text: str) -> list[str]:
        plans = [_left(plan, without) for plan in query.plans(text, filters)]
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

    Sets that only know 0 and 1 count 1 as relevant. A judged document that is not in the
    set counts as not found, as TREC's tools do.
    """
    highest = max((grade for found in judgements.values() for grade in found.values()), default=0)
    relevant = min(metrics.RELEVANT, max(1, highest))
    scores: list[metrics.Score] = []
    times: list[float] = []
    for done, (key, text) in enumerate(judged(queries, judgements).items(), 1):
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


def judged(
    queries: Mapping[str, str], judgements: Mapping[str, Mapping[str, int]]
) -> dict[str, str]:
    """The queries that have a judgement above zero."""
    return {key: text for key, text in queries.items() if any(judgements.get(key, {}).values())}


def unknown(judgements: Mapping[str, Mapping[str, int]], known: Iterable[str]) -> int:
    """How many documents that a judgement wants are not among ``known``."""
    wanted = {pk for found in judgements.values() for pk, grade in found.items() if grade}
    return len(wanted.difference(known))
