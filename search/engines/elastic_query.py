"""A plan as Elasticsearch queries: first what hits there are, then the best of them."""

from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query

from ..entries import FIELDS
from ..labels import FACETS
from ..periods import Period
from ..plan import Filters, QueryPlan
from . import units
from .base import SPANS
from .scoring import Clause, Scoring

# More values of a facet than any closed list has.
_MANY = 200


def phrase(tokens: tuple[str, ...]) -> Query:
    """``tokens`` in a row in any field of words."""
    return Q("multi_match", type="phrase", query=" ".join(tokens), fields=list(FIELDS))


def _title(tokens: tuple[str, ...]) -> Query:
    """… that have all their pairs in the title as well."""
    pairs = [Q("match_phrase", title=pair) for pair in units.pairs(tokens)]
    return Q("bool", filter=[phrase(tokens), *pairs])


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


def _matching(plan: QueryPlan) -> Query:
    wanted = [phrase(p.tokens) for p in plan.strong]
    wanted += [Q("term", grams=gram) for gram in plan.grams]
    if not wanted:
        wanted = [phrase(plan.required[0])]
    typed = Period(plan.filters.since, plan.filters.until)
    return Q(
        "bool",
        must_not=[phrase(tokens) for tokens in plan.excluded],
        filter=[
            _any(wanted),
            *(phrase(tokens) for tokens in plan.required),
            Q("terms", scope=sorted(plan.filters.scopes)),
            *([_days(typed)] if typed != Period(None, None) else []),
        ],
    )


def counts(plan: QueryPlan) -> Search[Any]:
    """Number of hits, counts by facet, and how rare each phrase is."""
    filters = plan.filters
    made = (
        Search()
        .query(_matching(plan))
        .post_filter(Q("bool", filter=[*_language(filters), *_choices(filters)]))
        .extra(track_total_hits=True)
    )[:0]
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


def _worth(clause: Clause) -> Query:
    query = _title(clause.tokens) if clause.in_title else phrase(clause.tokens)
    return Q("constant_score", filter=query, boost=clause.amount)


def best(plan: QueryPlan, scoring: Scoring, *, offset: int, limit: int) -> Search[Any]:
    """Candidates in order of their whole-number score, then as all engines order equals."""
    worth = [Q("dis_max", queries=[*map(_worth, clauses)]) for clauses in scoring.best]
    worth += map(_worth, scoring.every)
    worth += [Q("constant_score", filter=Q("term", grams=gram), boost=1) for gram in plan.grams]
    return (
        Search()
        .query(
            Q(
                "bool",
                filter=[_matching(plan), *_language(plan.filters), *_choices(plan.filters)],
                should=worth,
            )
        )
        .sort("_score", "-place", "key")
        .source(["source", "pk", "kind", "language", "day", "boost", *FIELDS, "grams"])
        .extra(track_total_hits=False)
    )[offset : offset + limit]
