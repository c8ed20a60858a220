"""Titles that hold what is being typed, from the embedded index."""

import json

from ..folding import fold
from .base import Suggestion
from .store import Tables


def suggest(
    tables: Tables, prefix: str, scopes: frozenset[str], language: str, limit: int
) -> list[Suggestion]:
    """Titles that hold ``prefix``, spelling folded; those that begin with it first."""
    folded = fold(prefix)
    if not folded:
        return []
    # The inner SELECT reads nothing but the narrow index of folded titles.
    rows = tables.rows(
        "SELECT s.title, s.url, e.source, e.pk, l.labels FROM (SELECT id, instr(folded, %s) place"
        " FROM search_stored WHERE instr(folded, %s) ORDER BY place, folded, id LIMIT 200) found"
        " JOIN search_stored s ON s.id = found.id JOIN search_entry e ON e.id = s.id"
        " JOIN search_label l ON l.id = e.label ORDER BY found.place, s.title, e.pk",
        (folded, folded),
    )
    found: list[Suggestion] = []
    for title, url, source, pk, text in rows:
        labels = json.loads(text)
        allowed = not scopes.isdisjoint(labels["scope"]) and language in labels["language"]
        if allowed and len(found) < limit:
            found.append(Suggestion(source, pk, labels["kind"][0], title, url))
    return found
