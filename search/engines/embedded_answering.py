"""Answers of the embedded engine from one state of its index."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache

from ..plan import QueryPlan
from .base import Answer, Candidate
from .choosing import Choice
from .embedded_schema import State
from .postings import Postings, View
from .scoring import Scoring
from .store import Tables


@cache
def labels_of(text: str) -> dict[str, list[str]]:
    """Labels as they are kept."""
    labels: dict[str, list[str]] = json.loads(text)
    return labels


def answer(
    postings: Postings,
    state: State,
    plans: Sequence[QueryPlan],
    *,
    offset: int,
    limit: int,
    unchanged: bool = False,
) -> Answer | None:
    """Hits of the first plan that has enough, with counts by facet.

    None if ``state`` is past: another set of tables is read, or, with ``unchanged``, anything
    was written since.
    """
    view = _view(postings, state, [plan for plan in plans if not plan.grams], grams=False)
    for plan in plans:
        if plan.grams and view:
            view = _view(postings, state, plans, grams=True)
        if view is None:
            return None
        choice = Choice(view, plan)
        if choice.total >= plan.enough:
            break
    frequencies = choice.frequencies()
    documents = choice.documents
    numbers = choice.best(Scoring.of(plan, frequencies, documents), offset, limit)
    candidates = read(postings.tables, state, numbers, unchanged=unchanged)
    if unchanged and len(candidates) < len(numbers):
        return None
    return Answer(
        candidates=candidates,
        total=choice.total,
        facets=choice.facets(),
        languages=choice.languages(),
        frequencies=frequencies,
        documents=documents,
        plan=plan,
    )


def _view(
    postings: Postings, state: State, plans: Sequence[QueryPlan], *, grams: bool
) -> View | None:
    phrases = [
        tokens
        for plan in plans
        for tokens in (*(p.tokens for p in plan.phrases), *plan.required, *plan.excluded)
    ]
    wanted = [gram for plan in plans for gram in plan.grams] if grams else []
    return postings.view(state, phrases, wanted)


def read(
    tables: Tables, state: State, numbers: list[int], *, unchanged: bool = False
) -> list[Candidate]:
    """Candidates by number, in that order; none if ``state`` is past, see ``answer``."""
    if not numbers:
        return []
    rows = tables.rows(
        "SELECT e.id, e.source, e.pk, l.labels, e.day, e.boost,"
        " t.title, t.summary, t.body, t.keywords, t.grams"
        " FROM json_each(%s) w JOIN search_entry e ON e.id = w.value"
        " JOIN search_label l ON l.id = e.label JOIN search_text t ON t.rowid = e.id"
        " WHERE EXISTS (SELECT 1 FROM search_state WHERE epoch = %s AND written IN (%s,"
        " CASE WHEN %s THEN 0 ELSE written END)) ORDER BY w.key",
        (json.dumps(numbers), state.epoch, state.written, unchanged),
    )
    return [_candidate(state.epoch, *row) for row in rows]


def _candidate(
    epoch: int, number: int, source: str, pk: str, labels: str, day: str, boost: float, *texts: str
) -> Candidate:
    known = labels_of(labels)
    fields = ("title", "summary", "body", "keywords", "grams")
    return Candidate(
        key=f"{epoch}:{number}",
        source=source,
        pk=pk,
        kind=known["kind"][0],
        language=known["language"][0],
        date=date.fromisoformat(day) if day else None,
        boost=boost,
        tokens=dict(zip(fields, texts, strict=True)),
    )
