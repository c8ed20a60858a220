"""The one door to search for all rooms."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from . import correcting, narrowing, periods, plainly, query, ranking, results
from .documents import PUBLIC
from .engines import EngineUnavailable, get_engine
from .engines.base import POOL, Answer, Stored, Suggestion
from .labels import FACETS
from .plan import Condition, Filters, QueryPlan
from .related import Related, related
from .results import Hit, Notice, Order, Results

__all__ = ["Hit", "Notice", "Order", "Related", "Results", "related", "search", "suggest"]

logger = logging.getLogger(__name__)
MAX_SIZE = 50


def search(
    text: str,
    *,
    language: str | None,
    filters: Mapping[str, Sequence[str]] | None = None,
    viewer_scopes: frozenset[str] = frozenset({PUBLIC}),
    page: int = 1,
    size: int = 10,
    read: Sequence[Condition] = (),
    span: str = "",
    order: Order = Order.RELEVANCE,
    promoted: Sequence[tuple[str, str]] = (),
) -> Results:
    """What answers ``text`` for a viewer who holds ``viewer_scopes``.

    Never raises because of what was typed, and answers plainly when the engine is down.

    Args:
        text: as typed.
        language: only documents of this language; None for all.
        filters: facet → values of which one must fit; unknown facets are ignored.
        viewer_scopes: of ``documents.SCOPES``.
        page: from 1.
        size: hits a page, at most 50.
        read: words of ``text`` that become filters as far as that leaves hits
            (``reading.conditions``).
        span: one of ``periods.CHOICES``, in which the date of a hit must lie.
        order: by date the best hundred hits are put in order.
        promoted: (source, pk) of documents to show on top, as far as language and scopes
            allow; they are left out of the hits of this page.
    """
    today = timezone.localdate()
    chosen = {
        facet: tuple(dict.fromkeys(values))
        for facet, values in (filters or {}).items()
        if facet in FACETS and values
    }
    limits = Filters(
        scopes=viewer_scopes,
        language=language,
        facets=chosen,
        spans=periods.choices(today),
        span=span if span in periods.CHOICES else "",
    )
    page, size = max(1, min(page, 10**6)), max(1, min(size, MAX_SIZE))
    asked = _Asked(text, limits, tuple(read), (page - 1) * size, size, order, tuple(promoted))
    try:
        return _from_engine(asked, today)
    except EngineUnavailable as error:
        logger.warning("search engine unavailable: %s", error)
        return plainly.search(text, limits, asked.read, asked.offset, size)


@dataclass(frozen=True)
class _Asked:
    text: str
    limits: Filters
    read: tuple[Condition, ...]
    offset: int
    size: int
    order: Order
    promoted: tuple[tuple[str, str], ...]


def _from_engine(asked: _Asked, today: date) -> Results:
    engine = get_engine()
    plans = narrowing.plans(asked.text, asked.limits, asked.read)
    if not plans:
        return Results()
    end = asked.offset + asked.size
    # Pages inside the pool are cut from one ranking, so that paging is stable.
    pooled = end <= POOL or asked.order is not Order.RELEVANCE
    start, limit = (0, POOL) if pooled else (asked.offset, asked.size)
    answer = engine.search(plans, offset=start, limit=limit)
    plan = answer.plan or plans[-1]
    ranked = [(0.0, candidate) for candidate in answer.candidates]
    if pooled:
        ranked = results.ordered(ranking.rank(answer, plan), asked.order, today)[
            asked.offset : end
        ]
    named = engine.named(asked.promoted)
    stored = engine.load([c.key for c in named] + [c.key for _, c in ranked])
    on_top = [c for c in named if c.key in stored and _is_allowed(stored[c.key], asked.limits)]
    on_top.sort(key=lambda candidate: asked.promoted.index((candidate.source, candidate.pk)))
    keys_on_top = {candidate.key for candidate in on_top}
    return Results(
        hits=[
            results.hit(candidate, stored[candidate.key], plan, score)
            for score, candidate in ranked
            if candidate.key in stored and candidate.key not in keys_on_top
        ],
        total=answer.total,
        reachable=answer.total if asked.order is Order.RELEVANCE else min(answer.total, POOL),
        facets=answer.facets,
        elsewhere={
            code: count
            for code, count in answer.languages.items()
            if code != asked.limits.language
        },
        notice=_notice(asked.text, plan, answer),
        suggestion=correcting.better(
            asked.text, plan, answer, engine=engine, language=asked.limits.language
        ),
        promoted=[results.hit(c, stored[c.key], plan, 0.0) for c in on_top],
        read=plan.read,
    )


def _notice(text: str, plan: QueryPlan, answer: Answer) -> Notice:
    if plan.grams and answer.total:
        return Notice.SIMILAR
    return Notice.SHORTENED if len(text.strip()) > query.MAX_LENGTH else Notice.NONE


def _is_allowed(stored: Stored, limits: Filters) -> bool:
    """Whether scopes and language let the viewer see what is ``stored``."""
    return not limits.scopes.isdisjoint(stored.labels.get("scope", ())) and (
        limits.language is None or limits.language in stored.labels.get("language", ())
    )


def suggest(
    text: str,
    *,
    language: str,
    viewer_scopes: frozenset[str] = frozenset({PUBLIC}),
    limit: int = 8,
) -> list[Suggestion]:
    """Documents whose title holds what is being typed."""
    try:
        return get_engine().suggest(
            text[: query.MAX_LENGTH], scopes=viewer_scopes, language=language, limit=limit
        )
    except EngineUnavailable:
        return []
