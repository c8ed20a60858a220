"""Titles on a cluster: those that hold what is being typed, and where their words stand."""

from __future__ import annotations

import base64
from typing import Any

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query

from .base import Suggestion

# So many titles are looked at before the best are picked.
_LOOKED_AT = 200


def _allowed(scopes: frozenset[str], language: str) -> list[Query]:
    return [Q("terms", scope=sorted(scopes)), Q("term", language=language)]


def holding(folded: str, scopes: frozenset[str], language: str) -> Search[Any]:
    """Asks for titles with ``folded`` in them.

    Folded text is letters and digits only: no wildcard of the reader's own.
    """
    found = Q("wildcard", folded={"value": f"*{folded}*"})
    query = Search().query(Q("bool", filter=[found, *_allowed(scopes, language)]))
    query = query.source(["source", "pk", "kind", "folded", "shown.title", "shown.url"])
    return query[:_LOOKED_AT]


def suggestions(body: dict[str, Any], folded: str, limit: int) -> list[Suggestion]:
    """Those that begin with ``folded`` first."""
    found = sorted(
        (hit["_source"] for hit in body["hits"]["hits"]),
        key=lambda item: (item["folded"].index(folded), item["shown"]["title"], item["pk"]),
    )
    return [
        Suggestion(
            source=item["source"],
            pk=item["pk"],
            kind=item["kind"][0],
            title=item["shown"]["title"],
            url=item["shown"]["url"],
        )
        for item in found[:limit]
    ]


def every(scopes: frozenset[str], language: str, limit: int) -> Search[Any]:
    """Asks for all titles and the places of their words."""
    query = Search().query(Q("bool", filter=_allowed(scopes, language))).sort("key")
    return query.source(["shown.title", "shown.spans.title"])[:limit]


def with_places(body: dict[str, Any]) -> list[tuple[str, bytes]]:
    """Titles and where their words stand."""
    shown = [hit["_source"]["shown"] for hit in body["hits"]["hits"]]
    return [(one["title"], base64.b64decode(one["spans"]["title"])) for one in shown]
