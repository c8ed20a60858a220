"""What is held about people by their saved searches: handed out, erased, dropped."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from .models import SavedSearch, ToldDocument


def export(user: Any) -> list[dict[str, Any]]:
    """The searches of the person, with how much they were told."""
    rows = SavedSearch.objects.filter(user=user).order_by("pk").prefetch_related("told")
    return [
        {
            "name": search.name,
            "address": search.address,
            "language": search.language,
            "rhythm": search.rhythm,
            "is_paused": search.is_paused,
            "created_at": search.created_at.isoformat(),
            "told": [f"{one.source}:{one.document}" for one in search.told.all()],
        }
        for search in rows
    ]


def erase(user: Any) -> None:
    """The searches go with the person."""
    SavedSearch.objects.filter(user=user).delete()


def purge(cutoff: datetime) -> int:
    """Searches that nobody touched, of people who did not come since; and old notes."""
    ToldDocument.objects.filter(at__lt=cutoff).delete()
    away = Q(user__last_login__lt=cutoff) | Q(user__last_login__isnull=True)
    dropped, _by_table = SavedSearch.objects.filter(away, changed_at__lt=cutoff).delete()
    return dropped
