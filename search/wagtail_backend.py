"""Wagtail's own search (explorer, choosers, images, documents, users): by substring.

Wagtail's stock backends split Japanese at blanks and find nothing inside a sentence.
Titles are few and short, so the database compares them directly, whatever the spelling
of kana and width, on every database, with nothing to be kept in step.
"""

from typing import Any

from django.db.models import Q
from modelsearch.backends.database.fallback import (  # type: ignore[import-untyped]
    MATCH_ALL,
    DatabaseSearchBackend,
    DatabaseSearchQueryCompiler,
)

from .spelling import pattern

MAX_TERMS = 10
MAX_LENGTH = 100


class SubstringQueryCompiler(DatabaseSearchQueryCompiler):  # type: ignore[misc]
    """Every word must stand somewhere in the searchable fields."""

    def build_single_term_filter(self, term: str) -> Q:
        """Documents with ``term`` in any field, spelling aside."""
        expression = pattern(term.replace("\x00", "")[:MAX_LENGTH])
        found = Q()
        for field in self.fields_names:
            found |= Q(**{f"{field}__iregex": expression})
        return found

    def build_database_filter(self, query: Any, boost: float = 1.0) -> Any:
        """As the parent, for at most ``MAX_TERMS`` words."""
        text = getattr(query, "query_string", None)
        if text is not None:
            words = text.replace("\u3000", " ").replace("\x00", " ").split()
            if not words:
                return MATCH_ALL
            query.query_string = " ".join(words[:MAX_TERMS])
        return super().build_database_filter(query, boost)


class SearchBackend(DatabaseSearchBackend):  # type: ignore[misc]
    """Named in ``WAGTAILSEARCH_BACKENDS``."""

    query_compiler_class = SubstringQueryCompiler
    autocomplete_query_compiler_class = SubstringQueryCompiler
