"""The one door to search for all rooms."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from enum import StrEnum
from itertools import islice

from django.utils.safestring import SafeString

from . import folding, highlighting, query, ranking, sources
from .documents import PUBLIC
from .engines import EngineUnavailable, get_engine
from .engines.base import POOL, Candidate, Stored, Suggestion
from .labels import FACETS
from .plan import Filters, Origin, QueryPlan

logger = logging.getLogger(__name__)
MAX_SIZE = 50


class Notice(StrEnum):
    """What the reader must be told about the results."""

    NONE = ""
    DEGRADED = "degraded"  # the engine is down; plain search instead
    SIMILAR = "similar"  # nothing as typed; similar titles
    SHORTENED = "shortened"  # the query was cut


@dataclass(frozen=True)
class Hit:
    """One result, ready to show; ``title_html`` and ``snippet_html`` are safe."""

    source: str
    pk: str
    kind: str
    language: str
    url: str
    title: str
    title_html: SafeString
    snippet_html: SafeString
    date: Date | None = None
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True)
class Results:
    """One page of hits with counts over all of them.

    ``suggestion`` is a better spelling; ``elsewhere`` counts hits in other languages.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    elsewhere: dict[str, int] = field(default_factory=dict)
    notice: Notice = Notice.NONE
    suggestion: str = ""


def search(
    text: str,
    *,
    language: str | None,
    filters: Mapping[str, Sequence[str]] | None = None,
    viewer_scopes: frozenset[str] = frozenset({PUBLIC}),
    page: int = 1,
    size: int = 10,
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
        return _from_engine(text, limits, offset, size)
    except EngineUnavailable as error:
        logger.warning("search engine unavailable: %s", error)
        return _plain(text, limits, offset, size)


def _from_engine(text: str, limits: Filters, offset: int, size: int) -> Results:
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
    stored = engine.load([candidate.key for _, candidate in ranked])
    return Results(
        hits=[
            _hit(candidate, stored[candidate.key], plan, score)
            for score, candidate in ranked
            if candidate.key in stored
        ],
        total=answer.total,
        facets=answer.facets,
        elsewhere={
            code: count for code, count in answer.languages.items() if code != limits.language
        },
        notice=notice,
        suggestion=query.suggestion(text),
    )


def _hit(candidate: Candidate, stored: Stored, plan: QueryPlan, score: float) -> Hit:
    phrases = [(phrase.tokens, _mark_weight(phrase.origin)) for phrase in plan.phrases]
    phrases += [(words, 1.0) for words in plan.required]
    marks = {
        field: highlighting.spans(
            candidate.tokens[field].split(), stored.spans.get(field, b""), phrases
        )
        for field in ("title", "summary", "body")
    }
    # The summary is written for people: it is shown unless only the body has the words.
    shown = "summary" if stored.summary and (marks["summary"] or not marks["body"]) else "body"
    text = stored.summary if shown == "summary" else stored.body
    window = highlighting.best_passage(text, marks[shown])
    return Hit(
        source=candidate.source,
        pk=candidate.pk,
        kind=candidate.kind,
        language=candidate.language,
        url=stored.url,
        title=stored.title,
        title_html=highlighting.marked(stored.title, marks["title"]),
        snippet_html=highlighting.marked(text, marks[shown], window),
        date=candidate.date,
        sectors=tuple(stored.labels.get("sector", ())),
        themes=tuple(stored.labels.get("theme", ())),
        score=score,
    )


def _mark_weight(origin: Origin) -> float:
    return {Origin.TERM: 1.0, Origin.PART: 0.3}.get(origin, 0.6)


def _plain(text: str, limits: Filters, offset: int, size: int) -> Results:
    """Titles and texts that hold the typed words, straight from the database."""
    words = [folding.fold(word) for word in query.parse(text).text.split()][:10]
    words = [word for word in words if word]
    found: list[Hit] = []
    if words:
        for source in sources.registered():
            for pk in islice(source.pks(), 500):
                document = source.document(pk)
                if (
                    document is None
                    or limits.scopes.isdisjoint(document.visibility)
                    or (limits.language and document.language != limits.language)
                    or not set(limits.facets.get("kind", (document.kind,))) & {document.kind}
                ):
                    continue
                haystack = folding.fold(f"{document.title} {document.summary} {document.body}")
                if all(word in haystack for word in words):
                    found.append(
                        Hit(
                            source=document.source,
                            pk=document.pk,
                            kind=document.kind,
                            language=document.language,
                            url=document.url,
                            title=document.title,
                            title_html=highlighting.marked(document.title, []),
                            snippet_html=highlighting.marked(
                                document.summary or document.body, [], (0, highlighting.PASSAGE)
                            ),
                            date=document.date,
                            sectors=document.sectors,
                            themes=document.themes,
                        )
                    )
    return Results(hits=found[offset : offset + size], total=len(found), notice=Notice.DEGRADED)


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
