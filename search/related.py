"""What else a reader of one document may want: found by its own title and themes."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from . import labels, query, ranking, viewers
from .documents import PUBLIC
from .engines import EngineUnavailable, get_engine
from .engines.base import POOL, Candidate
from .plan import Filters

KEEP_SECONDS = 600
# More are kept than shown: some may be withdrawn meanwhile.
KEPT = 8
# What is related has at least this share of the document's own score.
LIKE_ITSELF = 0.2


@dataclass(frozen=True)
class Related:
    """Another document, ready to be linked to."""

    source: str
    pk: str
    kind: str
    title: str
    url: str
    date: date | None

    @property
    def kind_label(self) -> str:
        """The kind in the language of the moment."""
        return labels.names("kind").get(self.kind, "")


def related(
    source: str,
    pk: Any,
    *,
    title: str,
    language: str,
    labelled: Mapping[str, Sequence[str]] | None = None,
    viewer: Any = None,
    until_their_date: Collection[str] = (),
    leave_out: Collection[tuple[str, str]] = (),
    limit: int = 4,
) -> list[Related]:
    """Public documents that are most like the document ``pk`` of ``source``.

    They are looked up every ten minutes and checked each time with their sources: one query
    per source. None while the engine is down.

    Args:
        source: name of the document's source.
        pk: its identity there.
        title: its title, by which others are found.
        language: language of the documents.
        labelled: facet → codes of the document; their names are looked for as well.
        viewer: the user who reads, None for a visitor.
        until_their_date: kinds that are of no use once their date has passed.
        leave_out: (source, pk) of what the page links to anyway.
        limit: how many at most.
    """
    key = f"search:related:{source}:{pk}:{language}:{hash_of(title)}"
    found: list[Related] | None = cache.get(key)
    if found is None:
        try:
            found = _look_up(source, str(pk), title, language, labelled or {})
        except EngineUnavailable:
            return []
        cache.set(key, found, timeout=KEEP_SECONDS)
    today = timezone.localdate()
    useful = [
        one
        for one in found
        if (one.source, one.pk) not in leave_out
        and (one.kind not in until_their_date or (one.date is not None and one.date >= today))
    ]
    return viewers.still_visible(useful, viewer)[:limit]


def hash_of(title: str) -> str:
    """A key for a title: a changed title is looked up anew."""
    return f"{zlib.crc32(title.encode('utf-8', 'replace')):08x}"


def _look_up(
    source: str, pk: str, title: str, language: str, labelled: Mapping[str, Sequence[str]]
) -> list[Related]:
    names = [labels.names(facet).get(code, "") for facet in labelled for code in labelled[facet]]
    limits = Filters(scopes=frozenset({PUBLIC}), language=language)
    plan = query.plan(" ".join([title, *names]), limits, wide=True)
    if plan.is_empty:
        return []
    engine = get_engine()
    answer = engine.search([plan], offset=0, limit=POOL)
    # The title was not asked for: its own page is the measure of the others, not their rival.
    ranked = ranking.rank(answer, answer.plan or plan, named=1.0)
    least = LIKE_ITSELF * max((score for score, _ in ranked), default=0.0)
    best = [
        one for score, one in ranked if score >= least and (one.source, one.pk) != (source, pk)
    ]
    return _shown(best[:KEPT])


def _shown(candidates: Sequence[Candidate]) -> list[Related]:
    stored = get_engine().load([candidate.key for candidate in candidates])
    return [
        Related(
            source=one.source,
            pk=one.pk,
            kind=one.kind,
            title=stored[one.key].title,
            url=stored[one.key].url,
            date=one.date,
        )
        for one in candidates
        if one.key in stored
    ]
