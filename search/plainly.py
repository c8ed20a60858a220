"""Search without an engine: titles and texts that hold the typed words, from the database."""

from collections.abc import Sequence
from itertools import islice

from . import folding, query, reading, sources
from .documents import Document
from .narrowing import narrowed
from .plan import Condition, Filters
from .results import Hit, Notice, Results, plain_hit

MAX_WORDS = 10
# So many documents of each source are looked through.
MOST = 500


def search(
    text: str, limits: Filters, read: Sequence[Condition], offset: int, size: int
) -> Results:
    """Documents with all words of ``text``, spelling folded, in no order of merit.

    The words ``read`` are filters if that leaves anything.
    """
    kept = tuple(read)
    found: list[Hit] = []
    if kept:
        found = _hits(reading.rest(query.normalized(text), kept), narrowed(limits, kept))
    if not found:
        kept = ()
        found = _hits(text, limits) if _words(text) else []
    return Results(
        hits=found[offset : offset + size],
        total=len(found),
        reachable=len(found),
        notice=Notice.DEGRADED,
        read=kept,
    )


def _words(text: str) -> list[str]:
    words = [folding.fold(word) for word in query.parse(text).text.split()][:MAX_WORDS]
    return [word for word in words if word]


def _hits(text: str, limits: Filters) -> list[Hit]:
    words = _words(text)
    found: list[Hit] = []
    for source in sources.registered():
        for pk in islice(source.pks(), MOST):
            document = source.document(pk)
            if document is not None and _passes(document, limits):
                words_of = folding.fold(f"{document.title} {document.summary} {document.body}")
                if all(word in words_of for word in words):
                    found.append(plain_hit(document))
    return found


def _passes(document: Document, limits: Filters) -> bool:
    """Whether ``document`` is allowed and has the chosen labels."""
    labels = {
        "kind": (document.kind,),
        "sector": document.sectors,
        "theme": document.themes,
        "prefecture": document.prefectures,
        "audience": document.audiences,
    }
    return (
        not limits.scopes.isdisjoint(document.visibility)
        and limits.language in (None, document.language)
        and all(
            not set(values).isdisjoint(labels[facet])
            for facet, values in limits.facets.items()
            if values
        )
        and all(
            document.date is not None
            and (period.since is None or document.date >= period.since)
            and (period.until is None or document.date <= period.until)
            for period in limits.wanted_days()
        )
    )
