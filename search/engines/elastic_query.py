"""A plan as Elasticsearch queries and aggregations."""

from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query

from ..labels import FACETS
from ..periods import Period
from ..plan import Filters, QueryPlan
from .base import FIELD_WEIGHTS, SPANS

_FIELDS = [f"{field}^{weight}" for field, weight in FIELD_WEIGHTS.items()]
_GRAM_WEIGHT = 0.05
# More values of a facet than any closed list has.
_MANY = 200


def phrase(tokens: tuple[str, ...], boost: float = 1.0) -> Query:
    """``tokens`` in a row in any field of words."""
    return Q("multi_match", type="phrase", query=" ".join(tokens), fields=_FIELDS, boost=boost)


def _any(queries: list[Query]) -> Query:
    return Q("bool", should=queries, minimum_should_match=1)


def _language(filters: Filters) -> list[Query]:
    return [Q("term", language=filters.language)] if filters.language else []


def _choices(filters: Filters, but: str = "") -> list[Query]:
    chosen = [
        Q("terms", **{facet: list(values)})
        for facet, values in filters.facets.items()
        if values and facet != but
    ]
    if filters.span and but != SPANS:
        chosen.append(_days(filters.spans[filters.span]))
    return chosen


def _days(period: Period) -> Query:
    bounds = {"gte": period.since, "lte": period.until}
    return Q("range", day={name: day.isoformat() for name, day in bounds.items() if day})


def _hits(plan: QueryPlan) -> Query:
    wanted = [phrase(p.tokens, p.weight) for p in plan.strong]
    if plan.grams:
        wanted.append(Q("match", grams={"query": " ".join(plan.grams), "boost": _GRAM_WEIGHT}))
    if not wanted:
        wanted = [phrase(plan.required[0])]
    typed = Period(plan.filters.since, plan.filters.until)
    weak = [phrase(p.tokens, p.weight) for p in plan.phrases if p not in plan.strong]
    return Q(
        "bool",
        must=[_any(wanted)],
        should=weak,
        must_not=[phrase(tokens) for tokens in plan.excluded],
        filter=[
            *(phrase(tokens) for tokens in plan.required),
            Q("terms", scope=sorted(plan.filters.scopes)),
            *([_days(typed)] if typed != Period(None, None) else []),
        ],
    )


def search(plan: QueryPlan, *, offset: int, limit: int) -> Search[Any]:
    """Candidates in order of score, counts by facet, and how rare each phrase is."""
    filters = plan.filters
    made = (
        Search()
        .query(_hits(plan))
        .post_filter(Q("bool", filter=[*_language(filters), *_choices(filters)]))
        .sort("_score", "key")
        .source(["source", "pk", "kind", "language", "day", "boost", *FIELD_WEIGHTS, "grams"])
        .extra(track_total_hits=True)
    )[offset : offset + limit]
    for facet in FACETS:
        narrowed = Q("bool", filter=[*_language(filters), *_choices(filters, but=facet)])
        made.aggs.bucket(facet, A("filter", narrowed)).bucket(
            "values", A("terms", field=facet, size=_MANY)
        )
    if filters.spans:
        allowed = Q("bool", filter=[*_language(filters), *_choices(filters, but=SPANS)])
        ranges = {name: _days(period) for name, period in filters.spans.items()}
        made.aggs.bucket(SPANS, A("filter", allowed)).bucket(
            "values", A("filters", filters=ranges)
        )
    made.aggs.bucket("languages", A("terms", field="language", size=_MANY))
    everything = made.aggs.bucket("everything", A("global"))
    if plan.phrases:
        everything.bucket(
            "phrases",
            A("filters", filters={str(n): phrase(p.tokens) for n, p in enumerate(plan.phrases)}),
        )
    return made
