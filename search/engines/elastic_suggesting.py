"""Titles that hold what is being typed, from Elasticsearch."""

from typing import Any

from elasticsearch.dsl import Q, Search

from .base import Suggestion


def asked(folded: str, *, scopes: frozenset[str], language: str) -> Search[Any]:
    """Documents whose folded title holds ``folded``: letters and digits, no wildcards."""
    return (
        Search()
        .query(
            Q(
                "bool",
                filter=[
                    Q("wildcard", folded={"value": f"*{folded}*"}),
                    Q("terms", scope=sorted(scopes)),
                    Q("term", language=language),
                ],
            )
        )
        .source(["source", "pk", "kind", "folded", "shown.title", "shown.url"])
    )[:200]


def suggestions(body: dict[str, Any], folded: str, limit: int) -> list[Suggestion]:
    """The best of an answer; titles that begin with ``folded`` first."""
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
