"""Reading single documents and titles from the embedded index."""

import json
from collections.abc import Sequence
from typing import Any

from ..plan import Filters
from . import fts
from .store import Store


def named(store: Store, identities: Sequence[tuple[str, str]]) -> list[Any]:
    """Rows of documents by (source, pk): as candidates are read, then their labels."""
    return store.rows(
        "SELECT e.id, e.source, e.pk, e.label, e.day, e.boost,"
        " t.title, t.summary, t.body, t.keywords, t.grams, l.labels FROM search_entry e"
        " JOIN search_label l ON l.id = e.label JOIN search_text t ON t.rowid = e.id"
        " WHERE (e.source, e.pk) IN (SELECT json_extract(value, '$[0]'),"
        " json_extract(value, '$[1]') FROM json_each(%s))",
        (json.dumps([[source, str(pk)] for source, pk in identities]),),
    )


def titles(store: Store, filters: Filters, limit: int) -> list[tuple[str, bytes]]:
    """Titles that pass ``filters`` and where their words stand, the latest written first."""
    rows = store.rows("SELECT id, labels FROM search_label")
    allowed = [key for key, labels in rows if fts.allows(json.loads(labels), filters)]
    return store.rows(
        "SELECT s.title, s.title_spans FROM search_stored s"
        " JOIN search_entry e ON e.id = s.id"
        " WHERE e.label IN (SELECT value FROM json_each(%s)) ORDER BY s.id DESC LIMIT %s",
        (json.dumps(allowed), limit),
    )
