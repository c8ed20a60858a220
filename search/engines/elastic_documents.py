"""Entries as Elasticsearch keeps them, and its answers as the engines give them."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from ..entries import FIELDS, Entry
from ..folding import fold
from ..plan import QueryPlan
from . import elastic_schema, units
from .base import Answer, Candidate, Stored, token_text


def key_of(source: str, pk: str) -> str:
    """Identity of a document in the index."""
    return f"{source}:{pk}"


def source_of(entry: Entry) -> dict[str, Any]:
    """What is sent to the index for ``entry``."""
    document = entry.document
    return {
        **{field: token_text(entry.tokens[field]) for field in FIELDS},
        **entry.labels(),
        "grams": token_text(entry.grams),
        "key": key_of(document.source, document.pk),
        "source": document.source,
        "pk": document.pk,
        "digest": entry.digest,
        "folded": fold(document.title),
        "day": document.date.isoformat() if document.date else None,
        "boost": document.boost,
        "place": units.order_of(document),
        "shown": {
            "title": document.title,
            "summary": document.summary,
            "body": document.body,
            "url": document.url,
            "spans": {
                field: base64.b64encode(spans).decode() for field, spans in entry.spans.items()
            },
        },
    }


def stored_from(source: dict[str, Any]) -> Stored:
    """What is shown, from what was sent."""
    shown = source["shown"]
    return Stored(
        title=shown["title"],
        summary=shown["summary"],
        body=shown["body"],
        url=shown["url"],
        labels={label: source.get(label, []) for label in elastic_schema.LABELS},
        spans={field: base64.b64decode(spans) for field, spans in shown["spans"].items()},
    )


def counted(body: dict[str, Any], plan: QueryPlan) -> Answer:
    """Counts of an answer; its candidates are still to be asked for."""
    counts = body["aggregations"]
    everything = counts["everything"]
    phrases = everything.get("phrases", {}).get("buckets", {})
    return Answer(
        candidates=[],
        total=body["hits"]["total"]["value"],
        facets={
            facet: _counted(found["values"]["buckets"])
            for facet, found in counts.items()
            if facet not in ("languages", "everything")
        },
        languages={b["key"]: b["doc_count"] for b in counts["languages"]["buckets"]},
        frequencies=tuple(phrases[str(n)]["doc_count"] for n in range(len(plan.phrases))),
        documents=everything["doc_count"],
        plan=plan,
    )


def candidates(body: dict[str, Any]) -> list[Candidate]:
    """Candidates of an answer, in its order."""
    return [candidate_from(hit["_id"], hit["_source"]) for hit in body["hits"]["hits"]]


def _counted(buckets: Any) -> dict[str, int]:
    """Hits by value: of a list of buckets, or of named ones."""
    named = buckets.items() if isinstance(buckets, dict) else ((b["key"], b) for b in buckets)
    return {key: bucket["doc_count"] for key, bucket in named if bucket["doc_count"]}


def candidate_from(key: str, source: dict[str, Any]) -> Candidate:
    """What is ranked, from what was sent."""
    return Candidate(
        key=key,
        source=source["source"],
        pk=source["pk"],
        kind=source["kind"][0],
        language=source["language"][0],
        date=date.fromisoformat(source["day"]) if source.get("day") else None,
        boost=source["boost"],
        tokens={field: source.get(field, "") for field in (*FIELDS, "grams")},
    )
