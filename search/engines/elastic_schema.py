"""Mapping and settings of the Elasticsearch index: strict, with explicit analyzers.

Tokens come from Python, so the only analyzer splits at blanks. How to let kuromoji
analyse instead is told in docs/search.md.
"""

from dataclasses import asdict
from typing import Any

from elasticsearch.dsl import Mapping, analyzer, tokenizer

from .. import entries
from .base import Fingerprint

# Rises when the mapping changes.
SCHEMA = 2
TOKENS = analyzer("portal_tokens", type="custom", tokenizer=tokenizer("whitespace"))
TEXT_FIELDS = ("title", "summary", "body", "keywords", "grams")
LABELS = ("kind", "language", "scope", "sector", "theme", "prefecture", "audience")

# How long deletions are remembered, so that a late write of an older state is refused.
# Pages of results reach as far as the address of the search page allows.
WINDOW = 100_000
SETTINGS: dict[str, Any] = {
    "gc_deletes": "1h",
    "refresh_interval": "1s",
    "max_result_window": WINDOW,
}


def mapping() -> Mapping:
    """Fields of an entry; an unknown field is an error."""
    made = Mapping()
    made.meta("dynamic", "strict")
    made.meta("_meta", asdict(fingerprint()))
    for field in TEXT_FIELDS:
        made.field(field, "text", analyzer=TOKENS)
    for field in (*LABELS, "key", "source", "pk", "digest"):
        made.field(field, "keyword")
    made.field("folded", "keyword", ignore_above=8000)
    made.field("day", "date", format="strict_date")
    made.field("boost", "float")
    made.field("place", "long")
    # What is only shown is kept as it is, neither parsed nor indexed.
    made.field("shown", "object", enabled=False)
    return made


def fingerprint() -> Fingerprint:
    """What an index made now is made by; it is kept in ``_meta`` of the mapping."""
    return Fingerprint.current(f"{SCHEMA}.{entries.FORM}")


def fingerprint_of(mapping: dict[str, Any]) -> Fingerprint:
    """What an index with ``mapping`` was made by."""
    meta = mapping.get("_meta") or {}
    return Fingerprint(str(meta.get("form", "?")), str(meta.get("vocabulary", "?")))


def index_body() -> dict[str, Any]:
    """Arguments with which an index is created."""
    made = mapping()
    return {
        "mappings": made.to_dict(),
        "settings": {"index": SETTINGS, "analysis": made._collect_analysis()},
    }
