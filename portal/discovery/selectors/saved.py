"""Whose searches are whose."""

from typing import Any

from django.db.models import QuerySet

from portal.discovery.models import SavedSearch


def searches_of(user: Any) -> QuerySet[SavedSearch]:
    """All searches of ``user`` by name."""
    return SavedSearch.objects.filter(user=user).order_by("name", "pk")
