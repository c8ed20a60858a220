"""Search without an engine: titles and texts that hold the typed words, from the database."""

from collections.abc import Iterator
from itertools import islice

from . import folding, query, sources
from .documents import Document
from .plan import Filters
from .results import Notice, Results, plain_hit

MAX_WORDS = 10
# So many documents of each source are looked through.
MOST = 500


def search(text: str, limits: Filters, offset: int, size: int) -> Results:
    """Documents with all words of ``text``, spelling folded, in no order of merit."""
    words = [folding.fold(word) for word in query.parse(text).text.split()][:MAX_WORDS]
    words = [word for word in words if word]
    found = [plain_hit(document) for document in _holding(words, limits)] if words else []
    return Results(hits=found[offset : offset + size], total=len(found), notice=Notice.DEGRADED)


def _holding(words: list[str], limits: Filters) -> Iterator[Document]:
    for source in sources.registered():
        for pk in islice(source.pks(), MOST):
            document = source.document(pk)
            if document is not None and _passes(document, limits):
                text = folding.fold(f"{document.title} {document.summary} {document.body}")
                if all(word in text for word in words):
                    yield document


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
    )
