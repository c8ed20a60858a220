"""Documents by name, and titles, from the embedded index."""

import json
from collections.abc import Sequence

from . import embedded_writing
from .store import Tables


def numbers(tables: Tables, identities: Sequence[tuple[str, str]]) -> list[int]:
    """Numbers of documents by (source, pk)."""
    rows = tables.rows(
        "SELECT e.id FROM json_each(%s) w JOIN search_entry e"
        " ON e.source = json_extract(w.value, '$[0]') AND e.pk = json_extract(w.value, '$[1]')",
        (json.dumps([[source, str(pk)] for source, pk in identities]),),
    )
    return [number for (number,) in rows]


def titles(
    tables: Tables, scopes: frozenset[str], language: str, limit: int
) -> list[tuple[str, bytes]]:
    """Titles that ``scopes`` allow and where their words stand, the latest written first."""
    labels = tables.rows("SELECT id, labels FROM search_label")
    allowed = [
        key
        for key, text in labels
        if not scopes.isdisjoint((found := json.loads(text))["scope"])
        and language in found["language"]
    ]
    rows = tables.rows(
        "SELECT s.title, s.packed FROM search_stored s JOIN search_entry e ON e.id = s.id"
        " WHERE e.label IN (SELECT value FROM json_each(%s)) ORDER BY s.id DESC LIMIT %s",
        (json.dumps(allowed), limit),
    )
    # Packed are summary, body, and the places of words in title, summary and body.
    return [(title, embedded_writing.unpack(bytes(packed))[2]) for title, packed in rows]
