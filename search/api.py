"""The one door to search for all rooms."""

import logging
from collections.abc import Mapping, Sequence

from . import plainly, query, ranking, results
from .documents import PUBLIC
from .engines import EngineUnavailable, get_engine
from .engines.base import POOL, Stored, Suggestion
from .labels import FACETS
from .plan import Filters
from .results import Hit, Notice, Results

__all__ = ["Hit", "Notice", "Results", "search", "suggest"]

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
        promoted: (source, pk) of documents to show on top, as far as language and scopes
            allow; they are left out of the hits of this page.
    """
    chosen = {
        facet: tuple(dict.fromkeys(values))
        for facet, values in (filters or {}).items()
        if facet in FACETS and values
    }
    limits = Filters(scopes=viewer_scopes, language=language, facets=chosen)
    page, size = max(1, min(page, 10**6)), max(1, min(size, MAX_SIZE))
    offset = (page - 1) * size
    try:
        return _from_engine(text, limits, offset, size, promoted)
    except EngineUnavailable as error:
        logger.warning("search engine unavailable: %s", error)
        return plainly.search(text, limits, offset, size)


def _from_engine(
    text: str, limits: Filters, offset: int, size: int, promoted: Sequence[tuple[str, str]]
) -> Results:
    engine = get_engine()
    plans = query.plans(text, limits)
    if not plans:
        return Results()
    # Pages inside the pool are cut from one ranking, so that paging is stable.
    start, limit = (0, POOL) if offset + size <= POOL else (offset, size)
    answer = engine.search(plans, offset=start, limit=limit)
    plan = answer.plan or plans[-1]
    notice = Notice.SHORTENED if len(text.strip()) > query.MAX_LENGTH else Notice.NONE
    if plan.grams and answer.total:
        notice = Notice.SIMILAR
    if start:
        ranked = [(0.0, candidate) for candidate in answer.candidates]
    else:
        ranked = ranking.rank(answer, plan)[offset : offset + size]
    named = engine.named(promoted)
    stored = engine.load([c.key for c in named] + [c.key for _, c in ranked])
    on_top = [c for c in named if c.key in stored and _is_allowed(stored[c.key], limits)]
    on_top.sort(key=lambda candidate: list(promoted).index((candidate.source, candidate.pk)))
    keys_on_top = {candidate.key for candidate in on_top}
    return Results(
        hits=[
            results.hit(candidate, stored[candidate.key], plan, score)
            for score, candidate in ranked
            if candidate.key in stored and candidate.key not in keys_on_top
        ],
        total=answer.total,
        facets=answer.facets,
        elsewhere={
            code: count for code, count in answer.languages.items() if code != limits.language
        },
        notice=notice,
        suggestion=query.suggestion(text),
        promoted=[results.hit(c, stored[c.key], plan, 0.0) for c in on_top],
    )


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
