"""What this room holds about a person: handed out, erased, and purged in time."""

from datetime import datetime
from typing import Any

from .models import Result


def export(user: Any) -> list[dict[str, Any]]:
    """The results of checks the person took."""
    return [
        {
            "taken_at": result.taken_at.isoformat(),
            "version": result.version,
            "answers": result.answers,
            "points": result.points,
        }
        for result in Result.objects.filter(taken_by=user).order_by("pk")
    ]


def erase(user: Any) -> None:
    """The result stays the company's; who took the check is forgotten."""
    Result.objects.filter(taken_by=user).update(taken_by=None)


def purge(cutoff: datetime) -> int:
    """Drop results of before ``cutoff``."""
    dropped, _by_table = Result.objects.filter(taken_at__lt=cutoff).delete()
    return dropped
